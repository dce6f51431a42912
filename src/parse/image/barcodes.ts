/** The words for codes in pictures: what was read, and why something could not be. */

/** One code as printed in a picture. */
export interface Barcode {
  /** `qr`, `micro-qr`, `rmqr`, `aztec`, `data-matrix`, `pdf417`, `maxicode`, `code-128`, `code-39`, `code-93`. */
  readonly format: string
  /** At most {@link MAX_CODE_CHARACTERS}; any text at all, an address or not. */
  readonly untrustedText: string
}

export interface Barcodes {
  /** No text twice; at most {@link MAX_CODES_PER_PICTURE}. */
  readonly codes: readonly Barcode[]
  /**
   * Set when the picture was not seen wholly: `IMAGE_NOT_READABLE` (a kind that is not decoded here, or too broken for any viewer),
   * `IMAGE_TOO_LARGE` (pixels, or frames of an animation), `IMAGE_TOO_MANY_CODES`. What was read up to then is in `codes`.
   */
  readonly incomplete: 'IMAGE_NOT_READABLE' | 'IMAGE_TOO_LARGE' | 'IMAGE_TOO_MANY_CODES' | null
  /** Megapixels decoded and searched, for a budget over several pictures: the same for the same bytes, unlike milliseconds. */
  readonly megapixels: number
}

/** Never throws for what a picture holds, save when the decoder itself breaks; the next call begins with a new one. */
export type BarcodeReader = (bytes: Uint8Array, detectedType: string, care: Care) => Promise<Barcodes>

/** How hard to look: `thorough` costs several more views of a picture without a code, and finds blurred and odd ones. */
export type Care = 'thorough' | 'quick'

export const MAX_CODES_PER_PICTURE = 20
/** The largest QR code holds 7,089 digits (ISO/IEC 18004), the largest Data Matrix 3,116: nothing real is cut. */
export const MAX_CODE_CHARACTERS = 8_192
