/** How small values are sealed at rest, each bound to the place where it stands. */

/** Seals small values at rest. `context` says where a value stands (`record:ID:REVISION`); opened elsewhere, it is refused. */
export interface Sealer {
  seal(plain: Uint8Array, context: string): Buffer
  /** Throws ForebayError `SEAL_BROKEN` when the value was changed, moved or sealed under another key. */
  open(sealed: Uint8Array, context: string): Buffer
  /** A keyed digest of 16 bytes: equal for equal values, and nobody without the key can try out a guess. */
  fingerprint(value: string): Buffer
}
