/** Lists of the hashes of files are read whole or not at all, and anew when they change. */
import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals'
import fc from 'fast-check'
import { openHashLists } from '../../../src/lookups/hashes/hash-lists.ts'
import { createHashTableBuilder } from '../../../src/lookups/hashes/hash-table.ts'
import { readHashLine } from '../../../src/lookups/hashes/read-hash-file.ts'
import { readHashListSettings } from '../../../src/lookups/hashes/settings.ts'
import { removeFolder, scratchFolder } from '../../support/scratch.ts'

const bad = Buffer.from('a bad file')
const hashOf = (name: string, bytes: Uint8Array) => createHash(name).update(bytes).digest('hex')
const sha256 = hashOf('sha256', bad)

describe('a line of hashes', () => {
  it.each([
    [sha256, 'sha256', null],
    [`  ${sha256.toUpperCase()}  `, 'sha256', null],
    [`${sha256}  evil.exe`, 'sha256', 'evil.exe'],
    [`"${sha256}","Trojan.X"`, 'sha256', 'Trojan.X'],
    ['aa15bcf478d165efd2065190eb473bcb:544:ClamAV-Test-File', 'md5', 'ClamAV-Test-File'],
    [`${sha256}:*:Evil.Two`, 'sha256', 'Evil.Two'],
    [hashOf('sha1', bad), 'sha1', null],
  ])('%s', (line, kind, name) => {
    expect(readHashLine(line)).toMatchObject({ kind, name })
  })

  it.each(['', '  ', '# a remark', '; another'])('has nothing in %j', (line) => expect(readHashLine(line)).toBeNull())

  it.each(['hello', sha256.slice(1), `${sha256}0`, `x${sha256}`, `${sha256.slice(0, 63)}g`, 'a'.repeat(5_000)])(
    'is refused: %.40s',
    (line) => expect(readHashLine(line)).toBe('refused'),
  )
})

test('a table finds all that was put in and nothing else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 4, maxLength: 4 }), { maxLength: 3_000 }),
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      (hashes, other) => {
        const builder = createHashTableBuilder(4)
        for (const hash of hashes) builder.add({ hash, name: Buffer.from(hash).toString('hex') })
        const table = builder.build()
        for (const hash of hashes) expect(table.nameAt(table.find(hash))).toBe(Buffer.from(hash).toString('hex'))
        const isIn = hashes.some((hash) => Buffer.from(hash).equals(other))
        expect(table.find(other) >= 0).toBe(isIn)
        expect(table.find(other.subarray(1))).toBe(-1)
      },
    ),
    { numRuns: 30, seed: 7 },
  )
})

describe('lists of hashes', () => {
  let folder: string
  let path: string
  beforeAll(async () => {
    folder = await scratchFolder('hashes')
    path = join(folder, 'bad.txt')
  })
  afterAll(() => removeFolder(folder))
  const open = () => openHashLists({ settings: [{ id: 'ours', kind: 'block', source: path }], clock: () => 5, pollSeconds: null })

  it.each(['sha256', 'sha1', 'md5'] as const)('know a file by its %s', async (hash) => {
    await writeFile(path, `# ours\n${hashOf(hash, bad)} Evil\nnonsense\n`)
    const lists = await open()
    expect(lists.match(sha256, bad)).toEqual([{ kind: 'block', list: 'ours', name: 'Evil', hash }])
    expect(lists.match(hashOf('sha256', Buffer.from('good')), Buffer.from('good'))).toEqual([])
    expect(lists.describe()).toMatchObject([{ entries: 1, refused: 1, readAt: 5, lastError: null }])
  })

  it('are read anew when the file changes, and keep what they had when it is gone', async () => {
    await writeFile(path, `${hashOf('sha256', Buffer.from('another'))}\n`)
    const lists = await open()
    expect(lists.match(sha256, bad)).toEqual([])
    await writeFile(path, `${sha256}\n${hashOf('sha256', Buffer.from('another'))}\n`)
    await lists.refresh()
    expect(lists.match(sha256, bad)).toHaveLength(1)
    await rm(path)
    await lists.refresh()
    expect(lists.match(sha256, bad)).toHaveLength(1)
    expect(lists.describe()).toMatchObject([{ entries: 2, lastError: 'ENOENT' }])
  })

  it('say so when the file never was there', async () => {
    await rm(path, { force: true })
    expect((await open()).describe()).toMatchObject([{ entries: 0, readAt: null, lastError: 'ENOENT' }])
  })
})

describe('the settings of lists of hashes', () => {
  it('are none when there are none', () => expect(readHashListSettings(null)).toEqual([]))
  it.each([
    [[{ id: 'A', kind: 'block', source: 'x' }], 'hashes[0].id'],
    [[{ id: 'a', kind: 'bad', source: 'x' }], 'hashes[0].kind'],
    [[{ id: 'a', kind: 'block', source: 'https://x' }], 'hashes[0].source'],
    [[{ id: 'a', kind: 'block', source: 'x', more: 1 }], 'hashes[0].more'],
    [
      [
        { id: 'a', kind: 'block', source: 'x' },
        { id: 'a', kind: 'allow', source: 'y' },
      ],
      'hashes[1].id',
    ],
    [{}, 'hashes'],
  ])('name the fault of %j', (value, field) => {
    expect(() => readHashListSettings(value)).toThrow(expect.objectContaining({ code: 'LISTS_INVALID', field }))
  })
})
