/** A size in bytes as a person reads it, in a language: `340 kB`, `5 MB`. */

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const

/** @param tag BCP 47 */
export function sizeIn(bytes: number, tag: string): string {
  const at = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2
  return new Intl.NumberFormat(tag, {
    style: 'unit',
    unit: UNITS[at],
    unitDisplay: at === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / 1_000 ** at)
}
