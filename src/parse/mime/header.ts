/** Splits the header of a message or part into fields, whatever stands there, and finds where the body starts. */
import type { Address } from '../../core/message.ts'
import { readAddresses } from './address.ts'
import { decodeUnlabelled } from './charset.ts'
import { decodeWords } from './encoded-word.ts'
import { straightenLineEnds } from './line-end.ts'
import { scrub } from './scrub.ts'

export interface HeaderLimits {
  /** Of one header block; what lies beyond is not read and the mail is incomplete. */
  readonly maxHeaderBytes: number
  /** Lines of one header block, folded ones included. */
  readonly maxHeaderLines: number
}

/** Received-heavy real mail has 40 KB and 600 lines at most. */
export const DEFAULT_HEADER_LIMITS: HeaderLimits = { maxHeaderBytes: 262_144, maxHeaderLines: 5_000 }

export interface HeaderField {
  /** In lower case. */
  readonly name: string
  /** Unfolded, 8-bit characters decoded (UTF-8, else windows-1252), encoded words not. */
  readonly value: string
}

export interface HeaderBlock {
  readonly fields: readonly HeaderField[]
  /** Offset of the first byte of the body. */
  readonly bodyStart: number
  readonly tooBig: boolean
  /** `MIME_HEADER_LINE`, `MIME_HEADER_UNCLOSED`, `MIME_BARE_CR`. */
  readonly defects: readonly string[]
}

/** RFC 5322 2.2, with the blanks before the colon of 4.5. */
const FIELD_NAME = /([!-9;-~]{1,200})[ \t]{0,20}:/y

/** What a field looks like after a line that is none; a stricter test, for it decides whether the body has begun. */
const FAMILIAR_FIELD =
  /(?:content-|mime-version|x-|received|return-path|delivered-to|from|to|cc|subject|date|message-id|reply-to|dkim-)[!-9;-~]{0,200}:/iy

/** `From anna@example.com Thu Oct …`, the separator line of mbox files (RFC 4155), before a first field. */
const MBOX_LINE = /^>?From [^\r\n]{1,500}\r?\n(?=[!-9;-~]{1,200}:)/

const LF = 0x0a
const CR = 0x0d

function startsWithAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}

/** Past the first empty line behind the line that `from` stands in. */
function findBodyStart(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(LF, from)
  while (at !== -1) {
    if (bytes[at + 1] === LF) return at + 2
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3
    at = bytes.indexOf(LF, at + 1)
  }
  return bytes.length
}

function unfold(raw: string, folded: boolean): string {
  // RFC 5322 2.2.3 drops the line end before a blank; a line that lost its blank gets one back
  const line = folded ? raw.replace(/\r?\n(?=[ \t])/g, '').replace(/\r?\n/g, ' ') : raw
  // Latin-1 so far: one character a byte
  const decoded = /[\x80-\xff]/.test(line) ? decodeUnlabelled(Buffer.from(line, 'latin1')) : line
  return scrub(decoded.replaceAll('\r', ' ').trim())
}

/** Reads the header at the start of `bytes`. A line that is no field either continues the one before or begins the body. */
export function readHeaderBlock(bytes: Buffer, limits: HeaderLimits): HeaderBlock {
  const text = bytes.toString('latin1', 0, Math.min(bytes.length, limits.maxHeaderBytes))
  const fields: HeaderField[] = []
  const defects = new Set<string>()
  let name = ''
  let valueStart = 0
  let valueEnd = 0
  let folded = false
  const close = (): void => {
    if (name === '') return
    const raw = text.slice(valueStart, valueEnd)
    const value = unfold(raw, folded)
    if (raw.includes('\r') && /\r(?![\r\n])./s.test(raw)) defects.add('MIME_BARE_CR')
    fields.push({ name, value })
    name = ''
    folded = false
  }
  const done = (bodyStart: number, tooBig: boolean): HeaderBlock => {
    close()
    return { fields, bodyStart, tooBig, defects: [...defects] }
  }

  let lines = 0
  let at = 0
  while (at < text.length) {
    const found = text.indexOf('\n', at)
    const lineEnd = found === -1 ? text.length : found
    const contentEnd = lineEnd > at && text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd
    const next = Math.min(lineEnd + 1, text.length)
    if (contentEnd === at && found !== -1) return done(next, false)
    // The last line of what was cut off is not whole
    if (found === -1 && text.length < bytes.length) break
    lines += 1
    if (lines > limits.maxHeaderLines) return done(findBodyStart(bytes, at), true)
    // A delimiter of the multipart that this header announces: `----=_1:2` would pass for a field
    if (text.startsWith('--', at)) {
      defects.add('MIME_HEADER_UNCLOSED')
      return done(at, false)
    }
    const blank = text[at] === ' ' || text[at] === '\t'
    if (blank && name !== '') {
      valueEnd = contentEnd
      folded = true
      at = next
      continue
    }
    const nameStart = blank ? at + (/[^ \t]/.exec(text.slice(at, contentEnd))?.index ?? 0) : at
    FIELD_NAME.lastIndex = nameStart
    const field = FIELD_NAME.exec(text)
    if (field !== null) {
      if (blank) defects.add('MIME_HEADER_LINE')
      close()
      name = (field[1] ?? '').toLowerCase()
      valueStart = nameStart + field[0].length
      valueEnd = Math.max(contentEnd, valueStart)
    } else if (startsWithAt(FAMILIAR_FIELD, text, next)) {
      defects.add('MIME_HEADER_LINE')
      if (name !== '') {
        valueEnd = contentEnd
        folded = true
      }
    } else {
      // RFC 5322 2.1 wants an empty line before the body; here it is missing
      if (lines > 1 || fields.length > 0) defects.add('MIME_HEADER_UNCLOSED')
      return done(at, false)
    }
    at = next
  }
  if (text.length < bytes.length) return done(findBodyStart(bytes, at), true)
  return done(bytes.length, false)
}

/** The value of the first field of that name, or null. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | null {
  for (const field of fields) if (field.name === name) return field.value
  return null
}

/** `<a@b>` is `a@b` (RFC 5322 3.6.4); used for Message-ID and Content-ID. */
export function readId(untrusted: string | null): string | null {
  if (untrusted === null) return null
  const bounded = untrusted.slice(0, 2_000)
  const id = (/<([^<>]+)>/.exec(bounded)?.[1] ?? bounded.replace(/[<>]/g, '')).trim().slice(0, 998)
  return id === '' ? null : scrub(id)
}

/** Decoded, on one line. */
export function readUnstructured(untrusted: string | null): string | null {
  if (untrusted === null) return null
  return scrub(
    decodeWords(untrusted)
      .replace(/[\r\n\t]+/g, ' ')
      .trim(),
  )
}

export interface MailHeader {
  readonly messageIdHeader: string | null
  readonly from: Address | null
  readonly subject: string | null
}

/** What intake needs to know before the mail is parsed. `head` may end anywhere; its first 256 KiB are read. */
export function readMailHeader(head: Uint8Array): MailHeader {
  const { bytes } = straightenLineEnds(head.subarray(0, DEFAULT_HEADER_LIMITS.maxHeaderBytes))
  const { fields } = readHeaderBlock(skipToHeader(bytes), DEFAULT_HEADER_LIMITS)
  return {
    messageIdHeader: readId(fieldValue(fields, 'message-id')),
    from: readAddresses(fieldValue(fields, 'from') ?? '', 1).addresses[0] ?? null,
    subject: readUnstructured(fieldValue(fields, 'subject')),
  }
}

/** Without what stores put before the header of a message: a UTF-8 mark, empty lines, the separator line of an mbox file. */
export function skipToHeader(bytes: Buffer): Buffer {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF)) at += 1
  const separator = MBOX_LINE.exec(bytes.toString('latin1', at, Math.min(at + 800, bytes.length)))
  return bytes.subarray(at + (separator?.[0].length ?? 0))
}
