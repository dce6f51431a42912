/** Finds every message of one person, and none that is known to be somebody else's. */
import type { Kysely } from 'kysely'
import { MAX_SUBJECTS_TOLD, type People, type Person } from '../core/customer.ts'
import type { Sealer } from '../core/sealer.ts'
import { isStorable } from './cursor.ts'
import { addressKey, NOBODY, personKeys, subjectKey } from './person-keys.ts'
import type { Schema } from './schema.ts'
import type { SealedValues } from './sealed-values.ts'

const BATCH = 500
const WITHOUT_KEYS_READ = 1_000

/** Whom to look for, as it stands in the rows. */
interface Sought {
  /** Empty when nobody is identified. */
  readonly subject: Buffer
  readonly addresses: readonly Buffer[]
}

export function people(db: Kysely<Schema>, sealer: Sealer, values: SealedValues): Pick<People, 'messagesOf' | 'subjectsIn' | 'blobsOf'> {
  async function sought(person: Person): Promise<Sought> {
    if (!('subject' in person)) return { subject: NOBODY, addresses: [addressKey(sealer, person.channel, person.address)] }
    const subject = subjectKey(sealer, person.subject)
    // A link that lapsed was theirs; one that was revoked may never have been.
    const links = await db
      .selectFrom('customer_addresses')
      .select('address_key')
      .where('customer_key', '=', subject)
      .where('revoked_at', 'is', null)
      .execute()
    return { subject, addresses: links.map((link) => Buffer.from(link.address_key)) }
  }

  async function theirOwn({ subject, addresses }: Sought): Promise<Set<string>> {
    const found = new Set<string>()
    if (subject.length > 0) {
      const rows = await db
        .selectFrom('arrivals')
        .select('message_id')
        .where('subject_key', '=', subject)
        .where((eb) => eb(eb.fn<number>('length', ['subject_key']), '>', 0))
        .execute()
      for (const { message_id } of rows) found.add(message_id)
    }
    for (const address of addresses) {
      const rows = await db
        .selectFrom('arrivals')
        .select(['message_id', 'subject_key'])
        .where('sender_key', '=', address)
        .where((eb) => eb(eb.fn<number>('length', ['sender_key']), '>', 0))
        .execute()
      for (const row of rows) if (isNobody(row.subject_key)) found.add(row.message_id)
    }
    return found
  }

  /** What stands between them in the same conversations, sent before they were asked who they are. */
  async function besides(own: ReadonlySet<string>, { subject, addresses }: Sought): Promise<readonly string[]> {
    const seen = new Set<string>()
    const found: string[] = []
    for (const ids of batches([...own])) {
      const conversations = await db
        .selectFrom('messages')
        .select(['channel', 'conversation'])
        .where('id', 'in', ids)
        .where('conversation', 'is not', null)
        .distinct()
        .execute()
      for (const { channel, conversation } of conversations) {
        const name = JSON.stringify([channel, conversation])
        if (seen.has(name)) continue
        seen.add(name)
        const rows = await db
          .selectFrom('messages as m')
          .innerJoin('arrivals as a', 'a.message_id', 'm.id')
          .select(['m.id', 'a.arrival', 'a.sender_key', 'a.subject_key'])
          .where('m.conversation', '=', conversation)
          .where('m.channel', '=', channel)
          .execute()
        if (rows.some((row) => !(isNobody(row.subject_key) || subject.equals(row.subject_key!)))) continue
        for (const row of rows) {
          if (own.has(row.id)) continue
          const isTheirs = isNobody(row.sender_key) || addresses.some((address) => address.equals(row.sender_key!))
          // Visitors of a chat type any address; a conversation there is one session, and elsewhere each message has its sender.
          if (isTheirs || values.openArrived(row.id, row.arrival, null).arrival.kind === 'chat') found.push(row.id)
        }
      }
    }
    return found
  }

  /** Messages from before there were keys, and mails whose sender was not told. */
  async function addMissingKeys(): Promise<void> {
    let after = ''
    for (;;) {
      const rows = await db
        .selectFrom('arrivals as a')
        .innerJoin('messages as m', 'm.id', 'a.message_id')
        .leftJoin('records as r', (join) => join.onRef('r.message_id', '=', 'm.id').onRef('r.revision', '=', 'm.revision'))
        .select(['m.id', 'm.revision', 'a.arrival', 'a.identity', 'r.sealed'])
        .where('a.message_id', '>', after)
        .where((eb) => eb.or([eb('a.sender_key', 'is', null), eb('a.subject_key', 'is', null)]))
        .orderBy('a.message_id')
        .limit(BATCH)
        .execute()
      for (const row of rows) {
        const arrived = values.openArrived(row.id, row.arrival, row.identity)
        const record = row.sealed === null ? null : values.openRecord(row.id, row.revision, row.sealed)
        const keys = personKeys(record === null ? arrived : { ...arrived, sender: record.sender }, sealer)
        await db
          .updateTable('arrivals')
          .set({ sender_key: keys.senderKey, subject_key: keys.subjectKey })
          .where('message_id', '=', row.id)
          .execute()
      }
      if (rows.length < BATCH) return
      after = rows.at(-1)!.id
    }
  }

  return {
    async messagesOf(person) {
      await addMissingKeys()
      const whom = await sought(person)
      const own = await theirOwn(whom)
      const ids = [...own, ...(await besides(own, whom))]
      const at = new Map<string, number>()
      for (const some of batches(ids)) {
        const rows = await db.selectFrom('messages').select(['id', 'received_at']).where('id', 'in', some).execute()
        for (const row of rows) at.set(row.id, row.received_at)
      }
      return [...at.keys()].sort((a, b) => at.get(a)! - at.get(b)! || (a < b ? -1 : 1))
    },

    async subjectsIn(channel, conversationId) {
      if (!isStorable(channel) || !isStorable(conversationId)) return []
      const inIt = db
        .selectFrom('messages as m')
        .innerJoin('arrivals as a', 'a.message_id', 'm.id')
        .where('m.conversation', '=', conversationId)
        .where('m.channel', '=', channel)
      // One message of each person tells who that is; of messages from before there were keys each has to be read.
      const ofEach = await inIt
        .select((eb) => eb.fn.min('m.id').as('id'))
        .where((eb) => eb(eb.fn<number>('length', ['a.subject_key']), '>', 0))
        .groupBy('a.subject_key')
        .orderBy('id')
        .limit(MAX_SUBJECTS_TOLD)
        .execute()
      const without = await inIt.select('m.id').where('a.subject_key', 'is', null).limit(WITHOUT_KEYS_READ).execute()
      const subjects = new Set<string>()
      for (const ids of batches([...ofEach, ...without].map(({ id }) => id))) {
        const rows = await db.selectFrom('arrivals').select(['message_id', 'arrival', 'identity']).where('message_id', 'in', ids).execute()
        for (const row of rows) {
          const { subject } = values.openArrived(row.message_id, row.arrival, row.identity).identity
          if (subject !== null) subjects.add(subject)
        }
      }
      return [...subjects].slice(0, MAX_SUBJECTS_TOLD)
    },

    async blobsOf(messageIds) {
      const found: string[] = []
      for (const ids of batches(messageIds)) {
        const rows = await db.selectFrom('message_blobs').select('blob_id').where('message_id', 'in', ids).execute()
        found.push(...rows.map((row) => row.blob_id))
      }
      return found
    },
  }
}

function isNobody(key: Uint8Array | null): boolean {
  return key === null || key.length === 0
}

function* batches(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += BATCH) yield ids.slice(from, from + BATCH)
}
