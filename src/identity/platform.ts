/** What a platform proved by its own signature is taken from a connector that may vouch for it, and proves the sender's id there. */
import type { Piece } from './piece.ts'

/** The one that a connector with the scope `vouch` says the platform proved. */
export function platformPiece(): Piece {
  const detail = "The platform's own signature proves the sender's id there; the connector checked it"
  return { evidence: { kind: 'signature', result: 'pass', detail, supports: 'authenticated' }, subject: null }
}
