/** A remembered link counts only for an address that is proven on this very message, while it is neither lapsed nor revoked, and never for more than the policy lets it. */
import type { LinkedAddress } from '../core/customer.ts'
import type { Identity, IdentityEvidence, IdentityLevel } from '../core/identity.ts'
import { IDENTITY_LEVELS, reaches } from '../core/identity.ts'
import type { RememberRule } from '../core/policy.ts'
import { DAY_MS } from '../core/time.ts'
import { addEvidence, assessIdentity } from './assess.ts'

export interface Remembered {
  readonly evidence: IdentityEvidence
  readonly subject: string
}

const PROVES_ADDRESS: ReadonlySet<string> = new Set(['dmarc', 'arc', 'signature'])

/**
 * True where the address itself is proven on this message: aligned mail (DMARC), the seal of a trusted forwarder (ARC), or a channel that signs who its sender is.
 * SPF or DKIM alone prove some domain, not the one that the reader sees, and a name in a chat proves nothing.
 */
export function provesAddress(evidence: readonly IdentityEvidence[]): boolean {
  return evidence.some(isProofOfAddress)
}

/**
 * True where it is proven in the way that the policy asks for before anything is remembered by it. `strict` takes of mail only what the very
 * domain of its address signed or sent: a forwarder's word, or that of a server in front, does not say so.
 */
export function provesForMemory(evidence: readonly IdentityEvidence[], { alignment }: RememberRule): boolean {
  return evidence.some((one) => isProofOfAddress(one) && (alignment !== 'strict' || one.kind === 'signature' || one.exact === true))
}

function isProofOfAddress({ kind, result, supports }: IdentityEvidence): boolean {
  return PROVES_ADDRESS.has(kind) && result === 'pass' && reaches(supports, 'authenticated')
}

/** Null when the link says nothing about who sent this message. */
export function rememberedLink(
  link: LinkedAddress | null,
  evidence: readonly IdentityEvidence[],
  rule: RememberRule,
  now: number,
): Remembered | null {
  if (link === null || !provesForMemory(evidence, rule)) return null
  if (link.revokedAt !== null || link.lapsesAt <= now || link.linkedAt > now) return null
  // The policy may have become stricter since the login.
  if (now - link.linkedAt >= rule.days * DAY_MS) return null
  const days = Math.floor((now - link.linkedAt) / DAY_MS)
  return {
    subject: link.subject,
    evidence: {
      kind: 'remembered',
      result: 'pass',
      detail: `Whoever writes from this proven address logged in ${days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} ago`} (${link.level})`,
      supports: lower(link.level, rule.upTo),
    },
  }
}

/** The same sender with more evidence, all of it of one account. */
export function withEvidence(identity: Identity, more: readonly IdentityEvidence[], subject: string | null): Identity {
  return addEvidence(
    identity,
    more.map((evidence) => ({ evidence, subject })),
  )
}

/** True where nothing but a remembered link says whose account it is. */
export function restsOnMemory({ subject, evidence }: Identity): boolean {
  return subject !== null && evidence.some(({ kind }) => kind === 'remembered') && !evidence.some(isLogin)
}

/** Of an identity that rests on memory: what the message itself proves, which is an address at most. */
export function withoutMemory({ evidence }: Identity): Identity {
  return assessIdentity(evidence.filter(({ kind }) => kind !== 'remembered').map((one) => ({ evidence: one, subject: null })))
}

function isLogin({ kind, supports }: IdentityEvidence): boolean {
  return kind === 'token' && reaches(supports, 'authenticated')
}

function lower(one: IdentityLevel, other: IdentityLevel): IdentityLevel {
  return IDENTITY_LEVELS[Math.min(IDENTITY_LEVELS.indexOf(one), IDENTITY_LEVELS.indexOf(other))]!
}
