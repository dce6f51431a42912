/** Opens and inspects one message inside the sandbox: everything that meets a stranger's bytes and needs nothing of the world. */
import type { House } from '../core/inspector.ts'
import type { InboundMessage } from '../core/message.ts'
import type { Parsed } from '../core/parsed.ts'
import type { Report } from '../core/report.ts'
import type { StepHooks } from '../core/steps.ts'
import { type InspectHooks, inspect } from '../inspection/inspect.ts'
import { INSPECTORS } from '../inspection/registry.ts'
import { personalData } from '../inspection/text/personal-data.ts'
import { openBarcodeReader } from '../parse/image/read-barcodes.ts'
import { type OpenedArrival, parseMessage } from '../parse/message.ts'
import { loadBarcodeWasm } from './barcode-wasm.ts'

/** One a thread, made ready at its first picture. */
const readBarcodes = openBarcodeReader(loadBarcodeWasm)

export type ExamineTask =
  | { readonly kind: 'examine'; readonly arrival: OpenedArrival; readonly house: House }
  /** The words with an id of their own, and where they stand. */
  | { readonly kind: 'find-words'; readonly arrival: OpenedArrival; readonly house: House }
  /** The decoded bytes of one part, for a file that an agent may have. */
  | { readonly kind: 'extract'; readonly arrival: OpenedArrival; readonly partId: string }

export interface Examined {
  readonly message: InboundMessage
  readonly report: Report
  /** The bytes of the files, for the checks that need the world; of one file for `extract`. */
  readonly files: readonly { readonly partId: string; readonly bytes: Uint8Array }[]
}

export async function examine(task: ExamineTask, hooks: StepHooks): Promise<Examined> {
  const now = () => performance.now()
  const parsed = await parseMessage(task.arrival, { ...hooks, now, readBarcodes: task.kind === 'examine' ? readBarcodes : null })
  const wanted = (partId: string) => task.kind === 'examine' || (task.kind === 'extract' && task.partId === partId)
  const files = parsed.message.parts
    .filter((part) => part.role === 'file' && wanted(part.partId))
    .flatMap((part) => {
      const bytes = parsed.bytes.get(part.partId)
      return bytes === undefined ? [] : [{ partId: part.partId, bytes }]
    })
  return { message: parsed.message, report: reportOf(task, parsed, { ...hooks, now }), files }
}

function reportOf(task: ExamineTask, parsed: Parsed, hooks: Omit<InspectHooks, 'house'>): Report {
  switch (task.kind) {
    case 'examine':
      return inspect(parsed, INSPECTORS, { ...hooks, house: task.house })
    case 'find-words':
      return inspect(parsed, [personalData], { ...hooks, house: task.house })
    case 'extract':
      return { complete: false, outcomes: parsed.outcomes, findings: [] }
  }
}
