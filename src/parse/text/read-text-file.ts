/** Reads the bytes of a text file as characters, by what they say of themselves: lines end with LF, and each control character is U+FFFD. */
import { decodeBytes, sniffMetaCharset } from '../mime/charset.ts'
import { cleanCharacters } from './clean-characters.ts'
import { utf16Order } from './utf16.ts'

const SAMPLE_BYTES = 400
const REPLACEMENT = '\ufffd'

export interface TextFile {
  readonly text: string
  /** Control characters that stood in it. */
  readonly controls: number
}

/** Linear; never throws. */
export function readTextFile(bytes: Uint8Array): TextFile {
  const { text } = decodeBytes(bytes, charsetOf(bytes))
  // `decodeBytes` has put U+FFFD for NUL already, and for what is no character of the charset.
  const decoded = straight(text.startsWith('\ufeff') ? text.slice(1) : text)
  const clean = cleanCharacters(decoded)
  return { text: clean, controls: countOf(clean) - countOf(decoded) }
}

function straight(text: string): string {
  return /[\r\u0085\u2028\u2029]/.test(text) ? text.replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n') : text
}

/** Null lets UTF-8 be UTF-8 and the rest windows-1252; a byte order mark wins over all of it. */
function charsetOf(bytes: Uint8Array): string | null {
  const wide = utf16Order(bytes)
  if (wide !== null) return `utf-16${wide}`
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SAMPLE_BYTES)).toString('latin1')
  // XML 1.0 4.3.3: the declaration is ASCII in every encoding but the wide ones.
  const declared = /^\s{0,20}<\?xml\s[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([\w.:-]{1,40})/i.exec(head)?.[1]
  return declared === undefined || /^utf-?16/i.test(declared) ? sniffMetaCharset(bytes) : declared
}

function countOf(text: string): number {
  let count = 0
  for (let at = text.indexOf(REPLACEMENT); at !== -1; at = text.indexOf(REPLACEMENT, at + 1)) count += 1
  return count
}
