/** Turns bytes into characters for any charset label, known or not, and never throws. */
import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import iconv from 'iconv-lite'
import { scrub } from './scrub.ts'
import { decodeUtf7 } from './utf7.ts'

export interface Decoded {
  readonly text: string
  /** False when the label was not one we know, so that the characters are a guess. */
  readonly known: boolean
}

/** Labels of the wild that the Encoding Standard does not list. */
const ALIASES: Readonly<Record<string, string>> = {
  'unicode-1-1-utf-7': 'utf-7',
  'x-unicode-2-0-utf-7': 'utf-7',
  utf7: 'utf-7',
  cp932: 'shift_jis',
  cp936: 'gb18030',
  cp949: 'euc-kr',
  cp950: 'big5',
  cp1252: 'windows-1252',
  ansi_x3_4: 'us-ascii',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
}

/** Those that the Encoding Standard leaves out and iconv-lite has; its own names such as `hex` and `base64` are no charsets. */
const ICONV_LABEL =
  /^(?:utf-?32(?:le|be)?|cp\d{3,5}|ibm-?\d{3,5}|mac[a-z]{4,12}|tcvn\d*|viscii|armscii-?8|georgian(?:academy|ps)|pt154|rk1048)$/

/** The Encoding Standard reads these as windows-1252; a body that is UTF-8 all the same is UTF-8. */
const ASCII_LABEL = /^(?:us-?ascii|ascii|ansi_x3\.4-\d+|7bit|8bit|binary|iso646-us|646)$/

const decoders = new Map<string, TextDecoder>()

/** Null when the label is unknown. At most the Encoding Standard's some 220 labels are ever kept. */
function decoderOf(label: string): TextDecoder | null {
  const kept = decoders.get(label)
  if (kept !== undefined) return kept
  let made: TextDecoder
  try {
    made = new TextDecoder(label)
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_ENCODING_NOT_SUPPORTED') return null
    throw error
  }
  decoders.set(label, made)
  return made
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** UTF-8 when it is valid UTF-8, windows-1252 (which has a character for every byte) otherwise. */
export function decodeUnlabelled(bytes: Uint8Array): string {
  if (isAscii(bytes)) return asBuffer(bytes).toString('latin1', 0, bytes.length)
  if (isUtf8(bytes)) return asBuffer(bytes).toString('utf8', 0, bytes.length)
  return decoderOf('windows-1252')?.decode(bytes) ?? asBuffer(bytes).toString('latin1', 0, bytes.length)
}

/** RFC 2781 4.3 has UTF-16 without a mark big-endian; what is sent is told by where the zero bytes are. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16be' | 'utf-16le' {
  let even = 0
  let odd = 0
  const sample = Math.min(bytes.length, 400)
  for (let at = 0; at < sample; at += 1) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 0) even += 1
    else odd += 1
  }
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** RFC 1557: KS C 5601 in seven bits, switched by SO and SI. The Encoding Standard refuses it; with the high bits set it is EUC-KR. */
function widenIso2022Kr(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  let length = 0
  let shifted = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === 0x1b && bytes[at + 1] === 0x24 && bytes[at + 2] === 0x29) at += 3
    else if (byte === 0x0e) shifted = true
    else if (byte === 0x0f) shifted = false
    else {
      if (byte === 0x0a) shifted = false
      out[length] = shifted && byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte
      length += 1
    }
  }
  return out.subarray(0, length)
}

function markedCharset(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** `charset="UTF-8"; junk` is `utf-8`. Null when nothing is left. */
export function charsetLabel(untrusted: string): string | null {
  const label = /[a-z0-9][a-z0-9_.:+-]{0,39}/.exec(untrusted.slice(0, 80).toLowerCase())?.[0]
  return label === undefined ? null : (ALIASES[label] ?? label)
}

/** Decodes by label; a byte order mark wins over it, as in a browser. Unknown: UTF-8 if valid, else windows-1252. */
export function decodeBytes(bytes: Uint8Array, untrustedCharset: string | null): Decoded {
  const label = markedCharset(bytes) ?? (untrustedCharset === null ? null : charsetLabel(untrustedCharset))
  if (label === null || ASCII_LABEL.test(label)) return { text: scrub(decodeUnlabelled(bytes)), known: true }
  if (label === 'iso-2022-kr' || label === 'csiso2022kr') return { text: scrub(decodeKorean(bytes)), known: true }
  if (label === 'utf-7') return { text: scrub(decodeUtf7(bytes)), known: true }
  const decoder = decoderOf(label === 'utf-16' ? utf16WithoutMark(bytes) : label)
  if (decoder !== null) return { text: scrub(decoder.decode(bytes)), known: true }
  if (ICONV_LABEL.test(label) && iconv.encodingExists(label)) return { text: scrub(iconv.decode(asBuffer(bytes), label)), known: true }
  return { text: scrub(decodeUnlabelled(bytes)), known: false }
}

function decodeKorean(bytes: Uint8Array): string {
  return decoderOf('euc-kr')?.decode(widenIso2022Kr(bytes)) ?? decodeUnlabelled(bytes)
}

/** What an HTML body says of itself within its first 1,024 bytes (HTML Standard 4.2.5.4). Null when it says nothing. */
export function sniffMetaCharset(bytes: Uint8Array): string | null {
  const head = asBuffer(bytes).toString('latin1', 0, Math.min(bytes.length, 1024))
  const found = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head)?.[1]
  if (found === undefined) return null
  // HTML Standard 13.2.3.2: a document that could be read as ASCII so far cannot be UTF-16
  return /^utf-?16/i.test(found) ? 'utf-8' : found
}
