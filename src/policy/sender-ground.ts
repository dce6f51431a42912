/** What an identity level may not send asks for identification, whatever it is. */
import type { IdentityLevel } from '../core/identity.ts'
import type { LevelRule } from '../core/policy.ts'
import type { ActionKind } from '../core/verdict.ts'
import type { Ground } from './ground.ts'

export function bySender(level: IdentityLevel, what: keyof LevelRule, kind: ActionKind): Ground {
  return {
    kind,
    source: 'sender',
    rule: `senders.${level}.${what}`,
    reason: 'IDENTITY_REQUIRED',
    findings: [],
    severity: null,
    pinned: false,
  }
}
