/** Looks for codes in one picture in a fixed order of views, from the likely to the odd, so that the same picture always gives the same codes. */
import type { ReaderOptions } from 'zxing-wasm/reader'
import type { Care } from './barcodes.ts'
import {
  channelOf,
  doubled,
  enlarged,
  type Grey,
  greyOver,
  halved,
  hasTransparency,
  isColourful,
  type Pixels,
  sharpened,
} from './pixels.ts'

/** Retail codes (EAN, UPC, DataBar) and ITF hold digits alone: nothing a phone opens. */
const SQUARE = ['QRCode', 'Aztec', 'DataMatrix'] as const
const MATRIX = [...SQUARE, 'PDF417', 'MaxiCode'] as const
const ALL = [...MATRIX, 'Code128', 'Code39', 'Code93'] as const

/** Longest sides in pixels. The first look is at this size: photos of codes are read best when their noise is averaged out. */
const MAIN_SIDE = 1_280
const COARSE_SIDE = 640
/** A QR code of one pixel a module has at most 177 and its margin. */
const SMALL_SIDE = 200
/** Larger ones show their codes in enough pixels, or in none of use. */
const BLURRED_SIDE = 800
const ENLARGE_TIMES = 3
/** Four modules of white at three pixels each (ISO/IEC 18004 6.3.8). */
const QUIET_ZONE = 12

export interface View {
  readonly grey: Grey
  readonly options: ReaderOptions
}

/** What a view shows: codes, and places that have the marks of one and could not be read. */
export interface Shown {
  readonly codes: number
  readonly unread: number
}

export type LookAt = (view: View) => Promise<Shown>

/** Megapixels looked at. */
export async function scan(pixels: Pixels, care: Care, lookAt: LookAt): Promise<number> {
  let megapixels = 0
  let found = 0
  let unread = 0
  const look = async (grey: Grey, options: ReaderOptions): Promise<void> => {
    megapixels += (grey.width * grey.height) / 1e6
    const shown = await lookAt({ grey, options })
    found += shown.codes
    unread = shown.unread
  }

  const full = greyOver(pixels, 255)
  const main = within(full, MAIN_SIDE)
  await look(main, { formats: [...ALL], tryHarder: true })
  // Also after a find: a small code may stand beside a big one.
  if (main !== full) await look(full, { formats: [...SQUARE], tryHarder: false })
  if (found > 0 || care === 'quick') return megapixels

  const coarse = within(main, COARSE_SIDE)
  await look(coarse, { formats: [...MATRIX], tryHarder: true, tryDenoise: true, binarizer: 'GlobalHistogram' })
  if (Math.max(full.width, full.height) <= SMALL_SIDE) {
    await look(enlarged(full, ENLARGE_TIMES, QUIET_ZONE), { formats: [...SQUARE], tryHarder: true })
  }
  if (found === 0 && Math.max(main.width, main.height) <= BLURRED_SIDE) {
    const smooth = doubled(main)
    await look(smooth, { formats: [...SQUARE], tryHarder: true, returnErrors: true })
    if (found === 0 && unread > 0) await look(sharpened(smooth), { formats: [...SQUARE], tryHarder: true })
  }
  if (found > 0) return megapixels
  if (hasTransparency(pixels)) await look(within(greyOver(pixels, 0), MAIN_SIDE), { formats: [...MATRIX], tryHarder: true })
  if (found === 0 && isColourful(pixels)) {
    for (const channel of [0, 1, 2] as const) {
      if (found > 0) break
      await look(within(channelOf(pixels, channel), COARSE_SIDE), { formats: [...SQUARE], tryHarder: true })
    }
  }
  return megapixels
}

function within(grey: Grey, maxSide: number): Grey {
  let smaller = grey
  while (Math.max(smaller.width, smaller.height) > maxSide) smaller = halved(smaller)
  return smaller
}
