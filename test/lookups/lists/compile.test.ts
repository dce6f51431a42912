import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type CompileJob, compileList } from '../../../src/lookups/lists/compile.ts'
import { compileInThread } from '../../../src/lookups/lists/compile-thread.ts'
import { readCompiled } from '../../../src/lookups/lists/compiled-file.ts'
import { createKeyedHash, deriveListKeys } from '../../../src/lookups/lists/keyed-hash.ts'
import { createHashTable } from '../../../src/lookups/lists/table.ts'
import { removeFolder, scratchFolder } from '../../support/scratch.ts'

const secret = new Uint8Array(32).fill(7)
const { seal, hash: hashKey } = deriveListKeys(secret)
let folder: string
let at = 0
let job: CompileJob

beforeAll(async () => {
  folder = await scratchFolder('lists')
})
afterAll(() => removeFolder(folder))
beforeEach(() => {
  at += 1
  job = {
    ...{ list: 'own', sourcePath: join(folder, `${at}.txt`), source: 'shown', sourceDigest: 'digest', sourceReadAt: 1, compiledAt: 2 },
    ...{ sourceState: { etag: null, lastModified: null, mtimeMs: null, sizeBytes: null }, format: 'auto', refuseEmpty: false },
    ...{ outPath: join(folder, `${at}.list`), secret },
  }
})

async function compile(source: string | Uint8Array, more: Partial<CompileJob> = {}) {
  await writeFile(job.sourcePath, source)
  return await compileList({ ...job, ...more })
}

async function knows(expression: string, section: 'hosts' | 'paths' | 'exceptions' = 'hosts'): Promise<boolean> {
  const { hashes } = await readCompiled(job.outPath, seal)
  const hash = createKeyedHash(hashKey)
  const bytes = Buffer.from(expression)
  hash.take(bytes, 0, bytes.length)
  return createHashTable(hashes[section]).has(hash.high, hash.low)
}

describe('compiling', () => {
  it('keeps hashes and says what it has read, refused and found twice', async () => {
    const { header, sizeBytes } = await compile('evil.example\nEVIL.example\ncom\nhttps://bad.example/a/\nlocalhost\n')
    expect(header).toEqual({
      ...{ version: 1, list: 'own', source: 'shown', sourceDigest: 'digest', format: 'hosts', compiledAt: 2, sourceReadAt: 1 },
      ...{ sourceState: job.sourceState, duplicates: 1, hosts: 1, paths: 1, pathHosts: 1, exceptions: 0 },
      refused: {
        count: 2,
        reasons: { PUBLIC_SUFFIX: 1, LOCAL: 1 },
        lines: [
          { line: 3, why: 'PUBLIC_SUFFIX' },
          { line: 5, why: 'LOCAL' },
        ],
      },
    })
    expect((await stat(job.outPath)).size).toBe(sizeBytes)
    expect((await stat(job.outPath)).mode & 0o777).toBe(0o600)
    expect(await knows('evil.example/')).toBe(true)
    expect(await knows('bad.example/a/', 'paths')).toBe(true)
    expect(await knows('bad.example/')).toBe(false)
    expect((await readFile(job.outPath)).includes('evil.example')).toBe(false)
  })

  it('reads what is packed with gzip, whatever its name', async () => {
    await compile(gzipSync('evil.example\n'))
    expect(await knows('evil.example/')).toBe(true)
  })

  it('tells whether something came or went', async () => {
    expect(await compile('a.example\nb.example\n')).toMatchObject({ added: true, removed: false })
    expect(await compile('b.example\na.example\n')).toMatchObject({ added: false, removed: false })
    expect(await compile('a.example\n')).toMatchObject({ added: false, removed: true })
    expect(await compile('c.example\n')).toMatchObject({ added: true, removed: true })
    expect(await compile('||c.example^\n@@||x.c.example^\n')).toMatchObject({ added: false, removed: true })
    expect(await compile('||c.example^\n')).toMatchObject({ added: true, removed: false })
  })

  it('in a thread gives the same, and leaves nothing behind', async () => {
    await writeFile(job.sourcePath, 'evil.example\n')
    const there = await compileInThread(job)
    expect(there.header).toEqual((await compileList(job)).header)
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it.each<[string, string | Uint8Array, string]>([
    ['is a web page', '<!doctype html><p>Sign in', 'LIST_NOT_UNDERSTOOD'],
    ['is a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0), 'LIST_NOT_UNDERSTOOD'],
    ['has only lines that are refused', 'com\nnet\n', 'LIST_NOT_UNDERSTOOD'],
    ['is mostly something else', `evil.example\n${'these are words\n'.repeat(30)}`, 'LIST_NOT_UNDERSTOOD'],
    ['is JSON that breaks off', '[{"url":"https://evil.example/a"},', 'LIST_NOT_UNDERSTOOD'],
    ['is gzip that breaks off', gzipSync('evil.example\n'.repeat(1_000)).subarray(0, 30), 'LIST_SOURCE_UNREADABLE'],
  ])('of a source that %s changes nothing', async (_what, source, code) => {
    await compile('good.example\n')
    const before = await readFile(job.outPath)
    await expect(compile(source)).rejects.toMatchObject({ code })
    expect((await readFile(job.outPath)).equals(before)).toBe(true)
  })

  it('of a source that is gone says so, from the thread too', async () => {
    await expect(compileList(job)).rejects.toMatchObject({ code: 'LIST_SOURCE_UNREADABLE' })
    await expect(compileInThread(job)).rejects.toMatchObject({ code: 'LIST_SOURCE_UNREADABLE' })
  })

  it('of an empty source is right for a file kept by hand, and wrong for a feed', async () => {
    expect((await compile('# nothing yet\n')).header.hosts).toBe(0)
    await expect(compile('', { refuseEmpty: true })).rejects.toMatchObject({ code: 'LIST_EMPTY' })
  })

  it('does not take rules that are not about addresses for nonsense', async () => {
    const { header } = await compile(`||evil.example^\n${'example.com##.ad\n'.repeat(50)}`)
    expect(header).toMatchObject({ hosts: 1, refused: { count: 50, reasons: { UNSUPPORTED_RULE: 50 } } })
  })

  it('is called off', async () => {
    await writeFile(job.sourcePath, 'evil.example\n')
    await expect(compileInThread(job, AbortSignal.abort())).rejects.toMatchObject({ code: 'LIST_NOT_COMPILED' })
  })
})

describe('a compiled list', () => {
  it.each<[string, (path: string) => Promise<void>]>([
    ['was cut', async (path) => truncate(path, (await stat(path)).size - 1)],
    ['was cut to nothing', (path) => truncate(path, 0)],
    ['was added to', (path) => appendFile(path, 'x')],
    ['is something else', (path) => writeFile(path, 'evil.example\n'.repeat(10))],
    ['has one bit changed in its hashes', (path) => flip(path, -40)],
    ['has one bit changed in its seal', (path) => flip(path, -1)],
    ['has one bit changed in its header', (path) => flip(path, 30)],
    ['says that it is huge', (path) => lengthen(path)],
  ])('that %s is refused', async (_what, damage) => {
    await compile('evil.example\nbad.example\n')
    await damage(job.outPath)
    await expect(readCompiled(job.outPath, seal)).rejects.toMatchObject({ code: 'LIST_DAMAGED' })
  })

  it('of another installation is refused', async () => {
    await compile('evil.example\n')
    await expect(readCompiled(job.outPath, deriveListKeys(new Uint8Array(32)).seal)).rejects.toMatchObject({ code: 'LIST_DAMAGED' })
  })

  it('that is not there is missing', async () => {
    await expect(readCompiled(job.outPath, seal)).rejects.toMatchObject({ code: 'LIST_MISSING' })
  })
})

async function flip(path: string, offset: number): Promise<void> {
  const bytes = await readFile(path)
  const place = offset < 0 ? bytes.length + offset : offset
  bytes[place] = bytes[place]! ^ 1
  await writeFile(path, bytes)
}

async function lengthen(path: string): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(path, Buffer.from(bytes.toString('latin1').replace('"hosts":2', '"hosts":9'), 'latin1'))
}
