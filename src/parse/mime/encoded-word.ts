/** Decodes the encoded words of RFC 2047 in one pass; what is not a whole encoded word stays as it was written. */
import { decodeBytes } from './charset.ts'
import { scrub } from './scrub.ts'
import { decodeBase64, hexAt } from './transfer.ts'

/** `=?charset*language?B?` (RFC 2047 2, RFC 2231 5). */
const OPENING = /=\?([A-Za-z0-9_.:+-]{1,40})(?:\*[A-Za-z0-9-]{0,20})?\?([BbQq])\?/y

const BLANK = /^[ \t\r\n]*$/

/** Words that follow one another in one charset and encoding: a character may be cut in two between them. */
interface Run {
  readonly charset: string
  readonly encoding: 'b' | 'q'
  readonly payloads: string[]
}

/** RFC 2047 4.2: `_` is a space, `=XX` a byte; a stray `=` stays. */
function decodeQ(payload: string): Buffer {
  const encoded = Buffer.from(payload, 'utf8')
  const out = Buffer.allocUnsafe(encoded.length)
  let length = 0
  for (let at = 0; at < encoded.length; at += 1) {
    let byte = encoded[at] ?? 0
    if (byte === 0x5f) byte = 0x20
    else if (byte === 0x3d) {
      const value = hexAt(encoded, at + 1)
      if (value !== -1) {
        byte = value
        at += 2
      }
    }
    out[length] = byte
    length += 1
  }
  return out.subarray(0, length)
}

function decodeRun(run: Run): string {
  const bytes =
    run.encoding === 'q'
      ? decodeQ(run.payloads.join(''))
      : // Each word is padded by itself
        Buffer.concat(run.payloads.map((payload) => decodeBase64(Buffer.from(payload, 'latin1')).bytes))
  return decodeBytes(bytes, run.charset).text
}

/**
 * `=?utf-8?B?w6U=?= b` is `å b`. Blanks between two encoded words vanish (RFC 2047 6.2).
 * More lenient than the standard, as mail programs are: blanks within a word, and words that touch plain text.
 */
export function decodeWords(untrusted: string): string {
  let opening = untrusted.indexOf('=?')
  if (opening === -1) return scrub(untrusted)
  const out: string[] = []
  let run: Run | null = null
  let copied = 0
  let ending = -1
  while (opening !== -1) {
    OPENING.lastIndex = opening
    const match = OPENING.exec(untrusted)
    if (match === null) {
      opening = untrusted.indexOf('=?', opening + 1)
      continue
    }
    const start = opening + match[0].length
    // Kept between rounds, so that many openings with one far end stay linear
    if (ending < start) ending = untrusted.indexOf('?=', start)
    if (ending === -1) break
    const next = untrusted.indexOf('=?', start)
    // `=?` inside the payload: this word was never closed. The `=` of `YQ=?=` is padding.
    if (next !== -1 && next < ending - 1) {
      opening = next
      continue
    }
    const charset = (match[1] ?? '').toLowerCase()
    const encoding = (match[2] ?? '').toLowerCase() === 'b' ? 'b' : 'q'
    const payload = untrusted.slice(start, ending)
    const between = untrusted.slice(copied, opening)
    const adjacent: boolean = run !== null && BLANK.test(between)
    if (run !== null && adjacent && run.charset === charset && run.encoding === encoding) run.payloads.push(payload)
    else {
      if (run !== null) out.push(decodeRun(run))
      if (!adjacent) out.push(between)
      run = { charset, encoding, payloads: [payload] }
    }
    copied = ending + 2
    opening = untrusted.indexOf('=?', copied)
  }
  if (run !== null) out.push(decodeRun(run))
  out.push(untrusted.slice(copied))
  return scrub(out.join(''))
}
