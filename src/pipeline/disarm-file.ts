/** Builds one file anew inside the sandbox; whatever goes wrong there is a refusal, and a refused file is never passed on. */
import type { Disarmed, NewFile } from '../core/disarmed.ts'
import type { StepHooks } from '../core/steps.ts'
import type { OpenedArrival, OpenedFile } from '../parse/message.ts'
import { disarm } from '../release/disarm/disarm.ts'
import { pageByPage } from './pdf-renderer.ts'
import { sha256Of } from './sha256.ts'

const STEP = 'release/disarm@p1'

export type Disarm = (bytes: Uint8Array, detectedType: string) => Promise<Disarmed>

/** What came of it, without its bytes. */
export type DisarmedFile = (NewFile & { readonly status: 'done' }) | { readonly status: 'refused'; readonly reason: string }

/**
 * @param arrival with one file and nothing else
 * @returns the same with the new file in its place, under the name that it will have; with none when it was refused
 */
export async function disarmFile(
  arrival: OpenedArrival,
  detectedType: string,
  hooks: StepHooks,
  rebuild: Disarm = (bytes, type) => disarm(bytes, type, { pdf: pageByPage(() => hooks.enter(STEP)) }),
): Promise<{ readonly file: DisarmedFile; readonly arrival: OpenedArrival }> {
  const [original] = arrival.content.type === 'words' ? arrival.content.files : []
  const made = original === undefined ? refused('DISARM_FAILED') : await attempt(original, detectedType, hooks, rebuild)
  const holding = (files: readonly OpenedFile[]) => ({ ...arrival, content: { type: 'words', words: {}, files } }) as const
  if (original === undefined || made.status === 'refused') {
    const reason = made.status === 'refused' ? made.reason : 'DISARM_FAILED'
    return { file: { status: 'refused', reason }, arrival: holding([]) }
  }
  const { bytes, type, extension, losses } = made
  const sha256 = sha256Of(bytes)
  const file = { status: 'done', sha256, size: bytes.byteLength, type, extension, losses } as const
  return { file, arrival: holding([{ untrustedName: `${original.untrustedName}${extension ?? ''}`, untrustedType: type, bytes }]) }
}

async function attempt(file: OpenedFile, detectedType: string, hooks: StepHooks, rebuild: Disarm): Promise<Disarmed> {
  const skip = hooks.skips.get(STEP)
  if (skip !== undefined) return refused(skip.status === 'timed_out' ? 'DISARM_TIMED_OUT' : 'DISARM_FAILED')
  hooks.enter(STEP)
  try {
    return await rebuild(file.bytes, detectedType)
  } catch {
    // What was thrown may quote the file: only the fact is kept.
    return refused('DISARM_FAILED')
  }
}

function refused(reason: string) {
  return { status: 'refused', reason } as const
}
