/** Scores documents of folders with a `truth.jsonl` of expectations and features: what is active is flagged or held, what is clean passes, and what is disarmed opens and has nothing left. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Policy } from '../../src/core/policy.ts'
import type { Report } from '../../src/core/report.ts'
import type { ActionKind } from '../../src/core/verdict.ts'
import { inspect } from '../../src/inspection/inspect.ts'
import { INSPECTORS } from '../../src/inspection/registry.ts'
import { openBudget } from '../../src/parse/budget.ts'
import { detectType } from '../../src/parse/file/type.ts'
import { readZipDirectory } from '../../src/parse/file/zip.ts'
import { parseMessage } from '../../src/parse/message.ts'
import { officeOpener } from '../../src/parse/office/office.ts'
import { decide } from '../../src/policy/decide.ts'
import { disarm } from '../../src/release/disarm/disarm.ts'
import { readSettings } from '../../src/settings/settings.ts'
import { readLanguages } from '../../src/wire-languages.ts'
import { readPolicyFiles } from '../../src/wire-policies.ts'
import { CHANNELS } from '../assessor.ts'
import { listFiles, type Measure, notHere, readRows, share } from './measure.ts'

interface Row {
  readonly file: string
  readonly expect: 'clean' | 'active'
  readonly features: readonly string[]
}
interface Sample extends Row {
  readonly path: string
}
interface Judged {
  readonly sample: Sample
  readonly action: ActionKind
  readonly codes: readonly string[]
  readonly crashed: readonly string[]
}

const SHOW = 'office documents'
const HOOKS = { now: () => 0, enter: () => undefined, skips: new Map(), readBarcodes: null, house: { protectedDomains: [] } }
/** A name that does not fit its content says nothing of what the document does. */
const NO_FLAG = /^FILE_TYPE_|^FILE_DOUBLE_/
/** Entries of a rebuilt zip that hold a macro, an object, a control or another workbook. */
const LEFT_OVER = /vbaproject|vbadata|macrosheets\/|activex\/|embeddings\/|externallinks\/|^basic\/|^scripts\/|^object \d|customui/i

export async function scoreOffice(folder: string): Promise<readonly Measure[]> {
  const samples = samplesIn(folder)
  if (samples.length === 0) return [notHere(SHOW, 'truth.jsonl with features')]
  const settings = readSettings(null, {})
  const policy = readPolicyFiles(CHANNELS, readLanguages(settings.languagesDir)).get('webchat')
  if (policy === undefined) throw new Error('there is no channel webchat')
  const judged: Judged[] = []
  for (const sample of samples) judged.push(await judge(sample, policy))
  const measures: Measure[] = []
  const crashed = judged.filter(({ crashed: steps }) => steps.length > 0)
  measures.push(share(SHOW, 'opened without a crash', judged.length - crashed.length, judged.length, judged.length, crashed.map(told)))
  const active = judged.filter(({ sample }) => sample.expect === 'active')
  measures.push(ratio('active ones flagged or held', active, flagged))
  measures.push({ ...ratio('active ones held', active, ({ action }) => action !== 'release'), ok: null })
  for (const feature of [...new Set(active.flatMap(({ sample }) => sample.features))].sort()) {
    const having = active.filter(({ sample }) => sample.features.includes(feature))
    measures.push(ratio(`… with ${feature}`, having, flagged))
  }
  const clean = judged.filter(({ sample }) => sample.expect === 'clean')
  measures.push(ratio('clean ones released', clean, ({ action }) => action === 'release'))
  measures.push(...(await scoreDisarmed(samples)))
  return measures
}

function samplesIn(folder: string): readonly Sample[] {
  return listFiles(folder, (name) => name === 'truth.jsonl').flatMap((path) =>
    readRows<Partial<Row>>(path)
      .filter(
        (row): row is Row => Array.isArray(row.features) && (row.expect === 'clean' || row.expect === 'active') && row.file !== undefined,
      )
      .map((row) => ({ ...row, path: join(dirname(path), row.file) }))
      // What has no bytes is no document, and its type is the channel's business.
      .filter((sample) => statSync(sample.path).size > 0),
  )
}

/** What the shipped policy does with it when it comes from someone who may send files. */
async function judge(sample: Sample, policy: Policy): Promise<Judged> {
  const file = { untrustedName: basename(sample.file), untrustedType: 'application/octet-stream', bytes: readFileSync(sample.path) }
  const content = { type: 'words', words: { text: 'see the file' }, files: [file] } as const
  const parsed = await parseMessage({ id: 'm', channel: 'webchat', kind: 'chat', conversationId: null, receivedAt: 0, content }, HOOKS)
  const report: Report = inspect(parsed, INSPECTORS, HOOKS)
  const identity = { level: 'verified', subject: 'anna', evidence: [] } as const
  const verdict = decide({ message: parsed.message, report, identity, policy, policyVersion: 1, reviews: [] })
  const part = parsed.message.parts.find(({ role, parentId }) => role === 'file' && parentId === null)
  const action = verdict.actions.find(({ subject }) => subject.kind === 'part' && subject.id === part?.partId)
  return {
    sample,
    action: action?.kind ?? 'hold',
    codes: report.findings.map(({ code }) => code),
    crashed: report.outcomes.filter(({ status }) => status === 'failed' || status === 'timed_out').map(({ inspector }) => inspector),
  }
}

function flagged({ action, codes }: Judged): boolean {
  return action !== 'release' || codes.some((code) => code.startsWith('FILE_') && !NO_FLAG.test(code))
}

function told({ sample, action, codes, crashed }: Judged): string {
  return `${sample.file}: ${action} ${[...new Set([...codes, ...crashed])].join(' ')}`
}

function ratio(measure: string, all: readonly Judged[], good: (one: Judged) => boolean): Measure {
  const misses = all.filter((one) => !good(one))
  return share(SHOW, measure, all.length - misses.length, all.length, all.length, misses.map(told))
}

async function scoreDisarmed(samples: readonly Sample[]): Promise<readonly Measure[]> {
  const done: { readonly sample: Sample; readonly bytes: Uint8Array; readonly left: readonly string[]; readonly extension: string }[] = []
  const refused: string[] = []
  let zipped = 0
  for (const sample of samples) {
    const bytes = readFileSync(sample.path)
    if (bytes.length < 4 || bytes.readUInt32LE(0) !== 0x04034b50) continue
    zipped += 1
    const made = await disarm(bytes, await detectType(bytes))
    if (made.status === 'refused') refused.push(`${sample.file}: ${made.reason}`)
    else {
      const extension = made.extension ?? `.${sample.file.replace(/^.*\./, '')}`
      done.push({ sample, bytes: made.bytes, left: await leftIn(made.bytes), extension })
    }
  }
  const dirty = done.filter(({ left }) => left.length > 0)
  const clean = share(
    'disarmed documents',
    'without macro, reference or object',
    done.length - dirty.length,
    done.length,
    done.length,
    dirty.map(({ sample, left }) => `${sample.file}: ${left.join(' ')}`),
  )
  return [{ ...share('disarmed documents', 'of zipped ones', done.length, zipped, null, refused) }, clean, openedByOffice(done)]
}

/** By our own opener, and by names in the zip. */
async function leftIn(bytes: Uint8Array): Promise<readonly string[]> {
  const { listing, targets } = await officeOpener.open(bytes, await detectType(bytes), { depth: 0, budget: openBudget() })
  const { entries, problem } = await readZipDirectory(bytes, () => true)
  return [
    ...listing.traits.map(({ kind }) => kind),
    ...(listing.incomplete === null ? [] : [listing.incomplete]),
    ...targets.map(({ untrustedUrl }) => untrustedUrl),
    ...entries.map(({ untrustedPath }) => untrustedPath).filter((path) => LEFT_OVER.test(path)),
    ...(problem === null ? [] : [problem]),
  ]
}

function openedByOffice(done: readonly { readonly sample: Sample; readonly bytes: Uint8Array; readonly extension: string }[]): Measure {
  const measure = 'open in LibreOffice'
  const scratch = mkdtempSync(join(tmpdir(), 'forebay-office-'))
  try {
    const paths = done.map(({ bytes, extension }, index) => {
      const path = join(scratch, `${index}${extension}`)
      writeFileSync(path, bytes)
      return path
    })
    const out = join(scratch, 'out')
    mkdirSync(out)
    const profile = `-env:UserInstallation=${pathToFileURL(join(scratch, 'profile')).href}`
    try {
      execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', out, ...paths], {
        stdio: 'ignore',
        timeout: 600_000,
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return notHere('disarmed documents', `${measure} (soffice is not installed)`)
      // One that does not open is told by the page that is missing.
    }
    const misses = done.filter((_, index) => !existsSync(join(out, `${index}.pdf`))).map(({ sample }) => sample.file)
    return share('disarmed documents', measure, done.length - misses.length, done.length, done.length, misses)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
