/** Hands the barcode reader its program from the installed package, so that none is fetched. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export function loadBarcodeWasm(): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
}
