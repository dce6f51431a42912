/** Writes bytes in a transfer encoding (RFC 2045 6.7 and 6.8), in lines of 76 characters at most. */

const MAX_LINE = 76
const CR = 0x0d
const LF = 0x0a
const SPACE = 0x20
const TAB = 0x09
const EQUALS = 0x3d

/** @param closed whether the last line ends too */
export function encodeBase64(bytes: Buffer, lineEnd: string, closed: boolean): Buffer {
  const text = bytes.toString('base64')
  const lines: string[] = []
  for (let at = 0; at < text.length; at += MAX_LINE) lines.push(text.slice(at, at + MAX_LINE))
  return Buffer.from(lines.join(lineEnd) + (closed ? lineEnd : ''), 'latin1')
}

/** Line ends of the words stay line ends; `lineEnd` is that of the soft ones. A CR or LF that is no line end is written as a byte. */
export function encodeQuotedPrintable(bytes: Buffer, lineEnd: string): Buffer {
  const out: string[] = []
  let column = 0
  const write = (token: string): void => {
    // Room for the `=` of a soft break.
    if (column + token.length > MAX_LINE - 1) {
      out.push(`=${lineEnd}`)
      column = 0
    }
    out.push(token)
    column += token.length
  }
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    const ends = lineEndAt(bytes, at)
    if (ends > 0) {
      out.push(ends === 2 ? '\r\n' : '\n')
      column = 0
      at += ends - 1
    } else if ((byte === SPACE || byte === TAB) && at + 1 < bytes.length && lineEndAt(bytes, at + 1) === 0) write(String.fromCharCode(byte))
    else if (byte > SPACE && byte < 0x7f && byte !== EQUALS) write(String.fromCharCode(byte))
    else write(`=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
  }
  return Buffer.from(out.join(''), 'latin1')
}

/** 2 for CRLF, 1 for LF, 0 for anything else. */
function lineEndAt(bytes: Buffer, at: number): number {
  if (bytes[at] === CR && bytes[at + 1] === LF) return 2
  return bytes[at] === LF ? 1 : 0
}
