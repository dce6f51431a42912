/** A scanner over one or more clamd: an answer is `clean` only when there is nothing to scan or a daemon said OK for all the bytes; whatever else happens is `unavailable`. */
import { ForebayError } from '../core/error.ts'
import type { Scanner, ScanResult } from '../core/scanner.ts'
import { ask, clamdEndpoint } from './scanner/clamd-protocol.ts'
import { type Engine, type EngineIdentity, OVER_LIMIT, UNAVAILABLE } from './scanner/engine.ts'
import { createPool } from './scanner/pool.ts'

export interface ClamdOptions {
  /** `tcp://host:port` or `unix:/path`; several make a pool. Empty: no scanner is configured. */
  readonly addresses: readonly string[]
  /** Scans at once over one daemon; about four serve two cores best. */
  readonly parallelPerDaemon: number
  readonly timeoutMs: number
  /** Above this nothing is sent, whatever the daemon would take. */
  readonly maxBytes: number
  /** See `PoolOptions`. */
  readonly canary?: Uint8Array | null
}

/** Alerts by which clamd says that it did not look inside (AlertExceedsMax, AlertEncrypted). */
const NOT_LOOKED_INSIDE = /^Heuristics\.(Limits\.Exceeded|Encrypted)/
/** clamd.conf, StreamMaxLength. */
const REFUSED = /size limit exceeded/i

/** @throws ForebayError `SETTINGS_INVALID` for an address that is neither `tcp://host:port` nor `unix:/path`. */
export function createClamdScanner({ addresses, parallelPerDaemon, timeoutMs, maxBytes, canary = null }: ClamdOptions): Scanner {
  return createPool({ engines: addresses.map(clamdEngine), parallelPerEngine: parallelPerDaemon, timeoutMs, maxBytes, canary })
}

function clamdEngine(address: string): Engine {
  const endpoint = clamdEndpoint(address)
  if (endpoint === null)
    throw new ForebayError('SETTINGS_INVALID', 'CLAMD_URL must be tcp://host:port or unix:/path.', { field: 'CLAMD_URL' })
  return {
    kind: 'clamd',
    address,
    async scan(bytes, signal) {
      try {
        return readVerdict(await ask(endpoint, 'INSTREAM', bytes, signal))
      } catch {
        // Down, hanging or hung up: no verdict, and the pool tries another.
        return UNAVAILABLE
      }
    },
    async identify(signal) {
      try {
        return readVersion(await ask(endpoint, 'VERSION', null, signal))
      } catch {
        // Down is an answer here: who asks wants to know whether it is there.
        return null
      }
    },
  }
}

function readVerdict(said: string): ScanResult {
  if (said === 'stream: OK') return { status: 'clean' }
  const signature = /^stream: (.{1,1024}) FOUND$/.exec(said)?.[1]
  if (signature !== undefined) return NOT_LOOKED_INSIDE.test(signature) ? OVER_LIMIT : { status: 'infected', signature }
  return REFUSED.test(said) ? OVER_LIMIT : UNAVAILABLE
}

/** `ClamAV 1.4.3/27500/Mon Nov 23 09:12:33 2026`: engine, signatures, and when those were made; the engine alone when it has none of ClamAV's. */
export function readVersion(said: string): EngineIdentity | null {
  if (!said.startsWith('ClamAV ')) return null
  const version = said.slice(0, 200).trim()
  const made = version.split('/')[2]
  // In the time zone of the daemon, which it does not tell: half a day more or less.
  const signaturesAt = made === undefined ? Number.NaN : Date.parse(`${made} UTC`)
  return { version, signaturesAt: Number.isNaN(signaturesAt) ? null : signaturesAt }
}
