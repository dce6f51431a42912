/** A mail about which the DNS gave no answer may still be proven, for a day after it came; it is then proven anew as a whole, and what the last try found is final. */
import type { Identity, IdentityEvidence } from '../../core/identity.ts'
import { reaches } from '../../core/identity.ts'
import type { Arrival } from '../../core/message.ts'
import { DAY_MS } from '../../core/time.ts'

/**
 * RFC 7208 2.6.6 and RFC 8601 2.7: a later try may settle what was a `temperror`. RFC 5321 4.5.4.1 lets mail itself be tried for four or five
 * days; a day outlasts most outages, and the longer it is, the less the DNS says of the day on which the mail came: keys and servers change.
 */
const ASKED_FOR_MS = DAY_MS

const OF_THE_MAIL: ReadonlySet<IdentityEvidence['kind']> = new Set(['spf', 'dkim', 'dmarc', 'arc'])
/** SPF and DKIM raise a level through DMARC alone, which is a `temperror` where an answer to one of them could have made it pass. */
const RAISES: ReadonlySet<IdentityEvidence['kind']> = new Set(['dmarc', 'arc'])

/**
 * True when asking the DNS once more, at `at` (milliseconds since the epoch), can raise the level. A mail of which something expired is not what
 * was signed any more.
 */
export function mayBeProvenLater({ level, evidence }: Identity, mail: Pick<Arrival, 'receivedAt' | 'expired'>, at: number): boolean {
  if (at - mail.receivedAt >= ASKED_FOR_MS || mail.expired !== undefined || reaches(level, 'authenticated')) return false
  return evidence.some(({ kind, result }) => RAISES.has(kind) && result === 'temperror')
}

/** True once the checks of the mail have run. */
export function wasChecked({ evidence }: Identity): boolean {
  return evidence.some(({ kind }) => kind === 'spf' || kind === 'dkim')
}

/** For an identity that may be proven later: nothing in it rests on what the mail proved, which is found out anew. */
export function withoutMailEvidence(identity: Identity): Identity {
  return { ...identity, evidence: identity.evidence.filter(({ kind }) => !OF_THE_MAIL.has(kind)) }
}
