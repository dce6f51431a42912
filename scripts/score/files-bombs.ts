/** How soon a file that wants to be a thousand times its size is held, and how much memory the service and all its processes take for it. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { assessInput } from '../../src/cli/assess-input.ts'
import { readSettings } from '../../src/settings/settings.ts'
import { createLogger } from '../../src/telemetry/logger.ts'
import { openAssessing } from '../../src/wire-assessing.ts'
import { readLanguages } from '../../src/wire-languages.ts'
import { openAddresses } from '../../src/wire-links.ts'
import { readPolicyFiles } from '../../src/wire-policies.ts'
import { CALM_SCANNER, CHANNELS, GATEWAY } from '../assessor.ts'
import { deepJson, deepXml, gzipBomb, laughingDocx, laughingSvg, pdfBomb, pngBomb, xzBomb } from './bombs/other-bombs.ts'
import { chainOfZips, manyEntries, nestOfZips, quotedEntries, sharedEntries } from './bombs/zip-bombs.ts'
import { listFiles, type Measure } from './measure.ts'

const SHOW = 'files.bombs'
const MOST_MS = 3_000
const MOST_MEGABYTES = 300
const SAMPLE_MS = 20
const SETTLE_MS = 300

interface Bomb {
  readonly name: string
  /** Null for what cannot be made here. */
  readonly bytes: Uint8Array | null
  /** Text that is large to none but a careless reader: it need only be got over with. */
  readonly harmless?: true
}

/** Made when it is its turn, so that none takes memory while another is measured. */
const BOMBS: readonly (() => Bomb)[] = [
  () => ({ name: 'nest-of-16-zips-five-deep.zip', bytes: nestOfZips(30) }),
  () => ({ name: 'chain-of-200-zips.zip', bytes: chainOfZips(200) }),
  () => ({ name: 'one-file-named-60000-times.zip', bytes: sharedEntries(60_000, 20) }),
  () => ({ name: 'overlapping-entries.zip', bytes: quotedEntries(250, 4) }),
  () => ({ name: 'entries-65535.zip', bytes: manyEntries(65_535) }),
  () => ({ name: 'zeros-10-gb.gz', bytes: gzipBomb(10_000) }),
  () => ({ name: 'zeros-10-gb.xz', bytes: xzBomb(10_000) }),
  () => ({ name: 'pixels-400-million.png', bytes: pngBomb(20_000) }),
  () => ({ name: 'stream-bomb.pdf', bytes: pdfBomb(300, 1) }),
  () => ({ name: 'stream-bombs-200.pdf', bytes: pdfBomb(50, 200) }),
  () => ({ name: 'billion-laughs.svg', bytes: laughingSvg() }),
  () => ({ name: 'billion-laughs.docx', bytes: laughingDocx() }),
  () => ({ name: 'deep.json', bytes: deepJson(1_000_000), harmless: true }),
  () => ({ name: 'deep.xml', bytes: deepXml(500_000), harmless: true }),
]

/** Files that hold themselves, which cannot be made in a few lines. */
const QUINE = /quine|^r(zipbytes)?\.zip$|ouroboros|droste/i

export async function scoreFilesBombs(folder: string): Promise<readonly Measure[]> {
  const found = listFiles(folder, (name) => QUINE.test(name)).map((path) => () => ({ name: basename(path), bytes: readFileSync(path) }))
  const room = openRoom()
  try {
    const measures: Measure[] = []
    for (const make of [...BOMBS, ...found]) measures.push(await measure(make(), room))
    if (found.length === 0) measures.push({ show: SHOW, measure: 'a quine: none in this folder', value: '', ok: null, misses: [] })
    return measures
  } finally {
    await room.close()
  }
}

type Room = ReturnType<typeof openRoom>

/** As the service has it, with its own limits; the signatures of a scanner would only hide who held a file. */
function openRoom() {
  const settings = readSettings(null, {})
  const languages = readLanguages(settings.languagesDir)
  const policy = readPolicyFiles(CHANNELS, languages).get('webchat')
  if (policy === undefined) throw new Error('there is no webchat')
  const addresses = openAddresses(Buffer.alloc(32), 0, new URL(GATEWAY).origin)
  const opened = openAssessing(settings, addresses, languages, createLogger('silent'), undefined, null, false)
  const words = new Int32Array(new SharedArrayBuffer(8))
  const sampler = new Worker(new URL('./bombs/memory-sampler.ts', import.meta.url), {
    workerData: { pid: process.pid, shared: words.buffer, everyMs: SAMPLE_MS },
  })
  const version = { channel: policy.channel, version: 1, policy, publishedBy: 'file', publishedAt: 0, reason: '' }
  const given = {
    assessing: { ...opened.assessing, scanner: CALM_SCANNER },
    level: 'verified',
    clock: () => 0,
    newId: () => 'bomb',
  } as const
  return {
    assess(untrustedName: string, bytes: Uint8Array) {
      const files = [{ untrustedName, untrustedType: 'application/octet-stream', bytes }]
      const content = { type: 'words', words: { text: 'words' }, files } as const
      return assessInput({ path: untrustedName, kind: 'chat', channel: policy.channel, content, sizeBytes: bytes.length }, version, given)
    },
    /** Kilobytes; forgets the most that there was. */
    startWatching: () => {
      Atomics.store(words, 1, 0)
      return Atomics.load(words, 0)
    },
    mostKilobytes: () => Atomics.load(words, 1),
    async close() {
      await Promise.all([sampler.terminate(), opened.sandbox.close()])
    },
  }
}

async function measure({ name, bytes, harmless }: Bomb, room: Room): Promise<Measure> {
  if (bytes === null) return { show: SHOW, measure: `${name}: cannot be made here`, value: '', ok: null, misses: [] }
  // Every process has been used, and what an earlier one left behind is gone.
  await Promise.all(Array.from({ length: 8 }, (_, at) => room.assess(`calm ${at}.txt`, Buffer.from('calm'))))
  globalThis.gc?.()
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const before = room.startWatching()
  const startedAt = performance.now()
  const { release, report } = await room.assess(name, bytes)
  const ms = Math.round(performance.now() - startedAt)
  await new Promise((resolve) => setTimeout(resolve, 2 * SAMPLE_MS))
  const megabytes = Math.round((room.mostKilobytes() - before) / 1_024)
  const [file] = release?.files ?? []
  const isHeld = file?.action !== 'release'
  const isWell = (isHeld || harmless === true) && ms <= MOST_MS && megabytes <= MOST_MEGABYTES
  const reasons = new Set(report.outcomes.flatMap(({ status, reason }) => (status === 'ok' || reason === undefined ? [] : [reason])))
  const why = [file?.reason ?? 'no release', ...reasons].join(' ')
  return {
    show: SHOW,
    measure: `${name} (${Math.ceil(bytes.length / 1_024)} KB): ${isHeld ? 'held' : 'RELEASED'}, ${why}`,
    value: `${ms} ms, ${megabytes} MB`,
    ok: isWell,
    misses: [],
  }
}
