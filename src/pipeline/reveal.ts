/** Shows masked words to who asks for them, one value at a time, and only after the look and its reason stand in the access log. */

import type { Blobs } from '../core/blobs.ts'
import { ForebayError } from '../core/error.ts'
import type { FoundWords } from '../core/report.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import { valueAt } from '../release/mask.ts'
import { type Assessing, houseOf, sizeOf } from './assess.ts'
import { openArrival } from './open-arrival.ts'

export interface Reveal {
  readonly messageId: string
  /** As the release names it: `w1`. */
  readonly maskId: string
  /** Who looks: an agent as their desk names them, or the key. */
  readonly by: string
  /** With which key: an agent's name is only what the desk says. */
  readonly keyId: string
  /** Why, in their own words. */
  readonly reason: string
}

export interface Revealed {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly value: string
}

/** The access log's verb for a look at masked words. */
export const WORDS_REVEALED = 'words.revealed'

export function createReveal(
  deps: {
    readonly store: Pick<Store, 'load' | 'policy' | 'appendLog'>
    readonly blobs: Pick<Blobs, 'read'>
    readonly clock: Clock
  } & Pick<Assessing, 'sandbox' | 'house'>,
) {
  /**
   * Null when the message has no release or the release no such mask.
   * @throws ForebayError 503 `WORDS_UNREADABLE`
   */
  return async ({ messageId, maskId, by, keyId, reason }: Reveal): Promise<Revealed | null> => {
    const stored = await deps.store.load(messageId)
    const record = stored?.record ?? null
    const mask = record?.release?.masks.find(({ id }) => id === maskId)
    if (stored === null || record?.status !== 'released' || mask === undefined) return null
    const known = record.report.findings.flatMap(({ words }) => words ?? []).find(({ id }) => id === maskId)
    // Own patterns count as they did when the words were masked.
    const version = await deps.store.policy(record.channel, record.verdict?.policyVersion)
    const arrival = await openArrival(stored.arrival, deps.blobs)
    const house = houseOf(deps.house, version?.policy ?? null)
    const ran = await deps.sandbox.run({ kind: 'find-words', arrival, house }, sizeOf(arrival), arrival.channel)
    const found = ran.status === 'done' ? ran.result.report.findings.flatMap(({ words }) => words ?? []) : []
    const words = found.find(({ id }) => id === maskId)
    // Found elsewhere than they were masked, they may be other words than those that were asked for.
    if (ran.status !== 'done' || words === undefined || known === undefined || !isSame(words, known)) {
      throw new ForebayError('WORDS_UNREADABLE', 'The words could not be taken out of their message now.', {
        status: 503,
        retryAfterSeconds: 5,
      })
    }
    await deps.store.appendLog([
      {
        log: 'access',
        at: deps.clock(),
        actor: by,
        verb: WORDS_REVEALED,
        channel: record.channel,
        messageId,
        subject: maskId,
        detail: { code: mask.code, kind: mask.kind, reason, key: keyId, revision: record.revision },
      },
    ])
    return { id: maskId, code: mask.code, kind: mask.kind, value: valueAt(ran.result.message, words.places) }
  }
}

function isSame(a: FoundWords, b: FoundWords): boolean {
  return a.kind === b.kind && JSON.stringify(a.places) === JSON.stringify(b.places)
}
