/** The pictures of one message, looked at under one budget, and each only once however often it is attached. */
import type { Part } from '../../core/message.ts'
import type { BarcodeReader } from './barcodes.ts'

/** Some seconds of work (a megapixel takes 50 to 100 ms): eight photos of a phone, or a newsletter's eighty pictures. */
const MAX_MEGAPIXELS = 60
/** From here on each is looked at quickly, so that more of them are. */
const THOROUGH_MEGAPIXELS = 20
const MAX_PICTURES = 300
/** What any picture costs besides. */
const FIXED_MEGAPIXELS = 0.2

export interface SeenPicture {
  readonly codes: Awaited<ReturnType<BarcodeReader>>['codes']
  /** As {@link BarcodeReader} says, or `IMAGE_BUDGET_SPENT`: others of the message came first. */
  readonly incomplete: string | null
}

export type Album = (part: Part, bytes: Uint8Array) => Promise<SeenPicture>

/** Of pixels: a drawing in SVG is read as what it is written as (parse/active/drawing), and no pages of documents are looked through for codes either. */
export function isPicture({ role, detectedType }: Part): boolean {
  return role === 'file' && detectedType.startsWith('image/') && detectedType !== 'image/svg+xml'
}

export function openAlbum(read: BarcodeReader): Album {
  const seen = new Map<string, SeenPicture>()
  let megapixels = 0
  return async (part, bytes) => {
    const before = seen.get(part.sha256)
    if (before !== undefined) return before
    if (megapixels >= MAX_MEGAPIXELS || seen.size >= MAX_PICTURES) return { codes: [], incomplete: 'IMAGE_BUDGET_SPENT' }
    const picture = await read(bytes, part.detectedType, megapixels < THOROUGH_MEGAPIXELS ? 'thorough' : 'quick')
    if (picture.megapixels > 0) megapixels += picture.megapixels + FIXED_MEGAPIXELS
    seen.set(part.sha256, picture)
    return picture
  }
}
