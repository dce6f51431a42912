/** What a pool asks of one daemon or server that scans: an answer about bytes, and who it is. */
import type { EngineState, ScanResult } from '../../core/scanner.ts'

export interface EngineIdentity {
  readonly version: string
  /** When its signatures were made, milliseconds since the epoch; null when it does not say. */
  readonly signaturesAt: number | null
}

export interface Engine {
  readonly kind: EngineState['kind']
  readonly address: string
  /**
   * `clean` only when it said so of all the bytes. What ends it early, its signal too, is `unavailable`. Never throws.
   */
  scan(bytes: Uint8Array, signal: AbortSignal): Promise<ScanResult>
  /** Null when it does not answer, or answers as no such engine does. Never throws. */
  identify(signal: AbortSignal): Promise<EngineIdentity | null>
}

export const UNAVAILABLE = { status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' } as const satisfies ScanResult
export const TIMED_OUT = { status: 'unavailable', reason: 'SCANNER_TIMEOUT' } as const satisfies ScanResult
export const OVER_LIMIT = { status: 'unavailable', reason: 'SCANNER_LIMIT' } as const satisfies ScanResult
