/** Builds anew, in the sandbox, each file that the verdict says so of, and looks at what came of it as at any other file: scanners and lists included. */
import type { Rebuilt } from '../core/disarmed.ts'
import type { Part } from '../core/message.ts'
import type { OpenedFile } from '../core/opened.ts'
import { decide } from '../policy/decide.ts'
import { type Assessing, houseOf, lookFurther, NOTHING_MORE, provenFiles, type Seen, type Standing, sizeOf } from './assess.ts'
import { oneFile } from './one-file.ts'
import { withOpened } from './opened.ts'

type Rebuilds = Pick<Assessing, 'sandbox' | 'house' | 'lookupInspectors' | 'scanner' | 'reputation' | 'scansPerMessage' | 'stopwatch'>
type Deciding = Omit<Standing, 'revision' | 'clicks'>

/** A file that hangs costs its time-out; after so many the others of the message are refused at once. */
const MAX_HUNG_FILES = 3

/** The files that are to be built anew: what the verdict would be if nothing stood in the way of it. */
export function filesToRebuild(seen: Pick<Seen, 'message' | 'report'>, deciding: Deciding): readonly Part[] {
  const { message, report } = seen
  if (!message.parts.some(({ role }) => role === 'file')) return []
  const { actions } = decide({ message, report, ...deciding })
  const wanted = new Set(
    actions.filter(({ kind, subject }) => kind === 'disarm' && subject.kind === 'part').map(({ subject }) => subject.id),
  )
  return message.parts.filter(({ partId }) => wanted.has(partId))
}

/** All that is left after the sandbox: the look-ups, what was seen of locked files while their password was at hand, and the files built anew. */
export async function lookWholly(
  seen: Seen,
  deciding: Deciding,
  opened: readonly OpenedFile[],
  deps: Rebuilds,
  signal: AbortSignal,
): Promise<Seen> {
  return rebuild(withOpened(await lookFurther(seen, deps, signal), opened), deciding, deps, signal)
}

/** After the look-ups: a file that is removed or held for what they say is not built anew. Does not throw for what a file holds. */
async function rebuild(seen: Seen, deciding: Deciding, deps: Rebuilds, signal: AbortSignal): Promise<Seen> {
  const startedAt = deps.stopwatch()
  const rebuilt: Rebuilt[] = []
  let hung = 0
  // One after the other: a message of many files does not take the sandbox from all others.
  for (const part of filesToRebuild(seen, deciding)) {
    const made = hung < MAX_HUNG_FILES ? await rebuildOne(part, seen, deciding, deps, signal) : refused(part, 'DISARM_TIMED_OUT')
    if (made.status === 'refused' && made.reason === 'DISARM_TIMED_OUT') hung += 1
    rebuilt.push(made)
  }
  return rebuilt.length === 0 ? seen : { ...seen, rebuilt, inspectMs: seen.inspectMs + deps.stopwatch() - startedAt }
}

async function rebuildOne(
  part: Part,
  { message, files }: Seen,
  { policy }: Deciding,
  deps: Rebuilds,
  signal: AbortSignal,
): Promise<Rebuilt> {
  const bytes = files.get(part.partId)
  if (bytes === undefined) return refused(part, 'DISARM_FAILED')
  const { partId, sha256: originalSha256, detectedType, untrustedName, claimedType } = part
  const arrival = oneFile(message, { untrustedName: untrustedName ?? 'file', untrustedType: claimedType, bytes })
  const task = { kind: 'disarm', arrival, house: houseOf(deps.house, policy), detectedType } as const
  const ran = await deps.sandbox.run(task, sizeOf(arrival), message.channel)
  if (ran.status !== 'done') return refused(part, ran.status === 'timed_out' ? 'DISARM_TIMED_OUT' : 'DISARM_FAILED')
  const { disarmed, message: made, report, files: inner } = ran.result
  if (disarmed === undefined) return refused(part, 'DISARM_FAILED')
  if (disarmed.status === 'refused') return refused(part, disarmed.reason)
  const looked = { message: made, report, files: provenFiles(made, inner), inspectMs: 0, ...NOTHING_MORE }
  const further = await lookFurther(looked, deps, signal)
  return { ...disarmed, partId, originalSha256, message: made, report: further.report }
}

function refused({ partId, sha256 }: Part, reason: string): Rebuilt {
  return { partId, originalSha256: sha256, status: 'refused', reason, message: null }
}
