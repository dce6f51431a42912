/** Tells which writing systems a label may belong to, and whether it mixes them as no honest name does (UTS 39, Highly Restrictive). */

// UAX 31 table 5, recommended scripts; any other script counts as one of its own, OTHER.
const SCRIPTS = [
  ...['Latin', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo', 'Cyrillic', 'Greek', 'Arabic', 'Armenian', 'Bengali'],
  ...['Devanagari', 'Ethiopic', 'Georgian', 'Gujarati', 'Gurmukhi', 'Hebrew', 'Kannada', 'Khmer', 'Lao', 'Malayalam'],
  ...['Myanmar', 'Oriya', 'Sinhala', 'Tamil', 'Telugu', 'Thaana', 'Thai', 'Tibetan'],
] as const
export type Script = (typeof SCRIPTS)[number] | 'Other'

// Script_Extensions, so that the Japanese `ー` counts as both kanas and the Arabic comma for all that use it.
const TESTS = SCRIPTS.map((script) => ({ bit: 1 << SCRIPTS.indexOf(script), test: new RegExp(`^\\p{scx=${script}}$`, 'u') }))
const SHARED = /^[\p{scx=Common}\p{scx=Inherited}]$/u
const OTHER = 1 << SCRIPTS.length
const EVERY = -1

function bits(...scripts: readonly (typeof SCRIPTS)[number][]): number {
  return scripts.reduce((all, script) => all | (1 << SCRIPTS.indexOf(script)), 0)
}

const LATIN = bits('Latin')
// UTS 39 5.2, Highly Restrictive: Latin beside the scripts of Japanese, of Chinese with bopomofo, or of Korean.
const EAST_ASIAN_SETS = [bits('Han', 'Hiragana', 'Katakana'), bits('Han', 'Bopomofo'), bits('Han', 'Hangul')]

const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/u

export interface ScriptUse {
  /** False when the label mixes scripts beyond the Highly Restrictive level, accented Latin with any other, or digits of two systems. */
  readonly honest: boolean
  /** The one script that the whole label can be written in; null when there is none, or when any could be (digits alone). */
  readonly single: Script | null
  /** Every script that some character needs, in the order of their first appearance. */
  readonly needed: readonly Script[]
}

/** Linear in the label; callers bound it. */
export function scriptsOf(label: string): ScriptUse {
  const sets: number[] = []
  const digitSystems = new Set<number>()
  let accented = false
  for (const character of label) {
    const set = scriptSet(character)
    if (set !== EVERY) sets.push(set)
    if (set === LATIN && character > '\x7f') accented = true
    const system = digitSystem(character)
    if (system !== null) digitSystems.add(system)
  }
  const common = sets.reduce((all, set) => all & set, EVERY)
  const eastAsian = EAST_ASIAN_SETS.some((allowed) => sets.every((set) => (set & (allowed | LATIN)) !== 0))
  // Japanese, Chinese and Korean names borrow the plain alphabet, never accents. UTS 39 5.3: digits of one system only.
  const honest = (common !== 0 || (eastAsian && !accented)) && digitSystems.size <= 1
  const needed = new Set<Script>()
  for (const set of sets) {
    const name = nameOf(set)
    if (name !== null) needed.add(name)
  }
  return { honest, single: common === EVERY ? null : nameOf(common), needed: [...needed] }
}

/** The digits of a system fill ten code points that no multiple of sixteen divides; all ASCII ones are one system. */
function digitSystem(character: string): number | null {
  if (character <= '\x7f') return character >= '0' && character <= '9' ? 0 : null
  return FOREIGN_DIGIT.test(character) ? (character.codePointAt(0) ?? 0) >> 4 : null
}

const known = new Map<string, number>()
// More than a season's mail holds; only hostile input could come near it.
const MAX_KNOWN = 20_000

function scriptSet(character: string): number {
  const before = known.get(character)
  if (before !== undefined) return before
  const set = findScripts(character)
  if (known.size < MAX_KNOWN) known.set(character, set)
  return set
}

function findScripts(character: string): number {
  if (character >= 'a' && character <= 'z') return LATIN
  if (SHARED.test(character)) return EVERY
  let set = 0
  for (const { bit, test } of TESTS) if (test.test(character)) set |= bit
  return set === 0 ? OTHER : set
}

/** The script of a set that holds one; the first of several. */
function nameOf(set: number): Script | null {
  if (set === OTHER) return 'Other'
  return SCRIPTS.find((_, at) => (set & (1 << at)) !== 0) ?? null
}
