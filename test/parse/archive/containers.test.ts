/** Containers of rarer kinds are opened to the end or said not to be, whatever byte of them is another. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_BUDGET_LIMITS, openBudget } from '../../../src/parse/budget.ts'
import { detectType } from '../../../src/parse/file/type.ts'
import { make7z, makeCab, makeIso, makeLockedZip, makeMsg, makeRar, makeTnef } from '../../support/containers.ts'
import { eicar, makeTar, makeZip } from '../../support/files.ts'
import { openContainer } from '../../support/open-container.ts'

const EICAR = eicar()
const held = (contents: Awaited<ReturnType<typeof openContainer>>): string[] =>
  contents.children.map(({ untrustedPath, bytes }) => `${untrustedPath} ${bytes.length}`)

const WHOLE: readonly (readonly [string, Buffer, string])[] = [
  ['7z', make7z('räk.com', EICAR), 'räk.com'],
  ['rar', makeRar('räk.com', EICAR), 'räk.com'],
  ['cab', makeCab('rak.com', EICAR), 'rak.com'],
  ['disc image', makeIso('räk.com', EICAR), 'räk.com'],
  ['TNEF', makeTnef('rak.com', EICAR), 'rak.com'],
  ['Outlook message', makeMsg({ attachments: [{ name: 'räk.com', data: EICAR }] }), 'räk.com'],
]

describe('a container of a rarer kind', () => {
  it.each(WHOLE)('gives the file in a %s under its whole name', async (_kind, bytes, name) => {
    const { listing, children } = await openContainer(bytes)
    expect(listing.incomplete).toBeNull()
    expect(children.map(({ untrustedPath }) => untrustedPath)).toEqual([name])
    expect(Buffer.from(children[0]!.bytes).equals(EICAR)).toBe(true)
  })

  it.each(WHOLE)('is never whole when a %s is cut', async (kind, bytes) => {
    const type = await detectType(bytes)
    // The last sectors of a compound file may be padding, and those of an image are.
    const content =
      kind === 'disc image' ? bytes.length - 2048 + EICAR.length : kind === 'Outlook message' ? bytes.length - 512 : bytes.length
    for (let cut = 8; cut < content; cut += Math.max(1, Math.floor(content / 60)))
      expect([cut, (await openContainer(bytes.subarray(0, cut), { type })).listing.incomplete]).not.toEqual([cut, null])
  })

  it.each(WHOLE.filter(([kind]) => kind === '7z' || kind === 'rar' || kind === 'TNEF'))(
    'gives the same file or is incomplete, whichever byte of a %s is another',
    async (_kind, bytes) => {
      const type = await detectType(bytes)
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
          const changed = Buffer.from(bytes)
          changed[at]! ^= change
          const { listing, children } = await openContainer(changed, { type })
          if (listing.incomplete === null) expect(children.map((child) => Buffer.from(child.bytes).equals(EICAR))).toEqual([true])
        }),
        { numRuns: 60, seed: 11 },
      )
    },
  )

  it('opens messages in messages, and no deeper than allowed', async () => {
    const inner = { text: 'inside', attachments: [{ name: 'a.com', data: EICAR }] }
    const bytes = makeMsg({ text: 'outside', attachments: [{ name: 'fwd', data: inner }] })
    expect(held(await openContainer(bytes))).toEqual(['message.txt 7', 'fwd.msg/message.txt 6', `fwd.msg/a.com ${EICAR.length}`])
    const shallow = openBudget({ ...DEFAULT_BUDGET_LIMITS, maxDepth: 1 })
    expect((await openContainer(bytes, { budget: shallow })).listing.incomplete).toBe('ARCHIVE_TOO_DEEP')
  })

  it('gives the attachments of a message by their numbers, and keeps nothing of one whose tree is none', async () => {
    const attachments = ['c.com', 'a.com', 'b.com'].map((name) => ({ name, data: EICAR }))
    const bytes = makeMsg({ text: 'inside', attachments })
    const names = ['message.txt 6', ...attachments.map(({ name }) => `${name} ${EICAR.length}`)]
    expect(held(await openContainer(bytes))).toEqual(names)
    const type = await detectType(bytes)
    const name = bytes.indexOf(Buffer.from('__attach_version1.0_#00000001', 'utf16le'))
    // Its own sibling: a tree that comes around.
    bytes.writeUInt32LE((name - (bytes.readUInt32LE(48) + 1) * 512) / 128, name + 68)
    const { listing, children } = await openContainer(bytes, { type })
    expect([listing.incomplete, children]).toEqual(['ARCHIVE_CORRUPT', []])
  })

  it('gives the body of a TNEF as a file', async () => {
    expect(held(await openContainer(makeTnef('a.com', EICAR, '<b>hello</b>')))).toEqual(['message.html 12', `a.com ${EICAR.length}`])
  })

  it('stays closed without libarchive, and says so', async () => {
    const type = 'application/x-7z-compressed'
    const { listing, children } = await openContainer(make7z('a', EICAR), { type, libarchive: undefined as never })
    expect([listing.incomplete, children]).toEqual(['ARCHIVE_UNSUPPORTED', []])
  })
})

describe('an archive with a zip at its end', () => {
  it.each(WHOLE.filter(([kind]) => kind === 'rar' || kind === 'cab'))('is not taken for the zip: %s', async (_kind, bytes, name) => {
    const type = await detectType(bytes)
    const { children } = await openContainer(Buffer.concat([bytes, makeZip([{ name: 'harmless.txt', data: 'x' }])]), { type })
    expect(children.map(({ untrustedPath }) => untrustedPath)).toEqual([name])
  })
})

describe('a disc image', () => {
  it.each([
    ['at one place', 2],
    ['at one place, the last of which is shorter', 1],
  ] as const)('with two folders %s is walked once, and its file is listed once', async (_how, sectors) => {
    const image = makeIso('a.com', EICAR, [
      { name: 'one', sectors: 2 },
      { name: 'two', sectors },
    ])
    const { listing, children } = await openContainer(image)
    expect(listing.incomplete).toBeNull()
    expect(listing.entries).toHaveLength(1)
    expect(children.map(({ untrustedPath }) => untrustedPath)).toEqual([expect.stringMatching(/^(?:one|two)\/(?:one\/)?a\.com$/)])
  })
})

describe('a rar', () => {
  it('is locked when a file of it is', async () => {
    const locked = makeRar('a.com', EICAR, { encrypted: true })
    expect((await openContainer(locked)).listing.incomplete).toBe('ARCHIVE_ENCRYPTED')
    expect((await openContainer(locked, { password: 'x' })).listing.incomplete).toBe('ARCHIVE_ENCRYPTED_UNSUPPORTED')
  })

  it('is not whole when it goes on in another volume', async () => {
    expect((await openContainer(makeRar('a.com', EICAR, { split: true }))).listing.incomplete).toBe('ARCHIVE_UNSUPPORTED')
  })

  it('tells of a stream hidden beside a file', async () => {
    expect((await openContainer(makeRar('a.com', EICAR, { service: 'STM' }))).listing.traits).toMatchObject([{ kind: 'archive/stream' }])
    expect((await openContainer(makeRar('a.com', EICAR, { service: 'CMT' }))).listing.traits).toEqual([])
  })
})

describe('a locked zip', () => {
  it.each(['old', 'aes'] as const)('opens with its password and with no other (%s)', async (cipher) => {
    const zip = makeLockedZip('a.com', EICAR, 'secret', cipher)
    expect((await openContainer(zip)).listing.incomplete).toBe('ARCHIVE_ENCRYPTED')
    const wrong = await openContainer(zip, { password: 'Secret' })
    expect([wrong.listing.incomplete, wrong.children]).toEqual(['ARCHIVE_PASSWORD_WRONG', []])
    const { listing, children } = await openContainer(zip, { password: 'secret' })
    expect([listing.incomplete, listing.entries[0]?.encrypted]).toEqual([null, false])
    expect(Buffer.from(children[0]!.bytes).equals(EICAR)).toBe(true)
  })

  it('is incomplete with the right password when its data was changed', async () => {
    const zip = makeLockedZip('a.com', EICAR, 'secret', 'aes')
    zip[60]! ^= 1
    expect((await openContainer(zip, { password: 'secret' })).listing.incomplete).not.toBeNull()
  })
})

describe('limits', () => {
  it('keeps nothing of an archive that takes too long', async () => {
    let ms = 0
    const budget = openBudget(DEFAULT_BUDGET_LIMITS, () => (ms += 400))
    const zip = makeZip(Array.from({ length: 20 }, (_, at) => ({ name: `${at}`, data: 'x' })))
    const { listing, children } = await openContainer(zip, { budget })
    expect([listing.incomplete, children]).toEqual(['ARCHIVE_TOO_SLOW', []])
  })

  it('holds the whole archive to a ratio, not only each entry', async () => {
    const zip = makeZip(Array.from({ length: 40 }, (_, at) => ({ name: `${at}`, data: Buffer.alloc(900_000) })))
    expect((await openContainer(zip)).listing.incomplete).toBe('ARCHIVE_RATIO')
  })
})

describe('entries that mislead', () => {
  it.each([
    [
      'a link out of the folder',
      makeTar([
        { name: 'x', type: 'x', data: '25 linkpath=../../etc/pw\n' },
        { name: 'a', type: '2' },
      ]),
      ['archive/link'],
    ],
    [
      'two files of one name',
      makeZip([
        { name: 'a', data: 'x' },
        { name: 'a', data: 'y' },
      ]),
      ['archive/duplicate'],
    ],
    ['a backslash', makeZip([{ name: 'a\\b', data: 'x' }]), ['archive/backslash']],
    ['a device', makeTar([{ name: 'a', type: '3' }]), ['archive/device']],
    ['two folders of one name', makeZip([{ name: 'a/' }, { name: 'a/' }]), []],
  ])('are told: %s', async (_what, bytes, kinds) => {
    expect((await openContainer(bytes)).listing.traits.map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('a zip that two programs read differently', () => {
  const zip = makeZip([{ name: 'a.txt', data: 'hello hello hello hello' }])
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['bytes before it', (bytes) => Buffer.concat([Buffer.from('x'), bytes])],
    ['bytes behind it', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
    ['another time in the local header', (bytes) => changed(bytes, 10)],
    ['another checksum in the local header', (bytes) => changed(bytes, 14)],
    ['another packed size in the local header', (bytes) => changed(bytes, 18)],
    ['another size in the local header', (bytes) => changed(bytes, 22)],
    ['another method in the local header', (bytes) => changed(bytes, 8)],
  ])('is corrupt: %s', async (_what, change) => {
    expect((await openContainer(zip, { type: 'application/zip' })).listing.incomplete).toBeNull()
    expect((await openContainer(change(Buffer.from(zip)), { type: 'application/zip' })).listing.incomplete).toBe('ARCHIVE_CORRUPT')
  })

  it('gives the same files or is incomplete, whichever byte is another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const { listing, children } = await openContainer(changed(Buffer.from(zip), at, change), { type: 'application/zip' })
        if (listing.incomplete === null)
          expect(children.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['hello hello hello hello'])
      }),
      { numRuns: 300, seed: 5 },
    )
  })
})

function changed(bytes: Buffer, at: number, change = 1): Buffer {
  bytes[at]! ^= change
  return bytes
}
