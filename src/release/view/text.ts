/** Shows texts as words to read: pages and mails as a reader would see them, all else as it was written, bounded and with nothing in it that nobody sees. */
import type { FileView, Viewer } from '../../core/disarmed.ts'
import { cutCharacters } from '../../parse/text/clean-characters.ts'
import { readTextFile } from '../../parse/text/read-text-file.ts'
import { revealWords } from '../../parse/text/reveal/reveal-words.ts'
import { UnseenTally } from '../../parse/text/reveal/unseen-tally.ts'
import { defangWithin } from '../address.ts'
import { isMail, isTextType } from '../disarm/text.ts'
import { type ReadableWords, wordsOfMail, wordsOfPage } from '../readable-words.ts'

export const MAX_VIEW_CHARACTERS = 100_000
/** A page may have this much around its words: what reading it takes. */
const MAX_PAGE_CHARACTERS = 1_000_000
const MAX_MAIL_BYTES = 16 * 1024 * 1024
const PAGES: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml'])

export const textViewer: Viewer = {
  id: 'view/text',
  views: isTextType,
  async view(bytes, detectedType): Promise<FileView | null> {
    const { text, whole } = wordsOf(bytes, detectedType)
    const shown = toShow(text)
    return shown.text.trim() === '' ? null : { pictures: [], pageCount: null, text: shown.text, cut: !whole || shown.cut }
  },
}

/** Words of a file as they may be shown beside ours: bounded, with no address that a program makes clickable and nothing that turns the reading direction unseen. */
export function toShow(words: string): { readonly text: string; readonly cut: boolean } {
  // Cut before cleaning, so that the work is bounded by what is shown.
  const text = cutCharacters(words, MAX_VIEW_CHARACTERS)
  return { text: defangWithin(revealWords(text, new UnseenTally())), cut: text.length < words.length }
}

function wordsOf(bytes: Uint8Array, detectedType: string): Pick<ReadableWords, 'text' | 'whole'> {
  if (isMail(detectedType)) return bytes.byteLength > MAX_MAIL_BYTES ? { text: '', whole: false } : wordsOfMail(bytes)
  const isPage = PAGES.has(detectedType)
  const most = isPage ? MAX_PAGE_CHARACTERS : MAX_VIEW_CHARACTERS + 1
  // Four bytes are the most that a character takes.
  const { text } = readTextFile(bytes.subarray(0, 4 * most))
  const isWhole = bytes.byteLength <= 4 * most && text.length <= most
  if (!isPage) return { text, whole: isWhole }
  const page = wordsOfPage(cutCharacters(text, most))
  return { text: page.text, whole: page.whole && isWhole }
}
