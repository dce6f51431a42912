/** What draws the pages of a PDF: it runs no script and loads nothing; its program is handed in, since it is read from disk. */

/** Four bytes a pixel: red, green, blue, and one that means nothing, for paper is white throughout. */
export interface DrawnPage {
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
  /** Of the page, in 1/72 inch. */
  readonly pointsWide: number
  readonly pointsHigh: number
}

export interface DrawingLimits {
  readonly maxSidePixels: number
  readonly maxPixels: number
  /** Small pages are drawn no finer than this. */
  readonly maxPixelsPerPoint: number
}

/** Owned by one caller, for one file. */
export interface RenderedPdf {
  readonly pageCount: number
  /** Null for a page that cannot be drawn. */
  draw(page: number, limits: DrawingLimits): Promise<DrawnPage | null>
  /** What can be read on the page, at most so long; asked for before it is drawn. */
  text(page: number, maxCharacters: number): string
}

export interface PdfRenderer {
  /** Null for what cannot be opened, also without a password. Never throws for hostile bytes, but may take long: run it where it can be ended. */
  open(bytes: Uint8Array): Promise<RenderedPdf | null>
}
