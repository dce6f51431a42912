/** Opens pictures with sharp, by five loaders of libvips and no other. */
import type { Sharp, SharpOptions } from 'sharp'

/** SVG, PDF and whatever libvips learns stay shut; so do HEIF and AVIF, whose decoders are large, young and native. */
const LOADERS: Readonly<Record<string, string>> = {
  'image/png': 'VipsForeignLoadPngBuffer',
  'image/jpeg': 'VipsForeignLoadJpegBuffer',
  'image/gif': 'VipsForeignLoadNsgifBuffer',
  'image/webp': 'VipsForeignLoadWebpBuffer',
  'image/tiff': 'VipsForeignLoadTiffBuffer',
}

/** Phones of 50 megapixels give 8,192 × 6,144. A full decode takes some seconds and 200 MB above that. */
export const MAX_PIXELS = 52_000_000
export const DECODE_SECONDS = 2

export type Open = (bytes: Uint8Array, options?: SharpOptions) => Sharp

let opening: Promise<Open> | null = null

/** By content, not by name. */
export function hasLoader(detectedType: string): boolean {
  return Object.hasOwn(LOADERS, detectedType)
}

/** Loading takes a tenth of a second, so it waits for the first picture. */
export function openSharp(): Promise<Open> {
  opening ??= import('sharp').then(({ default: sharp }) => {
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: Object.values(LOADERS) })
    sharp.concurrency(1)
    sharp.cache(false)
    return sharp
  })
  return opening
}
