/** Reads what a picture says of itself: where it comes from, and the words that stand for it, with no address left in them. */
import { cleanCharacters, cutCharacters } from '../text/clean-characters.ts'
import { findAddresses } from '../text/find-addresses.ts'

const MAX_ALT_CHARACTERS = 200
const MAX_ALT_ADDRESSES = 10
const MAX_CID_CHARACTERS = 256

export function pictureSource(untrustedSrc: string): 'remote' | 'cid' | 'data' {
  const head = untrustedSrc.slice(0, 64).trimStart().toLowerCase()
  return head.startsWith('cid:') ? 'cid' : head.startsWith('data:') ? 'data' : 'remote'
}

/** RFC 2392: the Content-ID without its angle brackets, percent-decoded. */
export function cidOf(untrustedSrc: string): string {
  const written = cleanCharacters(cutCharacters(untrustedSrc.trim().slice('cid:'.length), MAX_CID_CHARACTERS)).replace(/^<|>$/g, '')
  if (!/%[0-9a-f]{2}/i.test(written)) return written
  try {
    return cleanCharacters(decodeURIComponent(written))
  } catch {
    // Not UTF-8 below the percents: the id is then what was written.
    return written
  }
}

/** An alternative text is shown where words are, so its addresses leave it: each becomes `…`. */
export function altOf(untrustedAlt: string): { readonly alt: string; readonly untrustedUrls: readonly string[] } {
  if (untrustedAlt === '') return { alt: '', untrustedUrls: [] }
  const words = cleanCharacters(cutCharacters(untrustedAlt, MAX_ALT_CHARACTERS)).replace(/\s+/g, ' ').trim()
  const untrustedUrls: string[] = []
  let alt = ''
  let from = 0
  for (const address of findAddresses(words, MAX_ALT_CHARACTERS)) {
    alt += `${words.slice(from, address.start)}…`
    from = address.end
    if (untrustedUrls.length < MAX_ALT_ADDRESSES) untrustedUrls.push(address.target)
  }
  return { alt: alt + words.slice(from), untrustedUrls }
}

/** Two pixels or less in one direction: a spacer or a beacon. */
export function isTiny(untrustedSize: string | undefined): boolean {
  return untrustedSize !== undefined && /^\s{0,9}[012](?:px)?\s{0,9}$/i.test(untrustedSize)
}
