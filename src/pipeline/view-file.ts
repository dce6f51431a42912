/** Draws what a person looks at instead of opening a file, inside the sandbox: of bytes that would be given out, and of no others. */
import type { FileView } from '../core/disarmed.ts'
import { type InboundMessage, NOTHING_ASIDE } from '../core/message.ts'
import type { StepHooks } from '../core/steps.ts'
import { view } from '../release/view/view.ts'
import type { Examined } from './examine.ts'

export interface ViewTask {
  readonly kind: 'view'
  readonly bytes: Uint8Array
  readonly type: string
}

const STEP = 'release/view@p1'
const NOBODY = { sentAt: null, sender: null, recipients: [], subject: null, messageIdHeader: null, text: null, html: null }
const NO_MESSAGE: InboundMessage = {
  ...{ id: '', channel: '', kind: 'chat', conversationId: null, receivedAt: 0, parts: [], links: [] },
  ...NOBODY,
  ...NOTHING_ASIDE,
}

/** A file whose view hung or crashed before has none. */
export async function viewFile({ bytes, type }: ViewTask, hooks: StepHooks): Promise<Examined> {
  let shown: FileView | null = null
  if (!hooks.skips.has(STEP)) {
    hooks.enter(STEP)
    shown = await view(bytes, type)
  }
  return { message: NO_MESSAGE, report: { complete: false, outcomes: [], findings: [] }, files: [], view: shown }
}
