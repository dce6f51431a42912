/** Plain words come out as the same words with every address cut out into a slot, and each address known as a link. */
import type { Link, Rendering, Slot } from '../../core/message.ts'
import { cutAddresses } from '../html/cut-addresses.ts'
import { LinkList } from '../html/link-list.ts'
import { cleanCharacters, cutCharacters } from './clean-characters.ts'
import { type MarkedLink, readMarkup } from './markup.ts'
import { AsWritten } from './reveal/as-written.ts'
import { revealWords } from './reveal/reveal-words.ts'
import { UnseenTally, type UnseenWords } from './reveal/unseen-tally.ts'

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
  /** What nobody sees stood among the words, and is in none of them. */
  readonly unseen: readonly UnseenWords[]
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
  const writtenText = cleanCharacters(cutCharacters(untrustedText, maxCharacters))
  const tally = new UnseenTally()
  const text = revealWords(writtenText, tally)
  const links = new LinkList(options.firstLink, maxLinks)
  const marked = cutMarkup(text, readMarkup(text, maxLinks + 1), links, new AsWritten(writtenText, text))
  const ofBody = new AsWritten(writtenText, text)
  const written = (start: number, end: number): string => {
    const [from, to] = [marked.body.origin(start), marked.body.origin(end - 1) + 1]
    return to - from === end - start ? ofBody.slice(from, to) : marked.rendering.body.slice(start, end)
  }
  // One more than allowed, so that the last one tells where the words that were not looked at begin.
  const cut = cutAddresses(marked.rendering, links, { parting: PARTING, maxAddresses: maxLinks + 1, written })
  const whole = marked.whole && cut.whole
  return {
    rendering: cut.rendering,
    links: links.list(options.partId, 'text'),
    unseen: tally.list(),
    incomplete: !whole ? 'TEXT_TOO_MANY_LINKS' : untrustedText.length > maxCharacters ? 'TEXT_TOO_BIG' : null,
  }
}

/** The words without the marks; stops before the first link that is one too many. */
function cutMarkup(
  text: string,
  marked: readonly MarkedLink[],
  links: LinkList,
  asWritten: AsWritten,
): { readonly rendering: Rendering; readonly body: Pieces; readonly whole: boolean } {
  const slots: Slot[] = []
  const body = new Pieces(text)
  let from = 0
  for (const link of marked) {
    body.add(from, link.start)
    from = link.end
    if (links.full) return { rendering: { body: body.words, slots }, body, whole: false }
    const index = links.add(destinationAsWritten(text, link, asWritten), link.via, { target: link.target, ownWords: true })
    const linkId = links.idOf(index)
    if (link.wordsStart === link.wordsEnd) slots.push({ at: body.words.length, kind: 'link', linkId })
    else {
      slots.push({ at: body.words.length, kind: 'link-open', linkId })
      const shown = addWords(body, link)
      links.show(
        index,
        cutCharacters(
          shown
            .slice(0, 4 * MAX_SHOWN_CHARACTERS)
            .replace(/\s+/g, ' ')
            .trim(),
          MAX_SHOWN_CHARACTERS,
        ),
      )
      slots.push({ at: body.words.length, kind: 'link-close', linkId })
    }
    // A picture inside a link: known, looked at, and without a place of its own.
    for (const inner of link.inside) if (!links.full) links.add(inner.untrustedUrl, inner.via, { target: inner.target })
  }
  body.add(from, text.length)
  return { rendering: { body: body.words, slots }, body, whole: true }
}

/** A destination that stands elsewhere, in a definition, is given as it was read. */
function destinationAsWritten(text: string, { start, end, untrustedUrl }: MarkedLink, asWritten: AsWritten): string {
  const at = asWritten.differs ? text.slice(start, end).indexOf(untrustedUrl) : -1
  return at < 0 ? untrustedUrl : asWritten.slice(start + at, start + at + untrustedUrl.length)
}

/** The words that were added: to look for them in the whole would copy all of it, once for each link. */
function addWords(body: Pieces, { wordsStart, wordsEnd, inside }: MarkedLink): string {
  let added = ''
  let from = wordsStart
  for (const inner of inside) {
    // Deeper ones are within those around them.
    if (inner.start < from) continue
    added += body.add(from, inner.start) + body.add(inner.wordsStart, inner.wordsEnd)
    from = inner.end
  }
  return added + body.add(from, wordsEnd)
}

/** Words put together from pieces of a text; knows where in it each came from. */
class Pieces {
  words = ''
  readonly #text: string
  readonly #pieces: { readonly at: number; readonly from: number }[] = []
  #asked = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Gives what was added. */
  add(from: number, to: number): string {
    if (from >= to) return ''
    this.#pieces.push({ at: this.words.length, from })
    const added = this.#text.slice(from, to)
    this.words += added
    return added
  }

  /** Asked in ascending order. */
  origin(at: number): number {
    while ((this.#pieces[this.#asked + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) this.#asked += 1
    const piece = this.#pieces[this.#asked]
    return piece === undefined ? at : piece.from + at - piece.at
  }
}
