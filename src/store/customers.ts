/** Who was identified and by which address: subjects and addresses stand as fingerprints, and sealed where people have to read them. */
import type { Kysely } from 'kysely'
import { type Customers, HISTORY_LOOKED_INTO, HISTORY_MESSAGES, type KeptAddress, type People, type ProvenLogin } from '../core/customer.ts'
import type { Sealer } from '../core/sealer.ts'
import { addressKey, subjectKey } from './person-keys.ts'
import type { CustomerAddressesTable, DatabaseKind, Schema } from './schema.ts'
import type { SealedValues } from './sealed-values.ts'

const ADDRESS_ID = /^[0-9a-f]{32}$/

type Kept = Customers & Pick<People, 'identifiedBy' | 'customer' | 'pseudonymOf' | 'revokeAddress' | 'historyOf' | 'eraseCustomer'>

export function customers(db: Kysely<Schema>, kind: DatabaseKind, sealer: Sealer, values: SealedValues): Kept {
  const openJson = <T>(sealed: Uint8Array, context: string): T => JSON.parse(sealer.open(sealed, context).toString()) as T
  const sealJson = (value: unknown, context: string) => sealer.seal(Buffer.from(JSON.stringify(value)), context)

  function toAddress(row: CustomerAddressesTable): KeptAddress {
    const { subject, address } = openJson<{ subject: string; address: string }>(row.sealed, `customer-address:${row.id}`)
    return {
      id: row.id,
      channel: row.channel,
      address,
      subject,
      level: row.level,
      linkedAt: row.linked_at,
      lapsesAt: row.lapses_at,
      revokedAt: row.revoked_at,
    }
  }

  async function record(
    messageId: string,
    { subject, level, acr, at }: ProvenLogin,
    channel: string,
    address: string | null,
    lapsesAt: number,
  ): Promise<boolean> {
    const key = subjectKey(sealer, subject)
    const row = { key, sealed: sealJson({ subject, acr }, `customer:${key.toString('hex')}`), level, first_at: at, last_at: at }
    // The same customer and address have the same id, so that a login that is told twice is one link.
    const id = sealer.fingerprint(JSON.stringify(['link', channel, address, subject])).toString('hex')
    const sealed = sealJson({ subject, address }, `customer-address:${id}`)
    return db.transaction().execute(async (trx) => {
      // Held until the commit: whoever erases the message waits, and then finds what was recorded.
      let message = trx.selectFrom('messages').select('id').where('id', '=', messageId)
      if (kind === 'postgres') message = message.forShare()
      if ((await message.executeTakeFirst()) === undefined) return false
      await trx
        .insertInto('customers')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet((eb) => ({
              sealed: eb.ref('excluded.sealed'),
              level: eb.ref('excluded.level'),
              last_at: eb.ref('excluded.last_at'),
            }))
            .whereRef('excluded.last_at', '>=', 'customers.last_at'),
        )
        .execute()
      if (address === null || address === '') return true
      await trx
        .insertInto('customer_addresses')
        .values({
          id,
          customer_key: key,
          channel,
          address_key: addressKey(sealer, channel, address),
          sealed,
          level,
          linked_at: at,
          lapses_at: lapsesAt,
          revoked_at: null,
        })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet((eb) => ({
              level: eb.ref('excluded.level'),
              linked_at: eb.ref('excluded.linked_at'),
              lapses_at: eb.ref('excluded.lapses_at'),
              revoked_at: null,
            }))
            .whereRef('excluded.linked_at', '>', 'customer_addresses.linked_at')
            // What was revoked stays so until the person logs in anew.
            .where((eb) =>
              eb.or([
                eb('customer_addresses.revoked_at', 'is', null),
                eb(eb.ref('excluded.linked_at'), '>', eb.ref('customer_addresses.revoked_at')),
              ]),
            ),
        )
        .execute()
      return true
    })
  }

  return {
    identifiedBy: record,

    async linkOf(channel, address, now) {
      const rows = await db
        .selectFrom('customer_addresses')
        .selectAll()
        .where('address_key', '=', addressKey(sealer, channel, address))
        .where('revoked_at', 'is', null)
        .where('lapses_at', '>', now)
        .limit(2)
        .execute()
      // An address that two people use says nothing about which of them writes.
      return rows.length === 1 ? toAddress(rows[0]!) : null
    },

    async customer(subject) {
      const key = subjectKey(sealer, subject)
      const row = await db.selectFrom('customers').selectAll().where('key', '=', key).executeTakeFirst()
      if (row === undefined) return null
      const links = await db
        .selectFrom('customer_addresses')
        .selectAll()
        .where('customer_key', '=', key)
        .orderBy('linked_at')
        .orderBy('id')
        .execute()
      const { acr } = openJson<{ acr: string | null }>(row.sealed, `customer:${key.toString('hex')}`)
      return { subject, level: row.level, acr, firstLoginAt: row.first_at, lastLoginAt: row.last_at, addresses: links.map(toAddress) }
    },

    pseudonymOf(person) {
      const told = 'subject' in person ? ['subject', person.subject] : ['address', person.channel, person.address]
      return sealer.fingerprint(JSON.stringify(['pseudonym', ...told])).toString('hex')
    },

    async revokeAddress(subject, addressId, at) {
      if (!ADDRESS_ID.test(addressId)) return false
      const { numUpdatedRows } = await db
        .updateTable('customer_addresses')
        .set({ revoked_at: at })
        .where('id', '=', addressId)
        .where('customer_key', '=', subjectKey(sealer, subject))
        .where('revoked_at', 'is', null)
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },

    async historyOf(channel, address, before) {
      const rows = await db
        .selectFrom('arrivals as a')
        .innerJoin('messages as m', 'm.id', 'a.message_id')
        .select(['m.id', 'm.status', 'm.revision', 'm.received_at'])
        .where('a.sender_key', '=', addressKey(sealer, channel, address))
        .where((eb) => eb(eb.fn<number>('length', ['a.sender_key']), '>', 0))
        .where('m.received_at', '<', before)
        .orderBy('a.message_id', 'desc')
        .limit(HISTORY_MESSAGES)
        .execute()
      let malware = 0
      for (const { id, revision } of rows.slice(0, HISTORY_LOOKED_INTO)) {
        const row = await db
          .selectFrom('records')
          .select('sealed')
          .where('message_id', '=', id)
          .where('revision', '=', revision)
          .executeTakeFirst()
        const findings = row === undefined ? [] : values.openRecord(id, revision, row.sealed).report.findings
        if (findings.some(({ code }) => code === 'FILE_MALWARE')) malware += 1
      }
      return {
        messages: rows.length,
        since: rows.length === 0 ? null : Math.min(...rows.map((row) => row.received_at)),
        stopped: rows.filter(({ status }) => status !== 'released' && status !== 'accepted').length,
        malware,
      }
    },

    async eraseCustomer(person) {
      return db.transaction().execute(async (trx) => {
        let links = trx.deleteFrom('customer_addresses')
        if ('subject' in person) {
          const key = subjectKey(sealer, person.subject)
          await trx.deleteFrom('customers').where('key', '=', key).execute()
          links = links.where('customer_key', '=', key)
        } else links = links.where('address_key', '=', addressKey(sealer, person.channel, person.address))
        return Number((await links.executeTakeFirstOrThrow()).numDeletedRows)
      })
    },
  }
}
