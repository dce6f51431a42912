/** Whatever is text and would act when opened (a page, a script, a shortcut, a table of formulas) is given as plain text, which no program does anything with. */
import type { Disarmed, Disarmer, Loss } from '../../core/disarmed.ts'
import { familyOf } from '../../parse/file/family.ts'
import { detectType } from '../../parse/file/type.ts'
import { readTextFile } from '../../parse/text/read-text-file.ts'
import { revealWords } from '../../parse/text/reveal/reveal-words.ts'
import { UnseenTally } from '../../parse/text/reveal/unseen-tally.ts'
import { defangWithin } from '../address.ts'
import { wordsOfMail } from '../readable-words.ts'
import { asListing, quietCommands, quietFormulas } from './inert-text.ts'

/** Each character may be written in three bytes. */
const MAX_BYTES = 16 * 1024 * 1024
/** A reader that sniffs takes what begins with it for text, whatever follows (WHATWG MIME Sniffing 7.1). */
const BYTE_ORDER_MARK = '\ufeff'

/** Texts by which Windows and desktops run programs, install, or ask for a password. */
const ACTIVE: ReadonlySet<string> = new Set([
  'application/x-mswinurl',
  'application/x-desktop',
  'application/x-scf',
  'application/x-setupscript',
  'application/x-ms-regedit',
  'application/x-ms-application',
  'application/x-rdp',
  'application/rdp',
  'application/windows-library+xml',
  'application/windows-settingcontent+xml',
  'image/svg+xml',
])
const TABLES: ReadonlySet<string> = new Set(['text/csv', 'text/tab-separated-values'])
/** Words alone, by their content. */
const INERT: ReadonlySet<string> = new Set(['text/plain', 'application/json', 'text/vtt', ...TABLES])
const MAILS: ReadonlySet<string> = new Set(['message/rfc822', 'application/x-mimearchive'])

export function isTextType(detectedType: string): boolean {
  const family = familyOf(detectedType)
  return detectedType.startsWith('text/') || family === 'text' || family === 'script' || ACTIVE.has(detectedType) || isMail(detectedType)
}

export function isMail(detectedType: string): boolean {
  return MAILS.has(detectedType)
}

export const textDisarmer: Disarmer = {
  id: 'disarm/text',
  disarms: isTextType,
  disarm: async (bytes, detectedType) =>
    bytes.byteLength > MAX_BYTES
      ? { status: 'refused', reason: 'DISARM_TOO_LARGE' }
      : isMail(detectedType)
        ? await ofMail(bytes)
        : await ofSource(bytes, detectedType),
}

/** As it was written, so that what it would have done can still be read. */
async function ofSource(bytes: Uint8Array, detectedType: string): Promise<Disarmed> {
  const { text, controls } = readTextFile(bytes)
  // A table of two lines is plain text by its content: what starts a program in it is quieted, and a list of dashes stays.
  const table = TABLES.has(detectedType) ? quietFormulas(text) : detectedType === 'text/plain' ? quietCommands(text) : { text, count: 0 }
  return asText(table.text, INERT.has(detectedType), [
    { kind: 'formatting', count: INERT.has(detectedType) ? 0 : 1 },
    { kind: 'formulas', count: table.count },
    { kind: 'unprintable', count: controls },
  ])
}

/** A mail would open its files again: of it there are the words, and who wrote them to whom. */
async function ofMail(bytes: Uint8Array): Promise<Disarmed> {
  const { text, whole, attachments } = wordsOfMail(bytes)
  if (!whole) return { status: 'refused', reason: 'DISARM_CORRUPT' }
  // These words are ours, and none of them leads anywhere.
  return asText(defangWithin(text), true, [
    { kind: 'formatting', count: 1 },
    { kind: 'attachments', count: attachments },
  ])
}

/** Words that are something else by their content after all are listed line by line; nothing that then still is goes on. */
async function asText(text: string, isInert: boolean, losses: readonly Loss[]): Promise<Disarmed> {
  const tally = new UnseenTally()
  // What makes code read otherwise than it runs (CVE-2021-42574) goes too.
  const words = revealWords(text, tally)
  const plain = isInert ? await inertBytes(words) : null
  const bytes = plain ?? (await inertBytes(asListing(words)))
  if (bytes === null) return { status: 'refused', reason: 'DISARM_STILL_ACTIVE' }
  const unseen = tally.list().reduce((sum, { count }) => sum + count, 0)
  return {
    status: 'done',
    bytes,
    type: 'text/plain',
    extension: '.txt',
    losses: [...losses, { kind: 'invisible', count: unseen }].filter(({ count }) => count > 0),
  }
}

/** Null when the words would be taken for more than words. */
async function inertBytes(words: string): Promise<Uint8Array | null> {
  const bytes = new TextEncoder().encode(BYTE_ORDER_MARK + words)
  return INERT.has(await detectType(bytes)) ? bytes : null
}
