/** Gives the pictures of released messages, drawn anew: only what the verdict of now lets an agent have, and never a byte of the original. */
import type { Blobs } from '../core/blobs.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import type { Redrawn } from '../parse/image/redraw.ts'
import type { SignedPicture } from '../release/picture-token.ts'
import { type Assessing, sizeOf } from './assess.ts'
import { openArrival } from './open-arrival.ts'

export interface PictureLook {
  readonly messageId: string
  /** Null when it cannot be drawn. */
  draw(): Promise<Redrawn | null>
}

export function createPictures(
  deps: {
    readonly store: Pick<Store, 'load'>
    readonly blobs: Pick<Blobs, 'read'>
    readonly clock: Clock
    /** Null for a token that was not signed here. */
    readToken(untrustedToken: string): SignedPicture | null
    /** How long an address works, counted from when its message came in. */
    readonly maxAgeMs: number
  } & Pick<Assessing, 'sandbox'>,
) {
  /** Null when the address is not ours or too old; the message is looked up when it is drawn. */
  return (untrustedToken: string): PictureLook | null => {
    const signed = deps.readToken(untrustedToken)
    if (signed === null || deps.clock() - signed.issuedAt > deps.maxAgeMs) return null
    const { messageId, partId } = signed
    return {
      messageId,
      async draw() {
        const stored = await deps.store.load(messageId)
        const file = stored?.record?.release?.files.find(({ id }) => id === partId)
        if (stored?.record?.status !== 'released' || (file?.action !== 'release' && file?.action !== 'disarm')) return null
        const { sha256, type } = file.original ?? file
        const arrival = await openArrival(stored.arrival, deps.blobs)
        // What was inspected is what is drawn: other bytes under the same id would be uninspected ones.
        const task = { kind: 'redraw', arrival, partId, sha256 } as const
        const ran = await deps.sandbox.run(task, sizeOf(arrival), arrival.channel)
        const [drawn] = ran.status === 'done' ? ran.result.files : []
        return drawn === undefined ? null : { bytes: drawn.bytes, type: type === 'image/jpeg' ? 'image/jpeg' : 'image/png' }
      },
    }
  }
}
