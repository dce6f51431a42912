/** What of some words could still be opened: addresses that are neither false ones nor written so that nothing links them. */
import { findAddresses } from '../../../src/parse/text/find-addresses.ts'

export function openableIn(words: string): readonly string[] {
  return findAddresses(words, 20)
    .filter(({ isFalse }) => !isFalse)
    .map(({ start, end }) => words.slice(start, end))
    .filter((written) => !written.includes('[.]'))
}
