/** Scores how files are told by their content: formats under their true and under false names, the labels of magika, and files that are two things. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import type { Report } from '../../src/core/report.ts'
import { inspect } from '../../src/inspection/inspect.ts'
import { INSPECTORS } from '../../src/inspection/registry.ts'
import { familyOf } from '../../src/parse/file/family.ts'
import { detectType } from '../../src/parse/file/type.ts'
import { parseMessage } from '../../src/parse/message.ts'
import { DEFAULT_POLICY } from '../../src/policy/defaults.ts'
import { typesOfExtension, typesOfLabel } from './file-kinds.ts'
import { listFiles, type Measure, notHere, readRows, share } from './measure.ts'

/** What lies beside the samples. */
const NO_SAMPLE = /^(?:\..*|truth\.jsonl|zip_truth\.jsonl|manifest\.tsv|readme.*|licen[cs]e.*|.*\.(?:md|py|asm|inc|sha\d*)|makefile)$/i
/** file-type's own tests want these two not to be what their names say: the first lacks a signature, the second is JSON. */
const FALSE_FIXTURES = new Set(['fixture-corrupt.png', 'fixture-json.webp'])
const RENAMED = ['pdf', 'jpg'] as const

interface Look {
  readonly type: string
  readonly report: Report
}

/** @param folder holds directories with `filetype`, `magika`, `polyglot`, `corkami` or `mitra` in their names, samples anywhere below them */
export async function scoreFileTypes(folder: string): Promise<readonly Measure[]> {
  const named = (pattern: RegExp): readonly string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && pattern.test(entry.name))
      .map(({ name }) => join(folder, name))
  const fixtures = named(/file.?type/i)
  const labelled = named(/magika/i)
  const doubled = named(/polyglot|corkami|mitra/i)
  return [
    ...(fixtures.length === 0
      ? [notHere('file types', 'type by content is that of the extension')]
      : await scoreAll(fixtures, scoreFixtures)),
    ...(labelled.length === 0 ? [notHere('magika', 'type by content is that of the label')] : await scoreAll(labelled, scoreLabels)),
    ...(doubled.length === 0
      ? [notHere('polyglots', 'released as a plain harmless type without a finding')]
      : await scoreAll(doubled, scorePolyglots)),
  ]
}

async function scoreAll(folders: readonly string[], score: (folder: string) => Promise<readonly Measure[]>): Promise<readonly Measure[]> {
  const measures: Measure[] = []
  for (const each of folders) measures.push(...(await score(each)))
  return measures
}

function samplesOf(folder: string): readonly string[] {
  return listFiles(folder, (name, path) => !NO_SAMPLE.test(name) && !/LICEN[CS]E/i.test(relative(folder, path)))
}

async function scoreFixtures(folder: string): Promise<readonly Measure[]> {
  const show = basename(folder)
  const misses: string[] = []
  const unmapped: string[] = []
  const unnoticed: string[] = []
  let told = 0
  let total = 0
  let renamed = 0
  for (const path of samplesOf(folder)) {
    const bytes = readFileSync(path)
    const extension = extname(path).slice(1).toLowerCase()
    const wanted = typesOfExtension(extension)
    const type = await detectType(bytes)
    if (wanted === null) unmapped.push(`${basename(path)}: ${type}`)
    else {
      total += 1
      const right = wanted.includes(type)
      if (right !== FALSE_FIXTURES.has(basename(path))) told += 1
      else misses.push(`${basename(path)}: ${type}`)
    }
    for (const name of RENAMED) {
      // Under its own name, or one that promises the same, nothing is to be noticed.
      if (typesOfExtension(name)?.includes(type) === true) continue
      renamed += 1
      const { report } = await lookAt(`sample.${name}`, bytes)
      const noticed = report.findings.some(({ code }) => code === 'FILE_TYPE_MISMATCH' || code === 'FILE_TYPE_MISLABELLED')
      if (!noticed) unnoticed.push(`${basename(path)} as .${name}: ${type}`)
    }
  }
  return [
    share(show, 'type by content is that of the extension', told, total, total, misses),
    {
      show,
      measure: 'files whose extension no type is known for, not counted',
      value: String(unmapped.length),
      ok: null,
      misses: unmapped,
    },
    share(show, 'a mismatch is found once renamed to .pdf or .jpg', renamed - unnoticed.length, renamed, renamed, unnoticed),
  ]
}

async function scoreLabels(folder: string): Promise<readonly Measure[]> {
  const show = basename(folder)
  const misses: string[] = []
  const unsupported: string[] = []
  const falseScripts: string[] = []
  let total = 0
  let words = 0
  for (const truths of listFiles(folder, (name) => name === 'truth.jsonl')) {
    for (const { file, type: label, polyglot } of readRows<{ file: string; type: string; polyglot?: boolean }>(truths)) {
      if (polyglot === true) continue
      const path = join(truths, '..', file)
      // A folder that was split keeps the list of the whole.
      if (!existsSync(path)) continue
      const type = await detectType(readFileSync(path))
      const wanted = typesOfLabel(label)
      if (wanted === null) {
        unsupported.push(`${file}: ${label}, told as ${type}`)
        continue
      }
      total += 1
      if (!wanted.includes(type)) misses.push(`${file}: ${label}, told as ${type}`)
      if (wanted.includes('text/plain')) {
        words += 1
        if (['script', 'executable'].includes(familyOf(type)) && !wanted.includes(type)) falseScripts.push(`${file}: ${type}`)
      }
    }
  }
  return [
    share(show, 'type by content is that of the label', total - misses.length, total, Math.ceil(total * 0.9), misses),
    share(show, 'text and sources taken for no script or program', words - falseScripts.length, words, words, falseScripts),
    {
      show,
      measure: 'samples of labels that are no type here, not counted',
      value: String(unsupported.length),
      ok: null,
      misses: unsupported,
    },
  ]
}

async function scorePolyglots(folder: string): Promise<readonly Measure[]> {
  const show = basename(folder)
  const plain: string[] = []
  const unproven: string[] = []
  const samples = samplesOf(folder)
  for (const path of samples) {
    const bytes = readFileSync(path)
    const { type, report } = await lookAt(basename(path), bytes)
    if (!report.complete) continue
    const grave = report.findings.filter(({ severity }) => severity !== 'low' && severity !== 'informational')
    if (grave.length > 0) {
      if (!report.findings.some(({ code }) => code === 'FILE_POLYGLOT'))
        unproven.push(`${basename(path)}: ${type}, ${grave.map(({ code }) => code).join(' ')}`)
      continue
    }
    const family = familyOf(type)
    const action = family === 'other' ? DEFAULT_POLICY.files.default : DEFAULT_POLICY.files.types[family]
    if (action === 'release') plain.push(`${relative(folder, path)}: ${type} ${report.findings.map(({ code }) => code).join(' ')}`)
  }
  return [
    {
      show,
      measure: 'polyglots released as a plain harmless type without a grave finding',
      value: `${plain.length} of ${samples.length}`,
      ok: samples.length > 0 && plain.length === 0,
      misses: plain,
    },
    {
      show,
      measure: 'of them held for another reason than that they are two things',
      value: String(unproven.length),
      ok: null,
      misses: unproven,
    },
  ]
}

/** The whole way of a file through parsing and inspection but for what needs the world. */
async function lookAt(untrustedName: string, bytes: Uint8Array): Promise<Look> {
  const hooks = { now: () => 0, enter: () => undefined, skips: new Map(), readBarcodes: null, house: { protectedDomains: [] } }
  const parsed = await parseMessage(
    {
      id: 'm',
      channel: 'score',
      kind: 'chat',
      conversationId: null,
      receivedAt: 0,
      content: { type: 'words', words: {}, files: [{ untrustedName, untrustedType: 'application/octet-stream', bytes }] },
    },
    hooks,
  )
  return { type: parsed.message.parts[0]?.detectedType ?? '', report: inspect(parsed, INSPECTORS, hooks) }
}
