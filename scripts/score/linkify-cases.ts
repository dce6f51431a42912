/** Scores which words are taken for an address against the fixtures of linkify-it, when they are in the folder: `links.txt` and `not_links.txt`. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { find } from 'linkifyjs'
import { findEvery } from '../../src/parse/text/find-mail.ts'
import { listFiles, type Measure, notHere, share } from './measure.ts'

const SHOW = 'linkify-it'
const MAX_MISSED_LINKS = 2
const MAX_MISSED_WORDS = 2

/** A text, and the address that is to be found first in it; null when none is. */
export interface FindCase {
  readonly text: string
  readonly expected: string | null
}

export function scoreLinkify(folder: string): readonly Measure[] {
  const files = listFiles(folder, (_, path) => /linkify/i.test(dirname(path).slice(folder.length)))
  const cases = files.flatMap((path) => readCases(path))
  const links = cases.filter(({ expected }) => expected !== null)
  const words = cases.filter(({ expected }) => expected === null)
  return [...scoreLinks(links), ...scoreWords(words)]
}

export function scoreLinks(links: readonly FindCase[]): readonly Measure[] {
  if (links.length === 0) return [notHere(SHOW, 'links found exactly')]
  const missed = links.filter((link) => !isFound(link))
  const misses = missed.map(({ text, expected }) => `${text} → expected ${expected}, found ${firstOf(text) ?? 'nothing'}`)
  return [share(SHOW, 'links found exactly', links.length - missed.length, links.length, links.length - MAX_MISSED_LINKS, misses)]
}

/** Stricter than it may be met: what linkifyjs would link is cut out as a precaution, and linkify-it leaves some of that alone. */
export function scoreWords(words: readonly FindCase[]): readonly Measure[] {
  if (words.length === 0) return [notHere(SHOW, 'other words left alone')]
  const taken = words.filter(({ text }) => firstOf(text) !== null)
  const misses = taken.map(({ text }) => `${text} → found ${firstOf(text)}`)
  const eager = taken.filter(({ text }) => find(text, 'url').length > 0).length
  return [
    share(SHOW, 'other words left alone', words.length - taken.length, words.length, words.length - MAX_MISSED_WORDS, misses),
    { show: SHOW, measure: 'other words taken, that linkifyjs links too', value: String(eager), ok: null, misses: [] },
  ]
}

function firstOf(text: string): string | null {
  const [first] = findEvery(text, 1)
  return first === undefined ? null : text.slice(first.start, first.end)
}

/** The expectation is what stands there, or that with the scheme that a reader adds. */
export function isFound({ text, expected }: FindCase): boolean {
  const first = firstOf(text)
  if (first === null || expected === null) return false
  return [first, `http://${first}`, `http:${first}`, `mailto:${first}`].includes(expected)
}

/** By its name: `not_links.txt`, `links.txt`, or JSON of either. Anything else has no cases. */
export function readCases(path: string): readonly FindCase[] {
  const name = path.slice(dirname(path).length + 1).toLowerCase()
  const text = readFileSync(path, 'utf8')
  const isWords = /not[_-]?links/.test(name)
  if (name.endsWith('.txt') && name.includes('links')) return isWords ? readWordLines(text) : readLinkLines(text)
  if (!/\.jsonl?$/.test(name)) return []
  const records: unknown = name.endsWith('.jsonl')
    ? text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as unknown]))
    : JSON.parse(text)
  return (Array.isArray(records) ? records : []).flatMap((record) => readRecord(record, isWords))
}

/** linkify-it's own reader: a line, and below it the address when that is not the whole line. `%` begins a comment. */
export function readLinkLines(text: string): readonly FindCase[] {
  const lines = text.split(/\r?\n/)
  const cases: FindCase[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string
    if (!isCase(line)) continue
    const next = lines[index + 1] ?? ''
    if (isCase(next)) index += 1
    cases.push({ text: line, expected: isCase(next) ? next : line })
  }
  return cases
}

export function readWordLines(text: string): readonly FindCase[] {
  return text
    .split(/\r?\n/)
    .filter(isCase)
    .map((line) => ({ text: line, expected: null }))
}

function isCase(line: string): boolean {
  return line.trim() !== '' && !line.startsWith('%')
}

/** `{text|input, url|expected|links}`; a string by itself is its own address, or no address in a file of words. */
function readRecord(record: unknown, isWords: boolean): readonly FindCase[] {
  if (typeof record === 'string') return [{ text: record, expected: isWords ? null : record }]
  if (typeof record !== 'object' || record === null) return []
  const { text, input, url, expected, links } = record as Readonly<Record<string, unknown>>
  const words = text ?? input
  if (typeof words !== 'string') return []
  const answer = url ?? expected ?? links
  const first: unknown = Array.isArray(answer) ? answer[0] : answer
  const address = typeof first === 'object' && first !== null ? (first as { readonly url?: unknown }).url : first
  return [{ text: words, expected: !isWords && typeof address === 'string' && address !== '' ? address : null }]
}
