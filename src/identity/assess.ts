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

/** What is learnt later of the address, beside whatever account was proven before: it can raise the level, and never changes whose account it is. */
export function addEvidence(identity: Identity, pieces: readonly Piece[]): Identity {
  const learnt = assessIdentity(pieces.filter(({ subject }) => subject === null || subject === identity.subject))
  const isClaim = (kind: string) => kind === 'claim'
  return {
    level: reaches(learnt.level, identity.level) ? learnt.level : identity.level,
    subject: identity.subject,
    evidence: [
      ...identity.evidence.filter(({ kind }) => !isClaim(kind)),
      ...learnt.evidence,
      ...identity.evidence.filter(({ kind }) => isClaim(kind)),
    ],
  }
}

function proves({ evidence }: Piece): boolean {
  return reaches(evidence.supports, 'authenticated')
}
