/** What customers wrote, as sealed bytes and back; each value is bound to the row it stands in. */
import type { Identity } from '../core/identity.ts'
import type { Arrival } from '../core/message.ts'
import type { OpenedFile } from '../core/opened.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Sealer } from '../core/sealer.ts'
import type { Review } from '../core/verdict.ts'

/** What came in, and who it seemed to be from. */
export interface Arrived {
  readonly arrival: Arrival
  readonly identity: Identity
}

export interface SealedValues {
  sealArrived(arrived: Arrived): Buffer
  /** `sealedIdentity` is what was learnt later, and wins. */
  openArrived(messageId: string, sealed: Uint8Array, sealedIdentity: Uint8Array | null): Arrived
  sealIdentity(messageId: string, identity: Identity): Buffer
  sealRecord(record: MessageRecord, revision: number): Buffer
  openRecord(messageId: string, revision: number, sealed: Uint8Array): MessageRecord
  sealReview(messageId: string, review: Review): Buffer
  openReview(messageId: string, sealed: Uint8Array): Review
  sealOpened(messageId: string, opened: OpenedFile): Buffer
  openOpened(messageId: string, sealed: Uint8Array): OpenedFile
  sealSecret(endpointId: string, secret: string): Buffer
  openSecret(endpointId: string, sealed: Uint8Array): string
}

export function sealedValues(sealer: Sealer): SealedValues {
  const sealJson = (value: unknown, context: string) => sealer.seal(Buffer.from(JSON.stringify(value)), context)
  // What opens is what we sealed: GCM vouches for it, so its shape needs no second check.
  const openJson = (sealed: Uint8Array, context: string): unknown => JSON.parse(sealer.open(sealed, context).toString())

  return {
    sealArrived: (arrived) => sealer.seal(packArrived(arrived), `arrival:${arrived.arrival.id}`),
    openArrived(id, sealed, sealedIdentity) {
      const arrived = unpackArrived(sealer.open(sealed, `arrival:${id}`))
      return sealedIdentity === null ? arrived : { ...arrived, identity: openJson(sealedIdentity, `identity:${id}`) as Identity }
    },
    sealIdentity: (id, identity) => sealJson(identity, `identity:${id}`),
    sealRecord: (record, revision) => sealJson(record, `record:${record.id}:${revision}`),
    openRecord: (id, revision, sealed) => openJson(sealed, `record:${id}:${revision}`) as MessageRecord,
    sealReview: (id, review) => sealJson(review, `review:${id}`),
    openReview: (id, sealed) => openJson(sealed, `review:${id}`) as Review,
    sealOpened: (id, opened) => sealJson(opened, `opened:${id}`),
    openOpened: (id, sealed) => openJson(sealed, `opened:${id}`) as OpenedFile,
    sealSecret: (id, secret) => sealer.seal(Buffer.from(secret), `webhook:${id}`),
    openSecret: (id, sealed) => sealer.open(sealed, `webhook:${id}`).toString(),
  }
}

const NO_BYTES = new Uint8Array(0)

// Length of the JSON (4 bytes) | JSON | raw bytes of an inline mail: bytes stay bytes, no base64.
function packArrived({ arrival, identity }: Arrived): Buffer {
  const { content } = arrival
  const [kept, raw] = content.type === 'mail-inline' ? [{ ...arrival, content: { type: content.type } }, content.raw] : [arrival, NO_BYTES]
  const json = JSON.stringify({ arrival: kept, identity })
  const jsonBytes = Buffer.byteLength(json)
  const packed = Buffer.allocUnsafe(4 + jsonBytes + raw.length)
  packed.writeUInt32BE(jsonBytes, 0)
  packed.write(json, 4)
  packed.set(raw, 4 + jsonBytes)
  return packed
}

function unpackArrived(packed: Buffer): Arrived {
  const end = 4 + packed.readUInt32BE(0)
  const arrived = JSON.parse(packed.toString('utf8', 4, end)) as Arrived
  if (arrived.arrival.content.type !== 'mail-inline') return arrived
  return { ...arrived, arrival: { ...arrived.arrival, content: { type: 'mail-inline', raw: packed.subarray(end) } } }
}
