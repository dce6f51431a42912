/** Measures that finding addresses takes time linear in the words, for words written against it. */
import { parseHtml } from '../../src/parse/html/html.ts'
import { findEvery } from '../../src/parse/text/find-mail.ts'
import { parseText } from '../../src/parse/text/text.ts'
import type { Measure } from './measure.ts'

const SHOW = 'finding, hostile words'
const SIZES = [250_000, 500_000, 1_000_000]
const MAX_MS = 2_000
const MAX_RATIO = 2.3
/** Below this a ratio says more about the machine than about the words. */
const MIN_COUNTED_MS = 100
const MAX_RUNS = 4

/** By name: what is repeated up to the size, and before and after it. */
const PATTERNS: Readonly<Record<string, string>> = {
  'a.': 'a.',
  '@': '@',
  'a@b.se,': 'a@b.se,',
  'a@': 'a@',
  'ab.': 'ab.',
  'a_@b.se': 'a_@b.se_',
  'http://': 'http://',
  'http://a/(': 'http://a/(',
  "'http://a/": "'http://a/",
  'http://a,': 'http://a,',
  '[': '[',
  '(': '(',
  '[a](': '[a](',
  '[a](b': '[a](b',
  '[a](https://a.se)': '[a](https://a.se)',
  '![a](': '![a](',
  '[![': '[![',
  '[a][': '[a][',
  ']': ']',
  '](': '](',
  '](https://a.se "': '](https://a.se "',
  '[a]: b.se↵': '[a]: b.se\n',
  '[a]:': '[a]:',
  '<': '<',
  '<https:': '<https:',
  '<https://a|': '<https://a|',
  '|': '|',
  '↵ ': '\n ',
  'U+200B': '\u200b',
  'a.U+200B': 'a.\u200b',
  ':U+200B': ':\u200b',
  'U+E0100': '\u{e0100}',
  'a[.]': 'a[.]',
  'a(dot)': 'a(dot)',
  'link after link': 'https://a.se/x ',
  'long lines': `${'x'.repeat(50)} https://a.se/abc?\nd=e&`,
  'https://a.se/<↵': '<https://a.se/\n',
  _: '_',
  'https://a.se/_': '_https://a.se/_',
  'data:': 'data:',
  '\\\\a': '\\\\a',
  '你好。': '你好。',
  '\\[': '\\[',
  'comment with a link': '<!--[if mso]><a href=//a.se>x</a><![endif]-->',
  'sheet with an address': '<style>a{b:url(//a.se)}</style>',
  'style with an address': '<p style="a:url(//a.se)">',
  'srcdoc with a link': '<iframe srcdoc="<a href=//a.se>"></iframe>',
  'anchor in anchor': '<a href=//a.se>a.se',
}

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  text: (text) => parseText(text, { partId: 'p', firstLink: 1, maxLinks: 100_000 }),
  mail: (text) => findEvery(text, 1_000_000),
  html: (text) => parseHtml(text, { partId: 'p', firstLink: 1 }),
}

/** One line a pattern and reader: milliseconds by size, the worst ratio between two sizes. Best of some runs: a busy machine has its moments. */
export function measureFinding(patterns = PATTERNS, sizes: readonly number[] = SIZES): readonly Measure[] {
  return Object.entries(READERS).flatMap(([reader, read]) =>
    Object.entries(patterns).map(([name, unit]) => {
      let measure = measureOne(`${reader}: ${name}`, read, unit, sizes, 1)
      for (let runs = 2; runs <= MAX_RUNS && measure.ok === false; runs += 1)
        measure = measureOne(`${reader}: ${name}`, read, unit, sizes, runs)
      return measure
    }),
  )
}

function measureOne(name: string, read: (text: string) => unknown, unit: string, sizes: readonly number[], runs: number): Measure {
  const times = sizes.map((size) => bestOf(runs, read, unit.repeat(Math.ceil(size / unit.length))))
  const ratios = times.slice(1).map((ms, index) => (ms < MIN_COUNTED_MS ? 1 : ms / Math.max(times[index] ?? 0, 1)))
  const worst = Math.max(...ratios)
  const value = `${times.map((ms) => `${ms.toFixed(0)} ms`).join(', ')}; ×${worst.toFixed(2)}`
  return { show: SHOW, measure: name, value, ok: worst <= MAX_RATIO && Math.max(...times) < MAX_MS, misses: [] }
}

function bestOf(runs: number, read: (text: string) => unknown, text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now()
    read(text)
    best = Math.min(best, performance.now() - begun)
  }
  return best
}
