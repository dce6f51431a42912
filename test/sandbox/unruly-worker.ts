/** A thread that misbehaves on demand. */
import { serve } from '../../src/sandbox/worker-side.ts'
import { misbehave, type UnrulyResult, type UnrulyTask } from './unruly.ts'

serve<UnrulyTask, UnrulyResult>(async (task, hooks) => {
  const result = await misbehave(task, hooks)
  return { result, transfer: result.bytes === undefined ? [] : [result.bytes] }
})
