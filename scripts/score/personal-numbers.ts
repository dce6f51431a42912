/** Scores the numbers of python-stdnum's and personnummer's tests, each in sentences that say what it is: valid ones are masked, others are not. */
import { readFileSync } from 'node:fs'
import { findPersonalData } from '../../src/inspection/personal/find.ts'
import { listFiles, type Measure, notHere, readRows, share } from './measure.ts'
import { isNameOfManyCountries, namesOf } from './personal-names.ts'

interface Row {
  readonly type: string
  readonly number: string
  readonly valid: boolean
  readonly personal_or_payment: boolean
}

const TEMPLATES: readonly ((label: string, number: string) => string)[] = [
  (label, number) => `My ${label} is ${number}.`,
  (label, number) => `${label}: ${number}`,
  (label, number) => `Hej! Mitt ${label} är ${number}, tack.`,
]

export function scoreStdnum(folder: string): readonly Measure[] {
  const [path] = listFiles(folder, (name, path) => name === 'numbers.jsonl' && path.includes('pii.stdnum'))
  if (path === undefined) return [notHere('pii.stdnum', 'numbers in sentences')]
  const rows = readRows<Row>(path).filter(({ personal_or_payment }) => personal_or_payment)
  return measureRows(
    'pii.stdnum',
    rows.map(({ type, number, valid }) => ({ type, number, valid })),
    0.98,
    0.02,
  )
}

interface Person {
  readonly valid: boolean
  readonly long_format?: string
  readonly short_format?: string
  readonly separated_format?: string
  readonly separated_long?: string
}

export function scorePersonnummer(folder: string): readonly Measure[] {
  const paths = listFiles(folder, (name, path) => /^(?:list|interim|orgnumber)\.json$/.test(name) && path.includes('pii.personnummer'))
  if (paths.length === 0) return [notHere('pii.personnummer_meta', 'all notations in sentences')]
  const rows = paths.flatMap((path) =>
    (JSON.parse(readFileSync(path, 'utf8')) as readonly Person[]).flatMap((person) =>
      [person.long_format, person.short_format, person.separated_format, person.separated_long]
        .filter((number) => number !== undefined)
        .map((number) => ({ type: 'se_personnummer', number, valid: person.valid })),
    ),
  )
  return measureRows('pii.personnummer_meta', rows, 0.99, null)
}

interface Number {
  readonly type: string
  readonly number: string
  readonly valid: boolean
}

function measureRows(show: string, rows: readonly Number[], target: number, mistakes: number | null): readonly Measure[] {
  const count = { valid: 0, masked: 0, invalid: 0, mistaken: 0, general: 0 }
  const missed = new Map<string, string[]>()
  const mistaken: string[] = []
  for (const { type, number, valid } of rows) {
    for (const [index, label] of namesOf(type).entries()) {
      for (const template of TEMPLATES) {
        const words = template(label, number)
        const start = words.lastIndexOf(number)
        const spans = findPersonalData(words)
        if (valid) {
          count.valid += 1
          if (isCovered(start, start + number.replace(/[^\p{L}\p{N}]+$/u, '').length, spans)) count.masked += 1
          else missed.set(type, [...(missed.get(type) ?? []), `${words} (${index === 0 ? 'bare name' : 'name'})`])
        } else {
          const hit = spans.find((span) => span.start < start + number.length && span.end > start)
          // Under a name that other countries have too, it may be a valid number of theirs.
          if (isNameOfManyCountries(label)) {
            if (hit !== undefined) count.general += 1
            continue
          }
          count.invalid += 1
          if (hit === undefined) continue
          count.mistaken += 1
          mistaken.push(`${words} as ${hit.kind}`)
        }
      }
    }
  }
  const perType = [...missed].map(([type, misses]) => `${type}: ${misses.length} missed, as ${misses[0]}`)
  const isFew = mistakes === null || count.invalid === 0 ? null : count.mistaken <= mistakes * count.invalid
  return [
    share(
      show,
      `valid numbers masked beside their label (aim ${100 * target} %)`,
      count.masked,
      count.valid,
      target * count.valid,
      perType,
    ),
    {
      show,
      measure: `of ${count.invalid} invalid ones beside their own label are masked${mistakes === null ? '' : ` (aim at most ${100 * mistakes} %)`}; ${count.general} more beside a label of many countries`,
      value: String(count.mistaken),
      ok: isFew,
      misses: mistaken,
    },
  ]
}

/** Every letter and digit of it lies in a span. */
function isCovered(start: number, end: number, spans: readonly { readonly start: number; readonly end: number }[]): boolean {
  return spans.some((span) => span.start <= start && span.end >= end)
}
