/** Containers that pack nothing give their files to the end or say that they do not. */
import { describe, expect, it } from '@jest/globals'
import { makeZip } from '../../support/files.ts'
import { openContainer } from '../../support/open-container.ts'

/** cpio(5), newc: thirteen numbers of eight hexadecimal digits. */
function newc(name: string, mode: number, data = ''): Buffer {
  const fields = [1, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length + 1, 0]
  const head = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${name}\0`
  const pad = (text: string): Buffer => Buffer.concat([Buffer.from(text), Buffer.alloc((4 - (text.length % 4)) % 4)])
  return Buffer.concat([pad(head), pad(data)])
}
const END = newc('TRAILER!!!', 0)

/** ar(5). */
function ar(members: readonly (readonly [string, string])[]): Buffer {
  const rows = members.map(([name, data]) => {
    const head = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}${String(data.length).padEnd(10)}\`\n`
    return `${head}${data}${data.length % 2 === 1 ? '\n' : ''}`
  })
  return Buffer.from(`!<arch>\n${rows.join('')}`)
}

describe('a cpio', () => {
  it('gives its files, and neither folders nor links', async () => {
    const bytes = Buffer.concat([newc('d', 0o40755), newc('d/a.txt', 0o100644, 'hello'), newc('d/l', 0o120777, 'a.txt'), END])
    const { listing, children } = await openContainer(bytes)
    expect([listing.incomplete, listing.traits, listing.entries.map(({ directory }) => directory)]).toEqual([
      null,
      [],
      [true, false, false],
    ])
    expect(children.map(({ untrustedPath, bytes: data }) => `${untrustedPath} ${Buffer.from(data)}`)).toEqual(['d/a.txt hello'])
  })

  it('tells of devices and of links that lead out', async () => {
    const { listing } = await openContainer(Buffer.concat([newc('dev', 0o20644), newc('l', 0o120777, '../../x'), END]))
    expect(listing.traits.map(({ kind }) => kind)).toEqual(['archive/device', 'archive/link'])
  })

  it.each([
    ['cut in a file', Buffer.concat([newc('a.txt', 0o100644, 'hello'), END]).subarray(0, 118)],
    ['without an end', newc('a.txt', 0o100644, 'hello')],
    ['with more behind its end', Buffer.concat([END, Buffer.from('more')])],
  ])('is corrupt %s', async (_how, bytes) => {
    expect((await openContainer(bytes, { type: 'application/x-cpio' })).listing.incomplete).toBe('ARCHIVE_CORRUPT')
  })
})

describe('an ar', () => {
  it('gives its members under the long names of GNU and of BSD', async () => {
    const bytes = ar([
      ['//', 'a-name-that-is-rather-long.txt/\n'],
      ['/0', 'hello'],
      ['short/', 'x'],
      ['#1/8', 'bsd-namedata'],
    ])
    const { listing, children } = await openContainer(bytes)
    expect(listing.incomplete).toBeNull()
    expect(children.map(({ untrustedPath, bytes: data }) => `${untrustedPath} ${Buffer.from(data)}`)).toEqual([
      'a-name-that-is-rather-long.txt hello',
      'short x',
      'bsd-name data',
    ])
  })

  it('is corrupt when cut', async () => {
    const bytes = ar([['a/', 'hello']])
    for (const cut of [20, 60, bytes.length - 3])
      expect((await openContainer(bytes.subarray(0, cut), { type: 'application/x-unix-archive' })).listing.incomplete).toBe(
        'ARCHIVE_CORRUPT',
      )
  })
})

describe('any archive', () => {
  it('is listed and not opened where the containers around it are as many as allowed', async () => {
    for (const bytes of [ar([['a/', 'x']]), Buffer.concat([newc('a', 0o100644, 'x'), END]), makeZip([{ name: 'a', data: 'x' }])]) {
      const { listing, children } = await openContainer(bytes, { depth: 8 })
      expect([listing.incomplete, listing.entries.length, children]).toEqual(['ARCHIVE_TOO_DEEP', 1, []])
    }
  })
})
