/** A picture is encoded anew from its pixels alone; what stood beside them, and frames that had to go, are told. */
import type { Disarmed, Disarmer, Loss } from '../../core/disarmed.ts'
import { countBesidePixels } from '../../parse/image/beside-pixels.ts'
import { isReencodable, reencode } from '../../parse/image/reencode.ts'

const REASONS = { IMAGE_NOT_READABLE: 'DISARM_CORRUPT', IMAGE_TOO_LARGE: 'DISARM_TOO_LARGE' } as const

export const imageDisarmer: Disarmer = {
  id: 'disarm/image',
  disarms: isReencodable,
  async disarm(bytes, detectedType): Promise<Disarmed> {
    const made = await reencode(bytes, detectedType)
    if (made.status === 'refused') return { status: 'refused', reason: REASONS[made.reason] }
    const { metadata, trailingBytes, hiddenFrames } = countBesidePixels(bytes, detectedType)
    const frames = made.framesBefore - made.frames + hiddenFrames
    const losses: readonly Loss[] = [
      { kind: 'metadata', count: metadata },
      { kind: 'trailing', count: trailingBytes > 0 ? 1 : 0 },
      { kind: detectedType === 'image/tiff' ? 'pages' : 'animation', count: frames },
    ]
    return {
      status: 'done',
      bytes: made.bytes,
      type: made.type,
      // Bitmaps alone change their type.
      extension: made.type === detectedType ? null : '.png',
      losses: losses.filter(({ count }) => count > 0),
    }
  },
}
