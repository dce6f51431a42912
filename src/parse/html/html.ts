/** Strangers' HTML, read once and judged: inert HTML, visible text, links, live constructs and hidden words; past a limit, or when a second sanitizer disagrees, no HTML at all. */
import { Parser } from 'htmlparser2'
import type { ActiveConstruct, HiddenWords, Link, Rendering, Trackers } from '../../core/message.ts'
import type { UnseenWords } from '../text/reveal/unseen-tally.ts'
import { Cascade } from './cascade.ts'
import { cutAddresses } from './cut-addresses.ts'
import { isInert } from './judge.ts'
import { DEFAULT_HTML_LIMITS, type HtmlLimits } from './limits.ts'
import { HtmlWalk, type Styling } from './walk.ts'

export { DEFAULT_HTML_LIMITS, type HtmlLimits } from './limits.ts'

export interface ParsedHtml {
  /** Null when it is incomplete: the text, as far as it was read, is all that is left. */
  readonly html: Rendering | null
  readonly text: Rendering
  readonly links: readonly Link[]
  readonly active: readonly ActiveConstruct[]
  /** Words that the source holds and a browser does not show; they are in neither rendering. */
  readonly hidden: readonly HiddenWords[]
  readonly trackers: Trackers
  /** What nobody sees stood among the words, hidden ones too, and is in neither rendering. */
  readonly unseen: readonly UnseenWords[]
  /** `HTML_TOO_BIG`, `HTML_TOO_DEEP`, `HTML_TOO_MANY_ELEMENTS`, `HTML_TOO_MANY_LINKS`, `HTML_ATTRIBUTE_TOO_BIG`, `HTML_NOT_INERT`, or null. */
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
  const walk = walkThrough(untrustedHtml.slice(0, limits.maxCharacters), options.firstLink, limits)
  if (untrustedHtml.length > limits.maxCharacters) walk.incomplete ??= 'HTML_TOO_BIG'
  const text = cutAddresses({ body: walk.text.body, slots: walk.text.closedSlots() }, walk.links)
  const html = { body: walk.html.body, slots: walk.html.slots }
  const limit = walk.incomplete ?? (text.whole ? null : 'HTML_TOO_MANY_LINKS')
  // An error of ours in what is written is found here, by code that is not ours, before anyone sees it.
  const incomplete = limit ?? (isInert(html) ? null : 'HTML_NOT_INERT')
  return {
    html: incomplete === null ? html : null,
    text: text.rendering,
    links: walk.links.list(options.partId),
    active: walk.active.list(options.partId),
    hidden: walk.hidden.list(options.partId),
    trackers: walk.trackers.list((untrustedUrl) => walk.links.resolve(untrustedUrl)),
    unseen: walk.unseen.list(),
    incomplete,
  }
}

/** A style sheet that comes late concerns what came before it: then all is read once more with the sheets known. Three passes at most. */
function walkThrough(untrustedHtml: string, firstLink: number, limits: HtmlLimits): HtmlWalk {
  const pass = (styling: Styling, sheets: readonly string[]): { readonly walk: HtmlWalk; readonly overflowed: boolean } => {
    const cascade = new Cascade()
    for (const sheet of sheets) cascade.add(sheet)
    const walk = new HtmlWalk(firstLink, limits, cascade, styling)
    if (!cascade.overflowed) new Parser(walk).end(untrustedHtml)
    return { walk, overflowed: cascade.overflowed }
  }
  let last = pass('as-met', [])
  if (!last.overflowed && last.walk.hasLateSheet && last.walk.incomplete === null) last = pass('complete', last.walk.sheets)
  return last.overflowed ? pass('unread', []).walk : last.walk
}
