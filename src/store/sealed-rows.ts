/** Turns what the stages hand over into rows: what may be searched stays plain, all else is sealed. */

import type { AcceptEntry } from '../core/accept.ts'
import type { Arrival } from '../core/message.ts'
import type { Sealer } from '../core/sealer.ts'
import type { Settlement } from '../core/stored-message.ts'
import type { AcceptRow, SettleRow } from './group-writes.ts'
import { personKeys } from './person-keys.ts'
import type { SealedValues } from './sealed-values.ts'

export function toAcceptRow(entry: AcceptEntry, values: SealedValues, sealer: Sealer): AcceptRow {
  const { arrival } = entry
  return {
    id: arrival.id,
    channel: arrival.channel,
    conversation: arrival.conversationId,
    receivedAt: arrival.receivedAt,
    arrival: values.sealArrived(entry),
    ...personKeys(entry, sealer),
    dedupeKeys: fingerprints(entry, sealer),
    blobIds: blobsOf(arrival),
  }
}

export function toSettleRow(settlement: Settlement, values: SealedValues): SettleRow {
  const { record, linkHashes } = settlement
  return {
    id: settlement.messageId,
    version: settlement.version,
    fromRevision: settlement.fromRevision,
    revision: record.revision,
    status: record.status,
    dueAt: settlement.dueAt,
    record: values.sealRecord(record, record.revision),
    linkHashes: linkHashes?.length ? Buffer.from(linkHashes) : null,
    holds: settlement.holds,
    events: settlement.events,
  }
}

/** A plain digest of a short text can be guessed at; a keyed one cannot. */
function fingerprints({ dedupeKeys }: AcceptEntry, sealer: Sealer): AcceptRow['dedupeKeys'] {
  const contents = new Map<string, Buffer>()
  return dedupeKeys.map(({ key, contentDigest }) => {
    const content = contents.get(contentDigest) ?? sealer.fingerprint(contentDigest)
    contents.set(contentDigest, content)
    return { key: sealer.fingerprint(key), content }
  })
}

/** Of what expired nothing is named any more. */
function blobsOf({ content }: Arrival): readonly string[] {
  switch (content.type) {
    case 'words':
      return content.files.flatMap(({ blobId }) => blobId ?? [])
    case 'mail':
      return [content.rawBlobId]
    case 'mail-inline':
      return []
  }
}
