/** Removes blobs that no message names: what was written for a submission that was never accepted. */
import type { Blobs } from '../core/blobs.ts'
import type { Store } from '../core/store.ts'

const BATCH = 500

/** @param olderThanMs long enough that no submission on its way is touched; returns how many were removed. */
export async function sweepBlobs(
  store: Pick<Store, 'knownBlobs'>,
  blobs: Pick<Blobs, 'listOlderThan' | 'remove'>,
  olderThanMs: number,
): Promise<number> {
  let removed = 0
  let batch: string[] = []
  const flush = async () => {
    const known = await store.knownBlobs(batch)
    for (const blobId of batch) {
      if (known.has(blobId)) continue
      await blobs.remove(blobId)
      removed += 1
    }
    batch = []
  }
  for await (const blobId of blobs.listOlderThan(olderThanMs)) {
    batch.push(blobId)
    if (batch.length >= BATCH) await flush()
  }
  if (batch.length > 0) await flush()
  return removed
}
