/** Scores what is done with characters that nobody sees: honest words untouched from the parser to the release, hidden ones gone and the words around them as they were. */
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Input } from '../../src/cli/inputs.ts'
import type { InboundMessage } from '../../src/core/message.ts'
import { homoglyphs } from '../../src/inspection/text/homoglyphs.ts'
import { invisible } from '../../src/inspection/text/invisible.ts'
import { type Assessor, openAssessor, unmasked } from '../assessor.ts'
import { type HiddenCase, hiddenCases } from './hidden-words.ts'
import { listFiles, type Measure, notHere, readRows, share } from './measure.ts'
import { openMail, openSample } from './open-sample.ts'

const SEED = 2_026
/** Words that go through the whole house in one message, a line each. */
const LINES_EACH = 100
const MAIL = /\.(?:eml|txt)$|\/(?:easy|hard)-ham/
const BENIGN = /(?:^|\/)uni\.[^/]*benign[^/]*\//
const HIDDEN = /hidden/i

export async function scoreUnicode(folder: string): Promise<readonly Measure[]> {
  const assessor = openAssessor()
  try {
    return [
      ...(await scoreBenign(folder, assessor)),
      ...(await scoreHidden(folder, assessor)),
      ...(await scoreHam(folder)),
      ...(await scoreAlike(folder)),
    ]
  } finally {
    await assessor.close()
  }
}

async function scoreBenign(folder: string, assessor: Assessor): Promise<readonly Measure[]> {
  const files = listFiles(folder, (name, path) => /\.jsonl$/.test(name) && BENIGN.test(path))
  if (files.length === 0) return [notHere('honest words', 'changed')]
  const measures: Measure[] = []
  for (const path of files) {
    const words = readRows<Readonly<Record<string, unknown>>>(path).map((row) => String(row.text ?? ''))
    const changed: string[] = []
    const flagged: string[] = []
    for (const text of words) {
      const { message, codes } = await look(text)
      if (message.text?.body !== text || message.subject !== text) changed.push(text)
      if (codes.length > 0) flagged.push(`${codes.join(', ')}: ${text}`)
    }
    const released = await changedInRelease(words, assessor)
    const show = basename(dirname(path))
    measures.push(
      share(show, 'kept by the parser, in words and in the subject', words.length - changed.length, words.length, words.length, changed),
      share(show, 'kept up to the release, as words and as HTML', words.length - released.length, words.length, words.length, released),
      share(show, 'without a finding', words.length - flagged.length, words.length, words.length, flagged),
    )
  }
  return measures
}

async function changedInRelease(words: readonly string[], assessor: Assessor): Promise<readonly string[]> {
  const changed: string[] = []
  for (let from = 0; from < words.length; from += LINES_EACH) {
    const lines = words.slice(from, from + LINES_EACH)
    const asText = await release({ text: lines.join('\n') }, assessor)
    const asHtml = await release({ html: lines.map((line) => `<div>${escaped(line)}</div>`).join('') }, assessor)
    const shown = [asText.text, asHtml.text, asHtml.html.replaceAll('</div><div>', '\n').replaceAll(/<\/?div>/g, '')]
    for (const [at, line] of lines.entries()) if (shown.some((all) => all.split('\n')[at] !== line)) changed.push(line)
  }
  return changed
}

async function scoreHidden(folder: string, assessor: Assessor): Promise<readonly Measure[]> {
  const files = listFiles(folder, (name, path) => /\.jsonl$/.test(name) && HIDDEN.test(dirname(path).slice(folder.length)))
  const given = await Promise.all(files.map(async (path) => scoreCases(basename(dirname(path)), readCases(path), assessor)))
  return [...(await scoreCases('hidden, ours', hiddenCases(SEED), assessor)), ...given.flat()]
}

async function scoreCases(show: string, cases: readonly HiddenCase[], assessor: Assessor): Promise<readonly Measure[]> {
  const measures: Measure[] = []
  for (const [technique, all] of Map.groupBy(cases, (each) => each.technique)) {
    const wrong: string[] = []
    let told = 0
    for (const { hidden, expected } of all) {
      const { message, codes } = await look(hidden)
      if (message.text?.body !== expected || message.subject !== expected)
        wrong.push(`${escapedUnseen(message.text?.body ?? '')} for ${escapedUnseen(expected)}`)
      if (codes.length > 0) told += 1
    }
    measures.push(
      share(show, `${technique}: gone, and the words as they were`, all.length - wrong.length, all.length, all.length, wrong),
      share(show, `${technique}: told in a finding`, told, all.length, all.length, []),
    )
  }
  const lines = cases.filter(({ expected, hidden }) => !/\n/.test(expected + hidden))
  const released = (await release({ text: lines.map(({ hidden }) => hidden).join('\n') }, assessor)).text.split('\n')
  const kept = lines.filter(({ expected }, at) => released[at] === expected).length
  return [...measures, share(show, 'as they were up to the release', kept, lines.length, lines.length, [])]
}

/** Honest mail has format characters at most, which are a remark. */
async function scoreHam(folder: string): Promise<readonly Measure[]> {
  const files = listFiles(folder, (_, path) => /\/mail\.[^/]+\//.test(path) && MAIL.test(path) && !/spam-\d|\/spam\/|phish/.test(path))
  if (files.length === 0) return [notHere('honest mail', 'above a remark')]
  const flagged: string[] = []
  for (const path of files) {
    const codes = codesOf(await openMail(readFileSync(path))).filter((code) => code !== 'TEXT_FORMAT_CHARACTERS')
    if (codes.length > 0) flagged.push(`${codes.join(', ')}: ${basename(path)}`)
  }
  return [share('honest mail', 'with a remark at most', files.length - flagged.length, files.length, files.length, flagged)]
}

/** Lines of prompts with letters of other alphabets in them. */
async function scoreAlike(folder: string): Promise<readonly Measure[]> {
  const lines = listFiles(folder, (name) => /homoglyph.*\.txt$/.test(name)).flatMap((path) => readFileSync(path, 'utf8').split('\n'))
  const words = lines.filter((line) => /\p{L}/u.test(line) && !line.startsWith('#'))
  if (words.length === 0) return [notHere('look-alikes', 'found')]
  const missed: string[] = []
  for (const line of words) if (!(await look(line)).codes.includes('TEXT_HOMOGLYPHS')) missed.push(line)
  return [share('look-alikes', 'found', words.length - missed.length, words.length, words.length, missed)]
}

interface Looked {
  readonly message: InboundMessage
  readonly codes: readonly string[]
}

async function look(text: string): Promise<Looked> {
  const message = await openSample('chat', { type: 'words', words: { text, subject: text }, files: [] })
  return { message, codes: codesOf(message) }
}

function codesOf(message: InboundMessage): readonly string[] {
  return [invisible, homoglyphs].flatMap((inspector) => inspector.inspect(message).sightings).map(({ code }) => code)
}

async function release(words: { readonly text?: string; readonly html?: string }, assessor: Assessor) {
  const input: Input = { path: 'words', kind: 'chat', channel: null, content: { type: 'words', words, files: [] }, sizeBytes: 0 }
  // Held, the words would be compared with nothing: that is a miss and no error. Digits in a row are masked like a phone number: another matter.
  const { release } = await assessor.assess(input, null, unmasked)
  return { text: release?.text ?? '', html: release?.html ?? '' }
}

/** Rows that name the words with something hidden and the words without. */
function readCases(path: string): readonly HiddenCase[] {
  return readRows<Readonly<Record<string, unknown>>>(path).flatMap((row) => {
    const hidden = row.hidden ?? row.text ?? row.input
    const expected = row.expected ?? row.clean
    const technique = String(row.technique ?? row.kind ?? 'all')
    return typeof hidden === 'string' && typeof expected === 'string' ? [{ technique, hidden, expected }] : []
  })
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function escapedUnseen(words: string): string {
  return words.replace(/[\p{C}\p{M}\p{DI}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
