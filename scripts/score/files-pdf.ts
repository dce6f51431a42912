/** Scores what is seen in PDFs, and what is left of them once disarmed, against qpdf and against the features that a corpus tells. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { openBudget } from '../../src/parse/budget.ts'
import type { Contents } from '../../src/parse/file/contents.ts'
import { pdfOpener } from '../../src/parse/pdf/pdf.ts'
import { pdfRenderer } from '../../src/pipeline/pdf-renderer.ts'
import { disarm } from '../../src/release/disarm/disarm.ts'
import { listFiles, type Measure, notHere, readRows, share } from './measure.ts'
import { askQpdf, countPages, type Feature, featuresLeft, hasQpdf, type Truth } from './qpdf-truth.ts'

const run = promisify(execFile)
const SHOW = 'pdf'

/** Which traits count as having seen the feature. */
const TRAITS: Readonly<Record<Feature, readonly string[]>> = {
  javascript: ['pdf/javascript'],
  launch: ['pdf/launch'],
  openaction: ['pdf/open-action', 'pdf/open-view'],
  embedded: ['pdf/embedded-file'],
  xfa: ['pdf/xfa'],
  uri: ['pdf/uri'],
  additional: ['pdf/additional-actions'],
  encrypted: ['pdf/encrypted'],
  password: ['pdf/encrypted'],
}
const AIMS: readonly (readonly [Feature, number | null])[] = [
  ['javascript', 0.98],
  ['launch', 0.98],
  ['openaction', 0.98],
  ['embedded', 0.98],
  ['xfa', 0.98],
  ['uri', 0.95],
  ['additional', null],
  ['encrypted', null],
]
/** What makes a file no plain one. Where it opens and what it links to is in plain ones too. */
const ALARMING: readonly Feature[] = ['javascript', 'launch', 'embedded', 'xfa', 'additional']
/** Whatever a corpus calls them. */
const WRITTEN: readonly (readonly [RegExp, Feature])[] = [
  [/^(?:js|javascript)$/, 'javascript'],
  [/^launch/, 'launch'],
  [/^open_?action/, 'openaction'],
  [/^(?:embedded|attach)/, 'embedded'],
  [/^xfa/, 'xfa'],
  [/^(?:uri|url|link)/, 'uri'],
  [/^(?:aa|additional)/, 'additional'],
  [/^(?:password|needs_?password)/, 'password'],
  [/^encrypt/, 'encrypted'],
]

interface Sample {
  readonly name: string
  readonly path: string
  readonly contents: Contents
  readonly truth: Truth
}

export async function scorePdf(folder: string): Promise<readonly Measure[]> {
  const paths = listFiles(folder, (name) => name.toLowerCase().endsWith('.pdf'))
  if (paths.length === 0) return [notHere(SHOW, 'PDFs')]
  const written = truthWritten(folder)
  const asked = await hasQpdf()
  const samples: Sample[] = []
  const unread: string[] = []
  for (const path of paths) {
    const contents = await pdfOpener.open(readFileSync(path), 'application/pdf', { depth: 0, budget: openBudget() })
    const name = relative(folder, path)
    const truth = written.get(path) ?? (asked ? await askQpdf(path) : null)
    if (truth === null && contents.listing.incomplete === null) unread.push(name)
    if (truth !== null) samples.push({ name, path, contents, truth })
  }
  const how = asked ? 'qpdf' : 'the truth of the corpus'
  return [
    { show: SHOW, measure: `PDFs that ${how} speaks of`, value: `${samples.length} of ${paths.length}`, ok: null, misses: [] },
    {
      show: SHOW,
      measure: 'that qpdf does not read, and that count as wholly seen',
      value: String(unread.length),
      ok: null,
      misses: unread,
    },
    ...recalls(samples),
    ...alarms(samples),
    passwords(samples),
    ...(await disarmed(samples, asked)),
  ]
}

/** Lines of `truth.jsonl`, which name a file beside it. */
function truthWritten(folder: string): ReadonlyMap<string, Truth> {
  const found = new Map<string, Truth>()
  for (const list of listFiles(folder, (name) => name === 'truth.jsonl')) {
    for (const { file, features } of readRows<{ readonly file?: unknown; readonly features?: unknown }>(list)) {
      if (typeof file !== 'string' || !file.toLowerCase().endsWith('.pdf') || !Array.isArray(features)) continue
      const named = features.map((one) => WRITTEN.find(([pattern]) => pattern.test(String(one).toLowerCase()))?.[1])
      found.set(join(dirname(list), file), { features: new Set(named.filter((one) => one !== undefined)), pageCount: null })
    }
  }
  return found
}

function sees({ contents }: Sample, feature: Feature): boolean {
  return contents.listing.traits.some(({ kind }) => TRAITS[feature].includes(kind))
}

function recalls(samples: readonly Sample[]): readonly Measure[] {
  return AIMS.map(([feature, aim]) => {
    const having = samples.filter(({ truth }) => truth.features.has(feature) && !truth.features.has('password'))
    if (having.length === 0) return notHere(SHOW, `${feature} seen`)
    const missed = having.filter((sample) => !sees(sample, feature)).map(({ name }) => name)
    const target = aim === null ? null : Math.ceil(having.length * aim)
    return share(SHOW, `${feature} seen`, having.length - missed.length, having.length, target, missed)
  })
}

/** Plain: nothing of what alarms is in it, by the truth. */
function alarms(samples: readonly Sample[]): readonly Measure[] {
  const plain = samples.filter(({ truth }) => ![...ALARMING, 'password' as const].some((feature) => truth.features.has(feature)))
  if (plain.length === 0) return [notHere(SHOW, 'plain files without a false flag')]
  const flagged = plain.flatMap((sample) => {
    const false_ = ALARMING.filter((feature) => sees(sample, feature))
    return false_.length === 0 ? [] : [`${sample.name}: ${false_.join(', ')}`]
  })
  const held = plain.filter(({ contents }) => contents.listing.incomplete !== null)
  return [
    share(SHOW, 'plain files without a false flag', plain.length - flagged.length, plain.length, Math.ceil(plain.length * 0.99), flagged),
    {
      show: SHOW,
      measure: 'plain files that could not be seen wholly',
      value: `${held.length} of ${plain.length}`,
      ok: null,
      misses: held.map(({ name, contents }) => `${name}: ${contents.listing.incomplete}`),
    },
  ]
}

function passwords(samples: readonly Sample[]): Measure {
  const locked = samples.filter(({ truth }) => truth.features.has('password'))
  if (locked.length === 0) return notHere(SHOW, 'with a password, and never clean')
  const clean = locked.filter(({ contents }) => contents.listing.incomplete === null).map(({ name }) => name)
  return share(SHOW, 'with a password, and never clean', locked.length - clean.length, locked.length, locked.length, clean)
}

/** Every file that is disarmed: nothing left by qpdf's word, as many pages, and poppler draws it where it is installed. */
async function disarmed(samples: readonly Sample[], asked: boolean): Promise<readonly Measure[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'forebay-score-'))
  const poppler = ['/usr/bin/pdftoppm', '/usr/local/bin/pdftoppm', '/opt/homebrew/bin/pdftoppm'].find((path) => existsSync(path))
  const out = join(scratch, 'out.pdf')
  const refused: string[] = []
  const left: string[] = []
  const pages: string[] = []
  const undrawn: string[] = []
  let done = 0
  let flattened = 0
  let milliseconds = 0
  let pagesDone = 0
  try {
    for (const { name, path, truth } of samples) {
      const begun = performance.now()
      const result = await disarm(readFileSync(path), 'application/pdf', { pdf: pdfRenderer })
      if (result.status === 'refused') {
        refused.push(`${name}: ${result.reason}`)
        continue
      }
      milliseconds += performance.now() - begun
      done += 1
      if (result.losses.some(({ kind }) => kind === 'flattened')) flattened += 1
      await writeFile(out, result.bytes)
      const drawing = await pdfRenderer.open(result.bytes)
      pagesDone += drawing?.pageCount ?? 0
      if (drawing === null || !(await draws(poppler, out))) undrawn.push(name)
      if (!asked) continue
      const features = await featuresLeft(out)
      if (features === null || features.size > 0)
        left.push(`${name}: ${features === null ? 'qpdf does not read it' : [...features].join(', ')}`)
      const count = await countPages(out)
      if (truth.pageCount !== null && truth.pageCount > 0 && count !== truth.pageCount)
        pages.push(`${name}: ${truth.pageCount} became ${count}`)
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  if (done === 0) return [notHere(SHOW, 'disarmed')]
  const perPage = pagesDone === 0 ? 'no pages' : `${(milliseconds / pagesDone).toFixed(1)} ms a page`
  return [
    {
      show: SHOW,
      measure: `disarmed, ${flattened} of them flattened, ${perPage}`,
      value: `${done} of ${samples.length}`,
      ok: null,
      misses: refused,
    },
    ...(asked
      ? [
          share(SHOW, 'disarmed, with nothing left by qpdf', done - left.length, done, done, left),
          share(SHOW, 'disarmed, with as many pages', done - pages.length, done, done, pages),
        ]
      : []),
    share(SHOW, `disarmed, and drawn by PDFium${poppler === undefined ? '' : ' and poppler'}`, done - undrawn.length, done, done, undrawn),
  ]
}

async function draws(poppler: string | undefined, path: string): Promise<boolean> {
  if (poppler === undefined) return true
  try {
    await run(poppler, ['-r', '20', '-l', '3', path, `${path}-page`], { timeout: 60_000 })
    return true
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ENOENT') throw error
    return false
  }
}
