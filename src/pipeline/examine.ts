/** Opens and inspects one message inside the sandbox: everything that meets a stranger's bytes and needs nothing of the world. */
import type { FileView } from '../core/disarmed.ts'
import type { House } from '../core/inspector.ts'
import { type InboundMessage, NOTHING_ASIDE } from '../core/message.ts'
import type { Parsed } from '../core/parsed.ts'
import type { Report } from '../core/report.ts'
import type { StepHooks } from '../core/steps.ts'
import { type InspectHooks, inspect } from '../inspection/inspect.ts'
import { INSPECTORS } from '../inspection/registry.ts'
import { personalData } from '../inspection/text/personal-data.ts'
import { openLibarchive } from '../parse/archive/libarchive.ts'
import { openBarcodeReader } from '../parse/image/read-barcodes.ts'
import { redraw } from '../parse/image/redraw.ts'
import { type OpenedArrival, parseMessage, parseWords } from '../parse/message.ts'
import { type LeafSpan, leafSpans } from '../parse/mime/cut.ts'
import { loadArchiveWasm } from './archive-wasm.ts'
import { loadBarcodeWasm } from './barcode-wasm.ts'
import { type Disarm, type DisarmedFile, disarmFile } from './disarm-file.ts'
import { type ViewTask, viewFile } from './view-file.ts'

/** One a worker, made ready at its first picture. */
const readBarcodes = openBarcodeReader(loadBarcodeWasm)
/** One a worker, compiled at its first archive. */
const libarchive = openLibarchive(loadArchiveWasm)

export type ExamineTask =
  /** With a password, for an arrival of one file alone: what of it is locked is tried with it. */
  | { readonly kind: 'examine'; readonly arrival: OpenedArrival; readonly house: House; readonly password?: string }
  /** The one file of the arrival built anew, and the new file examined in its place. */
  | { readonly kind: 'disarm'; readonly arrival: OpenedArrival; readonly house: House; readonly detectedType: string }
  /** The words with an id of their own, and where they stand. */
  | { readonly kind: 'find-words'; readonly arrival: OpenedArrival; readonly house: House }
  | ViewTask
  /** Where the bodies of some leaves of a mail stand. */
  | { readonly kind: 'leaf-spans'; readonly arrival: OpenedArrival; readonly leaves: readonly number[] }
  /** The decoded bytes of one part, for a file that an agent may have. */
  | { readonly kind: 'extract'; readonly arrival: OpenedArrival; readonly partId: string }
  /** One picture drawn anew, if its bytes are still those that were inspected. */
  | { readonly kind: 'redraw'; readonly arrival: OpenedArrival; readonly partId: string; readonly sha256: string }

export interface Examined {
  readonly message: InboundMessage
  readonly report: Report
  /** The bytes of the files, for the checks that need the world; of one file for `extract`; of the new picture for `redraw`, none when it cannot be drawn; of the new file and what is inside it for `disarm`. */
  readonly files: readonly { readonly partId: string; readonly bytes: Uint8Array }[]
  /** Of `disarm` alone. */
  readonly disarmed?: DisarmedFile
  /** Of a view alone; null when there is nothing to show, and left out when drawing it hung or crashed. */
  readonly view?: FileView | null | undefined
  /** Of `leaf-spans` alone; left out when finding them hung or crashed. */
  readonly spans?: readonly LeafSpan[] | undefined
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

const NOTHING_SAID = { sentAt: null, sender: null, recipients: [], subject: null, messageIdHeader: null, text: null, html: null }
/** Of a task that is about one file alone. */
const NOTHING_EXAMINED: Examined = {
  message: {
    ...{ id: '', channel: '', kind: 'chat', conversationId: null, receivedAt: 0, parts: [], links: [] },
    ...NOTHING_SAID,
    ...NOTHING_ASIDE,
  },
  report: { complete: false, outcomes: [], findings: [] },
  files: [],
}

/** Everything of the message, its files too. */
export async function examine(task: ExamineTask, hooks: StepHooks, disarm?: Disarm): Promise<Examined> {
  if (task.kind === 'view') return { ...NOTHING_EXAMINED, view: await viewFile(task, hooks) }
  if (task.kind === 'leaf-spans') return { ...NOTHING_EXAMINED, spans: spansIn(task, hooks) }
  if (task.kind !== 'disarm') return look(task, hooks)
  const { file, arrival } = await disarmFile(task.arrival, task.detectedType, hooks, disarm)
  return { ...(await look({ kind: 'examine', arrival, house: task.house }, hooks)), disarmed: file }
}

const SPANS = 'parse/mime@m'

function spansIn({ arrival, leaves }: Extract<ExamineTask, { readonly kind: 'leaf-spans' }>, hooks: StepHooks) {
  if (hooks.skips.has(SPANS)) return undefined
  hooks.enter(SPANS)
  return arrival.content.type === 'mail' ? leafSpans(arrival.content.raw, new Set(leaves)) : []
}

type LookTask = Exclude<ExamineTask, { readonly kind: 'disarm' | 'view' | 'leaf-spans' }>

async function look(task: LookTask, hooks: StepHooks): Promise<Examined> {
  const now = () => performance.now()
  const isWhole = task.kind === 'examine'
  const password = isWhole && task.password !== undefined ? { password: task.password } : {}
  const parsed = await parseMessage(task.arrival, {
    ...hooks,
    ...password,
    now,
    cpuMs,
    libarchive,
    readBarcodes: isWhole ? readBarcodes : null,
  })
  const files = await filesFor(task, parsed, hooks)
  return { message: parsed.message, report: reportOf(task, parsed, { ...hooks, now }), files }
}

/** The same of a message that is words alone; null when it has a file, before a byte of that was looked at. */
export function examineWords(task: ExamineTask, hooks: StepHooks): Examined | null {
  if (task.kind === 'disarm' || task.kind === 'view' || task.kind === 'leaf-spans') return null
  const now = () => performance.now()
  const parsed = parseWords(task.arrival, { ...hooks, now })
  return parsed === null ? null : { message: parsed.message, report: reportOf(task, parsed, { ...hooks, now }), files: [] }
}

async function filesFor(task: LookTask, parsed: Parsed, hooks: Pick<StepHooks, 'enter'>): Promise<Examined['files']> {
  const filesOf = (wanted: (partId: string) => boolean) =>
    parsed.message.parts
      .filter((part) => part.role === 'file' && wanted(part.partId))
      .flatMap(({ partId }) => {
        const bytes = parsed.bytes.get(partId)
        return bytes === undefined ? [] : [{ partId, bytes }]
      })
  switch (task.kind) {
    case 'examine':
      return filesOf(() => true)
    case 'find-words':
      return []
    case 'extract':
      return filesOf((partId) => partId === task.partId)
    case 'redraw': {
      const part = parsed.message.parts.find(({ partId, sha256 }) => partId === task.partId && sha256 === task.sha256)
      const bytes = part === undefined ? undefined : parsed.bytes.get(part.partId)
      if (part === undefined || bytes === undefined) return []
      hooks.enter(`parse/redraw@${part.partId}`)
      const drawn = await redraw(bytes, part.detectedType)
      return drawn === null ? [] : [{ partId: part.partId, bytes: drawn.bytes }]
    }
  }
}

function reportOf(task: LookTask, parsed: Parsed, hooks: Omit<InspectHooks, 'house'>): Report {
  switch (task.kind) {
    case 'examine':
      return inspect(parsed, INSPECTORS, { ...hooks, house: task.house })
    case 'find-words':
      return inspect(parsed, [personalData], { ...hooks, house: task.house })
    case 'extract':
    case 'redraw':
      return { complete: false, outcomes: parsed.outcomes, findings: [] }
  }
}
