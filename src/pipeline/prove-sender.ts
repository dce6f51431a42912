/** What a mail proves of its sender is found out once, when it is first seen, and kept with it: a later run decides by the DNS of that day. */
import type { Identity } from '../core/identity.ts'
import { reaches } from '../core/identity.ts'
import type { Policy } from '../core/policy.ts'
import type { Clock, Store, StoredMessage } from '../core/ports.ts'
import { addEvidence } from '../identity/assess.ts'
import { type MailProving, proveMail } from '../identity/mail/prove.ts'
import type { OpenedArrival } from '../parse/message.ts'

export interface SenderProving extends MailProving {
  readonly store: Pick<Store, 'amend'>
  readonly clock: Clock
}

/** The message with what its mail proves; null when somebody else was first to learn something of it. */
export type ProveSender = (stored: StoredMessage, opened: OpenedArrival, policy: Policy) => Promise<StoredMessage | null>

export function createProveSender({ store, clock, ...proving }: SenderProving): ProveSender {
  return async (stored, { content }, policy) => {
    const trust = policy.identity.mail
    if (content.type !== 'mail' || trust?.check !== 'on' || wasProven(stored.identity)) return stored
    const { pieces, asked } = await proveMail(content.raw, stored.arrival.envelope, trust, proving)
    const identity = addEvidence(stored.identity, pieces)
    const proven = { ...stored, identity }
    // Without a question to the DNS the next run finds the same.
    if (!asked && reaches(stored.identity.level, identity.level)) return proven
    const kept = await store.amend(stored.arrival.id, { kind: 'identity', identity, ifVersion: stored.version }, clock())
    return kept ? { ...proven, version: stored.version + 1 } : null
  }
}

function wasProven({ evidence }: Identity): boolean {
  return evidence.some(({ kind }) => kind === 'spf' || kind === 'dkim')
}
