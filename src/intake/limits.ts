/** A submission that passes any limit of its channel is refused by name of the field and the limit, never cut. */
import { ForebayError } from '../core/error.ts'
import type { ArrivalWords } from '../core/message.ts'
import type { PolicyLimits } from '../core/policy.ts'

/** Characters are UTF-16 units, as JavaScript and JSON Schema count. */
export function checkWords(words: ArrivalWords, limits: PolicyLimits): void {
  if ((words.text?.length ?? 0) > limits.maxTextCharacters)
    throw tooLarge('TEXT_TOO_LONG', 'The text is longer than this channel takes.', 'text', { maxCharacters: limits.maxTextCharacters })
  if ((words.html?.length ?? 0) > limits.maxHtmlCharacters)
    throw tooLarge('TEXT_TOO_LONG', 'The HTML is longer than this channel takes.', 'html', { maxCharacters: limits.maxHtmlCharacters })
}

export function wordsBytes(words: ArrivalWords): number {
  return Buffer.byteLength(words.subject ?? '') + Buffer.byteLength(words.text ?? '') + Buffer.byteLength(words.html ?? '')
}

export function checkFileCount(count: number, limits: PolicyLimits): void {
  if (count > limits.maxFiles)
    throw tooLarge('TOO_MANY_FILES', 'The message has more files than this channel takes.', 'attachments', { maxFiles: limits.maxFiles })
}

export function checkFileBytes(sizeBytes: number, field: string, limits: PolicyLimits): void {
  if (sizeBytes > limits.maxFileBytes) throw fileTooLarge(field, limits.maxFileBytes)
}

export function checkMessageBytes(sizeBytes: number, limits: PolicyLimits): void {
  if (sizeBytes > limits.maxMessageBytes) throw messageTooLarge(limits.maxMessageBytes)
}

export function fileTooLarge(field: string, maxBytes: number): ForebayError {
  return tooLarge('FILE_TOO_LARGE', 'A file is larger than this channel takes.', field, { maxBytes })
}

export function messageTooLarge(maxBytes: number): ForebayError {
  return tooLarge('MESSAGE_TOO_LARGE', 'The message is larger than this channel takes.', null, { maxBytes })
}

function tooLarge(code: string, sentence: string, field: string | null, limit: Readonly<Record<string, number>>): ForebayError {
  return new ForebayError(code, sentence, { status: 413, limit, ...(field === null ? {} : { field }) })
}
