/** A single packed stream gives its whole file, or says that it does not. */
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { openContainer } from '../../support/open-container.ts'

/** `hello hello hello\n`, packed by bzip2 1.0.8 and xz 5.4: streams that no part of Node writes. */
const BZIP2 = Buffer.from('QlpoOTFBWSZTWeW18wkAAARRAAAQQAACRKAAIbUYDAKQacKjC7kinChIctr5hIA=', 'base64')
const XZ = Buffer.from('/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AARAAxdADQZSe6N6U9+ISGwAAAfAdnIh8FDyAABKBLJamKOH7bzfQEAAAAABFla', 'base64')
const LZMA = Buffer.from('XQAAgAD//////////wA0GUnujelPfiG2ILf//7o0AAA=', 'base64')
const TEXT = Buffer.from('hello hello hello\n')

describe('a compressed file', () => {
  it.each([
    ['a.txt.bz2', BZIP2],
    ['a.txt.xz', XZ],
    ['a.txt.lzma', LZMA],
    ['a.txt.zst', zstdCompressSync(TEXT)],
    ['a.txt.gz', gzipSync(TEXT)],
  ])('is opened under its own name: %s', async (untrustedName, bytes) => {
    const { listing, children } = await openContainer(bytes, { untrustedName })
    expect([listing.incomplete, children.map(({ untrustedPath }) => untrustedPath)]).toEqual([null, ['a.txt']])
    expect(Buffer.from(children[0]!.bytes).equals(TEXT)).toBe(true)
  })

  it.each([
    ['bzip2', BZIP2],
    ['xz', XZ],
    ['zstd', zstdCompressSync(TEXT)],
    ['gzip', gzipSync(TEXT)],
  ])('is read to its last stream, and is corrupt when cut or when more stands behind: %s', async (_kind, bytes) => {
    const twice = await openContainer(Buffer.concat([bytes, bytes]))
    expect([twice.listing.incomplete, twice.children[0]?.bytes.length]).toEqual([null, TEXT.length * 2])
    for (const broken of [bytes.subarray(0, -1), bytes.subarray(0, -5), Buffer.concat([bytes, Buffer.from('junk')])])
      expect((await openContainer(broken)).listing.incomplete).toBe('ARCHIVE_CORRUPT')
  })

  it('is corrupt when an end mark is cut off or not the end', async () => {
    const type = 'application/x-lzma'
    for (const broken of [LZMA.subarray(0, -6), Buffer.concat([LZMA, Buffer.from('junk')])])
      expect((await openContainer(broken, { type })).listing.incomplete).toBe('ARCHIVE_CORRUPT')
  })
})
