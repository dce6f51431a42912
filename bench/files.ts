/** `npm run bench -- files`: how much is scanned through the service beside clamd alone on bytes as many and as new, in turns in the same run; and what it takes to build files anew. */
import { randomBytes, randomFillSync } from 'node:crypto'
import sharp from 'sharp'
import { ask, clamdEndpoint } from '../src/lookups/scanner/clamd-protocol.ts'
import { conclude, lookFurther, see } from '../src/pipeline/assess.ts'
import { pdfRenderer } from '../src/pipeline/pdf-renderer.ts'
import { warmUp } from '../src/pipeline/warm-up.ts'
import { disarm } from '../src/release/disarm/disarm.ts'
import { readSettings } from '../src/settings/settings.ts'
import { createLogger } from '../src/telemetry/logger.ts'
import { openAssessing } from '../src/wire-assessing.ts'
import { readLanguages } from '../src/wire-languages.ts'
import { openAddresses } from '../src/wire-links.ts'
import { readPolicyFiles } from '../src/wire-policies.ts'
import { startClamd } from '../test/support/clamd.ts'
import { invoicePdf } from './content/pdf.ts'
import { seeded } from './content/random.ts'
import { markdownTable } from './markdown.ts'

const SIZES = [
  ['1 KB', 1_024],
  ['100 KB', 100 * 1_024],
  ['5 MB', 5 * 1_024 * 1_024],
] as const
const AT_ONCE = [1, 4, 16] as const
/** Short turns, so that whatever else the machine does falls on both sides alike. */
const TURNS = 4
/** Before each row: a service has read thousands of files when the next one comes, and what has run seldom is not compiled. */
const WARMUP_SECONDS = 3
const MB = 1_024 * 1_024

export interface ScanRow {
  readonly size: string
  readonly sizeBytes: number
  readonly atOnce: number
  readonly alonePerSecond: number
  readonly servicePerSecond: number
}

export interface DisarmRow {
  readonly what: string
  readonly unit: string
  readonly msPerUnit: number
}

/** Scans one file. */
type Scan = (bytes: Buffer) => Promise<void>

/** @param seconds of each side of each row @throws Error when clamd is not installed */
export async function scanRows(seconds: number): Promise<readonly ScanRow[]> {
  const clamd = await startClamd()
  if (clamd === null) throw new Error('clamd is not installed here, and the bench needs it for this table')
  const service = await openPath(clamd.unixUrl)
  try {
    const alone = aloneOn(clamd.unixUrl)
    const rows: ScanRow[] = []
    for (const [size, sizeBytes] of SIZES)
      for (const atOnce of AT_ONCE) {
        const turn = seconds / TURNS
        const counts = { alone: { scans: 0, ms: 0 }, service: { scans: 0, ms: 0 } }
        await scanFor(WARMUP_SECONDS, atOnce, sizeBytes, service.scan)
        for (let at = 0; at < TURNS; at += 1)
          for (const [side, scan] of [
            ['alone', alone],
            ['service', service.scan],
          ] as const) {
            const { scans, ms } = await scanFor(turn, atOnce, sizeBytes, scan)
            counts[side].scans += scans
            counts[side].ms += ms
          }
        const rate = ({ scans, ms }: { readonly scans: number; readonly ms: number }) => scans / (ms / 1_000)
        rows.push({ size, sizeBytes, atOnce, alonePerSecond: rate(counts.alone), servicePerSecond: rate(counts.service) })
      }
    return rows
  } finally {
    await service.close()
    await clamd.remove()
  }
}

export function renderScanTable(rows: readonly ScanRow[]): string {
  return markdownTable([
    ['file', 'at once', 'clamd alone, scans/s', 'MB/s', 'service, scans/s', 'MB/s', 'of clamd alone'],
    ...rows.map(({ size, sizeBytes, atOnce, alonePerSecond, servicePerSecond }) => [
      size,
      String(atOnce),
      alonePerSecond.toFixed(1),
      ((alonePerSecond * sizeBytes) / MB).toFixed(1),
      servicePerSecond.toFixed(1),
      ((servicePerSecond * sizeBytes) / MB).toFixed(1),
      (servicePerSecond / alonePerSecond).toFixed(2),
    ]),
  ])
}

async function scanFor(
  seconds: number,
  atOnce: number,
  sizeBytes: number,
  scan: Scan,
): Promise<{ readonly scans: number; readonly ms: number }> {
  const startedAt = performance.now()
  const endAt = startedAt + seconds * 1_000
  let scans = 0
  const lane = async (): Promise<void> => {
    do {
      await scan(randomFillSync(Buffer.allocUnsafe(sizeBytes)))
      scans += 1
    } while (performance.now() < endAt)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return { scans, ms: performance.now() - startedAt }
}

/** One INSTREAM a file and nothing else. */
function aloneOn(clamdUrl: string): Scan {
  const endpoint = clamdEndpoint(clamdUrl)
  if (endpoint === null) throw new Error(`${clamdUrl} is no address of clamd`)
  const signal = new AbortController().signal
  return async (bytes) => {
    const said = await ask(endpoint, 'INSTREAM', bytes, signal)
    if (said !== 'stream: OK') throw new Error(`clamd said ${said} of random bytes`)
  }
}

/** All that a file goes through: parsing and inspecting in the sandbox, the scanner, deciding, building. */
async function openPath(clamdUrl: string) {
  const settings = readSettings(null, { CLAMD_URL: clamdUrl })
  const languages = readLanguages(settings.languagesDir)
  const policy = readPolicyFiles(settings.channelsDir, languages).get('webchat')
  if (policy === undefined) throw new Error(`there is no webchat in ${settings.channelsDir}`)
  const addresses = openAddresses(randomBytes(32), 0, 'https://forebay.example')
  const { assessing, sandbox } = openAssessing(settings, addresses, languages, createLogger('silent'))
  await warmUp(assessing)
  const signal = new AbortController().signal
  const standing = {
    identity: { level: 'verified', subject: 'bench', evidence: [] },
    policy,
    policyVersion: 1,
    reviews: [],
    revision: 1,
  } as const
  let count = 0
  return {
    async scan(bytes: Buffer): Promise<void> {
      count += 1
      const files = [{ untrustedName: `file-${count}.bin`, untrustedType: 'application/octet-stream', bytes }]
      const content = { type: 'words', words: { text: 'A file.' }, files } as const
      const arrival = { id: `bench-${count}`, channel: 'webchat', kind: 'chat', conversationId: null, receivedAt: 0, content } as const
      const seen = await lookFurther(await see(arrival, policy, assessing), assessing, signal)
      const { record } = conclude(seen, standing, assessing, 0)
      const scanned = record.report.outcomes.find(({ inspector }) => inspector === 'files/malware')
      if (scanned?.status !== 'ok') throw new Error(`a file was not scanned: ${scanned?.reason ?? 'no outcome'}`)
    },
    close: () => sandbox.close(),
  }
}

const SIDE_PIXELS = 4_000

/** What nothing builds anew yet has no row. @param seconds of each */
export async function disarmRows(seconds: number): Promise<readonly DisarmRow[]> {
  const rows: DisarmRow[] = []
  const megapixels = SIDE_PIXELS ** 2 / 1e6
  const pdf = invoicePdf(seeded(1))
  const pages = pdf.toString('latin1').match(/\/Type \/Page /g)?.length ?? 0
  for (const [what, unit, units, type, bytes] of [
    [`a PDF of ${pages} pages, 1 MB`, 'page', pages, 'application/pdf', pdf],
    [`a photo of ${megapixels} megapixels`, 'megapixel', megapixels, 'image/jpeg', await noisyPhoto()],
  ] as const) {
    const tools = { pdf: pdfRenderer }
    if ((await disarm(bytes, type, tools)).status !== 'done') continue
    const startedAt = performance.now()
    let times = 0
    do {
      await disarm(bytes, type, tools)
      times += 1
    } while (performance.now() - startedAt < seconds * 1_000)
    rows.push({ what, unit, msPerUnit: (performance.now() - startedAt) / times / units })
  }
  return rows
}

function noisyPhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const canvas = { width: SIDE_PIXELS, height: SIDE_PIXELS, channels: 3, background: '#888', noise } as const
  return sharp({ create: canvas }).jpeg().toBuffer()
}

export function renderDisarmTable(rows: readonly DisarmRow[]): string {
  if (rows.length === 0) return 'No disarmer builds these files anew.'
  return markdownTable([
    ['built anew', 'milliseconds'],
    ...rows.map(({ what, unit, msPerUnit }) => [what, `${msPerUnit.toFixed(1)} a ${unit}`]),
  ])
}
