/** Strangers' HTML, read and judged: inert HTML, visible text, links, live constructs and hidden words; past a limit the words alone, and when a second sanitizer disagrees no HTML at all. */
import { Parser } from 'htmlparser2'
import type { ActiveConstruct, HiddenWords, Link, Rendering, Trackers } from '../../core/message.ts'
import type { UnseenWords } from '../text/reveal/unseen-tally.ts'
import { Cascade } from './cascade.ts'
import { cutAddresses } from './cut-addresses.ts'
import { isInert } from './judge.ts'
import { DEFAULT_HTML_LIMITS, type HtmlLimits } from './limits.ts'
import { parseLinearly } from './linear-parser.ts'
import { HtmlWalk, type Styling } from './walk.ts'

export { DEFAULT_HTML_LIMITS, type HtmlLimits } from './limits.ts'

export interface ParsedHtml {
  /** Null when it is incomplete or shown as text. */
  readonly html: Rendering | null
  /** All of the visible words; of what is incomplete, those up to where it was read. */
  readonly text: Rendering
  readonly links: readonly Link[]
  readonly active: readonly ActiveConstruct[]
  /** Words that the source holds and a browser does not show; they are in neither rendering. */
  readonly hidden: readonly HiddenWords[]
  readonly trackers: Trackers
  /** What nobody sees stood among the words, hidden ones too, and is in neither rendering. */
  readonly unseen: readonly UnseenWords[]
  /** Why there is no HTML although all of it was read: `HTML_TOO_DEEP`, `HTML_TOO_MANY_ELEMENTS`, `HTML_ATTRIBUTE_TOO_BIG`, or null. */
  readonly asText: string | null
  /** Why not all of it was read: `HTML_TOO_BIG`, `HTML_TOO_MANY_LINKS`; or that it was read wrongly: `HTML_NOT_INERT`; or null. */
  readonly incomplete: string | null
}

export interface HtmlOptions {
  readonly partId: string
  /** The number of the first link: `l${firstLink}`. */
  readonly firstLink: number
  readonly limits?: HtmlLimits
}

/**
 * Never throws, and takes time linear in the source.
 * A link with a place has the same id in both renderings. Source of the reading: HTML Living Standard, as htmlparser2 reads it.
 */
export function parseHtml(untrustedHtml: string, options: HtmlOptions): ParsedHtml {
  const limits = options.limits ?? DEFAULT_HTML_LIMITS
  const source = untrustedHtml.slice(0, limits.maxCharacters)
  const formatted = walkThrough(source, options.firstLink, limits)
  const asText = formatted.incomplete !== null && AS_TEXT.has(formatted.incomplete) ? formatted.incomplete : null
  const walk = asText === null ? formatted : walkThrough(source, options.firstLink, limits, 'linear')
  if (untrustedHtml.length > limits.maxCharacters) walk.incomplete ??= 'HTML_TOO_BIG'
  if (asText !== null) walk.active.add('shown-as-text', () => asText)
  const text = cutAddresses({ body: walk.text.body, slots: walk.text.closedSlots() }, walk.links)
  const html = { body: walk.html.body, slots: walk.html.slots }
  const limit = walk.incomplete ?? (text.whole ? null : 'HTML_TOO_MANY_LINKS')
  // An error of ours in what is written is found here, by code that is not ours, before anyone sees it.
  const incomplete = limit ?? (asText !== null || isInert(html) ? null : 'HTML_NOT_INERT')
  return {
    html: incomplete === null && asText === null ? html : null,
    asText,
    text: text.rendering,
    links: walk.links.list(options.partId),
    active: walk.active.list(options.partId),
    hidden: walk.hidden.list(options.partId),
    trackers: walk.trackers.list((untrustedUrl) => walk.links.resolve(untrustedUrl)),
    unseen: walk.unseen.list(),
    incomplete,
  }
}

/** Limits of what can be shown with its formatting; the words can still be read whole. */
const AS_TEXT: ReadonlySet<string> = new Set(['HTML_TOO_DEEP', 'HTML_TOO_MANY_ELEMENTS', 'HTML_ATTRIBUTE_TOO_BIG'])
const NO_DEPTH = { maxDepth: Number.POSITIVE_INFINITY, maxElements: Number.POSITIVE_INFINITY }

/** A style sheet that comes late concerns what came before it: then all is read once more with the sheets known. Three passes at most. */
function walkThrough(
  untrustedHtml: string,
  firstLink: number,
  limits: HtmlLimits,
  reading: 'as-browsers' | 'linear' = 'as-browsers',
): HtmlWalk {
  const isLinear = reading === 'linear'

  const pass = (styling: Styling, sheets: readonly string[]): { readonly walk: HtmlWalk; readonly overflowed: boolean } => {
    const cascade = new Cascade()
    for (const sheet of sheets) cascade.add(sheet)
    const walk = new HtmlWalk(firstLink, isLinear ? { ...limits, ...NO_DEPTH } : limits, cascade, styling)
    if (cascade.overflowed) return { walk, overflowed: true }
    if (isLinear) parseLinearly(untrustedHtml, walk, limits.maxAttributeCharacters)
    else new Parser(walk).end(untrustedHtml)
    return { walk, overflowed: cascade.overflowed }
  }
  let last = pass('as-met', [])
  if (!last.overflowed && last.walk.hasLateSheet && last.walk.incomplete === null) last = pass('complete', last.walk.sheets)
  return last.overflowed ? pass('unread', []).walk : last.walk
}
