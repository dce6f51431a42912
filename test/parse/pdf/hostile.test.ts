/** No PDF makes the reader loop, throw or take more than it may. */
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { flateOf, listedObjectStream, objectStreamOf, onePage, pdfOf, streamOf } from '../../support/pdf.ts'
import { lockedPdf } from '../../support/pdf-lock.ts'
import { incompleteOf, open, traitsOf } from './look.ts'

const MIB = 1024 * 1024
const zeros = (mib: number): Buffer => Buffer.alloc(mib * MIB)

describe('a PDF that unpacks to more than may be is not taken for looked into', () => {
  it.each<[string, () => Buffer]>([
    ['a page', () => pdfOf(onePage({ 4: flateOf('', zeros(24)) }))],
    ['a stream that nothing refers to', () => pdfOf(onePage({ 6: flateOf('', zeros(24)) }))],
    [
      'a stream behind five filters',
      () =>
        pdfOf(
          onePage({
            6: streamOf(
              '/Filter [/Fl /Fl /Fl /Fl /Fl]',
              [1, 2, 3, 4, 5].reduce((bytes) => deflateSync(bytes), zeros(32)),
            ),
          }),
        ),
    ],
    ['an object stream', () => pdfOf(onePage({ 6: objectStreamOf({ 7: `(${'x'.repeat(20 * MIB)})` }) }))],
    [
      'many object streams',
      () =>
        pdfOf(
          onePage(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [at + 6, objectStreamOf({ [at + 50]: ' '.repeat(4 * MIB) })]))),
        ),
    ],
    [
      'many small streams',
      () => pdfOf(onePage(Object.fromEntries(Array.from({ length: 30 }, (_, at) => [at + 6, flateOf('', zeros(3))])))),
    ],
    [
      'a picture of a gigapixel',
      () => pdfOf(onePage({ 6: streamOf('/Subtype /Image /Width 40000 /Height 40000 /Filter /JBIG2Decode', '') })),
    ],
  ])('%s', async (_name, make) => {
    expect(await incompleteOf(make())).toBe('PDF_TOO_BIG')
  })

  it('and what was seen of it is told', async () => {
    expect(await traitsOf(pdfOf(onePage({ 4: flateOf('', zeros(24)), 6: '<< /S /Launch >>' })))).toEqual(['launch'])
  })

  it('but a page of plain colour, and large pictures, are no bombs', async () => {
    expect(
      await incompleteOf(pdfOf(onePage({ 6: flateOf('/Subtype /Image /Width 2000 /Height 2500 /BitsPerComponent 8', zeros(14)) }))),
    ).toBeNull()
  })
})

describe('a PDF made to keep a reader busy', () => {
  it.each<[string, () => string]>([
    ['of headers without end', () => '1 0 obj << '.repeat(20_000)],
    ['of strings without end', () => '1 0 obj ('.repeat(20_000)],
    ['of brackets', () => `1 0 obj ${'['.repeat(1_000_000)}`],
    ['of dictionaries', () => `1 0 obj ${'<</A'.repeat(500_000)}`],
    ['of hexadecimal without end', () => '1 0 obj <'.repeat(20_000)],
    ['of streams without end', () => '1 0 obj <<>> stream\n'.repeat(10_000)],
    ['of trailers', () => 'trailer << /Prev 0 '.repeat(10_000)],
    ['of comments', () => '1 0 % obj\n'.repeat(100_000)],
    ['of tables that lead to one another', () => `${'xref\n0 0\ntrailer << /Prev 9 /XRefStm 9 >>\n'.repeat(20_000)}startxref\n9\n%%EOF`],
    ['of slashes', () => `1 0 obj ${'/'.repeat(MIB)}`],
  ])('%s is read to an end, and not taken for whole', async (_name, make) => {
    expect(await incompleteOf(Buffer.from(`%PDF-1.7\n${make()}`, 'latin1'))).not.toBeNull()
  })

  it('that refers to itself everywhere is read to an end', async () => {
    const objects = onePage({
      2: '<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 2 0 R >>',
      6: '6 0 R',
      7: '<< /Length 7 0 R /Filter 7 0 R >>\nstream\nx\nendstream',
      8: '<< /Type 8 0 R /OpenAction 8 0 R /URI 8 0 R /EF 8 0 R >>',
    })
    for (const tables of ['plain', 'stream', 'none', 'lying'] as const)
      expect((await open(pdfOf(objects, { tables }))).listing.format).toBe('application/pdf')
  })
})

describe('a PDF that was changed anywhere', () => {
  const seeds = [
    pdfOf(onePage({ 6: '<< /S /JavaScript /JS (x) >>', 7: flateOf('/Type /EmbeddedFile', 'x'), 8: '<< /F (a) /EF << /F 7 0 R >> >>' })),
    pdfOf(onePage({ 6: listedObjectStream({ 7: '<< /S /Launch >>' }) }), { tables: 'stream' }),
    lockedPdf('aes-128', '', 'o'),
    lockedPdf('aes-256', '', 'o'),
  ]

  it('never makes the reader throw', async () => {
    const change = fc.record({ at: fc.nat(5_000), byte: fc.nat(255), cut: fc.nat(40), copied: fc.nat(300) })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 6 }), async (seed, changes) => {
        let pdf = Buffer.from(seed)
        for (const { at, byte, cut, copied } of changes) {
          const place = at % pdf.length
          pdf[place] = byte
          if (byte < 40) pdf = Buffer.concat([pdf.subarray(0, place), pdf.subarray(place + cut)])
          if (byte > 220) pdf = Buffer.concat([pdf.subarray(0, place), pdf.subarray(place, place + copied), pdf.subarray(place)])
        }
        const { listing } = await open(pdf)
        expect(listing.format).toBe('application/pdf')
      }),
      { numRuns: 150, seed: 7 },
    )
  })

  it('never hides an action that stands whole in the open', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), async (before, behind) => {
        const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), before, Buffer.from('\n7 0 obj << /S /Launch >> endobj\n'), behind])
        const { listing } = await open(pdf)
        expect(listing.traits.some(({ kind }) => kind === 'pdf/launch')).toBe(true)
        expect(listing.incomplete).not.toBeNull()
      }),
      { numRuns: 200, seed: 7 },
    )
  })
})
