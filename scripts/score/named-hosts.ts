/** Reads rows of a name and its class from whatever a corpus keeps them in: JSON, lines of JSON, tables, or a name a line. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

export interface NamedHost {
  readonly host: string
  readonly kind: 'attack' | 'safe' | 'other'
  /** The well-known domain that the row says it imitates. */
  readonly imitates: string | null
}

const HOST = [
  'host',
  'domain',
  'input',
  'name',
  'a_label',
  'alabel',
  'ascii',
  'punycode',
  'hostname',
  'url',
  'unicode',
  'idn',
  'u_label',
  'label_unicode',
  'value',
  'text',
]
const CLASS = ['label', 'expected', 'verdict', 'class', 'kind', 'type', 'category', 'result', 'expected_result', 'want', 'is']
const FLAGS: Readonly<Record<string, 'attack' | 'safe'>> = {
  ...{
    safe: 'safe',
    benign: 'safe',
    is_safe: 'safe',
    attack: 'attack',
    unsafe: 'attack',
    spoof: 'attack',
    is_attack: 'attack',
    flag: 'attack',
    flagged: 'attack',
  },
}
const IMITATES = ['imitates', 'target', 'protected', 'brand', 'original', 'impersonates']
const SAFE =
  /^k?(?:true[-_ ]?negatives?|safe|benign|ok|okay|good|legit(?:imate)?|valid|allow(?:ed)?|pass|clean|honest|negatives?|ham|display|unicode)(?:[-_ ]?names?)?$/i
const ATTACK =
  /^k?(?:true[-_ ]?positives?|unsafe|attacks?|spoof(?:s|ed|ing)?|phish(?:ing)?|invalid|malicious|bad|block(?:ed)?|flag(?:ged)?|deny|reject|homographs?|homoglyphs?|confusables?|lookalikes?|positives?|punycode)(?:[-_ ]?names?)?$/i

type Row = Readonly<Record<string, unknown>>

/** No rows where nothing in the file is a name with a class. */
export function readNamedHosts(path: string): readonly NamedHost[] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const ofFile = kindOf(basename(path).replace(/\.[^.]*$/, ''))
  const value = readJson(text)
  if (value !== undefined) return fromJson(value, ofFile)
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const objects = lines.map(readJson)
  if (lines.length > 0 && objects.every((each) => typeof each === 'object' && each !== null))
    return objects.flatMap((each) => fromJson(each, ofFile))
  return fromLines(lines, ofFile)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: a table or a list of names.
    return undefined
  }
}

function kindOf(word: unknown): NamedHost['kind'] {
  if (typeof word !== 'string') return 'other'
  if (SAFE.test(word.trim())) return 'safe'
  return ATTACK.test(word.trim()) ? 'attack' : 'other'
}

function fromJson(value: unknown, around: NamedHost['kind']): readonly NamedHost[] {
  if (typeof value === 'string') return around === 'other' ? [] : [{ host: value, kind: around, imitates: null }]
  if (Array.isArray(value)) {
    // `["xn--…", "…", "unsafe"]`: a row without names of columns.
    const word = value.find((each) => kindOf(each) !== 'other')
    const strings = value.filter((each) => typeof each === 'string')
    if (word !== undefined && strings.length === value.length && value.length <= 4 && strings[0] !== word) {
      return [{ host: strings[0] ?? '', kind: kindOf(word), imitates: null }]
    }
    return value.flatMap((each) => fromJson(each, around))
  }
  if (typeof value !== 'object' || value === null) return []
  const row = Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each]))
  // A column `name` may name the case.
  const host = first(row, HOST, (value) => /^[^\s]*\.[^\s]*$/.test(value)) ?? first(row, HOST)
  if (host !== null) return [readRow(row, host, around)]
  // `{"xn--….com": "unsafe"}`: each name with its class.
  const classed = Object.entries(row).filter(([key, each]) => key.includes('.') && kindOf(each) !== 'other')
  if (classed.length > 0) return classed.map(([key, each]) => ({ host: key, kind: kindOf(each), imitates: null }))
  return Object.entries(row).flatMap(([key, each]) => fromJson(each, kindOf(key) === 'other' ? around : kindOf(key)))
}

function readRow(row: Row, host: string, around: NamedHost['kind']): NamedHost {
  const flag = Object.entries(FLAGS).find(([key]) => /^(?:true|false|0|1)$/i.test(String(row[key] ?? '')))
  const classed = CLASS.map((key) => kindOf(row[key])).find((kind) => kind !== 'other')
  const imitates = first(row, IMITATES)
  return { host, kind: classed ?? (flag === undefined ? around : flagged(flag, row)), imitates }
}

function flagged([key, yes]: readonly [string, 'attack' | 'safe'], row: Row): NamedHost['kind'] {
  const isSo = /^(?:true|1)$/i.test(String(row[key]))
  if (isSo) return yes
  return yes === 'safe' ? 'attack' : 'safe'
}

function first(row: Row, keys: readonly string[], fits: (value: string) => boolean = (value) => value !== ''): string | null {
  for (const key of keys) {
    const value = row[key]
    if (typeof value === 'string' && fits(value)) return value
  }
  return null
}

function fromLines(lines: readonly string[], around: NamedHost['kind']): readonly NamedHost[] {
  const divider = ['\t', ',', ';'].find((each) => lines[0]?.includes(each))
  if (divider === undefined) return lines.flatMap((line) => fromJson(line.replace(/\s+#.*$/, '').trim(), around))
  const cells = lines.map((line) => line.split(divider).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')))
  const header = (cells[0] ?? []).map((cell) => cell.toLowerCase())
  if (header.some((cell) => HOST.includes(cell))) {
    return cells.slice(1).flatMap((row) => fromJson(Object.fromEntries(row.map((cell, at) => [header[at] ?? String(at), cell])), around))
  }
  return cells.flatMap((row) => {
    const host = row.find((cell) => cell.includes('.') || cell.startsWith('xn--')) ?? row[0] ?? ''
    const classed = row.map(kindOf).find((kind) => kind !== 'other')
    return host === '' ? [] : [{ host, kind: classed ?? around, imitates: null }]
  })
}
