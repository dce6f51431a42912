/** What a sender says of itself is a claim and no more, whatever it says. */
import type { Address } from '../core/message.ts'
import type { Piece } from './piece.ts'

/** None for a sender who says nothing. */
export function claimPieces(untrustedSender: Address | null): readonly Piece[] {
  if (untrustedSender === null || (untrustedSender.address === '' && (untrustedSender.name ?? '') === '')) return []
  const detail = 'Name or address as the sender states it, unproven'
  return [{ evidence: { kind: 'claim', result: 'none', detail, supports: 'claimed' }, subject: null }]
}
