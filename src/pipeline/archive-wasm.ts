/** Hands the archive reader its program from the installed package, so that none is fetched. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export function loadArchiveWasm(): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve('libarchive-wasm/dist/libarchive.wasm'))
}
