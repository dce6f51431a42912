/** Adds what is remembered of a proven address, or of a login in the same chat, to the evidence, and remembers a login with the address that it came from; an address that this message does not prove is looked up nowhere. */
import { addressFor, type Customers, type LinkedAddress, type People } from '../core/customer.ts'
import { type IdentificationStore, placeOfConversation } from '../core/identification.ts'
import type { Identity, IdentityEvidence } from '../core/identity.ts'
import type { Address } from '../core/message.ts'
import { FORGETFUL, type Policy, type RememberRule } from '../core/policy.ts'
import type { StoredMessage } from '../core/stored-message.ts'
import { type Clock, DAY_MS, HOUR_MS } from '../core/time.ts'
import { bySession, sessionMinutesOf } from '../identity/chat-session.ts'
import { historyEvidence } from '../identity/history.ts'
import { provesAddress, provesForMemory, rememberedLink, restsOnMemory, withEvidence, withoutMemory } from '../identity/remembered.ts'

export interface Recognising {
  readonly customers: Pick<Customers, 'linkOf'> & Pick<People, 'identifiedBy' | 'historyOf' | 'subjectsIn'>
  readonly identifications: Pick<IdentificationStore, 'loginsIn'>
  readonly clock: Clock
}

export interface Recognise {
  /** @param sender as the message states it */
  recognise(stored: StoredMessage, sender: Address | null, policy: Policy): Promise<Identity>
  /** Call after an erasure: what was noted of a login before it is noted anew. */
  forget(): void
}

/** A customer who writes ten messages in an hour logged in once. */
const NOTED_FOR_MS = HOUR_MS
const MAX_NOTED = 10_000
/** Of a token that came with the message or for it. A login in the conversation says which address it proves, and records itself. */
const BY_TOKEN = /^Signed token /

export function createRecognise({ customers, identifications, clock }: Recognising): Recognise {
  const noted = new Map<string, number>()

  async function noteLogin({ arrival, identity }: StoredMessage, address: string | null, rule: RememberRule): Promise<void> {
    const { id, channel, receivedAt: at } = arrival
    const { subject } = identity
    const level = identity.evidence.find(isByToken)?.supports
    if (subject === null || (level !== 'authenticated' && level !== 'verified')) return
    const linked = rule.days > 0 && provesForMemory(identity.evidence, rule) ? address : null
    const name = JSON.stringify([subject, level, channel, linked])
    const before = noted.get(name)
    if (before !== undefined && at - before < NOTED_FOR_MS) return
    // The message may have been erased since it was read: it must not bring its sender back.
    if (!(await customers.identifiedBy(id, { subject, level, acr: null, at }, channel, linked, at + rule.days * DAY_MS))) return
    noted.delete(name)
    noted.set(name, at)
    // Oldest first: a Map keeps the order of insertion.
    for (const oldest of noted.keys()) {
      if (noted.size <= MAX_NOTED) break
      noted.delete(oldest)
    }
  }

  /** In a chat, whose session it is goes before whose address it may be. */
  async function inSession({ arrival, identity }: StoredMessage, address: string | null, policy: Policy): Promise<Identity> {
    const { channel, conversationId, receivedAt } = arrival
    const minutes = sessionMinutesOf(policy)
    if (minutes === 0 || conversationId === null || identity.subject !== null) return identity
    const logins = await identifications.loginsIn(placeOfConversation(channel, conversationId))
    const session = bySession(logins, { address, receivedAt }, minutes, identity)
    if (session === null) return identity
    // Nor when a token spoke of somebody else there.
    const others = (await customers.subjectsIn(channel, conversationId)).some((subject) => subject !== session.subject)
    return others ? identity : session
  }

  return {
    async recognise(stored, sender, policy) {
      const { arrival, record } = stored
      const { channel, kind, receivedAt } = arrival
      const rule = policy.identity.remember ?? FORGETFUL
      const stated = addressFor(kind, sender?.address ?? '')
      const identity = await inSession(stored, stated === '' ? null : stated, policy)
      // Who states an address that the message does not prove learns nothing of it, not even by how long an answer takes.
      const address = stated !== '' && provesAddress(identity.evidence) ? stated : null

      await noteLogin(stored, address, rule)
      const isRemembered = restsOnMemory(identity)
      if (address === null) return isRemembered ? withoutMemory(identity) : identity

      const known = [...identity.evidence, ...(record?.identity.evidence ?? [])].find((one) => one.kind === 'history')
      // As it was when the message came: a later run says the same.
      const history = known ?? historyEvidence(await customers.historyOf(channel, address, receivedAt))
      const hasHistory = identity.evidence.some((one) => one.kind === 'history')
      const shown = hasHistory ? identity : withEvidence(identity, [history], null)
      if (isRemembered) return confirmed(shown, await customers.linkOf(channel, address, receivedAt), receivedAt, rule)
      if (identity.subject !== null || rule.days === 0) return shown
      const link = rememberedLink(await customers.linkOf(channel, address, clock()), identity.evidence, rule, clock())
      return link === null ? shown : withEvidence(shown, [link.evidence], link.subject)
    },
    forget: () => noted.clear(),
  }
}

/** What was revoked since counts no more; what lapsed since, or was renewed, counts as it did when the message came. */
function confirmed(identity: Identity, link: LinkedAddress | null, receivedAt: number, rule: RememberRule): Identity {
  const proven = withoutMemory(identity)
  if (link === null || link.subject !== identity.subject) return proven
  const again = rememberedLink(link, proven.evidence, rule, Math.max(receivedAt, link.linkedAt))
  if (again === null) return proven
  const before = identity.evidence.find(({ kind }) => kind === 'remembered')
  return before?.supports === again.evidence.supports ? identity : withEvidence(proven, [again.evidence], again.subject)
}

function isByToken({ kind, detail }: IdentityEvidence): boolean {
  return kind === 'token' && BY_TOKEN.test(detail)
}
