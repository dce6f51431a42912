/** Reads what stands in a text as base64, hexadecimal, percent-encoding or ROT13, so that encoded words are judged as if they stood there plainly. */

export interface Decoded {
  readonly how: 'base64' | 'hexadecimal' | 'percent' | 'rot13'
  readonly words: string
  /** Offsets of what was encoded. */
  readonly start: number
  readonly end: number
}

// RFC 4648 4 and 5. Twenty-four characters are eighteen bytes: shorter ones hold no instruction.
const BASE64 = Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? 1 : 0))
const LEAST_BASE64 = 24
const MAX_BASE64 = 4_000
const HEXADECIMAL = /\b[0-9a-f]{2}(?:[ :]?[0-9a-f]{2}){11,2000}\b/gi
const PERCENT = /(?:%[0-9a-f]{2}){6,2000}/gi
// garak, probes encoding.*: the text tells how it is to be read, or no model would.
const SAYS_ROT13 = /\brot[- ]?13\b/i
/** Pieces that decode to nothing must not hide one that does. */
const MAX_PIECES = 300
const MAX_ROT13_CHARACTERS = 20_000

export function decodePieces(text: string): readonly Decoded[] {
  const pieces: Decoded[] = []
  const keep = (how: Decoded['how'], start: number, end: number, bytes: Buffer): void => {
    const words = bytes.toString('utf8')
    if (isWords(words)) pieces.push({ how, words, start, end })
  }
  for (const [start, end] of base64Runs(text)) keep('base64', start, end, Buffer.from(text.slice(start, end), 'base64'))
  for (const [start, end] of runs(text, HEXADECIMAL))
    keep('hexadecimal', start, end, Buffer.from(text.slice(start, end).replace(/[ :]/g, ''), 'hex'))
  for (const [start, end] of runs(text, PERCENT))
    keep('percent', start, end, Buffer.from(text.slice(start, end).replaceAll('%', ''), 'hex'))
  if (SAYS_ROT13.test(text)) {
    const head = text.slice(0, MAX_ROT13_CHARACTERS)
    pieces.push({ how: 'rot13', words: rot13(head), start: 0, end: head.length })
  }
  return pieces
}

type Run = readonly [start: number, end: number]

/** A run of so many characters holds one of every {@link LEAST_BASE64}: the others need no look. */
function base64Runs(text: string): readonly Run[] {
  const found: Run[] = []
  for (let at = LEAST_BASE64 - 1; at < text.length && found.length < MAX_PIECES; at += LEAST_BASE64) {
    if (!isBase64(text, at)) continue
    let start = at
    let end = at + 1
    while (isBase64(text, start - 1)) start -= 1
    while (isBase64(text, end)) end += 1
    if (end - start >= LEAST_BASE64) found.push([start, Math.min(end, start + MAX_BASE64)])
    at = end
  }
  return found
}

function isBase64(text: string, at: number): boolean {
  return BASE64[text.charCodeAt(at)] === 1
}

function runs(text: string, pattern: RegExp): readonly Run[] {
  const found: Run[] = []
  for (const match of text.matchAll(pattern)) {
    found.push([match.index, match.index + match[0].length])
    if (found.length === MAX_PIECES) break
  }
  return found
}

/** Bytes that are no words are a picture, a key or a name of a file. */
function isWords(decoded: string): boolean {
  return /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\s]{8,}$/u.test(decoded) && !decoded.includes('\ufffd') && / /.test(decoded)
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
  })
}
