/** What a line of a log is made of and how each is chained to the one before: the same line always has the same hash, and no two lines share one. */
import { createHash } from 'node:crypto'
import type { LogName, NewLogEntry } from '../core/log-entry.ts'

/** A line as the hash covers it: the digest stands for the detail, so that a detail can be erased and the chain still proves right. */
interface ChainedLine {
  readonly log: LogName
  /** Decimal digits: what a tampered column holds may be past any number that we can read. */
  readonly seq: string
  /** Decimal digits. */
  readonly at: string
  readonly actor: string
  readonly verb: string
  readonly channel: string | null
  readonly messageId: string | null
  readonly subject: string | null
  readonly detailDigest: Uint8Array
}

/** What the hash of the first line covers in place of an earlier one. */
export const NO_HASH = Buffer.alloc(0)

/** SHA-256 of the hash before (32 bytes, none for the first line) and of a JSON array in this order, in UTF-8. */
export function hashOf(previous: Uint8Array, line: ChainedLine): Buffer {
  const { log, seq, at, actor, verb, channel, messageId, subject } = line
  const told = [log, seq, at, actor, verb, channel, messageId, subject, Buffer.from(line.detailDigest).toString('hex')]
  return createHash('sha256').update(previous).update(JSON.stringify(told)).digest()
}

/** JSON with its keys in order, so that equal details are equal text. */
export function canonicalDetail(detail: NewLogEntry['detail']): string {
  return JSON.stringify(detail, Object.keys(detail).sort())
}

/** What a detail is sealed to. */
export function detailContext(log: LogName, seq: number): string {
  return `log:${log}:${seq}`
}
