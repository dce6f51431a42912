/** Draws a picture anew from its pixels: no metadata, no trailing bytes, no second frame and nothing of the original encoding is left. */
import { DECODE_SECONDS, hasLoader, MAX_PIXELS, openSharp } from './sharp.ts'

/** More is not seen in a message. */
const MAX_SIDE = 2_048
const JPEG_QUALITY = 85

export interface Redrawn {
  readonly bytes: Uint8Array
  readonly type: 'image/png' | 'image/jpeg'
}

export function isRedrawable(detectedType: string): boolean {
  return hasLoader(detectedType)
}

/** Null for what cannot be drawn. Never throws for what the bytes are. */
export async function redraw(bytes: Uint8Array, detectedType: string): Promise<Redrawn | null> {
  if (!hasLoader(detectedType) || bytes.length === 0) return null
  const open = await openSharp()
  try {
    const drawn = open(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none', page: 0, pages: 1, sequentialRead: true })
      .timeout({ seconds: DECODE_SECONDS })
      // EXIF 4.6.5: cameras turn pictures by a tag, which is lost with the rest of the metadata.
      .autoOrient()
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
    const type = detectedType === 'image/jpeg' ? 'image/jpeg' : 'image/png'
    const encoded = type === 'image/jpeg' ? drawn.jpeg({ quality: JPEG_QUALITY }) : drawn.png()
    // A copy: memory of libvips cannot be handed from thread to thread.
    return { type, bytes: new Uint8Array(await encoded.toBuffer()) }
  } catch {
    // What the loader says may quote the picture; that it could not read it is all that counts.
    return null
  }
}
