/** A process that misbehaves on demand. */
import { serveApart } from '../../src/sandbox/process-side.ts'
import { misbehave } from './unruly.ts'

await serveApart(misbehave)
