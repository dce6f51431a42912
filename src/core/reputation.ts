/** What others know of addresses: the lists of an installation and the services that it asks. */

/** One list or service that knows an address. */
export interface ListMatch {
  readonly kind: 'block' | 'allow'
  /** The list's id in the settings. */
  readonly list: string
  /** What of the address it knows: `evil.example`, `evil.example/login/`. */
  readonly matched: string
  /** `phishing`, `malware`, …, when the list says so. */
  readonly category: string | null
  /** Milliseconds since the list was last read from its source; null for a service that was asked just now. */
  readonly ageMs: number | null
}

export type ThreatAnswer =
  | { readonly status: 'ok'; readonly matches: readonly ListMatch[] }
  /** No verdict: never to be read as harmless. */
  | { readonly status: 'unavailable'; readonly reason: 'REPUTATION_UNAVAILABLE' | 'REPUTATION_TIMEOUT' }

/** What others know about an address. Neither call opens it, and neither throws. */
export interface Reputation {
  /** The lists of this installation, in memory: by host suffix and by URL prefix. `href` is a WHATWG URL serialisation. */
  match(href: string): readonly ListMatch[]
  /** Services that are asked by hash prefix; `ok` without matches at once when none is configured. */
  ask(href: string, signal: AbortSignal): Promise<ThreatAnswer>
  /** What `isCondemned` tests later, so that no address has to be kept for it: keyed hashes, 8 bytes each, nothing to guess at. */
  hashesOf(href: string): Uint8Array
  /** Would a blocking list of today know one of these? */
  isCondemned(hashes: Uint8Array): boolean
}

/** How one list stands, for people who look after it. */
export interface ListState {
  readonly id: string
  readonly kind: 'block' | 'allow'
  /** Without credentials. */
  readonly source: string
  /** As found; null before it was ever read. */
  readonly format: string | null
  readonly category: string | null
  readonly entries: number
  readonly refused: { readonly count: number }
  /** When its source was last read or said to be unchanged, milliseconds since the epoch; null for never. */
  readonly readAt: number | null
  readonly ageMs: number | null
  /** Never loaded, or older than it may be. */
  readonly stale: boolean
  /** Why it could not be brought up to date: `LIST_SOURCE_MISSING`, `LIST_DAMAGED`, `REQUEST_TIMEOUT`, …; null when it could. */
  readonly lastError: string | null
}
