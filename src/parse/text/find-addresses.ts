/** Finds every address in running words: those that we read, those that linkifyjs would link, and no word twice. */
import { isFalseAddress } from './false-address.ts'
import type { FoundAddress } from './found-address.ts'
import { readWords } from './read-words.ts'
import { lookAgain } from './second-look.ts'

/** What linkifyjs finds is cut out of words that were read as one: both sides are read again, at most this often. */
const MAX_ROUNDS = 4

/** Addresses in ascending order, never overlapping, at most `maxAddresses`; those that only a program would take for one are marked. */
export function findAddresses(text: string, maxAddresses: number): readonly FoundAddress[] {
  const found = findIn(text, maxAddresses, MAX_ROUNDS)
  const whole = text.includes('//') ? withSlashes(text, found) : found
  return whole.map((address) => (isFalseAddress(text, address) ? { ...address, isFalse: true } : address))
}

/** RFC 3986 4.2: `//example.com/x` takes its scheme from the page around it; the slashes belong to it unless a path or a scheme goes before. */
function withSlashes(text: string, found: readonly FoundAddress[]): readonly FoundAddress[] {
  return found.map((address, index) => {
    const { start, end, target } = address
    const slashes = start - 2
    if (!text.startsWith('//', slashes) || slashes < (found[index - 1]?.end ?? 0)) return address
    const isBare = target.startsWith('http://') && !/^h(?:tt|xx)ps?:/i.test(text.slice(start, start + 6))
    return isBare && !/[\w/\\:.-]/.test(text.charAt(slashes - 1)) ? { start: slashes, end, target } : address
  })
}

function findIn(text: string, maxAddresses: number, rounds: number): readonly FoundAddress[] {
  const { found, doubts } = readWords(text, maxAddresses)
  if (doubts.length === 0) return found
  const more = lookAgain(text, doubts, found)
  if (more.length === 0) return found
  const all = [...found, ...more].sort((a, b) => a.start - b.start)
  if (rounds === 1) return all.slice(0, maxAddresses)
  const whole: FoundAddress[] = []
  let from = 0
  for (const address of [...all, null]) {
    if (whole.length >= maxAddresses) break
    const gap = text.slice(from, address?.start)
    for (const { start, end, target } of findIn(gap, maxAddresses, rounds - 1)) whole.push({ start: from + start, end: from + end, target })
    if (address === null) break
    whole.push(address)
    from = address.end
  }
  return whole.slice(0, maxAddresses)
}
