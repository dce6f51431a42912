/** Undoes the character references that an address may be written with, and keeps where each character came from. */

export interface DecodedReferences {
  readonly text: string
  /** The offset in the source of the character at that offset of `text`, for offsets that never go back. */
  sourceOf(at: number): number
}

/** HTML Standard 13.5: those of the characters that addresses are made of. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  sol: '/',
  colon: ':',
  period: '.',
  lowbar: '_',
  percnt: '%',
  quest: '?',
  equals: '=',
  num: '#',
  shy: '\u00AD',
  ZeroWidthSpace: '\u200B',
}
const REFERENCE = /&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([A-Za-z]{3,14}));?/g

export function decodeCharacterReferences(html: string): DecodedReferences {
  if (!html.includes('&')) return { text: html, sourceOf: (at) => at }
  const pieces: string[] = []
  /** Where decoded and source offsets part: after each reference, ascending. */
  const decodedAt: number[] = []
  const sourceAt: number[] = []
  let from = 0
  let length = 0
  for (const match of html.matchAll(REFERENCE)) {
    const character = characterOf(match)
    if (character === null) continue
    length += match.index - from + character.length
    pieces.push(html.slice(from, match.index), character)
    from = match.index + match[0].length
    decodedAt.push(length)
    sourceAt.push(from)
  }
  let seam = -1
  const sourceOf = (at: number): number => {
    while (seam + 1 < decodedAt.length && decodedAt[seam + 1]! <= at) seam += 1
    return seam === -1 ? at : sourceAt[seam]! + (at - decodedAt[seam]!)
  }
  return { text: pieces.join('') + html.slice(from), sourceOf }
}

/** Null for what stays as it is written. */
function characterOf(match: RegExpExecArray | RegExpMatchArray): string | null {
  const [, hex, decimal, name] = match
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? null) : null
  const code = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16)
  return code > 0 && code < 0xd800 ? String.fromCharCode(code) : null
}
