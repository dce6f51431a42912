/** How many of workload C's PDFs a second clamd scans when nothing is asked of anybody else: four at once, through the service's own client. */
import { createClamdScanner } from '../../src/lookups/clamd.ts'
import { invoicePdf } from '../content/pdf.ts'
import { seeded } from '../content/random.ts'

const AT_ONCE = 4
const WARMUP_MS = 1_000
/** More than any clamd scans of these in a second. */
const PDFS_A_SECOND = 80

export async function scanFloor(clamdUrl: string, seconds: number, seed: number): Promise<number> {
  const random = seeded(seed)
  const pdfs = Array.from({ length: PDFS_A_SECOND * (seconds + 1) }, () => invoicePdf(random))
  const scanner = createClamdScanner({ addresses: [clamdUrl], parallelPerDaemon: AT_ONCE, timeoutMs: 30_000, maxBytes: 25 * 1024 * 1024 })
  const signal = new AbortController().signal
  const startedAt = performance.now()
  const endAt = startedAt + WARMUP_MS + seconds * 1_000
  let next = 0
  let counted = 0
  let lastAt = startedAt

  async function scanOn(): Promise<void> {
    while (next < pdfs.length && performance.now() < endAt) {
      const result = await scanner.scan(pdfs[next++] as Buffer, signal)
      if (result.status !== 'clean') throw new Error(`clamd said ${result.status} of a clean PDF`)
      lastAt = performance.now()
      if (lastAt >= startedAt + WARMUP_MS) counted += 1
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, scanOn))
  return counted / ((lastAt - startedAt - WARMUP_MS) / 1_000)
}
