/** Reads what stands in a text as base64, hexadecimal, percent-encoding or ROT13, so that encoded words are judged as if they stood there plainly. */

export interface Decoded {
  readonly how: 'base64' | 'hexadecimal' | 'percent' | 'rot13'
  readonly words: string
  /** Offsets of what was encoded. */
  readonly start: number
  readonly end: number
}

// RFC 4648 4 and 5. Twenty-four characters are eighteen bytes: shorter ones hold no instruction.
const BASE64 = /[A-Za-z0-9+/_-]{24,4000}/g
const HEXADECIMAL = /\b[0-9a-f]{2}(?:[ :]?[0-9a-f]{2}){11,2000}\b/gi
const PERCENT = /(?:%[0-9a-f]{2}){6,2000}/gi
// garak, probes encoding.*: the text tells how it is to be read, or no model would.
const SAYS_ROT13 = /\brot[- ]?13\b/i
const MAX_PIECES = 30
const MAX_ROT13_CHARACTERS = 20_000

export function decodePieces(text: string): readonly Decoded[] {
  const pieces: Decoded[] = []
  const keep = (how: Decoded['how'], match: RegExpExecArray, bytes: Buffer): void => {
    const words = bytes.toString('utf8')
    if (isWords(words)) pieces.push({ how, words, start: match.index, end: match.index + match[0].length })
  }
  for (const match of firstOf(text, BASE64)) keep('base64', match, Buffer.from(match[0], 'base64'))
  for (const match of firstOf(text, HEXADECIMAL)) keep('hexadecimal', match, Buffer.from(match[0].replace(/[ :]/g, ''), 'hex'))
  for (const match of firstOf(text, PERCENT)) keep('percent', match, Buffer.from(match[0].replaceAll('%', ''), 'hex'))
  if (SAYS_ROT13.test(text)) {
    const head = text.slice(0, MAX_ROT13_CHARACTERS)
    pieces.push({ how: 'rot13', words: rot13(head), start: 0, end: head.length })
  }
  return pieces
}

function firstOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  for (const match of text.matchAll(pattern)) {
    found.push(match)
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
