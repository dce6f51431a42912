/** Cuts words into the stretches in which a number may stand: groups of letters and digits with single separators. Linear. */

export interface Group {
  readonly start: number
  readonly end: number
  readonly digits: number
}

export interface Stretch {
  readonly groups: readonly Group[]
  /** Digits from group `n` to the end of the stretch. */
  readonly digitsFrom: readonly number[]
}

/** No number of a person has a longer unbroken group: what is longer is a hash or data. */
const MAX_GROUP = 40
/** The longest word that is part of a number: the six letters that open an Italian codice fiscale. */
const MAX_LETTERS = 6
const OTHER = 0
const DIGIT = 1
const LETTER = 2
const SEPARATOR = 3
const NEWLINE = 4
const KIND = new Uint8Array(128)
for (let code = 0x30; code <= 0x39; code += 1) KIND[code] = DIGIT
for (let code = 0x41; code <= 0x5a; code += 1) KIND[code] = KIND[code + 32] = LETTER
for (const separator of ' -./+_()') KIND[separator.charCodeAt(0)] = SEPARATOR
KIND[0x0a] = NEWLINE
KIND[0x0d] = NEWLINE

/** Every stretch with a digit. Words of more than six letters, two line breaks and all other characters divide. */
export function* stretchesOf(text: string): Generator<Stretch> {
  let groups: Group[] = []
  let at = 0
  let gap = 0
  let breaks = 0
  while (at < text.length) {
    const kind = kindAt(text, at)
    if (kind === DIGIT || kind === LETTER) {
      const group = groupAt(text, at)
      if (group.end - at > (group.digits === 0 ? MAX_LETTERS : MAX_GROUP)) {
        if (groups.length > 0) yield* close(groups)
        groups = []
      } else groups.push(group)
      at = group.end
      gap = 0
      breaks = 0
      continue
    }
    gap += 1
    if (kind === NEWLINE && text[at] === '\n') breaks += 1
    if (kind === OTHER || gap > 4 || breaks > 1) {
      if (groups.length > 0) yield* close(groups)
      groups = []
    }
    at += 1
  }
  if (groups.length > 0) yield* close(groups)
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code < 128 ? KIND[code]! : OTHER
}

function groupAt(text: string, start: number): Group {
  let end = start
  let digits = 0
  for (; end < text.length; end += 1) {
    const kind = kindAt(text, end)
    if (kind === DIGIT) digits += 1
    else if (kind !== LETTER) break
  }
  return { start, end, digits }
}

function* close(groups: readonly Group[]): Generator<Stretch> {
  const digitsFrom = new Array<number>(groups.length)
  let digits = 0
  for (let n = groups.length - 1; n >= 0; n -= 1) {
    digits += groups[n]!.digits
    digitsFrom[n] = digits
  }
  if (digits > 0) yield { groups, digitsFrom }
}
