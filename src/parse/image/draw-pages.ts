/** Draws the first pages of a picture anew as PNG, within a side and a number: nothing but pixels gets into them. */
import type { Sharp } from 'sharp'
import { decodeBmp } from './bmp.ts'
import { DECODE_SECONDS, hasLoader, MAX_PIXELS, openSharp } from './sharp.ts'

export interface DrawLimits {
  /** Of the longer side, in pixels; a smaller picture is not enlarged. */
  readonly maxSide: number
  readonly maxPages: number
}

export interface DrawnPages {
  readonly pictures: readonly { readonly bytes: Uint8Array; readonly width: number; readonly height: number }[]
  /** As the file says. */
  readonly pageCount: number
}

/** Null when not one of them can be drawn. Never throws for what the bytes are. */
export async function drawPages(bytes: Uint8Array, detectedType: string, { maxSide, maxPages }: DrawLimits): Promise<DrawnPages | null> {
  if (bytes.length === 0) return null
  const open = await openSharp()
  const draw = async (picture: Sharp) => {
    const drawn = await picture
      .timeout({ seconds: DECODE_SECONDS })
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png()
      .toBuffer({ resolveWithObject: true })
      .catch(unreadable)
    // A copy: memory of libvips cannot be handed from thread to thread.
    return drawn === null ? [] : [{ bytes: new Uint8Array(drawn.data), width: drawn.info.width, height: drawn.info.height }]
  }
  if (detectedType === 'image/bmp') {
    const pixels = decodeBmp(bytes)
    if (typeof pixels === 'string') return null
    const { rgba, width, height } = pixels
    const pictures = await draw(open(rgba, { raw: { width, height, channels: 4 } }))
    return pictures.length === 0 ? null : { pictures, pageCount: 1 }
  }
  if (!hasLoader(detectedType)) return null
  const head = await open(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none' }).metadata().catch(unreadable)
  if (head === null) return null
  const pageCount = Math.max(1, head.pages ?? 1)
  const pictures: DrawnPages['pictures'][number][] = []
  for (let page = 0; page < Math.min(pageCount, maxPages); page += 1) {
    // EXIF 4.6.5: cameras turn pictures by a tag, which is lost with the rest of the metadata.
    pictures.push(...(await draw(open(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none', page, pages: 1 }).autoOrient())))
  }
  return pictures.length === 0 ? null : { pictures, pageCount }
}

/** What the loader says may quote the picture; that it could not read it is all that counts. */
function unreadable(): null {
  return null
}
