/** What a login in the middle of a conversation proves, and whether it is one that the channel takes: pure, and never more than the provider said. */
import type { IdentifiedLogin, ProviderLogin } from '../core/identification.ts'
import type { Identity } from '../core/identity.ts'
import type { Policy, StepUpRules } from '../core/policy.ts'
import { assessIdentity } from './assess.ts'
import { type Assurance, levelOf } from './login.ts'
import type { Piece } from './piece.ts'

/** What the provider is asked for: what the channel insists on, or, where a stronger login lets more through, what would make it so. */
export function acrAsked({ identity, senders }: Pick<Policy, 'identity' | 'senders'>, { acrValues }: StepUpRules): readonly string[] {
  if (acrValues.length > 0) return acrValues
  return isAlike(senders.authenticated, senders.verified) ? [] : identity.verifiedAcr
}

/** False for a login that is too weak for the channel, or for anything that can wait there. */
export function isStrongEnough(
  login: Pick<ProviderLogin, 'acr' | 'amr'>,
  { identity, senders }: Pick<Policy, 'identity' | 'senders'>,
  { acrValues }: StepUpRules,
): boolean {
  if (acrValues.length > 0) return login.acr !== null && acrValues.includes(login.acr)
  const onlyVerifiedHelps = isAlike(senders.claimed, senders.authenticated) && !isAlike(senders.authenticated, senders.verified)
  return !onlyVerifiedHelps || levelOf(login, identity) === 'verified'
}

function isAlike(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** A login tells its e-mail or not; an address that is none (a platform's id) can be compared with nothing. */
export function emailFits({ matchEmail }: StepUpRules, address: string | null, verifiedEmail: string | null): boolean {
  if (matchEmail === 'off' || address === null || !address.includes('@')) return true
  return verifiedEmail === null ? matchEmail === 'whenKnown' : isSameEmail(verifiedEmail, address)
}

/** RFC 5321 lets the part before the @ differ by case; nobody gives two people such addresses. */
function isSameEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** @param address of the conversation */
export function loginIn(
  { subject, acr, amr, at, verifiedEmail }: ProviderLogin,
  address: string | null,
  { identity, kind }: { readonly identity: Assurance; readonly kind: Policy['kind'] },
): Omit<IdentifiedLogin, 'listed'> {
  // In mail and on a platform the code was sent to the address; what was typed into a chat proves nothing by itself.
  const provesAddress = kind !== 'chat' || (address !== null && verifiedEmail !== null && isSameEmail(verifiedEmail, address))
  return { subject, level: levelOf({ acr, amr }, identity), acr, at, provesAddress }
}

/** The sender of a message, once the login is theirs; what was known before stays with whose account it spoke of. */
export function identityByLogin({ subject, level, acr }: IdentifiedLogin, before: Identity, when = 'in this conversation'): Identity {
  const detail = `Login at the company's own provider ${when}${acr === null ? '' : ` (${acr})`}`
  const login: Piece = { evidence: { kind: 'token', result: 'pass', detail, supports: level }, subject }
  const known = before.evidence.map((evidence): Piece => ({ evidence, subject: OF_AN_ACCOUNT.has(evidence.kind) ? before.subject : null }))
  return assessIdentity([login, ...known])
}

const OF_AN_ACCOUNT: ReadonlySet<string> = new Set(['token', 'remembered'])
