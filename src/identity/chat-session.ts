/** What a login in a chat proves of what comes after it: for as long as the policy says, of the same sender in the same conversation, and only while nobody else logged in there. */
import type { Identification } from '../core/identification.ts'
import type { Identity } from '../core/identity.ts'
import type { Policy } from '../core/policy.ts'
import { MINUTE_MS } from '../core/time.ts'
import { identityByLogin } from './step-up-login.ts'

/** 0 where a login lifts what waited and nothing else. */
export function sessionMinutesOf({ kind, identity }: Pick<Policy, 'kind' | 'identity'>): number {
  return kind === 'chat' ? (identity.stepUp?.sessionMinutes ?? 0) : 0
}

/**
 * Null when no login speaks for the message.
 * @param logins all of the conversation
 * @param address as the message states it; null when it states none
 */
export function bySession(
  logins: readonly Identification[],
  { address, receivedAt }: { readonly address: string | null; readonly receivedAt: number },
  minutes: number,
  before: Identity,
): Identity | null {
  const subjects = new Set(logins.map(({ login }) => login?.subject))
  if (subjects.size !== 1) return null
  const spokenFor = (one: Identification) =>
    one.address === address && one.usedAt !== null && one.usedAt <= receivedAt && receivedAt < one.usedAt + minutes * MINUTE_MS
  const [found] = logins.filter(spokenFor).toSorted((one, other) => (other.usedAt ?? 0) - (one.usedAt ?? 0))
  if (found === undefined || found.login === null) return null
  const ago = Math.floor((receivedAt - (found.usedAt ?? 0)) / MINUTE_MS)
  return identityByLogin(found.login, before, `in this conversation ${ago} min before`)
}
