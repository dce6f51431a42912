/** Scores text against target on labelled cases: rows of a shown text, an address and whether the one belies the other. */
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { InboundMessage, Link } from '../../src/core/message.ts'
import { mismatch } from '../../src/inspection/links/mismatch.ts'
import { parseUrl } from '../../src/parse/url.ts'
import { listFiles, type Measure, notHere } from './measure.ts'

const SHOW = 'labelled mismatches'
const LEAST_PRECISION = 0.9
const FOLDER = /mismatch/i
const TABLE = /\.(?:jsonl?|ndjson|tsv|csv)$/i
const SHOWN = ['shown', 'shown_text', 'text', 'anchor', 'anchor_text', 'display']
const TARGET = ['target', 'href', 'url', 'link']
const SENDER = ['sender', 'from', 'from_address']
const CLASS = ['label', 'expected', 'verdict', 'class', 'mismatch', 'is_mismatch', 'flag']
const TRUE = /^(?:true|1|yes|mismatch|phish(?:ing)?|bad|attack|positive|tp)$/i
const FALSE = /^(?:false|0|no|match|ok|ham|safe|benign|innocent|negative|tn)$/i
/** What is told of words that belie their address; the milder grades are no accusation. */
const ACCUSES: ReadonlySet<string> = new Set(['LINK_TEXT_MISMATCH'])

interface Case {
  readonly shown: string
  readonly target: string
  readonly sender: string | null
  readonly belies: boolean
}

/** @returns precision, with the share that was found beside it */
export function scoreMismatch(folder: string): readonly Measure[] {
  const files = listFiles(folder, (name, path) => TABLE.test(name) && (FOLDER.test(name) || FOLDER.test(basename(dirname(path)))))
  const cases = files.flatMap(readCases)
  if (files.length === 0) return [notHere(SHOW, 'precision')]
  const accused = cases.filter(accuses)
  const right = accused.filter(({ belies }) => belies)
  const precision = accused.length === 0 ? 0 : right.length / accused.length
  const wrong = accused.filter(({ belies }) => !belies).map(({ shown, target }) => `${shown} → ${target}`)
  const due = cases.filter(({ belies }) => belies)
  const missed = due.filter((one) => !accuses(one)).map(({ shown, target }) => `${shown} → ${target}`)
  return [
    {
      show: SHOW,
      measure: `precision, of ${cases.length} cases`,
      value: precision.toFixed(3),
      ok: precision >= LEAST_PRECISION,
      misses: wrong,
    },
    { show: SHOW, measure: 'found', value: `${right.length} of ${due.length}`, ok: null, misses: missed },
  ]
}

function accuses({ shown, target, sender }: Case): boolean {
  const link: Link = {
    linkId: 'l1',
    partId: 'p1',
    untrustedUrl: target,
    url: parseUrl(target)?.href ?? null,
    shownText: shown,
    source: 'html',
    via: 'a[href]',
  }
  const message = { sender: sender === null ? null : { address: sender }, links: [link] } as unknown as InboundMessage
  return mismatch.inspect(link, message).sightings.some(({ code }) => ACCUSES.has(code))
}

function readCases(path: string): readonly Case[] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  return rowsOf(text, /\.tsv$/i.test(path) ? '\t' : ',').flatMap((row) => {
    const [shown, target, sender, label] = [SHOWN, TARGET, SENDER, CLASS].map((names) => first(row, names))
    const belies = label == null ? null : TRUE.test(label) ? true : FALSE.test(label) ? false : null
    return shown == null || target == null || belies === null ? [] : [{ shown, target, sender: sender ?? null, belies }]
  })
}

type Row = Readonly<Record<string, unknown>>

function rowsOf(text: string, divider: string): readonly Row[] {
  if (/^\s*\[/.test(text)) return JSON.parse(text) as readonly Row[]
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (/^\s*\{/.test(lines[0] ?? '')) return lines.map((line) => JSON.parse(line) as Row)
  const names = (lines[0] ?? '').split(divider).map((name) => name.trim().toLowerCase())
  return lines.slice(1).map((line) => Object.fromEntries(line.split(divider).map((cell, at) => [names[at] ?? String(at), cell.trim()])))
}

function first(row: Row, names: readonly string[]): string | null {
  for (const name of names) {
    const value = row[name]
    if (value !== undefined && value !== null && value !== '') return String(value)
  }
  return null
}
