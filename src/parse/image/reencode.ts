/** Makes the file of a picture anew from its pixels, at their full size and with all its frames where they fit: nothing else of the old file gets into the new one. */
import type { Metadata, Sharp } from 'sharp'
import { decodeBmp } from './bmp.ts'
import { hasLoader, MAX_PIXELS, type Open, openSharp } from './sharp.ts'

/** The caller's own limit is shorter or longer; without any, a picture must not keep its thread for ever. */
const REENCODE_SECONDS = 10
/** Hardly to be told from the picture before, and no larger than it was. */
const JPEG_QUALITY = 90
const WEBP_QUALITY = 90
/** Animations take a second for some megapixels above this. */
const GIF_EFFORT = 3
const WEBP_EFFORT = 2
const PNG_LEVEL = 6

export type Reencoded =
  | {
      readonly status: 'done'
      readonly bytes: Uint8Array
      readonly type: string
      /** Frames or pages that the new file has. */
      readonly frames: number
      /** Frames or pages that the old one says it has. */
      readonly framesBefore: number
    }
  | { readonly status: 'refused'; readonly reason: 'IMAGE_NOT_READABLE' | 'IMAGE_TOO_LARGE' }

export function isReencodable(detectedType: string): boolean {
  return hasLoader(detectedType) || detectedType === 'image/bmp'
}

/** The same bytes give the same bytes. Never throws for what they are. */
export async function reencode(bytes: Uint8Array, detectedType: string): Promise<Reencoded> {
  if (!isReencodable(detectedType) || bytes.length === 0) return refused('IMAGE_NOT_READABLE')
  const open = await openSharp()
  if (detectedType === 'image/bmp') return reencodeBitmap(open, bytes)
  const head = await open(bytes, { limitInputPixels: false, failOn: 'none' }).metadata().catch(unreadable)
  if (head === null) return refused('IMAGE_NOT_READABLE')
  // Of a picture that plays, libvips says the height of one frame.
  const framePixels = head.width * (head.pageHeight ?? head.height)
  if (framePixels > MAX_PIXELS) return refused('IMAGE_TOO_LARGE')
  const framesBefore = Math.max(1, head.pages ?? 1)
  if (framesBefore > 1 && framePixels * framesBefore <= MAX_PIXELS) {
    // Pages of several sizes cannot be opened together: then the first one has to do.
    const whole = await encode(open, bytes, detectedType, head, framesBefore)
    if (whole !== null) return { status: 'done', bytes: whole, type: detectedType, frames: framesBefore, framesBefore }
  }
  const first = await encode(open, bytes, detectedType, head, 1)
  return first === null ? refused('IMAGE_NOT_READABLE') : { status: 'done', bytes: first, type: detectedType, frames: 1, framesBefore }
}

async function encode(open: Open, bytes: Uint8Array, type: string, head: Metadata, pages: number): Promise<Uint8Array | null> {
  const opened = open(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none', page: 0, pages })
    .timeout({ seconds: REENCODE_SECONDS })
    .toColourspace(head.space === 'b-w' || head.space === 'grey16' ? 'b-w' : 'srgb')
  // EXIF 4.6.5: cameras turn pictures by a tag, which is lost with the rest of the metadata. Frames of an animation are never turned.
  return drawn(encoder(pages > 1 ? opened : opened.autoOrient(), type, bytes))
}

function encoder(picture: Sharp, type: string, bytes: Uint8Array): Sharp {
  switch (type) {
    case 'image/jpeg':
      return picture.jpeg({ quality: JPEG_QUALITY })
    case 'image/gif':
      return picture.gif({ effort: GIF_EFFORT })
    case 'image/webp':
      return picture.webp(isLosslessWebp(bytes) ? { lossless: true, effort: 0 } : { quality: WEBP_QUALITY, effort: WEBP_EFFORT })
    case 'image/tiff':
      return picture.tiff({ compression: 'deflate', predictor: 'horizontal' })
    default:
      return picture.png({ compressionLevel: PNG_LEVEL })
  }
}

/** RFC 9649 2.6: a screenshot that was kept exactly is not made blurred. */
function isLosslessWebp(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(12, 4_096)
  return head.includes('VP8L') && !head.includes('VP8 ')
}

async function reencodeBitmap(open: Open, bytes: Uint8Array): Promise<Reencoded> {
  const pixels = decodeBmp(bytes)
  if (typeof pixels === 'string') return refused(pixels)
  const { width, height, rgba } = pixels
  const raw = open(rgba, { raw: { width, height, channels: 4 } }).removeAlpha()
  const png = await drawn(raw.png({ compressionLevel: PNG_LEVEL }))
  return png === null ? refused('IMAGE_NOT_READABLE') : { status: 'done', bytes: png, type: 'image/png', frames: 1, framesBefore: 1 }
}

/** A copy: memory of libvips cannot be handed from thread to thread. */
async function drawn(picture: Sharp): Promise<Uint8Array | null> {
  const bytes = await picture.toBuffer().catch(unreadable)
  return bytes === null ? null : new Uint8Array(bytes)
}

/** What the loader says may quote the picture; that it could not read it is all that counts. */
function unreadable(): null {
  return null
}

function refused(reason: 'IMAGE_NOT_READABLE' | 'IMAGE_TOO_LARGE'): Reencoded {
  return { status: 'refused', reason }
}
