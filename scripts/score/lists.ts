/** Scores the lists of addresses: the size, speed and truth of one with two million hosts, and that reading it anew drops no look. */
import { type ListFigures, measureLists } from '../../bench/lists.ts'
import type { Measure } from './measure.ts'

const SHOW = 'lists, two million hosts'

interface Target {
  readonly measure: string
  readonly value: (figures: ListFigures) => string
  readonly reached: (figures: ListFigures) => boolean
}

const TARGETS: readonly Target[] = [
  { measure: 'file below 20 MB', value: (of) => `${of.fileMegabytes.toFixed(1)} MB`, reached: (of) => of.fileMegabytes < 20 },
  { measure: 'loaded within 100 ms', value: (of) => `${of.loadMs.toFixed(0)} ms`, reached: (of) => of.loadMs < 100 },
  { measure: 'a look below 5 µs', value: (of) => `${of.lookMicroseconds.toFixed(2)} µs`, reached: (of) => of.lookMicroseconds < 5 },
  { measure: 'below 40 MB resident', value: (of) => `${of.residentMegabytes.toFixed(0)} MB`, reached: (of) => of.residentMegabytes < 40 },
  {
    measure: 'no look wrong',
    value: (of) => `${of.falsePositives} false positives, ${of.falseNegatives} false negatives of ${of.probes}`,
    reached: (of) => of.probes >= 100_000 && of.falsePositives + of.falseNegatives === 0,
  },
  {
    measure: 'no look dropped by a reload',
    value: (of) => `${of.dropped} of ${of.looksUnderReload} in ${of.reloads} reloads`,
    reached: (of) => of.looksUnderReload > 1_000 && of.reloads >= 3 && of.dropped === 0,
  },
]

export async function scoreLists(): Promise<readonly Measure[]> {
  const figures = await measureLists()
  return TARGETS.map(({ measure, value, reached }) => {
    const ok = reached(figures)
    return { show: SHOW, measure, value: value(figures), ok, misses: ok ? [] : [value(figures)] }
  })
}
