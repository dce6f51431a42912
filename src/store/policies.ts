/** Published policies: numbered from 1 without gaps, never changed; two who publish at once cannot both win. */
import { type Kysely, sql } from 'kysely'
import type { Policy, PolicyVersion } from '../core/policy.ts'
import type { Store } from '../core/store.ts'
import { isStorable } from './cursor.ts'
import type { Schema } from './schema.ts'

const ABOUT = ['channel', 'version', 'published_by as publishedBy', 'published_at as publishedAt', 'reason'] as const

export function policies(db: Kysely<Schema>): Pick<Store, 'policy' | 'policyVersions' | 'channels' | 'publishPolicy'> {
  return {
    async policy(channel, version) {
      if (!isStorable(channel)) return null
      let found = db
        .selectFrom('policies')
        .select([...ABOUT, 'policy'])
        .where('channel', '=', channel)
        .orderBy('version', 'desc')
        .limit(1)
      if (version !== undefined) found = found.where('version', '=', version)
      const row = await found.executeTakeFirst()
      return row === undefined ? null : { ...row, policy: JSON.parse(row.policy) as Policy }
    },

    async policyVersions(channel) {
      if (!isStorable(channel)) return []
      return db.selectFrom('policies').select(ABOUT).where('channel', '=', channel).orderBy('version', 'desc').execute()
    },

    async channels() {
      const rows = await db.selectFrom('policies').select('channel').distinct().orderBy('channel').execute()
      return rows.map((row) => row.channel)
    },

    async publishPolicy(policy, expectedVersion, by, at, reason): Promise<PolicyVersion | null> {
      const { channel } = policy
      const version = expectedVersion + 1
      const text = JSON.stringify(policy)
      // Of two that both found the expected version, the primary key lets one in.
      const { numAffectedRows } = await sql`
        insert into policies (channel, version, policy, published_by, published_at, reason)
        select ${channel}, cast(${version} as integer), ${text}, ${by}, cast(${at} as bigint), ${reason}
        where (select coalesce(max(version), 0) from policies where channel = ${channel}) = cast(${expectedVersion} as integer)
        on conflict do nothing`.execute(db)
      return numAffectedRows === 1n ? { channel, version, policy, publishedBy: by, publishedAt: at, reason } : null
    },
  }
}
