/** Which files a reviewer's word would let out as they came: nobody is asked in vain, and malware is asked about by nobody. */
import type { Action } from '../core/verdict.ts'
import { NEVER_LIFTED, NOT_YET_LOOKED_AT } from './collect.ts'

/** A file that waits for its message is freed with it. */
export function isLiftableFile({ subject, kind, rule, reason }: Action): boolean {
  if (subject.kind !== 'part' || rule === 'message') return false
  return (kind === 'hold' || kind === 'disarm') && !NEVER_LIFTED.has(reason) && !NOT_YET_LOOKED_AT.has(reason)
}

/** A channel where only identified customers reach a person has no person who lets others through, or looks at what they sent. */
export function reachesNobody(actions: readonly Action[]): boolean {
  return actions.some(({ subject, rule }) => subject.kind === 'message' && /^senders\.[a-z]+\.reaches$/.test(rule))
}
