/** Reads what was hidden in characters that nobody sees: tags and selectors one by one, blanks of no width as bits; words or nothing. */
import { tagsToAscii } from './never-shown.ts'

/** As long as an excerpt may be. */
export const MAX_DECODED_CHARACTERS = 2_000
/** Bits that are tried out; what they say first is enough to know how they are read. */
const MAX_TRIED = 512
const MIN_CHARACTERS = 3
/** With more ways to read them, chance makes more words. */
const MIN_CHARACTERS_OF_MANY = 6
const MAX_PERIOD = 12
const REGULAR_SHARE = 0.9
const PLAIN_SHARE = 0.85
const PLAIN = /[\p{L}\p{N}\s.,;:!?'"()/@_-]/gu
const UNREADABLE = /(?![\n\t])[\p{C}\ufffd]/u

export function decodeTags(tags: string): string {
  return tagsToAscii(tags)
}

/** One byte each: VS1 is 0, VS17 is 16. */
export function decodeSelectors(selectors: string): string {
  const bytes: number[] = []
  for (const selector of selectors) {
    const code = selector.codePointAt(0) ?? 0
    if (code >= 0xfe00 && code <= 0xfe0f) bytes.push(code - 0xfe00)
    else if (code >= 0xe0100) bytes.push(code - 0xe0100 + 16)
  }
  return readable(bytesToText(bytes), MIN_CHARACTERS)
}

/** ASCII that was moved into a private block, by its last seven bits. */
export function decodePrivate(characters: string): string {
  const bytes = [...characters].map((character) => (character.codePointAt(0) ?? 0) & 0xff)
  return readable(bytesToText(bytes), MIN_CHARACTERS)
}

/** Two, three or four kinds of unseen characters as digits: of eight, seven or sixteen bits a letter, or with one kind between the letters. */
export function decodeBits(characters: string): string {
  const symbols = [...new Set(characters)]
  if (symbols.length < 2 || symbols.length > 4 || isRegular(characters)) return ''
  let best = ''
  let bestScore = 0
  for (const read of readings(symbols)) {
    const score = plainness(read(characters.slice(0, MAX_TRIED)), symbols.length === 2 ? MIN_CHARACTERS : MIN_CHARACTERS_OF_MANY)
    if (score <= bestScore) continue
    bestScore = score
    best = read(characters)
  }
  return best.slice(0, MAX_DECODED_CHARACTERS)
}

type Read = (characters: string) => string

function* readings(symbols: readonly string[]): Generator<Read> {
  if (symbols.length === 2) yield* inGroups(symbols, 1, [8, 7, 16])
  if (symbols.length === 3)
    for (const separator of symbols) {
      const digits = symbols.filter((symbol) => symbol !== separator)
      for (const order of orders(digits)) yield (characters) => lettersBetween(characters, separator, order)
      yield* inGroups(digits, 1, [8, 7, 16])
    }
  if (symbols.length > 2) yield* inGroups(symbols, 2, [4, 8])
}

/** Letters of `lengths` digits each, whatever digit each symbol stands for. */
function* inGroups(symbols: readonly string[], bits: number, lengths: readonly number[]): Generator<Read> {
  for (const order of orders(bits === 1 ? symbols : [...symbols, '', ''].slice(0, 4)))
    for (const length of lengths)
      yield (characters) => {
        const codes: number[] = []
        let code = 0
        let count = 0
        for (const character of characters) {
          const digit = order.indexOf(character)
          if (digit < 0) continue
          code = (code << bits) | digit
          count += 1
          if (count < length) continue
          codes.push(code)
          code = 0
          count = 0
        }
        return length * bits === 16 ? String.fromCharCode(...codes.slice(0, MAX_DECODED_CHARACTERS)) : bytesToText(codes)
      }
}

function lettersBetween(characters: string, separator: string, order: readonly string[]): string {
  const codes = characters
    .split(separator)
    .filter((group) => group.length > 0 && group.length <= 20)
    .map((group) => [...group].reduce((code, bit) => code * 2 + order.indexOf(bit), 0))
  return String.fromCharCode(...codes.slice(0, MAX_DECODED_CHARACTERS))
}

function orders(symbols: readonly string[]): readonly (readonly string[])[] {
  if (symbols.length < 2) return [symbols]
  return symbols.flatMap((first, at) => orders(symbols.filter((_, other) => other !== at)).map((rest) => [first, ...rest]))
}

/** The padding behind a newsletter's preview line says the same over and over. */
function isRegular(characters: string): boolean {
  for (let period = 1; period <= Math.min(MAX_PERIOD, characters.length / 2); period += 1) {
    let same = 0
    for (let at = period; at < characters.length; at += 1) if (characters[at] === characters[at - period]) same += 1
    if (same >= REGULAR_SHARE * (characters.length - period)) return true
  }
  return false
}

function bytesToText(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString('utf8')
}

function readable(text: string, minCharacters: number): string {
  return plainness(text, minCharacters) > 0 ? text.slice(0, MAX_DECODED_CHARACTERS) : ''
}

/** 0 for what is no words; else the share of letters, blanks and the like, plain small ones counted twice. */
function plainness(text: string, minCharacters: number): number {
  if (text.length < minCharacters || UNREADABLE.test(text) || new Set(text).size < Math.min(MIN_CHARACTERS, text.length)) return 0
  const plain = (text.match(PLAIN)?.length ?? 0) / text.length
  return plain < PLAIN_SHARE ? 0 : plain + (text.match(/[a-z ]/g)?.length ?? 0) / text.length
}
