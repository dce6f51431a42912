/** The sandbox's side of the thread: one message after another, each step announced before it is taken. */
import { serve } from '../sandbox/worker-side.ts'
import { type Examined, type ExamineTask, examine } from './examine.ts'
import { type ViewTask, viewFile } from './view-file.ts'

serve<ExamineTask | ViewTask, Examined>(async (task, hooks) => {
  const result = task.kind === 'view' ? await viewFile(task, hooks) : await examine(task, hooks)
  const files = result.files.map(({ partId, bytes }) => ({ partId, bytes: owned(bytes) }))
  return { result: { ...result, files }, transfer: [...new Set(files.map(({ bytes }) => bytes.buffer as ArrayBuffer))] }
})

/** Only a buffer that is the file's alone can be handed over; a slice of the raw mail or of Node's pool is copied. */
function owned(bytes: Uint8Array): Uint8Array {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
  return whole ? bytes : new Uint8Array(bytes)
}
