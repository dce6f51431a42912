/** Decodes the pictures that mail and chat carry into bounded pixels, by five loaders and no other; what they refuse is said, never guessed. */
import { bmpSize, decodeBmp } from './bmp.ts'
import { chooseFrames } from './frames.ts'
import type { Pixels } from './pixels.ts'
import { DECODE_SECONDS, hasLoader, MAX_PIXELS, type Open, openSharp } from './sharp.ts'

/** Bitmaps are decoded at full size. */
const MAX_BMP_PIXELS = 8_000_000
/** A code of two centimetres on a scanned A4 page keeps nearly five pixels a module. */
const MAX_SIDE = 2_048
/** No code fits: the smallest ones are a Micro QR of 11 modules and a rMQR 7 modules high (ISO/IEC 23941), with their margins. */
const MIN_LONG_SIDE = 20
const MIN_SHORT_SIDE = 7
const IHDR = 0x49484452

export interface Picture {
  /** One for a still picture, none for one too small to hold a code. */
  readonly frames: readonly Pixels[]
  readonly incomplete: 'IMAGE_NOT_READABLE' | 'IMAGE_TOO_LARGE' | null
  /** Pixels that had to be decoded, in millions. */
  readonly megapixels: number
}

/** Never throws for what the bytes are. */
export async function decodePicture(bytes: Uint8Array, detectedType: string): Promise<Picture> {
  if (detectedType === 'image/bmp') return decodeBitmap(bytes)
  if (!hasLoader(detectedType) || bytes.length === 0) return refused('IMAGE_NOT_READABLE')
  if (detectedType === 'image/png' && isTinyPng(bytes)) return { frames: [], incomplete: null, megapixels: 0 }
  const open = await openSharp()
  const head = await open(bytes, { limitInputPixels: false, failOn: 'none' }).metadata().catch(unreadable)
  if (head === null) return refused('IMAGE_NOT_READABLE')
  const { width, height } = head
  if (isTiny(width, height)) return { frames: [], incomplete: null, megapixels: 0 }
  if (width * height > MAX_PIXELS) return refused('IMAGE_TOO_LARGE')
  const { frames, cut } = chooseFrames(head.pages ?? 1, head.delay ?? [], width * height)
  const decoded: Pixels[] = []
  for (const page of frames) {
    const pixels = await decodeFrame(open, bytes, page)
    if (pixels !== null) decoded.push(pixels)
  }
  // Browsers play animated PNG, the loader shows its first frame alone.
  const unseen = decoded.length < frames.length || (detectedType === 'image/png' && isAnimatedPng(bytes))
  const drawn = (width * height * (frames.at(-1)! + 1) * frames.length) / (detectedType === 'image/jpeg' ? 4 : 1)
  return { frames: decoded, incomplete: cut ? 'IMAGE_TOO_LARGE' : unseen ? 'IMAGE_NOT_READABLE' : null, megapixels: drawn / 1e6 }
}

/** Browsers show what is left of a picture that was cut off, and so does `failOn: 'none'`. Null when nothing can be shown. */
async function decodeFrame(open: Open, bytes: Uint8Array, page: number): Promise<Pixels | null> {
  const raw = await open(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none', page, pages: 1, sequentialRead: true })
    .timeout({ seconds: DECODE_SECONDS })
    .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(unreadable)
  if (raw === null || raw.info.channels !== 4) return null
  return { width: raw.info.width, height: raw.info.height, rgba: raw.data }
}

/** What the loader says may quote the picture; that it could not read it is all that counts, and becomes the reason. */
function unreadable(): null {
  return null
}

function decodeBitmap(bytes: Uint8Array): Picture {
  const size = bmpSize(bytes)
  if (size !== null && isTiny(size.width, size.height)) return { frames: [], incomplete: null, megapixels: 0 }
  const pixels = decodeBmp(bytes, MAX_BMP_PIXELS)
  if (typeof pixels === 'string') return refused(pixels)
  return { frames: [pixels], incomplete: null, megapixels: (pixels.width * pixels.height) / 1e6 }
}

function isTiny(width: number, height: number): boolean {
  return Math.max(width, height) < MIN_LONG_SIDE || Math.min(width, height) < MIN_SHORT_SIDE
}

/** PNG 5.6: the size stands in the first chunk; a dot is told without waking the loader. */
function isTinyPng(bytes: Uint8Array): boolean {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return head.byteLength >= 24 && head.getUint32(12) === IHDR && isTiny(head.getUint32(16), head.getUint32(20))
}

/** APNG specification: the `acTL` chunk stands before the first `IDAT`. */
function isAnimatedPng(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const control = head.indexOf('acTL')
  return control !== -1 && control < head.indexOf('IDAT')
}

function refused(incomplete: 'IMAGE_NOT_READABLE' | 'IMAGE_TOO_LARGE'): Picture {
  return { frames: [], incomplete, megapixels: 0 }
}
