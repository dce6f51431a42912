/** What a scanner of files says, and how it stands: whatever is not a verdict is a result of its own, and never clean. */

export type ScanResult =
  | { readonly status: 'clean' }
  | { readonly status: 'infected'; readonly signature: string }
  /** No verdict: down, slow, over its limits or answering nonsense. Never to be read as clean. */
  | { readonly status: 'unavailable'; readonly reason: 'SCANNER_UNAVAILABLE' | 'SCANNER_TIMEOUT' | 'SCANNER_LIMIT' }

/** One daemon or server that scans, as it stood when it was looked at last. */
export interface EngineState {
  readonly kind: 'clamd' | 'icap'
  readonly address: string
  /** `ok`: it answers and finds the test file. `blind`: it answers and calls the test file clean, so that it is not asked. */
  readonly status: 'ok' | 'away' | 'blind'
  readonly version: string | null
  /** When its signatures were made, milliseconds since the epoch; null when it does not say. */
  readonly signaturesAt: number | null
  /** The largest file that it was seen to look into, in bytes; null while nothing large was scanned. */
  readonly limitBytes: number | null
  /** It says OK, and nothing more, to what is above its limits. */
  readonly silentAboveLimit: boolean
}

export interface ScannerState {
  readonly configured: boolean
  /** At least one engine of each kind can be asked. */
  readonly reachable: boolean
  readonly version: string | null
  readonly address: string | null
  /** Every one that is configured; left out by what has none of its own. */
  readonly engines?: readonly EngineState[]
}

export interface Scanner {
  /** Scans whole bytes. Never throws: what went wrong is a result. When many wait, lanes (channels) take turns. */
  scan(bytes: Uint8Array, signal: AbortSignal, lane?: string): Promise<ScanResult>
  /** True when a scanner is configured and answers. */
  ready(): Promise<boolean>
  /** @param measured waits until it is known how large a file each engine looks into */
  describe(measured?: boolean): Promise<ScannerState>
}
