/** Cuts words into the stretches in which a number may stand: groups of letters and digits with separators between. Linear. */

export interface Group {
  readonly start: number
  readonly end: number
  readonly digits: number
  /** A number may begin here. */
  readonly opens: boolean
}

export interface Stretch {
  readonly groups: readonly Group[]
  /** Digits from group `n` to the end of the stretch. */
  readonly digitsFrom: readonly number[]
}

/** No number of a person has a longer unbroken group: what is longer is a hash or data. */
const MAX_GROUP = 40
/** Nor is it longer when other signs than spaces divide it. */
const MAX_TOKEN = 64
/** The longest word that is part of a number: the six letters that open an Italian codice fiscale. */
const MAX_LETTERS = 6
const MAX_GAP = 4
const OTHER = 0
const DIGIT = 1
const LETTER = 2
const SEPARATOR = 3
const SPACE = 4
const NEWLINE = 5
const KIND = new Uint8Array(128)
for (let code = 0x30; code <= 0x39; code += 1) KIND[code] = DIGIT
for (let code = 0x41; code <= 0x5a; code += 1) KIND[code] = KIND[code + 32] = LETTER
for (const separator of '-./+_(),:') KIND[separator.charCodeAt(0)] = SEPARATOR
KIND[0x20] = SPACE
KIND[0x0a] = NEWLINE
KIND[0x0d] = NEWLINE

/** Every stretch with a digit. Words of more than six letters, two line breaks, tokens of more than 64 characters and all other signs divide. */
export function* stretchesOf(text: string): Generator<Stretch> {
  let groups: Group[] = []
  let tokenStart = 0
  let tokenGroups = 0
  let gap = 0
  let breaks = 0
  let at = 0
  while (at < text.length) {
    const kind = kindAt(text, at)
    if (kind === DIGIT || kind === LETTER) {
      const group = groupAt(text, at, groups.at(-1))
      const isWord = group.digits === 0 && group.end - at > MAX_LETTERS
      if (isWord || group.end - at > MAX_GROUP) {
        yield* close(groups)
        groups = []
        tokenGroups = 0
      } else {
        groups.push(group)
        tokenGroups += 1
        if (group.end - tokenStart > MAX_TOKEN && tokenGroups > 0) {
          groups.length = Math.max(0, groups.length - tokenGroups)
          tokenGroups = 0
        }
      }
      at = group.end
      gap = 0
      breaks = 0
      continue
    }
    gap += 1
    if (text[at] === '\n') breaks += 1
    if (kind === OTHER || gap > MAX_GAP || breaks > 1) {
      yield* close(groups)
      groups = []
    }
    if (kind !== SEPARATOR) {
      tokenStart = at + 1
      tokenGroups = 0
    }
    at += 1
  }
  yield* close(groups)
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  // Ñ stands in Mexican codes.
  return code < 128 ? KIND[code]! : code === 0xd1 || code === 0xf1 ? LETTER : OTHER
}

function groupAt(text: string, start: number, before: Group | undefined): Group {
  let end = start
  let digits = 0
  for (; end < text.length; end += 1) {
    const kind = kindAt(text, end)
    if (kind === DIGIT) digits += 1
    else if (kind !== LETTER) break
  }
  // Digits that stand one by one are one number, from the first of them on.
  const follows = before !== undefined && end - start === 1 && digits === 1 && before.end - before.start === 1 && before.digits === 1
  return { start, end, digits, opens: !follows }
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
