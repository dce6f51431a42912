/** By what bytes are known to be the same. */
import { createHash } from 'node:crypto'

/** Lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
