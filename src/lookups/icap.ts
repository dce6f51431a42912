/** A scanner over one or more ICAP servers (RFC 3507): a file is clean only when a server had all of it and left it as it is; whatever else happens is no such answer. */
import { ForebayError } from '../core/error.ts'
import type { Scanner, ScanResult } from '../core/scanner.ts'
import { type Engine, type EngineIdentity, OVER_LIMIT, UNAVAILABLE } from './scanner/engine.ts'
import { askIcap, type IcapAnswer, icapEndpoint } from './scanner/icap-protocol.ts'
import { createPool, type PoolOptions } from './scanner/pool.ts'

export interface IcapOptions extends Omit<PoolOptions, 'engines'> {
  /** `icap://host:1344/service`; several make a pool. */
  readonly addresses: readonly string[]
}

/** Headers by which servers name what they found: draft-stecher-icap-subid, and what is in use besides. */
const NAMING = ['x-infection-found', 'x-virus-id', 'x-virus-name', 'x-violations-found'] as const
const NOTHING_FOUND = /^(?:|0|no|none|clean|ok|no threats?(?: found)?)$/i
const MAX_SIGNATURE_CHARACTERS = 200

/** @throws ForebayError `SETTINGS_INVALID` for an address that is no `icap://host:port/service`. */
export function createIcapScanner({ addresses, ...pool }: IcapOptions): Scanner {
  return createPool({ ...pool, engines: addresses.map(icapEngine) })
}

function icapEngine(address: string): Engine {
  const endpoint = icapEndpoint(address)
  if (endpoint === null) throw new ForebayError('SETTINGS_INVALID', 'ICAP_URL must be icap://host:port/service.', { field: 'ICAP_URL' })
  return {
    kind: 'icap',
    address,
    async scan(bytes, signal) {
      try {
        return readVerdict(await askIcap(endpoint, bytes, signal))
      } catch {
        // Down, hanging, hung up or talking nonsense: no verdict, and the pool tries another.
        return UNAVAILABLE
      }
    },
    async identify(signal) {
      try {
        return readOptions(await askIcap(endpoint, null, signal))
      } catch {
        // Down is an answer here: who asks wants to know whether it is there.
        return null
      }
    },
  }
}

function readVerdict(answer: IcapAnswer): ScanResult {
  const { status, headers, httpStatus, sameBody, sentAll } = answer
  if (status === 413) return OVER_LIMIT
  if (status !== 200 && status !== 204) return UNAVAILABLE
  const signature = signatureOf(headers)
  if (signature !== null) return { status: 'infected', signature }
  if (status === 204) return sentAll ? { status: 'clean' } : UNAVAILABLE
  // Another page stands for the file: it was blocked, and nobody says why.
  if (httpStatus === null) return UNAVAILABLE
  if (httpStatus !== 200 || sameBody === false) return { status: 'infected', signature: `Blocked (${httpStatus})` }
  return sameBody === true && sentAll ? { status: 'clean' } : UNAVAILABLE
}

/** `Type=0; Resolution=2; Threat=Eicar-Signature;`, or a name alone. */
function signatureOf(headers: ReadonlyMap<string, string>): string | null {
  for (const header of NAMING) {
    const value = headers.get(header)
    if (value === undefined || NOTHING_FOUND.test(value)) continue
    const name = /\bThreat=([^;]+)/i.exec(value)?.[1]?.trim() ?? value
    return name.slice(0, MAX_SIGNATURE_CHARACTERS)
  }
  return null
}

/** Its ISTag changes with whatever could change a verdict: signatures, settings, program (4.7). */
function readOptions({ status, headers }: IcapAnswer): EngineIdentity | null {
  const methods = headers.get('methods') ?? ''
  if (status !== 200 || !/\bRESPMOD\b/i.test(methods)) return null
  const named = [headers.get('service') ?? 'ICAP', headers.get('istag')?.replace(/^"|"$/g, '')].filter((part) => part !== undefined)
  return { version: named.join(' ').slice(0, MAX_SIGNATURE_CHARACTERS), signaturesAt: null }
}
