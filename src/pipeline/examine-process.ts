/** The sandbox's side of a process: messages with files, one after another, each step announced before it is taken. */
import { serveApart } from '../sandbox/process-side.ts'
import type { Examined, ExamineTask } from './examine.ts'

/**
 * Of bytes that the service does not have yet, since what is inside files is in memory twice while it is handed over. A file beyond has
 * none for those who would look at it next, and so is incomplete.
 */
const MAX_NEW_BYTES = 64 * 1024 * 1024

// Not before the ways out are shut.
const { examine } = await import('./examine.ts')

await serveApart<ExamineTask, Examined>(async (task, hooks) => {
  const examined = await examine(task, hooks)
  return task.kind === 'examine' ? { ...examined, files: withinBytes(examined.files, task.arrival.content) } : examined
})

function withinBytes(files: Examined['files'], content: ExamineTask['arrival']['content']): Examined['files'] {
  const known = new Set(content.type === 'mail' ? [content.raw.buffer] : content.files.map(({ bytes }) => bytes.buffer))
  let left = MAX_NEW_BYTES
  return files.filter(({ bytes }) => {
    if (known.has(bytes.buffer)) return true
    if (bytes.byteLength > left) return false
    left -= bytes.byteLength
    return true
  })
}
