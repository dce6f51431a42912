/** Measures a list of two million hosts: its file, its loading, its memory, its looks, and that no look is dropped while it is read anew. */
import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readCompiled } from '../src/lookups/lists/compiled-file.ts'
import { deriveListKeys } from '../src/lookups/lists/keyed-hash.ts'
import { type Lists, openLists } from '../src/lookups/lists/lists.ts'
import { readListSettings } from '../src/lookups/lists/settings.ts'
import { createHashTable } from '../src/lookups/lists/table.ts'

export interface ListFigures {
  readonly hosts: number
  readonly compileSeconds: number
  readonly fileMegabytes: number
  readonly loadMs: number
  readonly residentMegabytes: number
  /** The mean of the quickest of several rounds over all probes. */
  readonly lookMicroseconds: number
  readonly probes: number
  readonly falsePositives: number
  readonly falseNegatives: number
  /** While the list was read anew. */
  readonly reloads: number
  readonly looksUnderReload: number
  readonly dropped: number
  /** The longest that the event loop stood still meanwhile. */
  readonly longestPauseMs: number
}

/** What `lists-memory.ts` is told on its command line, as JSON. */
export interface MemoryJob {
  readonly folder: string
  readonly source: string
}

export const SECRET = new Uint8Array(32).fill(7)
export const LIST_ID = 'bench'
const ENDINGS = ['com', 'net', 'co.uk', 'xyz', 'com.br', 'info', 'top', 'de']
const PROBES = 100_000
const PAGES = 2_000
const RELOADS = 3
const ROUNDS = 7

/** A host that no other number has, and that looks like nothing. */
export function hostAt(index: number): string {
  const noise = Math.imul(index ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  return `${noise.toString(36)}-${index.toString(36)}.${ENDINGS[noise % ENDINGS.length]}`
}

/** Addresses as messages have them: of listed hosts and of others, below them and not, with paths and queries. */
export function addressAt(host: string, index: number): string {
  const name = index % 3 === 0 ? `www.${host}` : host
  return `https://${name}/${['', 'login', 'a/b/index.html?id=1', 'shop/item/2', 'account/verify.php?token=abc&next=1'][index % 5]}`
}

export async function measureLists(hosts = 2_000_000): Promise<ListFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'forebay-bench-lists-'))
  try {
    return await measureIn(folder, hosts)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureIn(folder: string, hosts: number): Promise<ListFigures> {
  const source = join(folder, 'hosts.txt')
  const compiled = join(folder, 'compiled')
  await mkdir(compiled)
  await pipeline(Readable.from(linesOf(hosts)), createWriteStream(source))

  const startedAt = performance.now()
  const lists = await openBenchLists({ folder: compiled, source })
  try {
    const compileSeconds = (performance.now() - startedAt) / 1_000
    const path = join(compiled, `${LIST_ID}.list`)
    const fileMegabytes = (await stat(path)).size / 1e6
    const residentMegabytes = await growthOf({ folder: compiled, source })
    const loadMs = await timeLoad(path)
    const accuracy = probe(lists, hosts)
    return { hosts, compileSeconds, fileMegabytes, loadMs, residentMegabytes, ...accuracy, ...(await reload(lists, source)) }
  } finally {
    await lists.close()
  }
}

export function openBenchLists({ folder, source }: MemoryJob): Promise<Lists> {
  const settings = readListSettings([{ id: LIST_ID, kind: 'block', source }])
  const fetch = () => Promise.reject(new Error('no list comes from the network here'))
  return openLists({ settings, folder, secret: SECRET, clock: Date.now, fetch, pollSeconds: 3_600 }).then(async (lists) => {
    await lists.firstRound
    return lists
  })
}

function* linesOf(hosts: number): Generator<string> {
  const atOnce = 10_000
  for (let from = 0; from < hosts; from += atOnce) {
    const lines = Array.from({ length: Math.min(atOnce, hosts - from) }, (_, at) => hostAt(from + at))
    yield `${lines.join('\n')}\n`
  }
  for (let page = 0; page < PAGES; page += 1) yield `https://pages-${page}.example/bad/${page}/\n`
}

async function timeLoad(path: string): Promise<number> {
  const { seal } = deriveListKeys(SECRET)
  const times: number[] = []
  for (let run = 0; run < 5; run += 1) {
    const startedAt = performance.now()
    const { hashes } = await readCompiled(path, seal)
    createHashTable(hashes.hosts)
    createHashTable(hashes.paths)
    times.push(performance.now() - startedAt)
  }
  return Math.min(...times)
}

function probe(lists: Lists, hosts: number) {
  const step = Math.max(1, Math.floor((2 * hosts) / PROBES))
  const listed = Array.from({ length: PROBES / 2 }, (_, at) => addressAt(hostAt((at * step) % hosts), at))
  const others = Array.from({ length: PROBES / 2 }, (_, at) => addressAt(hostAt(hosts + at), at))
  const mixed = listed.flatMap((address, at) => [address, others[at]!])
  for (const address of mixed.slice(0, 20_000)) lists.match(address)
  let matched = 0
  const rounds = Array.from({ length: ROUNDS }, () => {
    matched = 0
    const startedAt = performance.now()
    for (const address of mixed) matched += lists.match(address).length
    return ((performance.now() - startedAt) * 1_000) / mixed.length
  })
  // Neighbours on the machine can only make a round longer.
  const lookMicroseconds = Math.min(...rounds)
  const falsePositives = others.filter((address) => lists.match(address).length > 0).length
  const falseNegatives = listed.filter((address) => lists.match(address).length !== 1).length
  if (matched !== listed.length - falseNegatives + falsePositives) throw new Error('the same look gave two answers')
  return { lookMicroseconds, probes: mixed.length, falsePositives, falseNegatives }
}

/** The source says that it has changed, again and again, while looks never stop. */
async function reload(lists: Lists, source: string) {
  let reloading = true
  let looksUnderReload = 0
  let dropped = 0
  let longestPauseMs = 0
  const listed = hostAt(1)
  const looking = (async () => {
    let lastAt = performance.now()
    while (reloading) {
      for (let at = 0; at < 100; at += 1) if (lists.match(addressAt(listed, at)).length !== 1) dropped += 1
      looksUnderReload += 100
      await new Promise((resolve) => setImmediate(resolve))
      longestPauseMs = Math.max(longestPauseMs, performance.now() - lastAt)
      lastAt = performance.now()
    }
  })()
  let readAt = lists.describe()[0]?.readAt ?? 0
  for (let round = 1; round <= RELOADS; round += 1) {
    await utimes(source, round, round)
    await lists.refresh()
    const [state] = lists.describe()
    if (state === undefined || state.lastError !== null || (state.readAt ?? 0) <= readAt) throw new Error('the list was not read anew')
    readAt = state.readAt ?? 0
  }
  reloading = false
  await looking
  return { reloads: RELOADS, looksUnderReload, dropped, longestPauseMs }
}

async function growthOf(job: MemoryJob): Promise<number> {
  const script = fileURLToPath(new URL('./lists-memory.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, JSON.stringify(job)])
  return Number(stdout)
}

/** One line a figure, for people. */
export function printLists(figures: ListFigures, out: { write(text: string): unknown } = process.stdout): void {
  const rows: readonly (readonly [string, string])[] = [
    ['hosts', figures.hosts.toLocaleString('en-US')],
    ['compiled in', `${figures.compileSeconds.toFixed(1)} s, in a thread`],
    ['file', `${figures.fileMegabytes.toFixed(1)} MB`],
    ['loaded in', `${figures.loadMs.toFixed(0)} ms`],
    ['resident', `+${figures.residentMegabytes.toFixed(0)} MB`],
    ['a look', `${figures.lookMicroseconds.toFixed(2)} µs`],
    ['wrong', `${figures.falsePositives + figures.falseNegatives} of ${figures.probes.toLocaleString('en-US')}`],
    ['reloads', `${figures.reloads}, meanwhile ${figures.looksUnderReload.toLocaleString('en-US')} looks, ${figures.dropped} dropped`],
    ['longest pause', `${figures.longestPauseMs.toFixed(0)} ms`],
  ]
  for (const [name, value] of rows) out.write(`${name.padEnd(14)} ${value}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printLists(await measureLists())
