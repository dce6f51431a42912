/** API keys, as they are kept, and what each scope of one opens. */

/** `reveal`: to see what is masked. `vouch`: to be believed what the platform, or the connection, proved of a sender. */
export type KeyScope = 'submit' | 'vouch' | 'read' | 'reveal' | 'admin'

export interface ApiKey {
  readonly id: string
  readonly name: string
  /** SHA-256 hex of the key; the key itself is shown once and never kept. */
  readonly hash: string
  /** Null means every channel. */
  readonly channels: readonly string[] | null
  readonly scopes: readonly KeyScope[]
  readonly createdAt: number
  readonly revokedAt: number | null
}
