/** What acts or leads away in a PDF is found, however it is written down. */
import { describe, expect, it } from '@jest/globals'
import { type Body, flateOf, listedObjectStream, objectStreamOf, onePage, pdfOf, streamOf } from '../../support/pdf.ts'
import { incompleteOf, open, traitsOf } from './look.ts'

const SCRIPT = '<< /Type /Action /S /JavaScript /JS (app.alert) >>'
const JPEG = Buffer.from('ffd8ffe000104a464946000101000001000100', 'hex')

describe('a plain PDF', () => {
  it.each<[string, Readonly<Record<number, Body>>]>([
    ['with words', onePage()],
    ['that talks about it', onePage({ 6: '<< /Title (/JavaScript /Launch << /S /URI >>) /Note <2f4a53> >>' })],
    ['with a comment about it', onePage({ 6: '<< /A 1 % /JS (x) /Launch\n /B 2 >>' })],
    [
      'with a picture that holds the words',
      onePage({
        6: streamOf('/Subtype /Image /Width 1 /Height 1 /Filter /DCTDecode', Buffer.concat([JPEG, Buffer.from('/JS (x) /Launch')])),
      }),
    ],
    ['whose page draws the words', onePage({ 4: streamOf('', 'BT (/S /JavaScript) Tj ET') })],
    ['with usage rights', onePage({ 6: '<< /Type /TransformParams /EF [/Create /Delete] /Form [/Import /SubmitStandalone] >>' })],
    ['with fonts of odd names', onePage({ 6: '<< /Resources << /Font << /JS 5 0 R /AA 5 0 R /URI 5 0 R >> >> >>' })],
    ['with a key of a similar name', onePage({ 6: '<< /JavaScripts 1 /Launcher 2 /S /Launches >>' })],
    ['with nothing in an object', onePage({ 6: '' })],
  ])('%s shows nothing, whatever its tables', async (_name, objects) => {
    for (const tables of ['plain', 'stream', 'none'] as const) {
      const { listing, children, targets } = await open(pdfOf(objects, { tables }))
      expect(listing).toEqual({ format: 'application/pdf', entries: [], traits: [], incomplete: null })
      expect([...children, ...targets]).toEqual([])
    }
  })
})

describe('what a PDF can do', () => {
  it.each<[string, readonly string[]]>([
    [SCRIPT, ['javascript']],
    ['<< /Names [(x) 9 0 R] /JS 9 0 R >>', ['javascript']],
    ['<< /JavaScript << /Names [] >> >>', ['javascript']],
    ['<< /S /J#61vaScr#69pt >>', ['javascript']],
    ['<</S/Launch/F(cmd.exe)>>', ['launch']],
    ['<< /OpenAction << /S /Named /N /Print >> >>', ['open-action']],
    ['<< /OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 9 0 R >> >>', ['open-action']],
    ['<< /OpenAction [3 0 R /Fit] >>', ['open-view']],
    ['<< /OpenAction (chapter 1) >>', ['open-view']],
    ['<< /OpenAction << /S /GoTo /D [3 0 R /Fit] >> >>', ['open-view']],
    ['<< /AA << /O 9 0 R >> >>', ['additional-actions']],
    ['<< /XFA 9 0 R >>', ['xfa']],
    ['<< /AcroForm << /Fields [] >> >>', ['acroform']],
    ['<< /S /SubmitForm >>', ['submit-form']],
    ['<< /S /ImportData >>', ['import-data']],
    ['<< /S /GoToR /F (other.pdf) >>', ['goto-remote']],
    ['<< /S /GoToE >>', ['goto-embedded']],
    ['<< /Subtype /RichMedia >>', ['rich-media']],
    ['<< /Subtype /Movie >>', ['movie-sound-3d']],
    ['<< /Subtype /3D >>', ['movie-sound-3d']],
    ['<< /FT /Sig >>', ['signature']],
    ['<< /EmbeddedFiles << /Names [] >> >>', ['embedded-file']],
    ['<< /Subtype /FileAttachment >>', ['embedded-file']],
    ['<< /A << /S /URI /URI (https://a.example/) >> >>', ['uri']],
    ['<< /S /URI /URI (https://a.example/) /S /GoTo >>', ['uri']],
    ['/JavaScript', ['javascript']],
    ['[[[<< /K [<< /S /Launch >>] >>]]]', ['launch']],
  ])('is seen in %s', async (body, traits) => {
    expect(await traitsOf(pdfOf(onePage({ 6: body })))).toEqual(traits)
  })

  it('is a stream whose bytes are those of another file', async () => {
    expect(await traitsOf(pdfOf(onePage({ 6: streamOf('/F (\\\\\\\\host\\\\share)', '') })))).toEqual(['external-data'])
  })

  it('is told with how often and where first', async () => {
    const { listing } = await open(pdfOf(onePage({ 6: SCRIPT, 7: '<< /S /Launch >>', 8: '<< /S /Launch >>' })))
    expect(listing.traits).toContainEqual({ kind: 'pdf/launch', count: 2, evidence: 'object 7' })
  })
})

describe('what is hidden is found', () => {
  it.each<[string, Buffer]>([
    ['in an object that the tables leave out', pdfOf(onePage({ 6: SCRIPT }), { unlisted: [6] })],
    ['in a file whose tables lie', pdfOf(onePage({ 6: SCRIPT }), { tables: 'lying' })],
    ['in a file without tables', pdfOf(onePage({ 6: SCRIPT }), { tables: 'none' })],
    [
      'in an earlier revision',
      Buffer.concat([pdfOf(onePage({ 6: SCRIPT })), pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 6: 'null' }).subarray(15)]),
    ],
    ['behind words before the header', Buffer.concat([Buffer.from('GIF89a words\n'), pdfOf(onePage({ 6: SCRIPT }))])],
    [
      'behind a comment in the object header',
      Buffer.from(
        pdfOf(onePage({ 6: SCRIPT }))
          .toString('latin1')
          .replace('6 0 obj', '6 0 %1 0 obj\nobj'),
        'latin1',
      ),
    ],
    [
      'behind the end of a stream that is not its end',
      pdfOf(onePage({ 6: `<< /Length 9999 >>\nstream\nx\nendstream\nendobj\n7 0 obj\n${SCRIPT}` })),
    ],
    ['in the bytes of a stream', pdfOf(onePage({ 6: streamOf('', `\n9 0 obj ${SCRIPT} endobj\n`) }))],
    ['in an object stream', pdfOf(onePage({ 6: objectStreamOf({ 7: SCRIPT }) }))],
    ['in an object stream that the tables know', pdfOf(onePage({ 6: listedObjectStream({ 7: SCRIPT }) }), { tables: 'stream' })],
    [
      'in an object stream that is not called one',
      pdfOf(onePage({ 6: Buffer.from(objectStreamOf({ 7: SCRIPT }).toString('latin1').replace('/Type /ObjStm', ''), 'latin1') })),
    ],
    [
      'in an object stream that is called so by reference',
      pdfOf(
        onePage({
          6: Buffer.from(objectStreamOf({ 8: SCRIPT }).toString('latin1').replace('/Type /ObjStm', '/Type 7 0 R'), 'latin1'),
          7: '/ObjStm',
        }),
      ),
    ],
    ['in a key that stands twice', pdfOf(onePage({ 6: '<< /S /JavaScript /S /GoTo /D [3 0 R /Fit] /JS (x) /JS null >>' }))],
    ['in an array that is not closed', pdfOf(onePage({ 6: `[ [ ${SCRIPT}` }))],
  ])('%s', async (_name, pdf) => {
    expect(await traitsOf(pdf)).toContain('javascript')
  })

  it('also where opening leads through a reference, in any revision', async () => {
    const first = pdfOf(onePage({ 6: SCRIPT }, '', '/OpenAction 6 0 R'))
    const second = pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R >>', 6: '[3 0 R /Fit]' }).subarray(15)
    expect(await traitsOf(Buffer.concat([first, second]))).toContain('open-action')
    expect(await traitsOf(pdfOf(onePage({ 6: '<< /S /GoTo /D [3 0 R /Fit] >>' }, '', '/OpenAction 6 0 R')))).toEqual(['open-view'])
  })
})

describe('addresses', () => {
  it.each<[string, Readonly<Record<number, Body>>, string, string]>([
    ['a link', { 6: '<< /S /URI /URI (https://a.example/?x=1\\)) >>' }, 'https://a.example/?x=1)', 'URI'],
    [
      'a link in hexadecimal',
      { 6: `<< /S /URI /URI <${Buffer.from('https://a.example/').toString('hex')}> >>` },
      'https://a.example/',
      'URI',
    ],
    [
      'a link in wide letters',
      { 6: `<< /S /URI /URI <feff${Buffer.from('https://a.example/', 'utf16le').swap16().toString('hex')}> >>` },
      'https://a.example/',
      'URI',
    ],
    ['a link that stands elsewhere', { 6: '<< /S /URI /URI 7 0 R >>', 7: '(https://a.example/)' }, 'https://a.example/', 'URI'],
    [
      'where a form is sent',
      { 6: '<< /S /SubmitForm /F << /FS /URL /F (https://a.example/submit) >> >>' },
      'https://a.example/submit',
      'SubmitForm',
    ],
    ['another file', { 6: '<< /S /GoToR /F (https://a.example/b.pdf) /D [0 /Fit] >>' }, 'https://a.example/b.pdf', 'GoToR'],
    ['a share on another machine', { 6: '<< /S /Launch /F (\\\\\\\\host\\\\share\\\\a.exe) >>' }, '\\\\host\\share\\a.exe', 'Launch'],
    [
      'a program with its words',
      { 6: '<< /S /Launch /Win << /F (https://a.example/x.exe) /P (x) >> >>' },
      'https://a.example/x.exe',
      'Launch',
    ],
  ])('of %s become links', async (_name, more, untrustedUrl, via) => {
    expect((await open(pdfOf(onePage(more)))).targets).toEqual([{ untrustedUrl, untrustedShownText: null, source: 'pdf', via }])
  })

  it('are told once, and names of files are none', async () => {
    const { targets } = await open(
      pdfOf(onePage({ 6: '<< /URI (https://a.example/) >>', 7: '<< /URI (https://a.example/) >>', 8: '<< /S /GoToR /F (b.pdf) >>' })),
    )
    expect(targets).toHaveLength(1)
  })
})

describe('what could not be seen wholly', () => {
  it.each<[string, Buffer, string]>([
    ['no PDF at all', Buffer.from('%PDF-1.7\nnothing here\n'), 'PDF_UNREADABLE'],
    ['nothing', Buffer.alloc(0), 'PDF_UNREADABLE'],
    ['a file cut off in an object', pdfOf(onePage({ 6: '<< /S /GoTo /D (a >>' })).subarray(0, 520), 'PDF_UNREADABLE'],
    ['a file without a catalogue', pdfOf({ 1: '<< /Type /Font >>' }), 'PDF_UNREADABLE'],
    [
      'an object stream that does not unpack',
      pdfOf(onePage({ 6: objectStreamOf({ 7: SCRIPT }, '/FlateDecode', () => Buffer.from('xx')) })),
      'PDF_UNREADABLE',
    ],
    ['an object stream packed by nobody knows what', pdfOf(onePage({ 6: objectStreamOf({ 7: SCRIPT }, '/FooDecode') })), 'PDF_UNREADABLE'],
    [
      'an object stream with fewer objects than it says',
      pdfOf(onePage({ 6: flateOf('/Type /ObjStm /N 9 /First 4', '7 0 (x)') })),
      'PDF_UNREADABLE',
    ],
    ['an object whose words nobody knows', pdfOf(onePage({ 6: '<< /A what /S /GoTo >>' })), 'PDF_UNREADABLE'],
    ['a stream that breaks off', pdfOf(onePage({ 6: streamOf('', 'x'.repeat(99)) })).subarray(0, 600), 'PDF_UNREADABLE'],
    [
      'a file that does not say where it begins',
      Buffer.from(pdfOf(onePage(), { tables: 'none' }).toString('latin1').replace('/Root', '/Toor'), 'latin1'),
      'PDF_UNREADABLE',
    ],
    ['a lock that is nowhere', pdfOf(onePage(), { trailer: '/Encrypt 9 0 R' }), 'PDF_ENCRYPTED'],
    ['a lock of another maker', pdfOf(onePage(), { trailer: '/Encrypt << /Filter /Adobe.PubSec /V 4 >>' }), 'PDF_ENCRYPTED'],
    [
      'two locks',
      pdfOf(onePage(), { trailer: '/Encrypt << /Filter /Standard /V 1 >> /#45ncrypt << /Filter /Standard /V 2 >>' }),
      'PDF_ENCRYPTED',
    ],
  ])('says so: %s', async (_name, pdf, reason) => {
    expect(await incompleteOf(pdf)).toBe(reason)
  })
})
