/** What customers wrote, as sealed bytes and back; each value is bound to the row it stands in. */
import type { Identity } from '../core/identity.ts'
import type { Arrival } from '../core/message.ts'
import type { Sealer } from '../core/ports.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Review } from '../core/verdict.ts'

export interface SealedValues {
  sealArrival(arrival: Arrival): Buffer
  openArrival(id: string, sealed: Uint8Array): Arrival
  sealIdentity(messageId: string, identity: Identity): Buffer
  openIdentity(messageId: string, sealed: Uint8Array): Identity
  sealRecord(record: MessageRecord, revision: number): Buffer
  openRecord(messageId: string, revision: number, sealed: Uint8Array): MessageRecord
  sealReview(messageId: string, review: Review): Buffer
  openReview(messageId: string, sealed: Uint8Array): Review
  sealSecret(endpointId: string, secret: string): Buffer
  openSecret(endpointId: string, sealed: Uint8Array): string
}

export function sealedValues(sealer: Sealer): SealedValues {
  const sealJson = (value: unknown, context: string) => sealer.seal(Buffer.from(JSON.stringify(value)), context)
  // What opens is what we sealed: GCM vouches for it, so its shape needs no second check.
  const openJson = (sealed: Uint8Array, context: string): unknown => JSON.parse(sealer.open(sealed, context).toString())

  return {
    sealArrival: (arrival) => sealer.seal(packArrival(arrival), `arrival:${arrival.id}`),
    openArrival: (id, sealed) => unpackArrival(sealer.open(sealed, `arrival:${id}`)),
    sealIdentity: (id, identity) => sealJson(identity, `identity:${id}`),
    openIdentity: (id, sealed) => openJson(sealed, `identity:${id}`) as Identity,
    sealRecord: (record, revision) => sealJson(record, `record:${record.id}:${revision}`),
    openRecord: (id, revision, sealed) => openJson(sealed, `record:${id}:${revision}`) as MessageRecord,
    sealReview: (id, review) => sealJson(review, `review:${id}`),
    openReview: (id, sealed) => openJson(sealed, `review:${id}`) as Review,
    sealSecret: (id, secret) => sealer.seal(Buffer.from(secret), `webhook:${id}`),
    openSecret: (id, sealed) => sealer.open(sealed, `webhook:${id}`).toString(),
  }
}

// Length of the JSON (4 bytes) | JSON | raw bytes of an inline mail: bytes stay bytes, no base64.
function packArrival(arrival: Arrival): Buffer {
  const { content } = arrival
  if (content.type !== 'mail-inline') return withLength(arrival, new Uint8Array(0))
  return withLength({ ...arrival, content: { type: 'mail-inline' } }, content.raw)
}

function withLength(value: unknown, raw: Uint8Array): Buffer {
  const json = JSON.stringify(value)
  const jsonBytes = Buffer.byteLength(json)
  const packed = Buffer.allocUnsafe(4 + jsonBytes + raw.length)
  packed.writeUInt32BE(jsonBytes, 0)
  packed.write(json, 4)
  packed.set(raw, 4 + jsonBytes)
  return packed
}

function unpackArrival(packed: Buffer): Arrival {
  const end = 4 + packed.readUInt32BE(0)
  const arrival = JSON.parse(packed.toString('utf8', 4, end)) as Arrival
  return arrival.content.type === 'mail-inline' ? { ...arrival, content: { type: 'mail-inline', raw: packed.subarray(end) } } : arrival
}
