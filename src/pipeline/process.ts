/** Runs one message through the stages, again whenever something new is known of it; what fails is given back, never dropped. */

import type { Blobs } from '../core/blobs.ts'
import { ForebayError } from '../core/error.ts'
import type { ShownIdentification } from '../core/identification.ts'
import type { Arrival } from '../core/message.ts'
import type { Policy } from '../core/policy.ts'
import type { Queue } from '../core/queue.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Store } from '../core/store.ts'
import type { CutDown, StoredMessage } from '../core/stored-message.ts'
import { type Clock, MINUTE_MS } from '../core/time.ts'
import { removeBlobs } from '../intake/admit.ts'
import { type Assessing, type Concluded, conclude, needsLookups, type Seen, type Standing, see, withoutLookups } from './assess.ts'
import type { Background } from './background.ts'
import type { ByteGate } from './byte-gate.ts'
import { clicksOf } from './clicks.ts'
import { dueToCut, withoutExpired } from './expired-files.ts'
import { bytesOf, openArrival } from './open-arrival.ts'
import { withOpened } from './opened.ts'
import type { ProveSender } from './prove-sender.ts'
import { filesToRebuild, lookWholly } from './rebuild.ts'
import { linkHashesOf } from './recheck.ts'
import type { Recognise } from './recognise.ts'
import { scanIsPending, settlementOf } from './settlement.ts'

export interface Processing extends Assessing {
  readonly store: Pick<Store, 'load' | 'settle' | 'amend' | 'cutDown' | 'retryLater' | 'logEntries'>
  readonly policies: Pick<Store, 'policy'>
  /** For the bytes of messages that are being opened. */
  readonly gate: ByteGate
  readonly background: Background
  readonly blobs: Pick<Blobs, 'read' | 'write' | 'remove'>
  /** Does not reject: what is due stands in the database. */
  readonly enqueue: Queue['enqueue']
  readonly clock: Clock
  /** How long the words wait for the scans of their files. */
  readonly wordsFirstMs: number
  readonly rescanMs: number
  readonly maxAttempts: number
  /** Adds what is remembered of the sender (see `recognise.ts`). */
  readonly recognise: Recognise['recognise']
  /** Stops the scans when the service stops. */
  readonly signal: AbortSignal
  /** What was just accepted in this process, to spare reading it back. */
  recall(messageId: string): StoredMessage | null
  /** Left out where nothing may be asked of the world. */
  readonly proveSender?: ProveSender
  /** How the sender of what waits can become identified; null when nothing does. Left out where there is no login. */
  askIdentity?(record: MessageRecord, policy: Policy, shown: ShownIdentification | undefined): Promise<ShownIdentification | null>
  onSettled(record: MessageRecord): void
  onFailed(channel: string, code: string, error: unknown): void
}

const RETRY_BASE_MS = 500
const RETRY_LONGEST_MS = MINUTE_MS
/** Another worker can be first only so often before something is wrong. */
const MAX_CONFLICTS = 5
/** The service stops: the message stays due, for whoever starts next, and nothing of it failed. */
const STOPPED = 'SANDBOX_CLOSED'

/** @returns the queue's handler. */
export function createProcess(deps: Processing): (messageId: string, channel: string) => Promise<void> {
  const running = new Map<string, Promise<void>>()

  return async (messageId, channel) => {
    // Two runs of one message in one process would only race to the same settlement.
    const before = running.get(messageId)
    const run = (before ?? Promise.resolve()).then(() => runOnce(messageId, channel, deps))
    running.set(messageId, run)
    try {
      await run
    } finally {
      if (running.get(messageId) === run) running.delete(messageId)
    }
  }
}

async function runOnce(messageId: string, channel: string, deps: Processing): Promise<void> {
  let attempts = 0
  try {
    for (let conflict = 0; conflict < MAX_CONFLICTS; conflict++) {
      const stored = deps.recall(messageId) ?? (await deps.store.load(messageId))
      if (stored === null || (stored.record !== null && stored.dueAt === null)) return
      attempts = stored.attempts
      const leave = await deps.gate.enter(bytesOf(stored.arrival))
      try {
        if (await settle(stored, deps)) return
      } finally {
        leave()
      }
    }
    throw new ForebayError('SETTLE_CONFLICT', 'Other workers kept changing this message.')
  } catch (error) {
    const code = codeOf(error)
    if (code === STOPPED) return
    deps.onFailed(channel, code, error)
    const again = attempts + 1 < deps.maxAttempts
    const delayMs = Math.min(RETRY_BASE_MS * 2 ** attempts, RETRY_LONGEST_MS)
    await deps.store.retryLater(messageId, again ? deps.clock() + delayMs : null, code)
    if (again) await deps.enqueue(channel, messageId, delayMs)
  }
}

/** False when another worker was first. */
async function settle(found: StoredMessage, deps: Processing): Promise<boolean> {
  const version = await deps.policies.policy(found.arrival.channel)
  if (version === null) throw new ForebayError('POLICY_MISSING', 'The channel has no policy.')
  const opened = await openArrival(found.arrival, deps.blobs)
  const [seen, proven] = await Promise.all([see(opened, version.policy, deps), deps.proveSender?.(found, opened, version.policy) ?? found])
  if (proven === null) return false
  const stored = await recognised(proven, seen, version.policy, deps)
  if (stored === null) return false
  const standing = {
    identity: stored.identity,
    policy: version.policy,
    policyVersion: version.version,
    reviews: stored.reviews,
    clicks: await clicksOf(stored, deps.store),
  }
  const known = withOpened(seen, stored.opened)
  if (!needsLookups(seen, deps.lookupInspectors) && filesToRebuild(known, standing).length === 0)
    return apply(stored, known, standing, deps)

  const callOff = new AbortController()
  const further = lookWholly(seen, standing, stored.opened, deps, AbortSignal.any([deps.signal, callOff.signal]))
  // A sandbox that closes meanwhile is met where it is awaited, or by the run that follows when nobody awaits it any more.
  further.catch(() => undefined)
  const early = await within(further, deps.wordsFirstMs)
  if (early !== null) return apply(stored, early, standing, deps)
  // The words go on; the files follow as the next revision when their scans are back.
  const first = await applied(stored, withOpened(withoutLookups(seen, deps.lookupInspectors), stored.opened), standing, deps)
  if (first === null) {
    callOff.abort()
    return false
  }
  const kept = deps.background.take(bytesOf(stored.arrival), () => finish(first, further, standing, deps))
  if (!kept) {
    callOff.abort()
    await deps.enqueue(stored.arrival.channel, stored.arrival.id, deps.rescanMs)
  }
  return true
}

/** The message with what is remembered of its sender; who it is identified as by that is kept first. Null when another worker was first. */
async function recognised(stored: StoredMessage, seen: Seen, policy: Policy, deps: Processing): Promise<StoredMessage | null> {
  const identity = await deps.recognise(stored, seen.message.sender, policy)
  if (identity.subject === stored.identity.subject) return { ...stored, identity }
  const amendment = { kind: 'identity', identity, ifVersion: stored.version } as const
  if (!(await deps.store.amend(stored.arrival.id, amendment, deps.clock()))) return null
  return { ...stored, identity, version: stored.version + 1 }
}

/** Never rejects: a message whose scans could not be settled runs again. */
async function finish(first: StoredMessage, further: Promise<Seen>, standing: Omit<Standing, 'revision'>, deps: Processing): Promise<void> {
  const { id, channel } = first.arrival
  try {
    if (await apply(first, await further, standing, deps)) return
  } catch (error) {
    const code = codeOf(error)
    if (code === STOPPED) return
    deps.onFailed(channel, code, error)
  }
  await deps.enqueue(channel, id, deps.rescanMs)
}

async function apply(stored: StoredMessage, seen: Seen, standing: Omit<Standing, 'revision'>, deps: Processing): Promise<boolean> {
  return (await applied(stored, seen, standing, deps)) !== null
}

/** The message as it stands after this settlement; null when another worker was first. */
async function applied(
  stored: StoredMessage,
  seen: Seen,
  standing: Omit<Standing, 'revision'>,
  deps: Processing,
): Promise<StoredMessage | null> {
  const now = deps.clock()
  const concluded = await withIdentification(
    conclude(seen, { ...standing, revision: stored.revision + 1 }, deps, now),
    stored,
    standing.policy,
    deps,
  )
  // Without a list or a service no link needs to be followed for the hashes that one would test.
  const isAsked = deps.lookupInspectors.some(({ looksAt }) => looksAt === 'address')
  const settlement = settlementOf(
    stored,
    concluded,
    now,
    deps.rescanMs,
    isAsked ? linkHashesOf(seen.message, concluded.record.release, deps.reputation) : null,
  )
  const { record } = settlement
  const expiry = await withoutExpired(stored, seen.message.parts, record, deps)
  const cut = expiry === 'later' ? null : expiry
  const dueAt = expiry === 'later' ? dueToCut(stored, settlement.dueAt, now, deps.rescanMs) : settlement.dueAt
  // Due until that is done too, whatever becomes of this process.
  if (!(await deps.store.settle({ ...settlement, dueAt: cut === null ? dueAt : now + deps.rescanMs }))) {
    await removeBlobs(deps.blobs, cut?.written ?? [])
    return null
  }
  deps.onSettled(record)
  const arrival = cut === null ? stored.arrival : await keepCut(stored, cut, dueAt, deps)
  // A scan of this very run is on its way: only one that gave no verdict is tried again later.
  if (dueAt !== null && !scanIsPending(record)) await deps.enqueue(record.channel, record.id, dueAt - now)
  return { ...stored, arrival, record, status: record.status, revision: record.revision, dueAt }
}

/** Nothing is deleted that somebody spoke for meanwhile: the run that follows decides anew. */
async function keepCut(
  { arrival, version }: StoredMessage,
  cut: CutDown,
  dueAt: number | null,
  { store, blobs }: Pick<Processing, 'store' | 'blobs'>,
): Promise<Arrival> {
  const isKept = await store.cutDown(cut, version, dueAt)
  await removeBlobs(blobs, isKept ? cut.obsolete : cut.written)
  return isKept ? cut.arrival : arrival
}

async function withIdentification(
  concluded: Concluded,
  { record: before }: StoredMessage,
  policy: Policy,
  deps: Pick<Processing, 'askIdentity'>,
): Promise<Concluded> {
  // A login that did not suffice used its code up: whoever waits still needs another.
  const isSameSender =
    before?.identity.level === concluded.record.identity.level && before.identity.subject === concluded.record.identity.subject
  const shown = isSameSender ? before?.identification : undefined
  const identification = (await deps.askIdentity?.(concluded.record, policy, shown)) ?? null
  return identification === null ? concluded : { ...concluded, record: { ...concluded.record, identification } }
}

function codeOf(error: unknown): string {
  return error instanceof ForebayError ? error.code : 'RUN_FAILED'
}

async function within<T>(work: Promise<T>, waitMs: number): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(resolve, waitMs, null)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
