/** Blobs as sealed files: a blob that `write` returned survives power loss whole, and one that it did not return is not there. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Blobs } from '../core/blobs.ts'
import { ForebayError } from '../core/error.ts'
import { DAY_MS } from '../core/time.ts'
import { openFrames, sealFrames } from './frames.ts'
import { hasCode, syncFolder, syncFolderNow } from './sync-folder.ts'

const BLOB_ID = /^[0-9a-f]{32}$/
const SHARDS = Array.from({ length: 256 }, (_, shard) => shard.toString(16).padStart(2, '0'))
const UNFINISHED = 'unfinished'
const WRITE_BYTES = 1024 * 1024
// No upload lasts this long: what is older was left by a process that died.
const UNFINISHED_AFTER_MS = DAY_MS

/** `folder` is made when it is not there: `ab/ab34…` for each blob, `unfinished/` for those being written. */
export function openFileBlobs(folder: string, masterKey: Uint8Array): Blobs {
  prepare(folder)

  function pathOf(untrustedBlobId: string): string {
    if (!BLOB_ID.test(untrustedBlobId)) throw missing()
    return join(folder, untrustedBlobId.slice(0, 2), untrustedBlobId)
  }

  return {
    async write(source, maxBytes) {
      const blobId = randomBytes(16).toString('hex')
      const unfinished = join(folder, UNFINISHED, blobId)
      const measure = { hash: createHash('sha256'), sizeBytes: 0 }
      try {
        const file = await open(unfinished, 'wx', 0o600)
        try {
          await writeAll(file, sealFrames(measured(source, maxBytes, measure), masterKey, blobId))
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(unfinished, pathOf(blobId))
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
      await syncFolder(join(folder, blobId.slice(0, 2)))
      return { blobId, sizeBytes: measure.sizeBytes, sha256: measure.hash.digest('hex') }
    },

    async read(blobId) {
      let sealed: Buffer
      try {
        sealed = await readFile(pathOf(blobId))
      } catch (error) {
        if (hasCode(error, 'ENOENT')) throw missing(error)
        throw error
      }
      return openFrames(sealed, masterKey, blobId)
    },

    async remove(blobId) {
      await rm(pathOf(blobId), { force: true })
    },

    async *listOlderThan(olderThanMs) {
      const before = Date.now() - olderThanMs
      for (const shard of SHARDS) {
        for (const blobId of await readdir(join(folder, shard))) {
          if (BLOB_ID.test(blobId) && (await modifiedAt(join(folder, shard, blobId))) < before) yield blobId
        }
      }
    },
  }
}

async function* measured(
  source: AsyncIterable<Uint8Array> | Uint8Array,
  maxBytes: number,
  measure: { readonly hash: ReturnType<typeof createHash>; sizeBytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    measure.sizeBytes += chunk.length
    if (measure.sizeBytes > maxBytes) {
      throw new ForebayError('TOO_LARGE', 'A file is larger than allowed.', { status: 413, limit: { maxBytes } })
    }
    measure.hash.update(chunk)
    yield chunk
  }
}

/** Few large writes instead of one a frame. */
async function writeAll(file: FileHandle, frames: AsyncIterable<Buffer>): Promise<void> {
  let batch: Buffer[] = []
  let batchBytes = 0
  for await (const frame of frames) {
    batch.push(frame)
    batchBytes += frame.length
    if (batchBytes < WRITE_BYTES) continue
    await file.writeFile(Buffer.concat(batch, batchBytes))
    batch = []
    batchBytes = 0
  }
  if (batchBytes > 0) await file.writeFile(Buffer.concat(batch, batchBytes))
}

function prepare(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of [...SHARDS, UNFINISHED]) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
  syncFolderNow(folder)
  for (const name of readdirSync(join(folder, UNFINISHED))) {
    const path = join(folder, UNFINISHED, name)
    const modifiedAtMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    if (modifiedAtMs !== undefined && modifiedAtMs < Date.now() - UNFINISHED_AFTER_MS) rmSync(path, { force: true })
  }
}

async function modifiedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    // Removed since it was listed: never old.
    if (hasCode(error, 'ENOENT')) return Number.POSITIVE_INFINITY
    throw error
  }
}

function missing(cause?: unknown): ForebayError {
  return new ForebayError('BLOB_MISSING', 'A stored file is not there.', { status: 404, cause })
}
