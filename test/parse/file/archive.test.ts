/** What is in an archive is listed and taken out within the limits of the message, or said to be left. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_BUDGET_LIMITS, openBudget } from '../../../src/parse/budget.ts'
import { isContainer, openArchive } from '../../../src/parse/file/archive.ts'
import { openerOf } from '../../../src/parse/file/open.ts'
import { makeGzip, makeGzipBomb, makeTar, makeZip, nestZip } from '../../support/files.ts'

const ZIP = 'application/zip'
const TAR = 'application/x-tar'
const GZIP = 'application/gzip'
const open = (bytes: Uint8Array, type = ZIP, depth = 0, limits = {}) =>
  openArchive(bytes, type, { depth, budget: openBudget({ ...DEFAULT_BUDGET_LIMITS, ...limits }) })
const names = (opened: Awaited<ReturnType<typeof open>>): string[] => opened.children.map((child) => child.untrustedPath)
const pax = (key: string, value: string): string => {
  const body = ` ${key}=${value}\n`
  const bytes = Buffer.byteLength(body)
  return `${bytes + String(bytes + 2).length}${body}`
}

describe('openArchive on a zip', () => {
  it('lists every entry and gives the bytes of every file', async () => {
    const opened = await open(
      makeZip([{ name: 'å/' }, { name: 'å/b.txt', data: 'hello' }, { name: 'c', data: 'x', stored: true }, { name: 'empty' }]),
    )
    expect(opened.listing.incomplete).toBeNull()
    expect(opened.listing.entries.map((entry) => [entry.untrustedPath, entry.sizeBytes, entry.directory])).toEqual([
      ['å/', 0, true],
      ['å/b.txt', 5, false],
      ['c', 1, false],
      ['empty', 0, false],
    ])
    expect(names(opened)).toEqual(['å/b.txt', 'c', 'empty'])
    expect(Buffer.from(opened.children[0]!.bytes).toString()).toBe('hello')
  })

  it('keeps names that climb out as they are', async () => {
    expect(
      names(
        await open(
          makeZip([
            { name: '../../etc/passwd', data: 'x' },
            { name: '/abs', data: 'x' },
            { name: 'a\\b', data: 'x' },
          ]),
        ),
      ),
    ).toEqual(['../../etc/passwd', '/abs', 'a\\b'])
  })

  it('opens what is not locked beside what is', async () => {
    const opened = await open(
      makeZip([
        { name: 'secret.doc', data: 'x', encrypted: true },
        { name: 'open.txt', data: 'x' },
      ]),
    )
    expect(opened.listing.incomplete).toBe('ARCHIVE_ENCRYPTED')
    expect(names(opened)).toEqual(['open.txt'])
  })

  it('stops at a bomb by its ratio, and has not inflated more than the bound', async () => {
    const budget = openBudget()
    const opened = await openArchive(
      makeZip([
        { name: 'zeros', data: Buffer.alloc(8 * 1024 * 1024) },
        { name: 'b', data: 'x' },
      ]),
      ZIP,
      { depth: 0, budget },
    )
    expect(opened.listing.incomplete).toBe('ARCHIVE_RATIO')
    expect(opened.listing.entries).toHaveLength(2)
    expect(opened.children).toEqual([])
    expect(budget.inflatedBytes).toBeLessThan(3 * 1024 * 1024)
  })

  it('lets a small text of blanks pass, however well it packs', async () => {
    expect((await open(makeZip([{ name: 'blanks.txt', data: ' '.repeat(500_000) }]))).listing.incomplete).toBeNull()
  })

  it('draws all files from one budget of bytes', async () => {
    const zip = makeZip([
      { name: 'a', data: 'x'.repeat(600) },
      { name: 'b', data: 'x'.repeat(600) },
    ])
    const opened = await open(zip, ZIP, 0, { maxInflatedBytes: 1_000 })
    expect(opened.listing.incomplete).toBe('ARCHIVE_TOO_BIG')
    // Nothing of an archive past a limit is kept.
    expect(names(opened)).toEqual([])
    expect((await open(zip, ZIP, 0, { maxInflatedBytes: 1_200 })).listing.incomplete).toBeNull()
  })

  it('stops at the number of entries', async () => {
    const zip = makeZip(Array.from({ length: 30 }, (_, at) => ({ name: `${at}`, data: 'x' })))
    expect((await open(zip, ZIP, 0, { maxEntries: 29 })).listing.incomplete).toBe('ARCHIVE_TOO_MANY_ENTRIES')
    expect((await open(zip, ZIP, 0, { maxEntries: 30 })).listing.incomplete).toBeNull()
  })

  it('lists and does not open at the depth limit', async () => {
    const opened = await open(nestZip({ name: 'a', data: 'x' }, 2), ZIP, 8)
    expect(opened.listing).toMatchObject({ incomplete: 'ARCHIVE_TOO_DEEP', entries: [{ untrustedPath: 'inner-1.zip' }] })
    expect(opened.children).toEqual([])
  })

  it.each<[string, Uint8Array, string]>([
    ['a cut file', makeZip([{ name: 'a', data: 'hello' }]).subarray(0, 40), 'ARCHIVE_CORRUPT'],
    ['a size that lies', makeZip([{ name: 'a', data: 'hello hello hello', declaredBytes: 3 }]), 'ARCHIVE_CORRUPT'],
    ['a declared terabyte', makeZip([{ name: 'a', data: 'hello hello hello', declaredBytes: 0xfffffffe }]), 'ARCHIVE_CORRUPT'],
    ['a checksum that lies', makeZip([{ name: 'a', data: 'hello', crc: 1 }]), 'ARCHIVE_CORRUPT'],
    ['two names for one entry', makeZip([{ name: 'a.txt', localName: 'a.exe', data: 'hello' }]), 'ARCHIVE_CORRUPT'],
    [
      'a zip before the zip',
      Buffer.concat([makeZip([{ name: 'evil.exe', data: 'x' }]), rebased(makeZip([{ name: 'evil.exe', data: 'x' }]).length)]),
      'ARCHIVE_CORRUPT',
    ],
    ['entries that share bytes', overlapping(), 'ARCHIVE_CORRUPT'],
    ['an unknown method', makeZip([{ name: 'a', data: 'hello', method: 99 }]), 'ARCHIVE_UNSUPPORTED'],
  ])('does not take %s for whole', async (_name, bytes, incomplete) => {
    expect((await open(bytes)).listing.incomplete).toBe(incomplete)
  })
})

describe('documents that are zips', () => {
  it.each([
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.ms-excel.sheet.macroenabled.12',
    'application/vnd.oasis.opendocument.text',
    'application/vnd.visio',
    'application/oxps',
    'model/3mf',
  ])('are no archives, and have one opener, which tells when its limits end: %s', async (type) => {
    expect(isContainer(type)).toBe(false)
    const opener = openerOf(type)
    expect(opener?.id).toBe('parse/office')
    const zip = makeZip(Array.from({ length: 9 }, (_, at) => ({ name: `word/embeddings/${at}.bin`, data: 'y'.repeat(99) })))
    const spent = (limits: object) => ({ depth: 0, budget: openBudget({ ...DEFAULT_BUDGET_LIMITS, ...limits }) })
    expect((await opener?.open(zip, type, spent({ maxEntries: 8 })))?.listing.incomplete).toBe('OFFICE_TOO_MANY_ENTRIES')
    expect((await opener?.open(zip, type, { ...spent({}), depth: 8 }))?.listing.incomplete).toBe('OFFICE_TOO_DEEP')
  })
})

describe('openArchive on a tar', () => {
  it('gives files, long names and pax names; folders and links have no bytes', async () => {
    const long = `${'d/'.repeat(80)}long.txt`
    const opened = await open(
      makeTar([
        { name: 'dir/', type: '5' },
        { name: 'link', type: '2', declaredBytes: 0 },
        { name: '././@LongLink', type: 'L', data: `${long}\0` },
        { name: 'cut', data: 'one' },
        { name: 'pax', type: 'x', data: pax('path', '../ü.exe') },
        { name: 'plain', data: 'two' },
      ]),
      TAR,
    )
    expect(opened.listing.incomplete).toBeNull()
    expect(names(opened)).toEqual([long, '../ü.exe'])
    expect(opened.listing.entries[0]).toMatchObject({ untrustedPath: 'dir/', directory: true })
  })

  it.each<[string, Uint8Array, string]>([
    ['a cut file', makeTar([{ name: 'a', data: 'x'.repeat(2_000) }]).subarray(0, 1_500), 'ARCHIVE_CORRUPT'],
    ['a size beyond the end', makeTar([{ name: 'a', declaredBytes: 0o77777777777 }]), 'ARCHIVE_CORRUPT'],
    ['a broken header', brokenTar(), 'ARCHIVE_CORRUPT'],
    ['a second tar behind the end', Buffer.concat([makeTar([{ name: 'a' }]), makeTar([{ name: 'b.exe', data: 'x' }])]), 'ARCHIVE_CORRUPT'],
    ['a broken pax record', makeTar([{ name: 'p', type: 'x', data: '99 path=x\n' }, { name: 'a' }]), 'ARCHIVE_CORRUPT'],
    [
      'a sparse file of 60 GB',
      makeTar([
        { name: 'p', type: 'x', data: pax('GNU.sparse.realsize', '60000000000') },
        { name: 'a', data: 'x' },
      ]),
      'ARCHIVE_UNSUPPORTED',
    ],
    ['an old sparse file', makeTar([{ name: 'a', type: 'S', data: 'x' }]), 'ARCHIVE_UNSUPPORTED'],
  ])('does not take %s for whole', async (_name, bytes, incomplete) => {
    const opened = await open(bytes, TAR)
    expect(opened.listing.incomplete).toBe(incomplete)
    for (const child of opened.children) expect(child.bytes.length).toBeLessThan(2_048)
  })

  it('draws from the same budget', async () => {
    const tar = makeTar([
      { name: 'a', data: 'x'.repeat(600) },
      { name: 'b', data: 'x'.repeat(600) },
    ])
    expect((await open(tar, TAR, 0, { maxInflatedBytes: 1_000 })).listing.incomplete).toBe('ARCHIVE_TOO_BIG')
    expect((await open(tar, TAR, 0, { maxEntries: 1 })).listing.incomplete).toBe('ARCHIVE_TOO_MANY_ENTRIES')
    expect((await open(tar, TAR, 8)).listing.incomplete).toBe('ARCHIVE_TOO_DEEP')
  })
})

describe('openArchive on a gzip', () => {
  it('gives the one file inside, all members of it', async () => {
    const opened = await open(Buffer.concat([makeGzip(Buffer.from('one ')), makeGzip(Buffer.from('two'))]), GZIP)
    expect(opened.listing.incomplete).toBeNull()
    expect(Buffer.from(opened.children[0]!.bytes).toString()).toBe('one two')
    expect(names(opened)).toEqual(['content'])
  })

  it('takes the name from the header', async () => {
    const plain = makeGzip(Buffer.from('x'))
    const named = Buffer.concat([
      plain.subarray(0, 3),
      Buffer.from([8]),
      plain.subarray(4, 10),
      Buffer.from('run.exe\0'),
      plain.subarray(10),
    ])
    expect(names(await open(named, GZIP))).toEqual(['run.exe'])
  })

  it.each<[string, Uint8Array, string]>([
    ['a bomb', makeGzipBomb(16 * 1024 * 1024), 'ARCHIVE_RATIO'],
    ['a cut file', makeGzip(Buffer.from('hello hello')).subarray(0, 20), 'ARCHIVE_CORRUPT'],
    ['bytes behind the end', Buffer.concat([makeGzip(Buffer.from('x')), Buffer.from('more')]), 'ARCHIVE_CORRUPT'],
    ['bytes behind zero padding', Buffer.concat([makeGzip(Buffer.from('x')), Buffer.alloc(9), Buffer.from('more')]), 'ARCHIVE_CORRUPT'],
  ])('does not take %s for whole', async (_name, bytes, incomplete) => {
    expect((await open(bytes, GZIP)).listing.incomplete).toBe(incomplete)
  })

  it('allows zero padding', async () => {
    expect((await open(Buffer.concat([makeGzip(Buffer.from('x')), Buffer.alloc(512)]), GZIP)).listing.incomplete).toBeNull()
  })
})

describe('openArchive on any bytes', () => {
  it.each([
    'application/x-7z-compressed',
    'application/x-rar-compressed',
    'application/vnd.ms-cab-compressed',
    'application/x-iso9660-image',
    'application/x-arj',
  ])('leaves %s closed and says so', async (type) => {
    expect(isContainer(type)).toBe(true)
    expect((await open(Buffer.from('x'), type)).listing.incomplete).toBe('ARCHIVE_UNSUPPORTED')
  })

  it('never throws, and never gives more than the budget holds', async () => {
    const starts = [
      makeZip([
        { name: 'a', data: 'hello hello hello' },
        { name: 'b/', data: '' },
        { name: 'c', data: Buffer.alloc(9_000) },
      ]),
      makeTar([
        { name: 'p', type: 'x', data: pax('path', 'q') },
        { name: 'a', data: 'hello' },
        { name: 'b', data: 'x'.repeat(700) },
      ]),
      makeGzip(Buffer.alloc(5_000)),
    ]
    const types = [ZIP, TAR, GZIP]
    const change = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.nat(2), change, fc.nat(), fc.nat(10_000), async (which, changes, cut, maxInflatedBytes) => {
        const bytes = Buffer.from(starts[which]!)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const opened = await open(cut % 4 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes, types[which]!, 0, {
          maxInflatedBytes,
          maxEntries: 5,
        })
        let total = 0
        for (const child of opened.children) total += child.bytes.length
        expect(total).toBeLessThanOrEqual(maxInflatedBytes)
        expect(opened.listing.entries.length).toBeLessThanOrEqual(5)
      }),
      { numRuns: 400 },
    )
  })
})

/** A zip whose offsets count `before` bytes in front of it, as a second zip glued to a first one has them. */
function rebased(before: number): Buffer {
  return makeZip([{ name: 'nice.txt', data: 'x' }], { prefix: Buffer.alloc(before) }).subarray(before)
}

/** Two directory entries that point to one local header. */
function overlapping(): Buffer {
  const zip = makeZip([{ name: 'a', data: 'x' }])
  const end = zip.length - 22
  const start = zip.readUInt32LE(end + 16)
  const central = zip.subarray(start, end)
  const tail = Buffer.from(zip.subarray(end))
  tail.writeUInt16LE(2, 8)
  tail.writeUInt16LE(2, 10)
  tail.writeUInt32LE(central.length * 2, 12)
  return Buffer.concat([zip.subarray(0, end), central, tail])
}

function brokenTar(): Buffer {
  const tar = makeTar([{ name: 'a', data: 'x' }])
  tar[0] = 0x62
  return tar
}
