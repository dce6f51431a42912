/** Reads the links of HTML that stands beside the document and is shown by some programs only: conditional comments (Outlook), `srcdoc`. */
import { cleanCharacters, cutCharacters } from '../text/clean-characters.ts'
import { findAddresses } from '../text/find-addresses.ts'
import { AsWritten } from '../text/reveal/as-written.ts'
import { revealWords } from '../text/reveal/reveal-words.ts'
import type { UnseenTally } from '../text/reveal/unseen-tally.ts'
import type { Attributes } from './active-tally.ts'
import { readAddresses } from './address-attributes.ts'
import { holdsAddress } from './elements.ts'
import { type LinearHandler, parseLinearly } from './linear-parser.ts'
import type { LinkList } from './link-list.ts'
import { readStyleAddresses } from './style-addresses.ts'

const MAX_SHOWN_CHARACTERS = 500
const MAX_STYLE_ADDRESSES = 100
// A picture whose bytes are in its address leads nowhere.
const INLINE_PICTURE = /^\s{0,99}data:image\//i

/** What the document and its sides have in common. */
interface Known {
  readonly links: LinkList
  readonly unseen: UnseenTally
}

/** Every address is known as a link with `via`, and has no place among the words. */
export function readSideHtml(untrustedHtml: string, { links, unseen }: Known, via: string): void {
  let depth = 0
  let anchor: { readonly index: number; readonly depth: number; words: string } | null = null
  let sheet: string | null = null
  const endAnchor = (): void => {
    if (anchor !== null && anchor.index >= 0)
      links.show(anchor.index, cutCharacters(revealWords(anchor.words, unseen).replace(/\s+/g, ' ').trim(), MAX_SHOWN_CHARACTERS))
    anchor = null
  }
  const handler: LinearHandler = {
    onopentag(name, attributes) {
      depth += 1
      if (name === 'style') sheet = ''
      const index = readAttributes(attributes, links, via)
      if (index < 0 || anchor !== null) return
      anchor = { index, depth, words: '' }
    },
    ontext(words) {
      if (sheet !== null) sheet += words
      else if (anchor === null) readWords(words, { links, unseen }, via)
      else if (anchor.words.length < MAX_SHOWN_CHARACTERS) anchor.words += words
    },
    onclosetag() {
      if (sheet !== null) for (const address of readStyleAddresses(sheet, MAX_STYLE_ADDRESSES)) links.collect(address, via)
      sheet = null
      if (anchor !== null && anchor.depth === depth) endAnchor()
      depth -= 1
    },
    onend: endAnchor,
    oncomment: () => undefined,
    onprocessinginstruction: () => undefined,
  }
  parseLinearly(untrustedHtml, handler, Number.POSITIVE_INFINITY)
}

/** The index of the `href`, -1 when there is none. */
function readAttributes(attributes: Attributes, links: LinkList, via: string): number {
  let index = -1
  for (const attribute in attributes) {
    const untrusted = attributes[attribute] as string
    if (attribute === 'href') index = links.collect(untrusted, via, true)
    else if (attribute === 'style') for (const address of readStyleAddresses(untrusted, MAX_STYLE_ADDRESSES)) links.collect(address, via)
    else if (holdsAddress(attribute) && !INLINE_PICTURE.test(untrusted))
      for (const address of readAddresses(attribute, untrusted)) links.collect(address, via)
  }
  return index
}

function readWords(untrustedWords: string, { links, unseen }: Known, via: string): void {
  const written = cleanCharacters(untrustedWords)
  const words = revealWords(written, unseen)
  const asWritten = new AsWritten(written, words)
  for (const { start, end, target, isFalse } of findAddresses(words, words.length)) {
    if (links.full) return
    if (isFalse) continue
    links.add(asWritten.slice(start, end), via, { target })
  }
}
