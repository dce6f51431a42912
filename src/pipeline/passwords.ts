/** Opens a locked file with the password that its sender gave, looks into it once, and keeps what was seen; the password is in this call's memory and the sandbox's, and nowhere else. */

import type { Blobs } from '../core/blobs.ts'
import { ForebayError } from '../core/error.ts'
import type { Queue } from '../core/queue.ts'
import type { Outcome } from '../core/report.ts'
import { messageWaits, senderFileRule } from '../core/sender-rule.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import { isHopelesslyLocked } from '../parse/file/contents.ts'
import { familyOf } from '../parse/file/family.ts'
import { fileTree } from '../policy/file-tree.ts'
import { type Assessing, houseOf, lookFurther, NOTHING_MORE, sizeOf } from './assess.ts'
import { extractFile, fileUnreadable } from './extract-file.ts'
import { oneFile } from './one-file.ts'
import { asOpened, saysLocked } from './opened.ts'
import { isScannedAgain } from './settlement.ts'

interface OpeningByPassword
  extends Pick<Assessing, 'sandbox' | 'house' | 'lookupInspectors' | 'scanner' | 'reputation' | 'scansPerMessage' | 'stopwatch'> {
  readonly store: Pick<Store, 'load' | 'policy' | 'amend'>
  readonly blobs: Pick<Blobs, 'read'>
  /** Does not reject: what is due stands in the database. */
  readonly enqueue: Queue['enqueue']
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * A run that brings the next revision is ahead when it resolves; whenever it throws, nothing was stored.
 * @throws ForebayError 404 `FILE_NOT_FOUND`; 409 `PASSWORDS_OFF`, `IDENTITY_REQUIRED`, `NOT_LOCKED`; 422 `PASSWORD_WRONG`, `LOCK_UNSUPPORTED`;
 *   503 `FILE_UNREADABLE`, `SCANNER_UNAVAILABLE`
 */
type OpenByPassword = (messageId: string, fileId: string, secret: string) => Promise<void>

export function createOpenByPassword(deps: OpeningByPassword): OpenByPassword {
  return async (messageId, fileId, secret) => {
    const stored = await deps.store.load(messageId)
    const file = stored?.record?.release?.files.find(({ id }) => id === fileId)
    if (stored?.record == null || file === undefined) throw refusal('FILE_NOT_FOUND', 404, 'The release has no such file.')
    const { channel } = stored.arrival
    const policy = (await deps.store.policy(channel))?.policy
    if (policy === undefined || policy.files.passwords !== 'ask')
      throw refusal('PASSWORDS_OFF', 409, 'This channel does not ask for passwords.')
    const rule = policy.senders[stored.identity.level]
    if (messageWaits(rule) || senderFileRule(rule, file.type, familyOf(file.type)).action !== 'allow')
      throw refusal('IDENTITY_REQUIRED', 409, 'The sender has to be identified first.')
    if (file.action !== 'hold') throw notLocked()

    const { part, bytes, parts } = await extractFile(stored, file, deps)
    const { rootOf } = fileTree(parts)
    const isInside = ({ subject }: Outcome) => subject.kind === 'part' && rootOf.get(subject.id) === fileId
    if (!stored.record.report.outcomes.some((outcome) => saysLocked(outcome) && isInside(outcome))) throw notLocked()

    const arrival = oneFile(stored.arrival, { untrustedName: part.untrustedName ?? fileId, untrustedType: part.claimedType, bytes })
    const task = { kind: 'examine', arrival, house: houseOf(deps.house, policy), password: secret } as const
    const ran = await deps.sandbox.run(task, sizeOf(arrival), channel)
    if (ran.status !== 'done') throw fileUnreadable()
    const { message, report, files } = ran.result
    if (report.outcomes.some(({ status, reason }) => status !== 'ok' && isHopelesslyLocked(reason ?? '')))
      throw refusal('LOCK_UNSUPPORTED', 422, 'The file is locked in a way that cannot be opened here, with any password.')
    // With a wrong password some formats open to noise, which then looks damaged.
    if (report.outcomes.some((outcome) => saysLocked(outcome) || isDamaged(outcome)))
      throw refusal('PASSWORD_WRONG', 422, 'The file does not open with this password.')

    const inner = new Map(files.map((one) => [one.partId, one.bytes]))
    const seen = await lookFurther({ message, report, files: inner, inspectMs: 0, ...NOTHING_MORE }, deps, deps.signal)
    // What no scanner has spoken about cannot be scanned later: the password is not kept.
    if (seen.report.outcomes.some(isScannedAgain))
      throw new ForebayError(
        'SCANNER_UNAVAILABLE',
        'The file could not be scanned now; nothing was kept. Please give the password again.',
        {
          status: 503,
          retryAfterSeconds: 30,
        },
      )
    const opened = asOpened(part, seen, deps.clock())
    if (!(await deps.store.amend(messageId, { kind: 'opened', opened }, deps.clock())))
      throw refusal('FILE_NOT_FOUND', 404, 'The release has no such file.')
    await deps.enqueue(channel, messageId)
  }
}

function isDamaged({ status, reason }: Outcome): boolean {
  return status !== 'ok' && /CORRUPT|DAMAGED|BROKEN/.test(reason ?? '')
}

function notLocked(): ForebayError {
  return refusal('NOT_LOCKED', 409, 'This file does not wait for a password.')
}

function refusal(code: string, status: number, publicMessage: string): ForebayError {
  return new ForebayError(code, publicMessage, { status })
}
