/** The level of a sender follows from evidence alone, and never from that of somebody else: the strongest piece counts, and all of them are kept. */
import { type Identity, type IdentityLevel, reaches } from '../core/identity.ts'
import type { Piece } from './piece.ts'

/**
 * Pure. The account is that of the first piece that proves one; a piece that proves another account is kept and raises nothing,
 * so the caller puts what was proven just now before what is remembered. What failed lowers nothing: it is there to be read.
 */
export function assessIdentity(pieces: readonly Piece[]): Identity {
  const subject = pieces.find((piece) => piece.subject !== null && proves(piece))?.subject ?? null
  const level = pieces.reduce<IdentityLevel>((best, { evidence, subject: whose }) => {
    const counts = whose === null || whose === subject
    return counts && reaches(evidence.supports, best) ? evidence.supports : best
  }, 'anonymous')
  return { level, subject, evidence: pieces.map(({ evidence }) => evidence) }
}

function proves({ evidence }: Piece): boolean {
  return reaches(evidence.supports, 'authenticated')
}
