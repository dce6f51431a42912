/** Shows texts as words to read: pages and mails as a reader would see them, all else as it was written. */
import type { FileView, Viewer } from '../../core/disarmed.ts'
import { cutCharacters } from '../../parse/text/clean-characters.ts'
import { readTextFile } from '../../parse/text/read-text-file.ts'
import { isMail, isTextType } from '../disarm/text.ts'
import { type ReadableWords, wordsOfMail, wordsOfPage } from '../readable-words.ts'
import { MAX_VIEW_CHARACTERS } from './words.ts'

/** A page may have this much around its words: what reading it takes. */
const MAX_PAGE_CHARACTERS = 1_000_000
const MAX_MAIL_BYTES = 16 * 1024 * 1024
const PAGES: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml'])

export const textViewer: Viewer = {
  id: 'view/text',
  views: isTextType,
  async view(bytes, detectedType): Promise<FileView | null> {
    const { text, whole } = wordsOf(bytes, detectedType)
    return { pictures: [], pageCount: null, text, cut: !whole }
  },
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
