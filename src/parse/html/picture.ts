/** Reads what a picture says of itself, and writes what stands for it: words with no address left in them, in a box of its size that loads nothing. */
import type { Slot } from '../../core/message.ts'
import { cleanCharacters, cutCharacters } from '../text/clean-characters.ts'
import { findAddresses } from '../text/find-addresses.ts'
import { revealWords } from '../text/reveal/reveal-words.ts'
import type { UnseenTally } from '../text/reveal/unseen-tally.ts'

const MAX_ALT_CHARACTERS = 200
const MAX_ALT_ADDRESSES = 10
const MAX_CID_CHARACTERS = 256

export type Picture = Omit<Extract<Slot, { kind: 'image' }>, 'at' | 'kind'>

type Size = Pick<Picture, 'width' | 'height'>

/** Readable on any ground and in any letters around it; its size counts although nothing is loaded. */
const BOX =
  'display:inline-block;box-sizing:border-box;max-width:100%;border:1px dashed #999999;background-color:#f4f4f4;color:#555555;' +
  'font:11px sans-serif;vertical-align:middle'

/** The only picture that parsing ever lets stand: without an address, its label in a box. `label` and sizes are escaped or safe already. */
export function writePicture(label: string, size: Size): string {
  return `<img alt="${label}"${writeSize(size)} style="${BOX}" />`
}

/** A picture of the message itself, drawn anew by us. `address`, `alt` and sizes are escaped or safe already. */
export function writeShownPicture(address: string, alt: string, size: Size): string {
  return `<img src="${address}" alt="${alt}"${writeSize(size)} style="max-width:100%" />`
}

export function writeSize({ width, height }: Size): string {
  return `${width === null ? '' : ` width="${width}"`}${height === null ? '' : ` height="${height}"`}`
}

export function pictureSource(untrustedSrc: string): Picture['from'] {
  const head = untrustedSrc.slice(0, 64).trimStart().toLowerCase()
  if (head === '') return 'none'
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
export function altOf(untrustedAlt: string, unseen: UnseenTally): { readonly alt: string; readonly untrustedUrls: readonly string[] } {
  if (untrustedAlt === '') return { alt: '', untrustedUrls: [] }
  const words = revealWords(cleanCharacters(cutCharacters(untrustedAlt, MAX_ALT_CHARACTERS)), unseen)
    .replace(/\s+/g, ' ')
    .trim()
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

/** What a style says beats what an attribute says; null when neither says pixels or percent. */
export function sizeOf(untrustedAttribute: string | undefined, styled: string | null | undefined): string | null {
  if (styled !== null && styled !== undefined) return styled
  const size = /^\s{0,9}(\d{1,5}(?:\.\d{1,3})?%?)(?:px)?\s{0,9}$/i.exec(untrustedAttribute ?? '')
  return size?.[1] ?? null
}

/** Two pixels or less: a spacer or, in both directions, a beacon. */
export function isTiny(size: string | null): boolean {
  return size !== null && !size.endsWith('%') && Number(size) <= 2
}
