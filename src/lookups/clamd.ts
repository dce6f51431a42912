/** A scanner over one or more clamd: an answer is `clean` only when there is nothing to scan or a daemon said OK for all the bytes; whatever else happens is `unavailable`. */
import { Readable } from 'node:stream'
import NodeClam from 'clamscan'
import { ForebayError } from '../core/error.ts'
import type { Scanner, ScanResult } from '../core/ports.ts'

export interface ClamdOptions {
  /** `tcp://host:port` or `unix:/path`; several make a pool. Empty: no scanner is configured. */
  readonly addresses: readonly string[]
  /** Scans at once over one daemon; about four serve two cores best. */
  readonly parallelPerDaemon: number
  readonly timeoutMs: number
  /** Above this nothing is sent: clamd's StreamMaxLength (25 MiB as shipped) would refuse it, and MaxFileSize would say OK unscanned. */
  readonly maxBytes: number
}

type Unavailable = Extract<ScanResult, { status: 'unavailable' }>

const UNAVAILABLE: Unavailable = { status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' }
const TIMED_OUT: Unavailable = { status: 'unavailable', reason: 'SCANNER_TIMEOUT' }
const OVER_LIMIT: Unavailable = { status: 'unavailable', reason: 'SCANNER_LIMIT' }

/** Alerts by which clamd says that it did not look inside (AlertExceedsMax, AlertEncrypted). */
const NOT_LOOKED_INSIDE = /^Heuristics\.(Limits\.Exceeded|Encrypted)/

interface Daemon {
  readonly address: string
  readonly client: Promise<NodeClam>
  active: number
  /** By lane, in the order of turns; no lane is empty. */
  readonly waiting: Map<string, (() => void)[]>
}

/** @throws ForebayError `SETTINGS_INVALID` for an address that is neither `tcp://host:port` nor `unix:/path`. */
export function createClamdScanner(options: ClamdOptions): Scanner {
  const daemons = options.addresses.map((address) => connect(address, options.timeoutMs))
  const first = daemons[0]

  return {
    async scan(bytes, signal, lane = '') {
      // clamscan sends not even a command for an empty stream, so that clamd waits for one until the time is up.
      if (bytes.byteLength === 0) return { status: 'clean' }
      if (bytes.byteLength > options.maxBytes) return OVER_LIMIT
      let last = UNAVAILABLE
      // The least busy first; one that gives no answer is passed over for the next.
      for (const daemon of [...daemons].sort((a, b) => load(a) - load(b))) {
        const result = await withinTurn(daemon, lane, options.parallelPerDaemon, () => scanOn(daemon, bytes, signal, options.timeoutMs))
        if (result.status !== 'unavailable') return result
        last = result
      }
      return last
    },
    async ready() {
      const answers = await Promise.all(daemons.map((daemon) => version(daemon, options.timeoutMs)))
      return answers.some((answer) => answer !== null)
    },
    async describe() {
      if (first === undefined) return { configured: false, reachable: false, version: null, address: null }
      const versions = await Promise.all(daemons.map((daemon) => version(daemon, options.timeoutMs)))
      const at = versions.findIndex((found) => found !== null)
      return { configured: true, reachable: at >= 0, version: versions[at] ?? null, address: (daemons[at] ?? first).address }
    },
  }
}

function connect(address: string, timeoutMs: number): Daemon {
  const unix = /^unix:(?:\/\/)?(\/.+)$/.exec(address)
  const tcp = /^tcp:\/\/(\[[0-9a-fA-F:.]+\]|[^:/]+):(\d{1,5})$/.exec(address)
  if (!unix && !tcp) throw new ForebayError('SETTINGS_INVALID', 'CLAMD_URL must be tcp://host:port or unix:/path.', { field: 'CLAMD_URL' })
  const where = unix ? { socket: String(unix[1]) } : { host: String(tcp?.[1]).replace(/^\[|\]$/g, ''), port: Number(tcp?.[2]) }
  // bypassTest: a daemon that is down now may be up later; path: no local binary is ever run, not even to ask its version.
  const settings = {
    clamscan: { active: false },
    clamdscan: { ...where, path: '', timeout: timeoutMs, localFallback: false, active: true, bypassTest: true },
  }
  return { address, client: new NodeClam().init(settings), active: 0, waiting: new Map() }
}

async function scanOn(daemon: Daemon, bytes: Uint8Array, signal: AbortSignal, timeoutMs: number): Promise<ScanResult> {
  if (signal.aborted) return TIMED_OUT
  try {
    const client = await daemon.client
    const answer = await bounded(client.scanStream(chunked(bytes)), signal, timeoutMs)
    if (answer === 'timed_out') return TIMED_OUT
    if (answer.isInfected === false) return { status: 'clean' }
    const signature = answer.viruses[0]
    if (answer.isInfected !== true || signature === undefined) return UNAVAILABLE
    return NOT_LOOKED_INSIDE.test(signature) ? OVER_LIMIT : { status: 'infected', signature }
  } catch (error) {
    return /size limit exceeded/i.test(String(error)) ? OVER_LIMIT : UNAVAILABLE
  }
}

/** clamd reads INSTREAM frames; 256 KiB ones keep the copying low. */
function chunked(bytes: Uint8Array): Readable {
  const frameBytes = 256 * 1024
  let at = 0
  return new Readable({
    highWaterMark: frameBytes,
    read() {
      if (at >= bytes.byteLength) return void this.push(null)
      const end = Math.min(at + frameBytes, bytes.byteLength)
      this.push(Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at))
      at = end
    },
  })
}

async function version(daemon: Daemon, timeoutMs: number): Promise<string | null> {
  try {
    const answer = await bounded(
      daemon.client.then((client) => client.getVersion()),
      null,
      Math.min(timeoutMs, 2_000),
    )
    return typeof answer === 'string' && answer.startsWith('ClamAV') ? answer.trim() : null
  } catch {
    // Down is an answer here: the caller asks whether the daemon is reachable.
    return null
  }
}

/** The library leaves a promise pending when a daemon dies at the wrong moment, so every wait on it has an end. */
function bounded<T>(work: Promise<T>, signal: AbortSignal | null, timeoutMs: number): Promise<T | 'timed_out'> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve('timed_out')
    const timer = setTimeout(stop, timeoutMs)
    signal?.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    })
  })
}

function load(daemon: Daemon): number {
  let waiting = 0
  for (const lane of daemon.waiting.values()) waiting += lane.length
  return daemon.active + waiting
}

async function withinTurn<T>(daemon: Daemon, lane: string, parallel: number, run: () => Promise<T>): Promise<T> {
  if (daemon.active >= parallel) {
    await new Promise<void>((resume) => {
      const others = daemon.waiting.get(lane)
      if (others === undefined) daemon.waiting.set(lane, [resume])
      else others.push(resume)
    })
  } else daemon.active += 1
  try {
    return await run()
  } finally {
    const next = nextTurn(daemon)
    // The place passes on; the count stays.
    if (next) next()
    else daemon.active -= 1
  }
}

/** One of each lane in turn, so that the files of a flooded channel are not all before that of another. */
function nextTurn({ waiting }: Daemon): (() => void) | undefined {
  for (const [lane, turns] of waiting) {
    const next = turns.shift()
    waiting.delete(lane)
    if (turns.length > 0) waiting.set(lane, turns)
    return next
  }
  return undefined
}
