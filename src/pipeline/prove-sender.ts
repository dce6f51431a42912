/** What a mail proves of its sender is found out when it is first seen, and kept with it: a later run decides by the DNS of that day. It is proven anew only where the DNS gave no answer, for a day. */
import type { Identity } from '../core/identity.ts'
import { reaches } from '../core/identity.ts'
import type { Policy } from '../core/policy.ts'
import type { Store } from '../core/store.ts'
import type { StoredMessage } from '../core/stored-message.ts'
import type { Clock } from '../core/time.ts'
import { addEvidence } from '../identity/assess.ts'
import { type MailProving, proveMail } from '../identity/mail/prove.ts'
import { mayBeProvenLater, wasChecked, withoutMailEvidence } from '../identity/mail/prove-later.ts'
import type { OpenedArrival } from '../parse/message.ts'

export interface SenderProving extends MailProving {
  readonly store: Pick<Store, 'amend'>
  readonly clock: Clock
}

/** The message with what its mail proves; null when somebody else was first to learn something of it. */
export type ProveSender = (stored: StoredMessage, opened: OpenedArrival, policy: Policy) => Promise<StoredMessage | null>

export function createProveSender({ store, clock, ...proving }: SenderProving): ProveSender {
  return async (stored, { content }, policy) => {
    const { arrival, identity: before } = stored
    const trust = policy.identity.mail
    if (content.type !== 'mail' || trust?.check !== 'on') return stored
    const isAgain = wasChecked(before)
    if (isAgain && !mayBeProvenLater(before, arrival, clock())) return stored
    const { pieces, asked } = await proveMail(content.raw, arrival.envelope, trust, proving)
    const identity = addEvidence(isAgain ? withoutMailEvidence(before) : before, pieces)
    // The DNS is still away, or without a question to it the next run finds the same.
    if (isAgain ? isSame(before, identity) : !asked && reaches(before.level, identity.level)) return { ...stored, identity }
    const kept = await store.amend(arrival.id, { kind: 'identity', identity, ifVersion: stored.version }, clock())
    return kept ? { ...stored, identity, version: stored.version + 1 } : null
  }
}

function isSame(before: Identity, after: Identity): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}
