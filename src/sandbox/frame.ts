/** What passes between the service and a process of its sandbox, as frames on one pipe: a kind, a length, and that many bytes. */

/** From a process; to it go parcels alone. */
export const FRAME = { ready: 0, answer: 1, refused: 2, idle: 3 } as const

export const FRAME_HEAD_BYTES = 5

export interface Frame {
  readonly kind: number
  readonly body: Uint8Array
}

export function frameHead(kind: number, bytes: number): Buffer {
  const head = Buffer.allocUnsafe(FRAME_HEAD_BYTES)
  head[0] = kind
  head.writeUInt32LE(bytes, 1)
  return head
}

/** @returns takes chunks in order; gives the frames that each completes, or null, for good, once one is longer than it may be */
export function openFrames(maxBytes: number): (chunk: Uint8Array) => readonly Frame[] | null {
  const head = Buffer.alloc(FRAME_HEAD_BYTES)
  let headFilled = 0
  let body: Uint8Array = head
  let bodyFilled = 0
  let refused = false
  return (chunk) => {
    const frames: Frame[] = []
    for (let at = 0; !refused && (at < chunk.length || isWhole()); ) {
      if (headFilled < FRAME_HEAD_BYTES) {
        const take = Math.min(FRAME_HEAD_BYTES - headFilled, chunk.length - at)
        head.set(chunk.subarray(at, at + take), headFilled)
        headFilled += take
        at += take
        if (headFilled < FRAME_HEAD_BYTES) break
        const length = head.readUInt32LE(1)
        refused = length > maxBytes
        // Not from the pool: bytes that are kept must not keep others.
        body = refused ? head : Buffer.allocUnsafeSlow(length)
        bodyFilled = 0
      } else {
        const take = Math.min(body.length - bodyFilled, chunk.length - at)
        body.set(chunk.subarray(at, at + take), bodyFilled)
        bodyFilled += take
        at += take
      }
      if (!refused && isWhole()) {
        frames.push({ kind: head[0]!, body })
        headFilled = 0
      }
    }
    return refused ? null : frames
  }

  function isWhole(): boolean {
    return headFilled === FRAME_HEAD_BYTES && bodyFilled === body.length
  }
}
