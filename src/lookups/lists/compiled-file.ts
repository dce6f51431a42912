/** The file of a compiled list: a header, sorted hashes and a seal; written whole or not at all, and refused when a byte of it is not as it was written. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ForebayError } from '../../core/error.ts'
import type { Refusal } from './entry.ts'
import type { ListFormat } from './formats/detect.ts'

export interface RefusedLines {
  readonly count: number
  readonly reasons: Readonly<Partial<Record<Refusal, number>>>
  /** The first few. */
  readonly lines: readonly { readonly line: number; readonly why: Refusal }[]
}

/** Where the source was when it was read, to ask whether it has changed. */
export interface SourceState {
  readonly etag: string | null
  readonly lastModified: string | null
  /** Of a file: its time of change and size. */
  readonly mtimeMs: number | null
  readonly sizeBytes: number | null
}

export interface ListHeader {
  readonly version: 1
  readonly list: string
  /** As people may see it, without credentials. */
  readonly source: string
  /** A digest of the source as configured, so that a list that moves is read anew. */
  readonly sourceDigest: string
  readonly format: ListFormat
  /** Milliseconds since the epoch. */
  readonly compiledAt: number
  readonly sourceReadAt: number
  readonly sourceState: SourceState
  readonly refused: RefusedLines
  readonly duplicates: number
  /** Hashes in each section, in this order. */
  readonly hosts: number
  readonly paths: number
  readonly pathHosts: number
  readonly exceptions: number
}

/** Sorted; each hash a low and a high half, as in a `BigUint64Array` of this machine. */
export interface ListHashes {
  readonly hosts: Uint32Array
  readonly paths: Uint32Array
  /** Of the hosts of the paths: most addresses are on none of them, and no path of theirs has to be hashed. */
  readonly pathHosts: Uint32Array
  readonly exceptions: Uint32Array
}

export interface CompiledList {
  readonly header: ListHeader
  readonly hashes: ListHashes
}

/** "FBLIST" and the number of the layout. */
const MAGIC = Buffer.from('FBLIST\0\x01', 'latin1')
const HASH_BYTES = 8
const SEAL_BYTES = 32
const MAX_HEADER_BYTES = 65_536
const MAX_HASHES = 32_000_000
const SLICE_BYTES = 1_048_576

/** Synced before it takes its name, and the folder after: a crash leaves the old file or the new one. */
export async function writeCompiled(path: string, { header, hashes }: CompiledList, seal: Uint8Array): Promise<number> {
  const json = Buffer.from(JSON.stringify(header))
  // Blanks behind JSON are nothing; they bring the hashes to a place where they can be read as words.
  const padded = Buffer.alloc(Math.ceil((json.length + 12) / HASH_BYTES) * HASH_BYTES - 12, ' ')
  json.copy(padded)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(padded.length)
  const pieces = [MAGIC, length, padded, ...[hashes.hosts, hashes.paths, hashes.pathHosts, hashes.exceptions].map(bytesOf)]
  const hmac = createHmac('sha256', seal)
  for (const piece of pieces) hmac.update(piece)
  pieces.push(hmac.digest())

  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      for (const piece of pieces) if (piece.length > 0) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}

/**
 * Reads in slices, so that the event loop stays free, straight into the memory that is looked up in.
 * @throws ForebayError `LIST_DAMAGED` when it was cut, changed or compiled under another secret, `LIST_MISSING` when there is none
 */
export async function readCompiled(path: string, seal: Uint8Array): Promise<CompiledList> {
  const file = await open(path, 'r').catch((cause) => {
    throw new ForebayError('LIST_MISSING', 'There is no compiled list.', { cause })
  })
  try {
    return await readOpen(file, seal)
  } finally {
    await file.close()
  }
}

async function readOpen(file: FileHandle, seal: Uint8Array): Promise<CompiledList> {
  const { size } = await file.stat()
  const hmac = createHmac('sha256', seal)
  let at = 0
  async function next(target: Uint8Array): Promise<void> {
    for (let filled = 0; filled < target.length; ) {
      const slice = target.subarray(filled, filled + SLICE_BYTES)
      const { bytesRead } = await file.read(slice, 0, slice.length, at)
      if (bytesRead === 0) throw damaged('it ends early')
      hmac.update(slice.subarray(0, bytesRead))
      filled += bytesRead
      at += bytesRead
    }
  }

  const start = Buffer.alloc(MAGIC.length + 4)
  await next(start)
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged('it is no compiled list')
  const headerBytes = start.readUInt32LE(MAGIC.length)
  if (headerBytes > MAX_HEADER_BYTES) throw damaged('its header is too long')
  const json = Buffer.alloc(headerBytes)
  await next(json)
  const header = parseHeader(json)
  const counts = [header.hosts, header.paths, header.pathHosts, header.exceptions]
  const hashBytes = counts.reduce((sum, count) => sum + count, 0) * HASH_BYTES
  // Before anything is allocated: the header was not yet proved.
  if (size !== at + hashBytes + SEAL_BYTES) throw damaged('its length is not what it says')
  const memory = new ArrayBuffer(hashBytes)
  await next(new Uint8Array(memory))
  const sealed = Buffer.alloc(SEAL_BYTES)
  const { bytesRead } = await file.read(sealed, 0, SEAL_BYTES, at)
  if (bytesRead !== SEAL_BYTES || !timingSafeEqual(sealed, hmac.digest())) throw damaged('its seal does not fit')

  let from = 0
  const [hosts, paths, pathHosts, exceptions] = counts.map((count) => {
    const section = new Uint32Array(memory, from, 2 * count)
    from += count * HASH_BYTES
    return section
  }) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array]
  return { header, hashes: { hosts, paths, pathHosts, exceptions } }
}

/** Only as much as is needed to reach the seal, which proves the rest. */
function parseHeader(json: Buffer): ListHeader {
  let header: Partial<ListHeader> | null
  try {
    header = JSON.parse(json.toString()) as Partial<ListHeader> | null
  } catch (cause) {
    throw damaged('its header is no JSON', cause)
  }
  const counts = [header?.hosts, header?.paths, header?.pathHosts, header?.exceptions]
  if (header?.version !== 1 || !counts.every((count) => Number.isInteger(count) && count! >= 0 && count! <= MAX_HASHES))
    throw damaged('its header is not of this version')
  return header as ListHeader
}

function damaged(why: string, cause?: unknown): ForebayError {
  return new ForebayError('LIST_DAMAGED', `The compiled list cannot be used: ${why}.`, { cause })
}

function bytesOf(words: Uint32Array): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength)
}

/** fsync(2): a new name is durable once its folder is synced. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
