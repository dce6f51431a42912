/** Draws what a person looks at instead of opening a file, inside the sandbox: of bytes that would be given out, and of no others. */
import type { FileView } from '../core/disarmed.ts'
import { type InboundMessage, NOTHING_ASIDE } from '../core/message.ts'
import type { StepHooks } from '../core/steps.ts'
import type { OpenedArrival } from '../parse/message.ts'
import { view } from '../release/view/view.ts'
import type { Examined } from './examine.ts'
import { pdfRenderer } from './pdf-renderer.ts'

export interface ViewTask {
  readonly kind: 'view'
  /** Of one file and nothing else. */
  readonly arrival: OpenedArrival
  readonly detectedType: string
}

const STEP = 'release/view@p1'
const NOBODY = { sentAt: null, sender: null, recipients: [], subject: null, messageIdHeader: null, text: null, html: null }
const NO_MESSAGE: InboundMessage = {
  ...{ id: '', channel: '', kind: 'chat', conversationId: null, receivedAt: 0, parts: [], links: [] },
  ...NOBODY,
  ...NOTHING_ASIDE,
}

/** A file whose view hung or crashed before has none. */
export async function viewFile({ arrival, detectedType }: ViewTask, hooks: StepHooks): Promise<Examined> {
  const [file] = arrival.content.type === 'words' ? arrival.content.files : []
  let shown: FileView | null = null
  if (file !== undefined && !hooks.skips.has(STEP)) {
    hooks.enter(STEP)
    shown = await view(file.bytes, detectedType, { pdf: pdfRenderer })
  }
  return { message: NO_MESSAGE, report: { complete: false, outcomes: [], findings: [] }, files: [], view: shown }
}
