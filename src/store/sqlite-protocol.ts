/** What the process and its SQLite thread say to each other: plain values, with all sealed bytes of a group in one buffer that changes hands. */
import type { SQLInputValue } from 'node:sqlite'
import type { AcceptResult } from '../core/accept.ts'
import type { NewEvent } from '../core/event.ts'
import type { Hold } from '../core/hold.ts'
import type { MessageStatus } from '../core/record.ts'
import type { AcceptRow, Settled, SettleRow } from './group-writes.ts'

export interface PackedAccept {
  readonly rows: readonly {
    readonly id: string
    readonly channel: string
    readonly conversation: string | null
    readonly receivedAt: number
    readonly arrivalBytes: number
    /** Null where there is no key yet. */
    readonly senderKeyBytes: number | null
    readonly subjectKeyBytes: number
    readonly dedupeKeys: number
    readonly blobIds: readonly string[]
  }[]
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface PackedSettle {
  readonly rows: readonly {
    readonly id: string
    readonly version: number
    readonly fromRevision: number
    readonly revision: number
    readonly status: MessageStatus
    readonly dueAt: number | null
    readonly recordBytes: number
    /** 0 for none. */
    readonly linkHashBytes: number
    readonly holds: readonly Hold[]
    readonly events: readonly NewEvent[]
  }[]
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly now: number
}

/** What is asked of the thread, and what it answers, in the order asked. */
export interface Calls {
  readonly open: { readonly ask: { readonly path: string }; readonly answer: null }
  readonly query: {
    readonly ask: { readonly sql: string; readonly parameters: readonly SQLInputValue[] }
    readonly answer: { readonly rows: readonly unknown[]; readonly changes: number | bigint }
  }
  readonly accept: { readonly ask: PackedAccept; readonly answer: readonly AcceptResult[] }
  readonly settle: { readonly ask: PackedSettle; readonly answer: Settled }
  readonly close: { readonly ask: null; readonly answer: null }
}

export type CallName = keyof Calls

/** One of the calls with its argument. */
export type Question = { readonly [Name in CallName]: { readonly name: Name; readonly ask: Calls[Name]['ask'] } }[CallName]

export type Answer = { readonly answer: Calls[CallName]['answer'] } | { readonly failure: Failure }

/** An error as it crosses: `errcode` is SQLite's, `refusal` makes it a ForebayError again. */
export interface Failure {
  readonly message: string
  readonly errcode: number | null
  readonly refusal: { readonly code: string; readonly publicMessage: string; readonly status: number } | null
}

export function packAccept(rows: readonly AcceptRow[]): PackedAccept {
  const pieces: Buffer[] = []
  const light = rows.map((row) => {
    pieces.push(row.arrival, ...(row.senderKey === null ? [] : [row.senderKey]), row.subjectKey)
    for (const { key, content } of row.dedupeKeys) pieces.push(key, content)
    return {
      id: row.id,
      channel: row.channel,
      conversation: row.conversation,
      receivedAt: row.receivedAt,
      arrivalBytes: row.arrival.length,
      senderKeyBytes: row.senderKey?.length ?? null,
      subjectKeyBytes: row.subjectKey.length,
      dedupeKeys: row.dedupeKeys.length,
      blobIds: row.blobIds,
    }
  })
  return { rows: light, bytes: join(pieces) }
}

export function unpackAccept({ rows, bytes }: PackedAccept): readonly AcceptRow[] {
  const take = cutter(bytes)
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    conversation: row.conversation,
    receivedAt: row.receivedAt,
    arrival: take(row.arrivalBytes),
    senderKey: row.senderKeyBytes === null ? null : take(row.senderKeyBytes),
    subjectKey: take(row.subjectKeyBytes),
    dedupeKeys: Array.from({ length: row.dedupeKeys }, () => ({ key: take(FINGERPRINT_BYTES), content: take(FINGERPRINT_BYTES) })),
    blobIds: row.blobIds,
  }))
}

export function packSettle(rows: readonly SettleRow[], now: number): PackedSettle {
  const pieces: Buffer[] = []
  const light = rows.map(({ record, linkHashes, ...rest }) => {
    pieces.push(record)
    if (linkHashes !== null) pieces.push(linkHashes)
    return { ...rest, recordBytes: record.length, linkHashBytes: linkHashes?.length ?? 0 }
  })
  return { rows: light, bytes: join(pieces), now }
}

export function unpackSettle({ rows, bytes }: PackedSettle): readonly SettleRow[] {
  const take = cutter(bytes)
  return rows.map(({ recordBytes, linkHashBytes, ...rest }) => ({
    ...rest,
    record: take(recordBytes),
    linkHashes: linkHashBytes === 0 ? null : take(linkHashBytes),
  }))
}

const FINGERPRINT_BYTES = 16

/** In an ArrayBuffer of its own, so that it can be handed over without a copy (a pooled Buffer cannot). */
function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}

function cutter(bytes: Uint8Array<ArrayBuffer>): (length: number) => Buffer {
  let at = 0
  return (length) => {
    at += length
    return Buffer.from(bytes.buffer, bytes.byteOffset + at - length, length)
  }
}
