/** Run as a program, it reads the picture given in base64 in a thread, with `fetch` out of order, and prints what the codes in it say. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { openBarcodeReader } from '../../src/parse/image/read-barcodes.ts'
import { loadBarcodeWasm } from '../../src/pipeline/barcode-wasm.ts'

if (isMainThread) {
  const thread = new Worker(new URL(import.meta.url), { workerData: process.argv[2] })
  thread.on('message', (text: string) => process.stdout.write(`${text}\n`))
} else {
  globalThis.fetch = () => Promise.reject(new Error('no network'))
  const { codes } = await openBarcodeReader(loadBarcodeWasm)(Buffer.from(workerData as string, 'base64'), 'image/png', 'thorough')
  parentPort?.postMessage(codes.map(({ untrustedText }) => untrustedText).join('\n'))
}
