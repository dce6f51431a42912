/** What is learnt after acceptance (a login, a reviewer's word, an expiry) is stored first and then makes the message run again. */
import { ForebayError } from '../core/error.ts'
import type { Identity } from '../core/identity.ts'
import { reaches } from '../core/identity.ts'
import type { Queue } from '../core/queue.ts'
import type { MessageRecord } from '../core/record.ts'
import type { SubjectRef } from '../core/report.ts'
import type { Store } from '../core/store.ts'
import type { StoredMessage } from '../core/stored-message.ts'
import type { Clock } from '../core/time.ts'
import type { Action, Review } from '../core/verdict.ts'
import { restsOnMemory, withoutMemory } from '../identity/remembered.ts'
import { NOT_YET_LOOKED_AT } from '../policy/collect.ts'
import { reachesNobody } from '../policy/liftable.ts'
import { eventId } from './settlement.ts'

export interface Amending {
  readonly store: Pick<Store, 'load' | 'amend' | 'expiredHolds'>
  /** Does not reject: what is due stands in the database. */
  readonly enqueue: Queue['enqueue']
  readonly clock: Clock
  /** @throws ForebayError `TOKEN_…` when the token proves nothing. */
  identifyByToken(channel: string, untrustedToken: string, claimed: MessageRecord['sender'], known: Identity): Promise<Identity>
}

export interface Amend {
  /**
   * @returns whether a run is ahead that can bring another revision: false when the token says nothing new and nothing is due
   * @throws ForebayError `MESSAGE_NOT_FOUND`, `IDENTITY_CONFLICT`, `TOKEN_…`
   */
  identify(messageId: string, untrustedToken: string): Promise<boolean>
  /** The same by what was proved elsewhere. @throws ForebayError `MESSAGE_NOT_FOUND`, `IDENTITY_CONFLICT` */
  identifyAs(messageId: string, identityOf: (stored: StoredMessage) => Identity | Promise<Identity>): Promise<boolean>
  /** The message runs once more; false for one that is gone. */
  recheck(messageId: string, channel: string): Promise<boolean>
  /** @throws ForebayError `MESSAGE_NOT_FOUND`, `NOT_HELD`, `IDENTITY_REQUIRED` */
  review(messageId: string, subject: SubjectRef, decision: 'release' | 'remove', by: string, reason: string): Promise<void>
  /** Removes what was held too long; returns how many items. */
  expire(limit: number): Promise<number>
}

/** A login, a review and an expiry at once are rare enough. */
const MAX_CONFLICTS = 5

export function createAmend({ store, enqueue, clock, identifyByToken }: Amending): Amend {
  async function found(messageId: string) {
    const stored = await store.load(messageId)
    if (stored === null) throw new ForebayError('MESSAGE_NOT_FOUND', 'There is no such message.', { status: 404 })
    return stored
  }

  async function amend(messageId: string, channel: string, review: Review): Promise<void> {
    if (!(await store.amend(messageId, { kind: 'review', review }, clock()))) {
      throw new ForebayError('MESSAGE_NOT_FOUND', 'There is no such message.', { status: 404 })
    }
    await enqueue(channel, messageId)
  }

  /** Null when something else was learnt of it meanwhile: who it belongs to has to be looked at again. */
  async function identifyOnce(messageId: string, identityOf: Parameters<Amend['identifyAs']>[1]): Promise<boolean | null> {
    const stored = await found(messageId)
    const { channel } = stored.arrival
    const told = await identityOf(stored)
    const isOther = stored.identity.subject !== null && told.subject !== stored.identity.subject
    // Who logs in now is known better than who once wrote from this address.
    const isForgotten = isOther && restsOnMemory(stored.identity)
    const identity = isForgotten ? await identityOf({ ...stored, identity: withoutMemory(stored.identity) }) : told
    // The messages of one person are never lifted by the login of another.
    if (isOther && !isForgotten) {
      throw new ForebayError('IDENTITY_CONFLICT', 'This message was already identified as another person.', {
        status: 409,
        field: 'identityToken',
      })
    }
    if (identity.subject === stored.identity.subject && reaches(stored.identity.level, identity.level)) {
      // A retry of what was said a moment ago: its run may still be ahead. A scan that is tried again later is no answer to it.
      return stored.dueAt !== null && stored.dueAt <= clock()
    }
    const event = { id: eventId(messageId, stored.version + 1, 'identification.completed'), type: 'identification.completed' } as const
    if (!(await store.amend(messageId, { kind: 'identity', identity, event, ifVersion: stored.version }, clock()))) return null
    await enqueue(channel, messageId)
    return true
  }

  const identifyAs: Amend['identifyAs'] = async (messageId, identityOf) => {
    for (let attempt = 0; attempt < MAX_CONFLICTS; attempt++) {
      const told = await identifyOnce(messageId, identityOf)
      if (told !== null) return told
    }
    throw new ForebayError('MESSAGE_BUSY', 'This message is changing too fast to identify its sender now.', {
      status: 503,
      retryAfterSeconds: 1,
    })
  }

  return {
    identify: (messageId, untrustedToken) =>
      identifyAs(messageId, ({ arrival, record, identity }) => {
        const sender = arrival.content.type === 'words' ? (arrival.content.words.sender ?? null) : (record?.sender ?? null)
        return identifyByToken(arrival.channel, untrustedToken, sender, identity)
      }),
    identifyAs,
    async recheck(messageId, channel) {
      const isThere = await store.amend(messageId, { kind: 'recheck' }, clock())
      if (isThere) await enqueue(channel, messageId)
      return isThere
    },
    async review(messageId, subject, decision, by, reason) {
      const stored = await found(messageId)
      const action = stored.record?.verdict?.actions.find(({ subject: { kind, id } }) => kind === subject.kind && id === subject.id)
      if (action === undefined || !(action.kind === 'hold' || isAskable(action) || isRebuilt(action)))
        throw new ForebayError('NOT_HELD', 'This item is not held.', { status: 409 })
      // A word that was given before anyone had looked would count for whatever is found then.
      if (decision === 'release' && NOT_YET_LOOKED_AT.has(action.reason))
        throw new ForebayError('NOT_SCANNED_YET', 'This item has not been looked at yet.', { status: 409, retryAfterSeconds: 5 })
      // Nor anything of it: a word for a part would count as soon as the message reaches somebody.
      if (decision === 'release' && reachesNobody(stored.record?.verdict?.actions ?? []))
        throw new ForebayError('IDENTITY_REQUIRED', 'This message reaches a person only once its sender has been identified.', {
          status: 409,
        })
      await amend(messageId, stored.arrival.channel, { subject, decision, by, at: clock(), reason })
    },
    async expire(limit) {
      const now = clock()
      const items = await store.expiredHolds(now, limit)
      for (const { messageId, channel, subject } of items) {
        await amend(messageId, channel, { subject, decision: 'expire', by: 'forebay', at: now, reason: 'EXPIRED' })
      }
      return items.length
    },
  }
}

/** Of a rebuilt file the original is in quarantine still. */
function isRebuilt({ subject, kind }: Action): boolean {
  return subject.kind === 'part' && kind === 'disarm'
}

/** A link that was made unclickable over what was found about it can still be opened by a person's word. */
function isAskable({ subject, kind, because }: Action): boolean {
  return subject.kind === 'link' && (kind === 'defang' || kind === 'remove') && because.length > 0
}
