import { createHash, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openFileBlobs } from '../../src/blobs/file-blobs.ts'
import type { Blobs } from '../../src/core/blobs.ts'

const root = mkdtempSync(join(tmpdir(), 'forebay-blobs-'))
const folder = join(root, 'blobs')
const key = randomBytes(32)
const pathOf = (blobId: string) => join(folder, blobId.slice(0, 2), blobId)
const files = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
let blobs: Blobs

beforeAll(() => {
  blobs = openFileBlobs(folder, key)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function* inChunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('file blobs', () => {
  it.each([0, 1, 70_000, 2_500_000])('give back %d bytes, with size and digest of the plain bytes', async (size) => {
    const bytes = randomBytes(size)
    for (const source of [bytes, inChunks(bytes, 10_007)]) {
      const stored = await blobs.write(source, 3_000_000)
      expect(stored).toMatchObject({ sizeBytes: size, sha256: createHash('sha256').update(bytes).digest('hex') })
      expect(Buffer.from(await blobs.read(stored.blobId)).equals(bytes)).toBe(true)
    }
  })

  it('are unreadable on disk, for the owner only, and open again in the next process', async () => {
    const { blobId } = await blobs.write(Buffer.from('the-secret-of-the-customer'), 100)
    expect(readFileSync(pathOf(blobId)).includes('the-secret')).toBe(false)
    expect(statSync(pathOf(blobId)).mode & 0o077).toBe(0)
    expect(Buffer.from(await openFileBlobs(folder, key).read(blobId)).toString()).toBe('the-secret-of-the-customer')
    await expect(openFileBlobs(folder, randomBytes(32)).read(blobId)).rejects.toMatchObject({ code: 'BLOB_DAMAGED' })
  })

  it('refuse more than the limit and leave nothing behind, also when the source fails', async () => {
    const before = files()
    await expect(blobs.write(randomBytes(101), 100)).rejects.toMatchObject({ code: 'TOO_LARGE', status: 413, limit: { maxBytes: 100 } })
    await expect(blobs.write(inChunks(randomBytes(3_000_000), 65_536), 2_999_999)).rejects.toMatchObject({ code: 'TOO_LARGE' })
    const failing = (async function* () {
      yield randomBytes(10)
      throw new Error('the client went away')
    })()
    await expect(blobs.write(failing, 100)).rejects.toThrow('the client went away')
    expect(files()).toBe(before)
    expect((await blobs.write(randomBytes(100), 100)).sizeBytes).toBe(100)
  })

  it('stop reading the source once it is too large', async () => {
    let given = 0
    const endless = (async function* () {
      for (;;) {
        given += 1
        yield Buffer.alloc(1_000)
      }
    })()
    await expect(blobs.write(endless, 5_500)).rejects.toMatchObject({ code: 'TOO_LARGE' })
    expect(given).toBe(6)
  })

  it('say damaged when cut short, made longer or swapped', async () => {
    const { blobId: cut } = await blobs.write(randomBytes(200_000), 1e6)
    truncateSync(pathOf(cut), statSync(pathOf(cut)).size - 65_552)
    const { blobId: longer } = await blobs.write(randomBytes(10), 1e6)
    appendFileSync(pathOf(longer), 'x')
    const { blobId: one } = await blobs.write(randomBytes(10), 1e6)
    const { blobId: two } = await blobs.write(randomBytes(10), 1e6)
    renameSync(pathOf(one), pathOf(two))
    for (const blobId of [cut, longer, two]) await expect(blobs.read(blobId)).rejects.toMatchObject({ code: 'BLOB_DAMAGED' })
    await expect(blobs.read(one)).rejects.toMatchObject({ code: 'BLOB_MISSING' })
  })

  it.each(['../../etc/passwd', '', 'a'.repeat(32).toUpperCase(), `${'a'.repeat(31)}/`, '0'.repeat(32)])(
    'say missing for %p',
    async (blobId) => {
      await expect(blobs.read(blobId)).rejects.toMatchObject({ code: 'BLOB_MISSING' })
    },
  )

  it('are removed once and for all', async () => {
    const { blobId } = await blobs.write(randomBytes(10), 100)
    await blobs.remove(blobId)
    await blobs.remove(blobId)
    await expect(blobs.read(blobId)).rejects.toMatchObject({ code: 'BLOB_MISSING' })
  })

  it('list those that are old enough, and drop what a dead process left unfinished', async () => {
    const { blobId: old } = await blobs.write(randomBytes(10), 100)
    const { blobId: young } = await blobs.write(randomBytes(10), 100)
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400
    utimesSync(pathOf(old), twoDaysAgo, twoDaysAgo)
    const listed: string[] = []
    for await (const blobId of blobs.listOlderThan(86_400_000)) listed.push(blobId)
    expect(listed).toEqual([old])
    expect(listed).not.toContain(young)

    const unfinished = join(folder, 'unfinished')
    mkdirSync(unfinished, { recursive: true })
    writeFileSync(join(unfinished, 'dead'), 'x')
    utimesSync(join(unfinished, 'dead'), twoDaysAgo, twoDaysAgo)
    writeFileSync(join(unfinished, 'alive'), 'x')
    openFileBlobs(folder, key)
    expect(readdirSync(unfinished)).toEqual(['alive'])
  })

  it('take many writes at once', async () => {
    const bodies = Array.from({ length: 20 }, () => randomBytes(50_000))
    const stored = await Promise.all(bodies.map((body) => blobs.write(body, 1e6)))
    expect(new Set(stored.map((one) => one.blobId)).size).toBe(20)
    const read = await Promise.all(stored.map((one) => blobs.read(one.blobId)))
    expect(read.every((bytes, index) => bodies[index]!.equals(bytes))).toBe(true)
  })
})
