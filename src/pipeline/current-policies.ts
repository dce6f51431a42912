/** The policy in force, read at most once a second for each channel: a run must not ask the database what hardly ever changes. */
import type { PolicyVersion } from '../core/policy.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'

const MAX_AGE_MS = 1_000

/** Null when the channel has none. A publish in this process should call `forget`; other processes see it within a second. */
export function createCurrentPolicies(store: Pick<Store, 'policy'>, clock: Clock) {
  const known = new Map<string, { readonly readAt: number; readonly version: Promise<PolicyVersion | null> }>()
  return {
    policy(channel: string): Promise<PolicyVersion | null> {
      const now = clock()
      const entry = known.get(channel)
      if (entry !== undefined && now - entry.readAt < MAX_AGE_MS && now >= entry.readAt) return entry.version
      const version = store.policy(channel)
      known.set(channel, { readAt: now, version })
      // A failed read is not kept.
      version.catch(() => known.delete(channel))
      return version
    },
    forget(channel: string): void {
      known.delete(channel)
    },
  }
}
