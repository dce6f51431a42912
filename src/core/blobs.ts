/** Where the bytes of files are kept, sealed: what was written survives, and what was changed is not given out. */

export interface StoredBlob {
  readonly blobId: string
  readonly sizeBytes: number
  readonly sha256: string
}

export interface Blobs {
  /**
   * Seals and stores; resolves only when the bytes survive power loss (file and folder are synced).
   * Past `maxBytes` it throws ForebayError `TOO_LARGE` and leaves nothing behind.
   */
  write(source: AsyncIterable<Uint8Array> | Uint8Array, maxBytes: number): Promise<StoredBlob>
  /** Whole bytes; throws ForebayError `BLOB_DAMAGED` on truncation or tampering, `BLOB_MISSING` when it is not there. */
  read(blobId: string): Promise<Uint8Array>
  remove(blobId: string): Promise<void>
  /** Blob ids older than `olderThanMs`, for the sweeper that removes what no message names. */
  listOlderThan(olderThanMs: number): AsyncIterable<string>
}
