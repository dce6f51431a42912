/** What lists of file hashes say, as a contract: bad files that somebody knows, and good ones. */

export interface HashListMatch {
  readonly kind: 'block' | 'allow'
  readonly list: string
  /** What the list calls it; null when it only has the hash. */
  readonly name: string | null
  readonly hash: 'sha256' | 'sha1' | 'md5'
}

export interface HashListState {
  readonly id: string
  readonly kind: 'block' | 'allow'
  readonly source: string
  readonly entries: number
  /** Lines that are neither a hash, nor empty, nor a remark. */
  readonly refused: number
  /** When its file was read last, milliseconds since the epoch; null when it never could be. */
  readonly readAt: number | null
  /** Why the last reading failed; what was read before stays in force. Null when it did not. */
  readonly lastError: string | null
}

export interface HashLists {
  /** One match a list at most. @param sha256 of `bytes`, hex */
  match(sha256: string, bytes: Uint8Array): readonly HashListMatch[]
  /** True while a list of bad files could never be read: nobody knows what is on it. */
  unread(): boolean
}
