/** Reads the codes of a picture by zxing-wasm, which is handed its program and so never fetches it from anywhere. */
import type { ReadResult } from 'zxing-wasm/reader'
import { type Barcode, type BarcodeReader, type Barcodes, MAX_CODE_CHARACTERS, MAX_CODES_PER_PICTURE } from './barcodes.ts'
import { decodePicture } from './decode.ts'
import { type Shown, scan, type View } from './scan.ts'

const NAMES: Readonly<Record<string, string>> = {
  MicroQRCode: 'micro-qr',
  RMQRCode: 'rmqr',
  QRCode: 'qr',
  Aztec: 'aztec',
  DataMatrix: 'data-matrix',
  PDF417: 'pdf417',
  MaxiCode: 'maxicode',
  Code128: 'code-128',
  Code39: 'code-39',
  Code93: 'code-93',
}

const LINEAR: ReadonlySet<string> = new Set(['code-128', 'code-39', 'code-93'])
/** Shorter ones are mostly stripes of something else, for Code 39 has no check digit; without a letter it is a number and no link. */
const MIN_LINEAR_CHARACTERS = 4
const LETTER = /\p{L}/u

type ReadView = (view: View) => Promise<readonly ReadResult[]>

/** @param loadWasm the bytes of `zxing-wasm/reader/zxing_reader.wasm`, asked for at the first picture that may hold a code */
export function openBarcodeReader(loadWasm: () => Promise<Uint8Array>): BarcodeReader {
  let loading: Promise<ReadView> | null = null
  return async (bytes, detectedType, care): Promise<Barcodes> => {
    const picture = await decodePicture(bytes, detectedType)
    const codes = new Map<string, Barcode>()
    let { megapixels, incomplete }: Pick<Barcodes, 'megapixels' | 'incomplete'> = picture
    for (const frame of picture.frames) {
      loading ??= load(loadWasm)
      try {
        const read = await loading
        megapixels += await scan(frame, care, async (view) => gather(await read(view), codes))
      } catch (error) {
        // A program that broke is not used again: its memory may be in any state.
        loading = null
        throw error
      }
    }
    if (codes.size > MAX_CODES_PER_PICTURE) incomplete ??= 'IMAGE_TOO_MANY_CODES'
    return { codes: [...codes.values()].slice(0, MAX_CODES_PER_PICTURE), incomplete, megapixels }
  }
}

async function load(loadWasm: () => Promise<Uint8Array>): Promise<ReadView> {
  const [{ prepareZXingModule, purgeZXingModule, readBarcodes }, wasmBinary] = await Promise.all([import('zxing-wasm/reader'), loadWasm()])
  purgeZXingModule()
  // Copied: its buffer must be its own.
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasmBinary).buffer }, fireImmediately: true })
  return ({ grey: { width, height, light }, options }) => {
    // The reader takes colours alone and makes grey of them again.
    const words = new Uint32Array(light.length)
    for (let at = 0; at < light.length; at += 1) words[at] = light[at]! * 0x01_01_01_01
    const data = new Uint8ClampedArray(words.buffer)
    // One more than is kept, to know that there are more.
    return readBarcodes(
      { data, width, height },
      {
        ...options,
        maxNumberOfSymbols: MAX_CODES_PER_PICTURE + 1,
        textMode: 'Plain',
      },
    )
  }
}

function gather(results: readonly ReadResult[], codes: Map<string, Barcode>): Shown {
  const shown = { codes: 0, unread: 0 }
  for (const { format, symbology, isValid, text } of results) {
    const name = NAMES[format] ?? NAMES[symbology] ?? 'other'
    if (!isValid) shown.unread += 1
    if (!isValid || text === '') continue
    if (LINEAR.has(name) && (text.length < MIN_LINEAR_CHARACTERS || !LETTER.test(text))) continue
    shown.codes += 1
    const untrustedText = text.slice(0, MAX_CODE_CHARACTERS).toWellFormed()
    if (!codes.has(untrustedText)) codes.set(untrustedText, { format: name, untrustedText })
  }
  return shown
}
