/** Only the bytes of files that expired are removed, and a later run comes to the same. */
import { describe, expect, it } from '@jest/globals'
import type { StoredMessage } from '../../src/core/ports.ts'
import type { ReleasedFile } from '../../src/core/release.ts'
import type { Review } from '../../src/core/verdict.ts'
import { expiredBlobs, removeExpired } from '../../src/pipeline/expired-files.ts'
import { anEntry, aSettlement, NOW, sha256 } from '../support/stored.ts'

interface Given {
  readonly id: string
  readonly reason: string
  /** Of the file in the release, when it is not the blob's own. */
  readonly hash?: string
  readonly size?: number
}

const expiry = (id: string, more: Partial<Review> = {}): Review => ({
  subject: { kind: 'part', id },
  decision: 'expire',
  by: 'forebay',
  at: NOW,
  reason: 'EXPIRED',
  ...more,
})

function standing(files: readonly Given[], reviews: readonly Review[]): Pick<StoredMessage, 'arrival' | 'record' | 'reviews'> {
  const entry = anEntry({ blobIds: files.map(({ id }) => `blob-${id}`) })
  const { record } = aSettlement(entry)
  const listed = files.map(({ id, reason, hash = sha256(`blob-${id}`), size = 4 }) => ({ id, reason, size, sha256: hash }))
  return {
    arrival: entry.arrival,
    record: record.release === null ? record : { ...record, release: { ...record.release, files: listed as unknown as ReleasedFile[] } },
    reviews,
  }
}
const gone = (files: readonly Given[], reviews: readonly Review[]) => [...expiredBlobs(standing(files, reviews))]

describe('the blobs of files that expired', () => {
  it('are those of which release and clock say so, and no others', () => {
    const files = [
      { id: 'p2', reason: 'EXPIRED' },
      { id: 'p3', reason: 'OK' },
      { id: 'p4', reason: 'IDENTITY_REQUIRED' },
    ]
    expect(gone(files, [expiry('p2')])).toEqual(['blob-p2'])
    // Said by the clock, and not yet by the release.
    expect(gone(files, [expiry('p4')])).toEqual([])
    expect(gone(files, [])).toEqual([])
    // A person's word beats the clock.
    expect(gone(files, [expiry('p2'), expiry('p2', { decision: 'release', by: 'rita' })])).toEqual([])
  })

  it('do not go when the numbers of files behind them would change', () => {
    const archive = { id: 'p2', reason: 'EXPIRED' }
    expect(gone([archive, { id: 'p9', reason: 'OK' }], [expiry('p2')])).toEqual([])
    expect(
      gone(
        [
          { id: 'p2', reason: 'OK' },
          { id: 'p3', reason: 'EXPIRED' },
        ],
        [expiry('p3')],
      ),
    ).toEqual(['blob-p3'])
  })

  it('are the same after a run in which they were empty, and none when the files are not those that came', () => {
    const both = [expiry('p2'), expiry('p3')]
    const empty = { id: 'p2', reason: 'EXPIRED', hash: sha256(''), size: 0 }
    expect(gone([empty, { id: 'p3', reason: 'EXPIRED' }], both)).toEqual(['blob-p2', 'blob-p3'])
    expect(
      gone(
        [
          { ...empty, size: 7 },
          { id: 'p3', reason: 'EXPIRED' },
        ],
        both,
      ),
    ).toEqual([])
  })

  it('are all when the message expired, and are removed each time', async () => {
    const given = standing(
      [
        { id: 'p2', reason: 'EXPIRED' },
        { id: 'p3', reason: 'EXPIRED' },
      ],
      [expiry('m', { subject: { kind: 'message', id: 'm' } })],
    )
    const expired = given.record === null ? given : { ...given, record: { ...given.record, status: 'expired' as const } }
    const removed: string[] = []
    await removeExpired(expired, { remove: async (blobId) => void removed.push(blobId) })
    expect(removed).toEqual(['blob-p2', 'blob-p3'])
  })
})
