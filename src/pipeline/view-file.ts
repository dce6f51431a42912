/** Draws what a person looks at instead of opening a file, inside the sandbox: of bytes that would be given out, and of no others. */
import type { FileView } from '../core/disarmed.ts'
import type { StepHooks } from '../core/steps.ts'
import type { OpenedArrival } from '../parse/message.ts'
import { view } from '../release/view/view.ts'
import { pageByPage } from './pdf-renderer.ts'

export interface ViewTask {
  readonly kind: 'view'
  /** Of one file and nothing else. */
  readonly arrival: OpenedArrival
  readonly detectedType: string
}

const STEP = 'release/view@p1'

/** Null where there is nothing to show; undefined when drawing it hung or crashed before. */
export async function viewFile({ arrival, detectedType }: ViewTask, hooks: StepHooks): Promise<FileView | null | undefined> {
  const [file] = arrival.content.type === 'words' ? arrival.content.files : []
  if (file === undefined) return null
  if (hooks.skips.has(STEP)) return undefined
  const enter = () => hooks.enter(STEP)
  enter()
  return await view(file.bytes, detectedType, { pdf: pageByPage(enter) })
}
