/** One thing that is known of a sender, and whose account it speaks of: what `assessIdentity` combines. */
import type { IdentityEvidence } from '../core/identity.ts'

export interface Piece {
  readonly evidence: IdentityEvidence
  /** The account of the company's own that it proves; null where an address is proven, or nothing. */
  readonly subject: string | null
}

/** What speaks of the address that a message came from, and so stays true of it whoever logs in later. */
const OF_THE_ADDRESS: ReadonlySet<IdentityEvidence['kind']> = new Set(['spf', 'dkim', 'dmarc', 'arc', 'signature'])

/** Of what was found out before, what still counts beside a login; a token or a memory of somebody is weighed anew, with its account. */
export function addressPieces(evidence: readonly IdentityEvidence[]): readonly Piece[] {
  return evidence.filter(({ kind }) => OF_THE_ADDRESS.has(kind)).map((one) => ({ evidence: one, subject: null }))
}
