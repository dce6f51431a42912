/** Shows a picture drawn anew from its pixels, small enough for a page: its first frame, or the first pages of a scan. */
import type { FileView, Viewer } from '../../core/disarmed.ts'
import { drawPages } from '../../parse/image/draw-pages.ts'
import { isReencodable } from '../../parse/image/reencode.ts'

const MAX_SIDE = 1_600
const MAX_PAGES = 5

export const imageViewer: Viewer = {
  id: 'view/image',
  views: isReencodable,
  async view(bytes, detectedType): Promise<FileView | null> {
    // An animation has frames, and no pages.
    const hasPages = detectedType === 'image/tiff'
    const drawn = await drawPages(bytes, detectedType, { maxSide: MAX_SIDE, maxPages: hasPages ? MAX_PAGES : 1 })
    if (drawn === null) return null
    const { pictures, pageCount } = drawn
    return { pictures, pageCount: hasPages ? pageCount : null, text: null, cut: pageCount > pictures.length }
  },
}
