/** Every item that a verdict holds for a reason of its own waits in quarantine, with a last day that is never moved once it was said. */

import type { Hold } from '../core/hold.ts'
import type { Policy } from '../core/policy.ts'
import { HOUR_MS } from '../core/time.ts'
import type { Verdict } from '../core/verdict.ts'

/** A link or a file that waits for what it belongs to, or a body that is why its message waits. */
const BELONGS = /^(?:file$|message$|message\.|onIncomplete\.message$)/

/**
 * Holds of a verdict; none when it is blocked or expired as a whole. What is held only because its message or its file is (rule
 * `message`, `file`), or the message because its items are (rule `items`), has no hold of its own: lifting the one frees the other.
 *
 * @param receivedAt milliseconds since the epoch; a hold expires `policy.hold.hours` after it
 * @param previous open holds of the same message: a subject that was held before keeps its dates
 */
export function holdsOf(verdict: Verdict, policy: Policy, receivedAt: number, previous: readonly Hold[] = []): readonly Hold[] {
  if (verdict.disposition === 'block' || verdict.disposition === 'expire') return []
  const holds: Hold[] = []
  const taken = new Set<string>()
  for (const { kind, subject, rule, reason } of verdict.actions) {
    if (kind !== 'hold' || (subject.kind !== 'message' && BELONGS.test(rule)) || rule === 'items') continue
    const key = `${subject.kind}:${subject.id}`
    if (taken.has(key)) continue
    taken.add(key)
    const before = previous.find((hold) => hold.subject.kind === subject.kind && hold.subject.id === subject.id)
    const { heldAt, expiresAt } = before ?? { heldAt: receivedAt, expiresAt: receivedAt + policy.hold.hours * HOUR_MS }
    holds.push({ subject, reason, heldAt, expiresAt })
  }
  return holds
}
