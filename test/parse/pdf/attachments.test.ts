/** Every file that a PDF carries is taken out, or the PDF is incomplete. */
import { describe, expect, it } from '@jest/globals'
import { DEFAULT_BUDGET_LIMITS, openBudget } from '../../../src/parse/budget.ts'
import { flateOf, objectStreamOf, onePage, pdfOf, streamOf } from '../../support/pdf.ts'
import { aFile, openContent, outline, troubles } from '../opened.ts'
import { open } from './look.ts'

const carrying = (spec: string, stream: Buffer = flateOf('/Type /EmbeddedFile', 'hello')) => pdfOf(onePage({ 6: spec, 7: stream }))
const filesIn = async (pdf: Buffer) =>
  (await open(pdf)).children.map(({ untrustedPath, bytes }) => `${untrustedPath}: ${Buffer.from(bytes)}`)

describe('files in a PDF', () => {
  it.each<[string, Buffer, readonly string[]]>([
    ['by name', carrying('<< /F (a.txt) /EF << /F 7 0 R >> >>'), ['a.txt: hello']],
    ['by the name that people see', carrying('<< /F (a) /UF <feff00e5> /EF << /F 7 0 R /UF 7 0 R >> >>'), ['å: hello']],
    ['that nothing names', carrying('null'), ['attachment-7: hello']],
    ['that are not called files', carrying('<< /F (a) /EF << /F 7 0 R >> >>', streamOf('', 'hello')), ['a: hello']],
    [
      'named in an object stream',
      pdfOf(
        onePage({ 6: objectStreamOf({ 8: '<< /UF (a) /EF 9 0 R >>', 9: '<< /F 7 0 R >>' }), 7: streamOf('/Type /EmbeddedFile', 'hello') }),
      ),
      ['a: hello'],
    ],
    ['that are pictures', carrying('<< /F (a.jpg) /EF << /F 7 0 R >> >>', streamOf('/Filter /DCTDecode', 'jpeg')), ['a.jpg: jpeg']],
    [
      'behind a reference to a reference',
      pdfOf(onePage({ 6: '<< /F (a) /EF << /F 8 0 R >> >>', 7: streamOf('', 'hello'), 8: '9 0 R', 9: '7 0 R' })),
      ['a: hello'],
    ],
    [
      'of each system, behind references',
      pdfOf(onePage({ 6: '<< /F (a) /EF 8 0 R >>', 7: streamOf('', 'hello'), 8: '9 0 R', 9: '<< /F 10 0 R >>', 10: '7 0 R' })),
      ['a: hello'],
    ],
    ['of related files', carrying('<< /F (a) /RF << /F [(b) 7 0 R] >> >>'), ['a: hello']],
  ])('%s are taken out', async (_name, pdf, files) => {
    expect(await filesIn(pdf)).toEqual(files)
  })

  it('of all revisions are taken out', async () => {
    const second = pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 7: streamOf('/Type /EmbeddedFile', 'changed') }).subarray(15)
    const found = await filesIn(Buffer.concat([carrying('<< /F (a) /EF << /F 7 0 R >> >>'), second]))
    expect([...found].sort()).toEqual(['a: changed', 'a: hello'])
  })

  it('are subjects of their own in the message, with their paths, as deep as they go', async () => {
    const inner = carrying('<< /UF (x.js) /EF << /F 7 0 R >> >>', flateOf('/Type /EmbeddedFile', 'WScript.Shell'))
    const outer = carrying('<< /UF (inner.pdf) /EF << /F 7 0 R >> >>', flateOf('/Type /EmbeddedFile', inner))
    const opened = await openContent({ type: 'words', words: {}, files: [aFile('outer.pdf', outer)] })
    expect(outline(opened)).toEqual([
      'p1 file application/pdf outer.pdf',
      'p1.1 < p1 file application/pdf inner.pdf',
      expect.stringMatching(/^p1\.1\.1 < p1\.1 file \S+ x\.js$/),
    ])
    expect(opened.message.parts.map(({ path }) => path)).toEqual(['outer.pdf', 'outer.pdf › inner.pdf', 'outer.pdf › inner.pdf › x.js'])
    expect(troubles(opened)).toEqual([])
  })

  it.each<[string, Buffer, string]>([
    [
      'that unpack to more than may be',
      carrying('<< /F (a) /EF << /F 7 0 R >> >>', flateOf('/Type /EmbeddedFile', Buffer.alloc(20 * 1024 * 1024))),
      'PDF_TOO_BIG',
    ],
    ['that do not unpack', carrying('<< /F (a) /EF << /F 7 0 R >> >>', streamOf('/Filter /FlateDecode', 'xx')), 'PDF_UNREADABLE'],
  ])('%s leave it incomplete', async (_name, pdf, reason) => {
    const { listing, children } = await open(pdf)
    expect(listing.incomplete).toBe(reason)
    expect(listing.entries).toHaveLength(1)
    expect(children).toEqual([])
  })

  it('that lead back to where they came from leave it incomplete', async () => {
    const pdf = pdfOf(onePage({ 6: '<< /F (a) /EF << /F 8 0 R >> >>', 8: '9 0 R', 9: '8 0 R' }))
    expect((await open(pdf)).listing.incomplete).toBe('PDF_UNREADABLE')
  })

  it('draw from the budget of the message', async () => {
    const pdf = carrying('<< /F (a) /EF << /F 7 0 R >> >>')
    const budget = openBudget({ ...DEFAULT_BUDGET_LIMITS, maxEntries: 1 })
    expect((await open(pdf, { budget })).listing.incomplete).toBeNull()
    expect(budget.inflatedBytes).toBe(5)
    expect((await open(pdf, { budget })).listing.incomplete).toBe('PDF_TOO_MANY_FILES')
    expect((await open(pdf, { depth: 8 })).listing.incomplete).toBe('PDF_TOO_DEEP')
    expect((await open(pdfOf(onePage()), { depth: 8 })).listing.incomplete).toBeNull()
    const spent = openBudget({ ...DEFAULT_BUDGET_LIMITS, maxInflatedBytes: 4 })
    expect((await open(pdf, { budget: spent })).listing.incomplete).toBe('PDF_TOO_BIG')
  })
})
