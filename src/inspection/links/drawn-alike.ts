/** Gives names that are drawn alike in an address bar the same shape, and says which slips of the finger make one name of another. */
import { plainSpelling } from './skeleton.ts'

// Digits for letters, one letter for two, and the i, l and 1 that many fonts draw as one stroke.
const SHAPES: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 1: 'l', 2: 'z', 3: 'e', 4: 'a', 5: 's', 6: 'b', 7: 't', 8: 'b', 9: 'g', i: 'l', rn: 'm', vv: 'w', cl: 'd' },
}
const DRAWN_AS = /rn|vv|cl|[0-9i]/g

/** `paypa1`, `paypаl` and `paypai` have the shape of `paypal`. For comparing shapes with shapes only. Linear. */
export function shapeOf(name: string): string {
  return plainSpelling(name).replace(DRAWN_AS, (drawn) => SHAPES[drawn] ?? drawn)
}

// Below these lengths the neighbours of a name are names of others: `papal`, `cosco`.
const FEWEST_LETTERS = { doubled: 6, halved: 6, swapped: 6, alike: 6, missing: 7 } as const

const PASSES_FOR: Readonly<Record<string, string>> = { g: 'q', q: 'g', u: 'v', v: 'u' }

/** Each neighbour of a name by one slip that the eye passes over, with what the slip is. Never its first or last letter: `telegra.ph` is none. */
export function slips(name: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (let at = 1; at < name.length - 1; at += 1) {
    const [before, here, next] = [name[at - 1] ?? '', name[at] ?? '', name[at + 1] ?? '']
    const [head, tail] = [name.slice(0, at), name.slice(at + 1)]
    const double = here === before || here === next
    const passes = PASSES_FOR[here]
    if (name.length >= FEWEST_LETTERS.missing || (double && name.length >= FEWEST_LETTERS.halved))
      found.set(head + tail, 'a letter missing')
    if (name.length >= FEWEST_LETTERS.doubled) found.set(head + here + here + tail, 'a letter doubled')
    if (name.length >= FEWEST_LETTERS.swapped) found.set(head + next + here + tail.slice(1), 'two letters swapped')
    if (name.length >= FEWEST_LETTERS.alike && passes !== undefined) found.set(head + passes + tail, 'a letter drawn alike')
  }
  if (name.length >= FEWEST_LETTERS.doubled) found.set(name + (name.at(-1) ?? ''), 'a letter doubled')
  found.delete(name)
  return found
}

/** Whether two names are one insertion, deletion, substitution or transposition apart. Linear. */
export function oneEditApart(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false
  let head = 0
  while (head < one.length && one[head] === other[head]) head += 1
  let tail = 0
  const shared = Math.min(one.length, other.length) - head
  while (tail < shared && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1
  const [left, right] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)]
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && right.length === 2 && left === `${right[1]}${right[0]}`)
}
