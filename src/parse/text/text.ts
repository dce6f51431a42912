/** Plain words come out as the same words with every address cut out into a slot, and each address known as a link. */
import type { Link, Rendering, Slot } from '../../core/message.ts'
import { cutAddresses } from '../html/cut-addresses.ts'
import { LinkList } from '../html/link-list.ts'
import { cleanCharacters, cutCharacters } from './clean-characters.ts'
import { type MarkedLink, readMarkup } from './markup.ts'

export const DEFAULT_TEXT_LIMITS = { maxCharacters: 2_000_000, maxLinks: 5_000 } as const

export interface TextOptions {
  readonly partId: string
  /** The number of the first link: `l${firstLink}`. */
  readonly firstLink: number
  /** UTF-16 units. */
  readonly maxCharacters?: number
  /** Addresses, each place counted. */
  readonly maxLinks?: number
}

export interface ParsedText {
  readonly rendering: Rendering
  readonly links: readonly Link[]
  /** `TEXT_TOO_BIG` or `TEXT_TOO_MANY_LINKS`: the rendering stops where the limit was met. */
  readonly incomplete: string | null
}

const MAX_SHOWN_CHARACTERS = 500
/** What closes a link is filled with its address, in brackets; what opens one is filled with nothing. */
const PARTING = new Set<Slot['kind']>(['link', 'link-close'])

/**
 * Never throws. An address that stands in several places is one link with several slots.
 * Markdown and Slack's marks become openings and closings of links around their words, as anchors do in HTML: desks render both.
 */
export function parseText(untrustedText: string, options: TextOptions): ParsedText {
  const maxCharacters = options.maxCharacters ?? DEFAULT_TEXT_LIMITS.maxCharacters
  const maxLinks = options.maxLinks ?? DEFAULT_TEXT_LIMITS.maxLinks
  const text = cleanCharacters(cutCharacters(untrustedText, maxCharacters))
  const links = new LinkList(options.firstLink, maxLinks)
  const marked = cutMarkup(text, readMarkup(text, maxLinks + 1), links)
  // One more than allowed, so that the last one tells where the words that were not looked at begin.
  const cut = cutAddresses(marked.rendering, links, { parting: PARTING, maxAddresses: maxLinks + 1 })
  const whole = marked.whole && cut.whole
  return {
    rendering: cut.rendering,
    links: links.list(options.partId, 'text'),
    incomplete: !whole ? 'TEXT_TOO_MANY_LINKS' : untrustedText.length > maxCharacters ? 'TEXT_TOO_BIG' : null,
  }
}

/** The words without the marks; stops before the first link that is one too many. */
function cutMarkup(
  text: string,
  marked: readonly MarkedLink[],
  links: LinkList,
): { readonly rendering: Rendering; readonly whole: boolean } {
  const slots: Slot[] = []
  let body = ''
  let from = 0
  for (const link of marked) {
    body += text.slice(from, link.start)
    from = link.end
    if (links.full) return { rendering: { body, slots }, whole: false }
    const index = links.add(link.untrustedUrl, link.via, { target: link.target, ownWords: true })
    const linkId = links.idOf(index)
    if (link.wordsStart === link.wordsEnd) slots.push({ at: body.length, kind: 'link', linkId })
    else {
      slots.push({ at: body.length, kind: 'link-open', linkId })
      const words = wordsOf(text, link)
      links.show(
        index,
        cutCharacters(
          words
            .slice(0, 4 * MAX_SHOWN_CHARACTERS)
            .replace(/\s+/g, ' ')
            .trim(),
          MAX_SHOWN_CHARACTERS,
        ),
      )
      body += words
      slots.push({ at: body.length, kind: 'link-close', linkId })
    }
    // A picture inside a link: known, looked at, and without a place of its own.
    for (const inner of link.inside) if (!links.full) links.add(inner.untrustedUrl, inner.via, { target: inner.target })
  }
  return { rendering: { body: body + text.slice(from), slots }, whole: true }
}

function wordsOf(text: string, { wordsStart, wordsEnd, inside }: MarkedLink): string {
  let words = ''
  let from = wordsStart
  for (const inner of inside) {
    // Deeper ones are within those around them.
    if (inner.start < from) continue
    words += text.slice(from, inner.start) + text.slice(inner.wordsStart, inner.wordsEnd)
    from = inner.end
  }
  return words + text.slice(from, wordsEnd)
}
