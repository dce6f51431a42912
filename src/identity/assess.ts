/** The level of a sender follows from evidence alone, and never from that of somebody else: the strongest piece counts, and all of them are kept. */
import { type Identity, type IdentityEvidence, type IdentityLevel, reaches } from '../core/identity.ts'
import type { Piece } from './piece.ts'

type Known = Pick<Identity, 'level' | 'subject'>

const NOBODY: Known = { level: 'anonymous', subject: null }

/** Behind what the message proves stands what its sender states, and behind that what is known from before. */
const PLACES: Readonly<Partial<Record<IdentityEvidence['kind'], number>>> = { claim: 1, history: 2, remembered: 2 }

/**
 * Pure. The account is that of the first piece that proves one; a piece that proves another account is kept and raises nothing,
 * so the caller puts what was proven just now before what is remembered. What failed lowers nothing: it is there to be read.
 */
export function assessIdentity(pieces: readonly Piece[]): Identity {
  return { ...raise(NOBODY, pieces), evidence: pieces.map(({ evidence }) => evidence) }
}

/** What is learnt later raises as above, and an account that was proven before stays. */
export function addEvidence(identity: Identity, pieces: readonly Piece[]): Identity {
  const evidence = [...identity.evidence, ...pieces.map((piece) => piece.evidence)]
  return { ...raise(identity, pieces), evidence: evidence.toSorted((one, other) => placeOf(one) - placeOf(other)) }
}

/** The one place where a level rises. */
function raise(known: Known, pieces: readonly Piece[]): Known {
  const subject = known.subject ?? pieces.find((piece) => piece.subject !== null && proves(piece))?.subject ?? null
  const level = pieces.reduce<IdentityLevel>((best, { evidence, subject: whose }) => {
    const counts = whose === null || whose === subject
    return counts && reaches(evidence.supports, best) ? evidence.supports : best
  }, known.level)
  return { level, subject }
}

function proves({ evidence }: Piece): boolean {
  return reaches(evidence.supports, 'authenticated')
}

function placeOf({ kind }: IdentityEvidence): number {
  return PLACES[kind] ?? 0
}
