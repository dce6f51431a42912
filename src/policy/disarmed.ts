/** A file is passed on rebuilt only when what was made of it, looked into from the beginning, would be released by the same policy; else it is held, or worse, for a true reason. */
import type { Rebuilt } from '../core/disarmed.ts'
import type { Identity } from '../core/identity.ts'
import type { Part } from '../core/message.ts'
import type { Policy } from '../core/policy.ts'
import type { Action } from '../core/verdict.ts'
import { collectGrounds } from './collect.ts'
import { type Ground, strictest, strictness } from './ground.ts'

/** Reasons that are about a scanner or a service and not about the file: the channel's rule for the incomplete is enough for them. */
const OF_THE_WORLD = /^(?:SCAN|SCANNER|REPUTATION|HASH|CALLED_OFF|DEFERRED|INSPECTOR_TIMED_OUT)(?:_|$)/

/**
 * What becomes of a file whose action is `disarm`, with what is known of the tries to build files of its message anew.
 * What no try is known of waits: it is never passed on as it came, and never counted as rebuilt.
 */
export function afterRebuilding(
  action: Action,
  file: Part,
  rebuilt: readonly Rebuilt[],
  { identity, policy }: { readonly identity: Identity; readonly policy: Policy },
): Action {
  const tried = rebuilt.find(({ partId, originalSha256 }) => partId === file.partId && originalSha256 === file.sha256)
  if (tried === undefined) return { ...action, kind: 'hold', reason: 'DISARM_PENDING' }
  if (tried.status === 'refused') return { ...action, kind: 'hold', reason: tried.reason }
  if (tried.message === null) return failed(action)
  const grounds = collectGrounds({ message: tried.message, report: tried.report, identity, policy })
  if (grounds.files.length !== 1) return failed(action)
  // What is said of the words or the sender was said of the message that the file came in.
  const ofFile = [...[...grounds.perFile.values()].flat(), ...grounds.message.filter(({ source }) => source === 'incomplete')]
  const winner = strictest(ofFile.flatMap(remaining))
  return winner === null || strictness(winner.kind) < strictness('hold') ? action : stricter(action, winner)
}

/** Rebuilding is what a rule for its type asked for; what a finding asked for, and is still found, has failed. */
function remaining(ground: Ground): readonly Ground[] {
  const { kind, source, reason } = ground
  // The sender sent what came, and that was judged as such: in what is made of it, a text for a page, nobody is identified any better.
  if (source === 'sender') return []
  if (source === 'rule') return kind === 'disarm' ? [] : [ground]
  const mustHold = kind === 'disarm' || (source === 'incomplete' && kind === 'release' && !OF_THE_WORLD.test(reason))
  return [mustHold ? { ...ground, kind: 'hold' } : ground]
}

function stricter(action: Action, { kind, source, rule, reason }: Ground): Action {
  const saysItself = kind !== 'hold' || source === 'rule' || (source === 'incomplete' && OF_THE_WORLD.test(reason))
  return saysItself ? { ...action, kind, rule, reason } : failed(action)
}

function failed(action: Action): Action {
  return { ...action, kind: 'hold', reason: 'DISARM_FAILED' }
}
