/** Intake knows a channel's policy without asking the database for every message; what it knows is a second old at most. */
import { ForebayError } from '../core/error.ts'
import type { Policy } from '../core/policy.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'

const MAX_AGE_MS = 1_000

export interface Channels {
  /** @throws ForebayError 422 `CHANNEL_UNKNOWN`, 503 `STORE_UNAVAILABLE` */
  policy(channel: string): Promise<Policy>
}

export interface RememberedChannels extends Channels {
  /** What was read, or is being read, before this is not used for a later message. */
  forget(channel: string): void
}

export function createChannels(store: Pick<Store, 'policy'>, clock: Clock): RememberedChannels {
  // Only channels that exist are kept, so made-up names cannot fill the memory.
  const known = new Map<string, { readonly policy: Policy; readonly readAt: number }>()
  const reading = new Map<string, Promise<Policy>>()

  async function read(channel: string): Promise<Policy> {
    const version = await store.policy(channel).catch((cause: unknown) => {
      throw storeUnavailable(cause)
    })
    if (version === null) {
      known.delete(channel)
      throw new ForebayError('CHANNEL_UNKNOWN', 'There is no such channel.', { status: 422, field: 'channel' })
    }
    return version.policy
  }

  function startReading(channel: string): Promise<Policy> {
    // Dated before the read: what is published while it runs may be missing from it.
    const readAt = clock()
    const started = read(channel)
      .then((policy) => {
        if (reading.get(channel) === started) known.set(channel, { policy, readAt })
        return policy
      })
      .finally(() => {
        if (reading.get(channel) === started) reading.delete(channel)
      })
    reading.set(channel, started)
    return started
  }

  return {
    async policy(channel) {
      const entry = known.get(channel)
      if (entry !== undefined) {
        const ageMs = clock() - entry.readAt
        if (ageMs >= 0 && ageMs < MAX_AGE_MS) return entry.policy
      }
      return reading.get(channel) ?? startReading(channel)
    },
    forget(channel) {
      known.delete(channel)
      reading.delete(channel)
    },
  }
}

/** The database did not answer: nothing can be acknowledged, trying again can help. */
export function storeUnavailable(cause: unknown): ForebayError {
  if (cause instanceof ForebayError) return cause
  return new ForebayError('STORE_UNAVAILABLE', 'The message could not be stored now.', { status: 503, retryAfterSeconds: 2, cause })
}
