/** What a platform proved by its own signature proves the sender's id there: one that we checked, or one that a connector which may vouch says it checked. */
import type { ProvenBy } from '../../core/platform.ts'
import type { Piece } from '../piece.ts'
import { SCHEMES } from './schemes.ts'

export function platformPiece(by: ProvenBy): Piece {
  const who = by === 'connector' ? 'the connector checked it' : `Forebay checked it (${SCHEMES[by].title})`
  const detail = `The platform's own signature proves the sender's id there; ${who}`
  return { evidence: { kind: 'signature', result: 'pass', detail, supports: 'authenticated' }, subject: null }
}
