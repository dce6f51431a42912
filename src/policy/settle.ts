/** Turns the grounds and the ruling on one subject into its one action: a reviewer lifts holds, the rebuilding of a file, and what was found about a link, and the clock ends only what it finds held. */
import type { SubjectRef } from '../core/report.ts'
import type { Action, ActionKind } from '../core/verdict.ts'
import { findingsBehind, type Ground, strictest } from './ground.ts'
import type { Ruling } from './reviews.ts'

/** `grounds` may be empty: then nothing speaks against release. */
export function settle(subject: SubjectRef, grounds: readonly Ground[], ruling: Ruling | null): Action {
  switch (ruling) {
    case null:
      return act(subject, grounds)
    case 'release':
      return lift(subject, grounds)
    case 'remove':
      // "Remove" of a whole message is a block: nothing of it goes on.
      return act(subject, [...grounds, reviewed(subject.kind === 'message' ? 'block' : 'remove', 'REMOVED_BY_REVIEW', 'review')])
    case 'expire':
      // Final: identifying oneself after the last day does not bring an expired item back, a person can.
      return act(subject, [...grounds, reviewed('remove', 'EXPIRED', 'expired')])
  }
}

function lift(subject: SubjectRef, grounds: readonly Ground[]): Action {
  const kept = grounds.filter((ground) => ground.pinned || !isLifted(subject, ground))
  if (kept.length === grounds.length) return act(subject, grounds)
  const action = act(subject, kept)
  // What is left speaks for itself when a finding or the sender's level asked for it; else the reviewer is the reason.
  const plain = action.kind === 'release' || (action.kind === 'rewrite' && action.because.length === 0)
  return plain ? { ...action, because: findingsOf(grounds), rule: 'review', reason: 'RELEASED_BY_REVIEW' } : action
}

/** A file that was let through goes out as it came. A removed one is gone whatever a person says; a link that an agent asked for can still be opened, through the gateway. */
function isLifted(subject: SubjectRef, { kind, source }: Ground): boolean {
  if (kind === 'hold' || kind === 'disarm') return true
  return subject.kind === 'link' && source === 'finding' && (kind === 'defang' || kind === 'remove')
}

function findingsOf(grounds: readonly Ground[]): readonly string[] {
  return [...findingsBehind(grounds, 'disarm', 'hold'), ...findingsBehind(grounds, 'defang'), ...findingsBehind(grounds, 'remove')]
}

function act(subject: SubjectRef, grounds: readonly Ground[]): Action {
  const winner = strictest(grounds)
  if (winner === null) return { kind: 'release', subject, because: [], rule: 'default', reason: 'OK' }
  // Who frees what is held frees it as it came: what it would have been rebuilt for counts too.
  const because = winner.kind === 'hold' ? findingsBehind(grounds, 'disarm', 'hold') : findingsBehind(grounds, winner.kind)
  const limit = winner.limit === undefined ? {} : { limit: winner.limit }
  return { kind: winner.kind, subject, because, rule: winner.rule, reason: winner.kind === 'release' ? 'OK' : winner.reason, ...limit }
}

function reviewed(kind: ActionKind, reason: string, rule: string): Ground {
  return { kind, source: 'review', rule, reason, findings: [], severity: null, pinned: true }
}
