/** Scores how many codes of photographed and generated pictures become links with the right text, without the network. */
import dns from 'node:dns'
import { readdir, readFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { basename, join } from 'node:path'
import { barcode } from '../../src/inspection/links/barcode.ts'
import { openBarcodeReader } from '../../src/parse/image/read-barcodes.ts'
import { parseMessage } from '../../src/parse/message.ts'
import { loadBarcodeWasm } from '../../src/pipeline/barcode-wasm.ts'

interface Score {
  readonly show: string
  readonly measure: string
  readonly value: string
  /** Null for a figure that is neither good nor bad. */
  readonly ok: boolean | null
  readonly misses: readonly string[]
}

interface Truth {
  readonly file: string
  /** Null when nobody could decode it. */
  readonly text: string | null
}

/** @param folder holds directories with `qr` in their names, each with pictures and a `truth.jsonl` */
export async function scoreBarcodes(folder: string): Promise<readonly Score[]> {
  const scores: Score[] = []
  const restore = cutNetwork()
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.filter((one) => one.isDirectory() && one.name.includes('qr')))
      scores.push(...(await scoreSet(join(folder, entry.name))))
  } finally {
    restore()
  }
  return scores
}

async function scoreSet(folder: string): Promise<readonly Score[]> {
  const name = basename(folder)
  const lines = (await readFile(join(folder, 'truth.jsonl'), 'utf8')).split('\n').filter((line) => line.trim() !== '')
  const truths = lines.map((line) => JSON.parse(line) as Truth)
  const readBarcodes = openBarcodeReader(loadBarcodeWasm)
  const misses: string[] = []
  const times: number[] = []
  let decodable = 0
  for (const { file, text } of truths) {
    const bytes = await readFile(join(folder, file))
    const startedAt = performance.now()
    const { message, outcomes } = await parseMessage(
      {
        id: 'm1',
        channel: 'score',
        kind: 'chat',
        conversationId: null,
        receivedAt: 0,
        content: { type: 'words', words: {}, files: [{ untrustedName: file, untrustedType: 'image/png', bytes }] },
      },
      { enter: () => undefined, skips: new Map(), now: () => performance.now(), readBarcodes },
    )
    times.push(performance.now() - startedAt)
    if (text === null) continue
    decodable += 1
    const found = message.links.filter((link) => barcode.inspect(link, message).sightings.length > 0)
    const outcome = outcomes.find(({ inspector }) => inspector === 'parse/barcode')
    if (!found.some((link) => sameText(link.untrustedUrl, text))) {
      misses.push(
        `${name}/${file}: ${outcome?.reason ?? outcome?.status ?? 'not looked at'}, found ${JSON.stringify(found.map((link) => link.untrustedUrl.slice(0, 80)))}`,
      )
    }
  }
  const sorted = [...times.slice(1)].sort((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0)
  return [
    {
      show: name,
      measure: 'codes that became links with the right text',
      value: `${decodable - misses.length} of ${decodable}`,
      ok: misses.length === 0 && decodable > 0,
      misses,
    },
    {
      show: name,
      measure: 'ms a picture: first, median, slowest of the others',
      value: `${(times[0] ?? 0).toFixed(0)}, ${at(0.5)}, ${at(1)}`,
      ok: null,
      misses: [],
    },
  ]
}

/** Printed line ends differ between the files that tell the truth; nothing else may. */
function sameText(found: string, text: string): boolean {
  return found.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n')
}

/** Whatever reaches for the network throws, so that a score is made without it or not at all. */
function cutNetwork(): () => void {
  const refuse = (): never => {
    throw new Error('The network was reached for')
  }
  const kept = { fetch: globalThis.fetch, connect: net.Socket.prototype.connect, lookup: dns.lookup }
  globalThis.fetch = refuse
  net.Socket.prototype.connect = refuse
  Reflect.set(dns, 'lookup', refuse)
  syncBuiltinESMExports()
  return () => {
    globalThis.fetch = kept.fetch
    net.Socket.prototype.connect = kept.connect
    Reflect.set(dns, 'lookup', kept.lookup)
    syncBuiltinESMExports()
  }
}
