/** Scores the test cases of Presidio's recognizers: spans found and expected, by entity, and sentences that hold nothing. */
import { findPersonalData, type PersonalData } from '../../src/inspection/personal/find.ts'
import { listFiles, type Measure, notHere, readRows } from './measure.ts'

/** Not about a person or a payment: dates, addresses of pages, vehicles, postcodes, companies, premises and the licences of professions. */
const UNSUPPORTED = new Set(
  'DATE_TIME,URL,UK_POSTCODE,DE_PLZ,UK_VEHICLE_REGISTRATION,IN_VEHICLE_REGISTRATION,NG_VEHICLE_REGISTRATION,TR_LICENSE_PLATE,DE_KFZ,AU_ABN,AU_ACN,KR_BRN,IN_GSTIN,IT_VAT_CODE,SG_UEN,SE_ORGANISATIONSNUMMER,DE_HANDELSREGISTER,DE_VAT_ID,DE_BSNR,DE_LANR,MEDICAL_LICENSE,US_NPI'.split(
    ',',
  ),
)
const SHOW = 'pii.presidio'
const AIM_F1 = 0.85

interface Case {
  readonly recognizer: string
  readonly entities: readonly string[]
  readonly text: string
  readonly expected_len: number
  readonly positions: readonly number[] | readonly (readonly [number, number])[] | null
}

interface Tally {
  expected: number
  hits: number
  extra: number
  readonly misses: string[]
}

export function scorePresidio(folder: string): readonly Measure[] {
  const [path] = listFiles(folder, (name, path) => name === 'cases.jsonl' && path.includes('pii.presidio'))
  if (path === undefined) return [notHere(SHOW, 'spans in sentences')]
  const cases = readRows<Case>(path)
  const tallies = new Map<string, Tally>()
  const alarms: string[] = []
  let empty = 0
  for (const one of cases) {
    const found = findPersonalData(one.text)
    if (one.expected_len === 0) {
      empty += 1
      if (found.length > 0) alarms.push(`${one.recognizer}: ${one.text} (${found.map(({ kind }) => kind).join(', ')})`)
    }
    const entity = one.entities[0] ?? 'PHONE_NUMBER'
    if (UNSUPPORTED.has(entity)) continue
    const tally = tallies.get(entity) ?? { expected: 0, hits: 0, extra: 0, misses: [] }
    tallies.set(entity, tally)
    count(one, found, tally)
  }
  return [...perEntity(tallies), whole(tallies), noAlarms(empty, alarms)]
}

function count({ text, expected_len, positions }: Case, found: readonly PersonalData[], tally: Tally): void {
  const expected = spansOf(positions).map(([start, end]) => withoutBlanks(text, start, end))
  tally.expected += expected_len
  // Where no position is told, a span is one that was expected.
  const hits =
    expected.length === 0
      ? Math.min(found.length, expected_len)
      : expected.filter(([start, end]) => found.some((span) => span.start <= start && span.end >= end)).length
  const wanted =
    expected.length === 0 ? hits : found.filter((span) => expected.some(([start, end]) => span.start < end && span.end > start)).length
  tally.hits += Math.min(hits, expected_len)
  tally.extra += found.length - wanted
  if (hits < expected_len) tally.misses.push(`missed in ${text}`)
  if (found.length > wanted) tally.misses.push(`too much in ${text}: ${found.map(({ kind }) => kind).join(', ')}`)
}

function spansOf(positions: Case['positions']): readonly (readonly [number, number])[] {
  if (positions === null || positions.length === 0) return []
  return typeof positions[0] === 'number' ? [positions as readonly [number, number]] : (positions as readonly (readonly [number, number])[])
}

/** Some expected spans begin with the blank before. */
function withoutBlanks(text: string, start: number, end: number): readonly [number, number] {
  const span = text.slice(start, end)
  return [start + span.length - span.trimStart().length, end - span.length + span.trimEnd().length]
}

function perEntity(tallies: ReadonlyMap<string, Tally>): readonly Measure[] {
  return [...tallies]
    .filter(([, { misses }]) => misses.length > 0)
    .map(([entity, tally]) => ({
      show: SHOW,
      measure: `F1 of ${entity} (${tally.expected} expected)`,
      value: f1(tally),
      ok: null,
      misses: tally.misses,
    }))
}

function whole(tallies: ReadonlyMap<string, Tally>): Measure {
  const all = { expected: 0, hits: 0, extra: 0 }
  for (const { expected, hits, extra } of tallies.values()) {
    all.expected += expected
    all.hits += hits
    all.extra += extra
  }
  const precision = all.hits / (all.hits + all.extra)
  const recall = all.hits / all.expected
  const measure = `F1 over ${tallies.size} entities: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} (aim ${AIM_F1})`
  return { show: SHOW, measure, value: f1(all), ok: Number(f1(all)) >= AIM_F1, misses: [] }
}

function f1({ expected, hits, extra }: { readonly expected: number; readonly hits: number; readonly extra: number }): string {
  return ((2 * hits) / Math.max(1, hits + extra + expected)).toFixed(3)
}

function noAlarms(empty: number, alarms: readonly string[]): Measure {
  const measure = `of ${empty} cases that hold nothing have a mask (aim at most 2 %)`
  return { show: SHOW, measure, value: String(alarms.length), ok: alarms.length <= 0.02 * empty, misses: alarms }
}
