/** Shows, hands out and removes what is kept of one person; nothing of it is done before, or without, its line in the access log. */

import type { Blobs } from '../core/blobs.ts'
import { addressFor, type People, type Person } from '../core/customer.ts'
import type { AskedBy, CustomerData, Erased } from '../core/customer-data.ts'
import { ForebayError } from '../core/error.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import { exportLines } from './export-person.ts'

export const CUSTOMER_SHOWN = 'customer.shown'
export const CUSTOMER_EXPORTED = 'customer.exported'
export const CUSTOMER_ERASED = 'customer.erased'
export const ADDRESS_REVOKED = 'customer.address-revoked'

export interface HandlingPeople {
  readonly store: People & Pick<Store, 'load' | 'appendLog' | 'policy' | 'eraseIdentifications'>
  readonly blobs: Pick<Blobs, 'read' | 'remove'>
  readonly clock: Clock
  /** Told after an erasure. */
  onErased(): void
}

/** Messages come in while others of the same person are erased: it is looked again, so often at most. */
const MAX_ROUNDS = 5
const BATCH = 200

export function createCustomerData({ store, blobs, clock, onErased }: HandlingPeople): CustomerData {
  function note(verb: string, person: Person, { by }: AskedBy, detail: Readonly<Record<string, string | number>> = {}): Promise<void> {
    const subject = store.pseudonymOf(person)
    const kind = 'subject' in person ? 'customer' : 'address'
    return store.appendLog([
      { log: 'access', at: clock(), actor: by, verb, channel: null, messageId: null, subject, detail: { ...detail, kind } },
    ])
  }

  /** @throws ForebayError 404 `CUSTOMER_NOT_FOUND` */
  async function known(person: Person) {
    const customer = 'subject' in person ? await store.customer(person.subject) : null
    const messageIds = await store.messagesOf(person)
    if (customer === null && messageIds.length === 0) throw notFound()
    return { customer, messageIds }
  }

  /** Files first: when one cannot be removed, the rows that name it are still there for the next try. */
  async function eraseMessages(messageIds: readonly string[]): Promise<Pick<Erased, 'messages' | 'files' | 'logLines'>> {
    const sum = { messages: 0, files: 0, logLines: 0 }
    for (let from = 0; from < messageIds.length; from += BATCH) {
      const ids = messageIds.slice(from, from + BATCH)
      const blobIds = await store.blobsOf(ids)
      for (const blobId of blobIds) await blobs.remove(blobId)
      const { messages, logLines, blobIds: last } = await store.eraseMessages(ids, clock())
      // A mail of which something expired meanwhile was written anew.
      const late = last.filter((blobId) => !blobIds.includes(blobId))
      for (const blobId of late) await blobs.remove(blobId)
      sum.messages += messages
      sum.files += blobIds.length + late.length
      sum.logLines += logLines
    }
    return sum
  }

  return {
    async show(subject, asked) {
      const customer = await store.customer(subject)
      if (customer === null) throw notFound()
      await note(CUSTOMER_SHOWN, { subject }, asked)
      return customer
    },

    async export(person, asked) {
      const { customer, messageIds } = await known(person)
      await note(CUSTOMER_EXPORTED, person, asked, { messages: messageIds.length })
      return exportLines({ customer, messageIds, madeAt: clock() }, { store, blobs })
    },

    async erase(person, asked) {
      let { messageIds, customer } = await known(person)
      const pseudonym = store.pseudonymOf(person)
      const erased = { messages: 0, files: 0, addresses: customer?.addresses.length ?? 0, logLines: 0, pseudonym }
      for (let round = 0; messageIds.length > 0 && round < MAX_ROUNDS; round += 1) {
        const { messages, files, logLines } = await eraseMessages(messageIds)
        erased.messages += messages
        erased.files += files
        erased.logLines += logLines
        messageIds = await store.messagesOf(person)
      }
      const written = 'subject' in person ? (customer?.addresses ?? []).filter(({ revokedAt }) => revokedAt === null) : [person]
      await store.eraseIdentifications({ subject: 'subject' in person ? person.subject : null, addresses: written })
      // Last, for by these links the messages are found; so an erasure that broke off can be asked for again.
      erased.addresses = await store.eraseCustomer(person)
      onErased()
      const { messages, files, addresses, logLines } = erased
      await note(CUSTOMER_ERASED, person, asked, { messages, files, addresses, logLines })
      await store.compact()
      return erased
    },

    async revoke(subject, addressId, asked) {
      if (!(await store.revokeAddress(subject, addressId, clock())))
        throw new ForebayError('ADDRESS_NOT_FOUND', 'This customer has no such address, or it was revoked.', { status: 404 })
      await note(ADDRESS_REVOKED, { subject }, asked)
    },

    async personAt(channel, untrustedAddress) {
      const version = await store.policy(channel)
      if (version === null) throw new ForebayError('CHANNEL_UNKNOWN', 'The channel has no policy.', { status: 422, field: 'channel' })
      return { channel, address: addressFor(version.policy.kind, untrustedAddress) }
    },
  }
}

function notFound(): ForebayError {
  return new ForebayError('CUSTOMER_NOT_FOUND', 'Nothing is kept of this person.', { status: 404 })
}
