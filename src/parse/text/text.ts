/** Plain words come out as the same words with every address cut out into a slot, and each address known as a link. */
import type { Link, Rendering, Slot } from '../../core/message.ts'
import { MAX_URL_CHARACTERS, readHref } from '../url.ts'
import { cleanCharacters, cutCharacters } from './clean-characters.ts'
import { findAddresses } from './find-addresses.ts'

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

/** Never throws. An address that stands in several places is one link with several slots. */
export function parseText(untrustedText: string, options: TextOptions): ParsedText {
  const maxCharacters = options.maxCharacters ?? DEFAULT_TEXT_LIMITS.maxCharacters
  const maxLinks = options.maxLinks ?? DEFAULT_TEXT_LIMITS.maxLinks
  const text = cleanCharacters(cutCharacters(untrustedText, maxCharacters))
  // One more than allowed, so that the last one tells where the words that were not looked at begin.
  const found = findAddresses(text, maxLinks + 1)
  const links: Link[] = []
  const slots: Slot[] = []
  const known = new Map<string, string>()
  let body = ''
  let from = 0
  for (const address of found) {
    body += text.slice(from, address.start)
    from = address.end
    if (slots.length === maxLinks) return { rendering: { body, slots }, links, incomplete: 'TEXT_TOO_MANY_LINKS' }
    const written = text.slice(address.start, Math.min(address.end, address.start + MAX_URL_CHARACTERS))
    let linkId = known.get(written)
    if (linkId === undefined) {
      linkId = `l${options.firstLink + links.length}`
      known.set(written, linkId)
      links.push({
        linkId,
        partId: options.partId,
        untrustedUrl: cutCharacters(written, MAX_URL_CHARACTERS),
        url: readHref(address.target),
        shownText: null,
        source: 'text',
        via: 'text',
      })
    }
    slots.push({ at: body.length, kind: 'link', linkId })
  }
  body += text.slice(from)
  return { rendering: { body, slots }, links, incomplete: untrustedText.length > maxCharacters ? 'TEXT_TOO_BIG' : null }
}
