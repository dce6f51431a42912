/** Says what an address in running words is: where it stands, and what it would open. */

export interface FoundAddress {
  /** [start, end) in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** The address made whole for the URL parser: scheme added, `hxxp` and `[.]` undone. Still untrusted. */
  readonly target: string
  /** No address to a person, though programs may link it: it stays words, see false-address.ts. */
  readonly isFalse?: true
}
