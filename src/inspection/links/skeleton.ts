/** Tells what a name is drawn like, in plain Latin letters: by UTS 39 skeletons, and beyond them by how letters look in an address bar. */
import { CONFUSABLES } from './data/confusables.ts'
import { NEAR_LETTERS } from './near-letters.ts'

const MARKS = /\p{M}/gu
const ASCII = /^[\0-\x7f]*$/
const PLAIN = /^[a-z0-9-]+$/

function fromCodePoints(written: string): string {
  return String.fromCodePoint(...written.split('+').map((point) => Number.parseInt(point, 16)))
}

/** UTS 39 4: each letter's prototype. */
const PROTOTYPES: ReadonlyMap<string, string> = new Map(
  CONFUSABLES.flatMap((line) => line.split(' ')).flatMap((word) => {
    const [skeleton = '', letters = ''] = word.split(':')
    return letters.split(',').map((letter): [string, string] => [fromCodePoints(letter), fromCodePoints(skeleton)])
  }),
)

/** What UTS 39 says that the letter is drawn as, without its marks and in lower case; null when that is no plain letter or digit. */
export function sameAs(letter: string): string | null {
  // confusables.txt gives the palochka the skeleton i; in every font it is an l.
  if (letter === 'ӏ') return 'l'
  const prototype = PROTOTYPES.get(letter)?.normalize('NFD').replace(MARKS, '').toLowerCase()
  return prototype !== undefined && PLAIN.test(prototype) ? prototype : null
}

/** What it passes for at a glance. */
function near(letter: string): string | null {
  for (const { letters } of NEAR_LETTERS.values()) {
    const latin = letters.get(letter)
    if (latin !== undefined) return latin
  }
  return null
}

const known = new Map<string, string>()
// Beyond every letter that has a table entry; only hostile input could come near it.
const MAX_KNOWN = 10_000

function drawn(letter: string): string {
  const before = known.get(letter)
  if (before !== undefined) return before
  const now = sameAs(letter) ?? near(letter) ?? PROTOTYPES.get(letter) ?? letter
  if (known.size < MAX_KNOWN) known.set(letter, now)
  return now
}

/** The name with every letter as it is drawn, marks removed: `ɢооglé` is `google`. Letters that pass for no other stay. Linear. */
export function plainSpelling(name: string): string {
  if (ASCII.test(name)) return name
  let spelled = ''
  for (const letter of name.normalize('NFD').replace(MARKS, '')) spelled += letter < '\x80' ? letter : drawn(letter)
  return spelled
}

/** {@link plainSpelling}, or null when something is left that no keyboard of the Latin script has. */
export function readsAsPlain(name: string): string | null {
  const spelled = plainSpelling(name)
  return PLAIN.test(spelled) ? spelled : null
}
