/** A file that waited in vain is deleted once its release says so, as long as no other file of the message would be taken for another without it. */
import type { Blobs, StoredMessage } from '../core/ports.ts'
import type { ReleasedFile } from '../core/release.ts'
import { rulingsOf } from '../policy/reviews.ts'

type Standing = Pick<StoredMessage, 'arrival' | 'record' | 'reviews'>

const NONE: ReadonlySet<string> = new Set()

/**
 * Blobs that are not read any more: for the rest of the message their files are empty. A mail is one blob with its words in it, and stays.
 * Parts are numbered one after the other, so that a file with others inside goes only when it is the last one.
 */
export function expiredBlobs({ arrival, record, reviews }: Standing): ReadonlySet<string> {
  if (arrival.content.type !== 'words' || record === null || !reviews.some(({ decision }) => decision === 'expire')) return NONE
  const { files } = arrival.content
  if (record.status === 'expired') return new Set(files.map(({ blobId }) => blobId))
  const listed = record.release?.files ?? []
  const ruling = rulingsOf(reviews)
  const fits = listed.length === files.length && listed.every((one, at) => one.size === 0 || hashOf(one) === files[at]?.sha256)
  if (!fits) return NONE
  const expired = files.filter((_, at) => {
    const [one, next] = listed.slice(at, at + 2)
    if (one?.reason !== 'EXPIRED' || ruling({ kind: 'part', id: one.id }) !== 'expire') return false
    return next === undefined || numberOf(next) === numberOf(one) + 1
  })
  return new Set(expired.map(({ blobId }) => blobId))
}

/** Whatever was removed before is removed once more, so that nothing is left behind by a run that broke off. */
export async function removeExpired(standing: Standing, blobs: Pick<Blobs, 'remove'>): Promise<void> {
  for (const blobId of expiredBlobs(standing)) await blobs.remove(blobId)
}

function hashOf({ original, sha256 }: ReleasedFile): string {
  return original?.sha256 ?? sha256
}

function numberOf({ id }: ReleasedFile): number {
  return Number(id.slice(1))
}
