/** Message ids are UUIDv7 that always ascend within a process, also when the clock stands still or steps back. */
import { randomFillSync } from 'node:crypto'
import type { Clock } from '../core/time.ts'

const POOL_BYTES = 8_192
/** Ten random bytes an id: 12 bits seed the counter, 62 bits make it unguessable. */
const TAKE_BYTES = 10

/** RFC 9562 5.7, with the counter of 6.2 method 1 in `rand_a`. */
export function createIdMaker(clock: Clock): () => string {
  const pool = Buffer.allocUnsafe(POOL_BYTES)
  let at = POOL_BYTES
  let lastMs = 0
  let counter = 0

  return () => {
    if (at + TAKE_BYTES > POOL_BYTES) {
      randomFillSync(pool)
      at = 0
    }
    const nowMs = clock()
    if (nowMs > lastMs) {
      lastMs = nowMs
      // The top bit is left clear as room to count within the millisecond (RFC 9562 6.2).
      counter = pool.readUInt16BE(at) & 0x7ff
    } else if (++counter > 0xfff) {
      lastMs += 1
      counter = pool.readUInt16BE(at) & 0x7ff
    }
    const time = lastMs.toString(16).padStart(12, '0')
    const variant = (0x80 | (pool[at + 2]! & 0x3f)).toString(16)
    const tail = pool.toString('hex', at + 3, at + TAKE_BYTES)
    at += TAKE_BYTES
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`
  }
}
