/** What is built anew of a PDF keeps its pages and nothing that acts. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Disarmed } from '../../../src/core/disarmed.ts'
import { pdfRenderer } from '../../../src/pipeline/pdf-renderer.ts'
import { disarm } from '../../../src/release/disarm/disarm.ts'
import { open } from '../../parse/pdf/look.ts'
import { type Body, flateOf, listedObjectStream, onePage, pdfOf, streamOf } from '../../support/pdf.ts'
import { lockedPdf } from '../../support/pdf-lock.ts'

const PDF = 'application/pdf'
const rebuilt = (bytes: Uint8Array): Promise<Disarmed> => disarm(bytes, PDF)

/** Everything at once: a form, links in and out, scripts, files, a signature, words about itself. */
const LOADED: Readonly<Record<number, Body>> = onePage(
  {
    6: '<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>',
    7: '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://a.example/) >> >>',
    8: '<< /Type /Annot /Subtype /Link /Rect [9 9 20 20] /A << /S /GoTo /D [3 0 R /Fit] /Next 6 0 R >> >>',
    9: '<< /Type /Filespec /F (a.txt) /EF << /F 10 0 R >> >>',
    10: flateOf('/Type /EmbeddedFile', 'hello'),
    11: '<< /Fields [12 0 R 14 0 R] /XFA 13 0 R /DR << /Font << /Helv 5 0 R >> >> /CO [12 0 R] >>',
    12: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Anna) /Rect [20 20 100 40] /P 3 0 R /AP << /N 15 0 R >> /AA << /K 6 0 R >> >>',
    13: flateOf('', '<xdp/>'),
    14: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (signed) /Rect [0 50 9 60] /V 17 0 R >>',
    15: streamOf(
      '/Type /XObject /Subtype /Form /BBox [0 0 80 20] /Resources << /Font << /F1 5 0 R >> >>',
      '/Tx BMC BT /F1 10 Tf 2 5 Td (Anna) Tj ET EMC',
    ),
    16: '<< /Title (x) /Author (Anna) >>',
    17: '<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>',
    18: '<< /Title (One) /Parent 19 0 R /A << /S /URI /URI (https://b.example/) >> /Next 20 0 R >>',
    19: '<< /Type /Outlines /First 18 0 R /Last 20 0 R /Count 2 >>',
    20: '<< /Title (Two) /Parent 19 0 R /Prev 18 0 R /Dest [3 0 R /Fit] >>',
    21: '<< /Type /Annot /Subtype /FileAttachment /Rect [5 5 9 9] /FS 9 0 R >>',
  },
  '/Annots [7 0 R 8 0 R 12 0 R 14 0 R 21 0 R] /AA << /O 6 0 R >>',
  '/OpenAction 6 0 R /AcroForm 11 0 R /Outlines 19 0 R /Names << /EmbeddedFiles << /Names [(a) 9 0 R] >> /JavaScript << /Names [(x) 6 0 R] >> >>',
)

async function done(disarmed: Promise<Disarmed>) {
  const result = await disarmed
  if (result.status !== 'done') throw new Error(result.reason)
  return { ...result, text: Buffer.from(result.bytes).toString('latin1') }
}

describe('a PDF is built anew', () => {
  it('without anything that acts, leads out or carries files, and says what went', async () => {
    const { bytes, text, losses, type, extension } = await done(rebuilt(pdfOf(LOADED, { trailer: '/Info 16 0 R' })))
    expect([type, extension]).toEqual([PDF, null])
    const { listing, children, targets } = await open(bytes)
    expect(listing.incomplete).toBeNull()
    expect(listing.traits.map(({ kind }) => kind).sort()).toEqual(['pdf/acroform', 'pdf/signature'])
    expect([...children, ...targets]).toEqual([])
    expect(text).not.toMatch(/JavaScript|OpenAction|\/JS|\/AA|EmbeddedFile|XFA|\/URI|ByteRange|Author/)
    const lost = losses.map(({ kind }) => kind).sort()
    expect(lost).toEqual([
      'metadata',
      'pdf/additional-actions',
      'pdf/embedded-file',
      'pdf/javascript',
      'pdf/open-action',
      'pdf/signature',
      'pdf/uri',
      'pdf/xfa',
    ])
  })

  it('with its words, its fields, its chapters and its links to its own pages', async () => {
    const { text } = await done(rebuilt(pdfOf(LOADED)))
    for (const kept of [
      '/BaseFont /Helvetica',
      Buffer.from('Anna').toString('hex'),
      '/Subtype /Widget',
      '/Subtype /Form',
      '/Outlines',
      '/S /GoTo',
      '/Count 1',
    ])
      expect(text).toContain(kept)
    expect(text.match(/\/Subtype \/Link/g)).toHaveLength(1)
  })

  it('without older revisions, and without what nothing refers to', async () => {
    const second = pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>' }).subarray(15)
    const { text, losses } = await done(
      rebuilt(Buffer.concat([pdfOf(onePage({ 6: '<< /S /Launch /F (cmd.exe) >>' }, '', '/OpenAction 6 0 R')), second])),
    )
    expect(text).not.toMatch(/Launch|cmd\.exe/)
    expect(losses.map(({ kind }) => kind)).toEqual(['pdf/launch', 'pdf/open-action'])
  })

  it('of the same bytes into the same bytes, and a second time into the same again', async () => {
    const once = await done(rebuilt(pdfOf(LOADED)))
    expect((await done(rebuilt(pdfOf(LOADED)))).bytes).toEqual(once.bytes)
    const twice = await done(rebuilt(once.bytes))
    expect(twice.losses.filter(({ kind }) => kind !== 'pdf/signature')).toEqual([])
    expect((await done(rebuilt(twice.bytes))).bytes).toEqual(twice.bytes)
  })

  it.each(['rc4-40', 'rc4-128', 'aes-128', 'aes-256'] as const)('unlocked where %s was no secret', async (method) => {
    const { bytes, losses } = await done(disarm(lockedPdf(method, '', 'owner'), PDF, { pdf: pdfRenderer }))
    expect((await open(bytes)).listing).toMatchObject({ incomplete: null, traits: [] })
    expect(losses.map(({ kind }) => kind)).toContain('pdf/encrypted')
    expect((await pdfRenderer.open(bytes))?.text(0, 100)).toBe('Hello')
  })

  it('keeps fonts and pictures whose names are those of actions', async () => {
    const page = onePage({
      3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /JS 5 0 R /AA 5 0 R >> >> >>',
    })
    expect((await done(rebuilt(pdfOf(page)))).text).toMatch(/\/JS \d+ 0 R \/AA \d+ 0 R/)
  })

  it('with as many pages in the same order, from whatever its tree is', async () => {
    const tree = {
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Kids [3 0 R 6 0 R 4 0 R 2 0 R << /Type /Page /MediaBox [0 0 50 50] >>] /Count 5 /MediaBox [0 0 70 70] >>',
      3: '<< /Type /Page /MediaBox [0 0 10 10] >>',
      4: '<< /Type /Page /MediaBox [0 0 40 40] >>',
      6: '<< /Type /Pages /Kids [7 0 R 8 0 R] /Parent 2 0 R >>',
      7: '<< /Type /Page /Rotate 90 >>',
      8: '<< /Type /Page /MediaBox [0 0 30 30] >>',
    }
    const { text } = await done(rebuilt(pdfOf(tree)))
    expect([...text.matchAll(/MediaBox \[0 0 (\d+)/g)].map(([, side]) => side)).toEqual(['10', '70', '30', '40', '50'])
    expect(text).toContain('/Count 5')
  })

  it('also from objects in streams', async () => {
    const { 3: page, 5: font, ...others } = onePage()
    const { bytes } = await done(
      disarm(pdfOf({ ...others, 6: listedObjectStream({ 3: String(page), 5: String(font) }) }, { tables: 'stream' }), PDF, {
        pdf: pdfRenderer,
      }),
    )
    expect((await pdfRenderer.open(bytes))?.text(0, 100)).toBe('Hello')
  })
})

describe('where it cannot be built anew', () => {
  const knotted = pdfOf(onePage({}, '/Annots [<< /Subtype /Widget /Rect [0 0 9 9] /AP << /N << /JavaScript 4 0 R >> >> >>]'))

  it('its pages become pictures, and nothing of it is left', async () => {
    // By its name alone the picture could be a script, and the list of pictures stands for itself.
    const broken = pdfOf(
      onePage({ 3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 90 50] /Resources << /XObject 6 0 R >> >>', 6: '<< /JS 4 0 R >>' }),
    )
    const { losses, text } = await done(disarm(broken, PDF, { pdf: pdfRenderer }))
    expect(losses[0]).toEqual({ kind: 'flattened', count: 1 })
    expect(text).toContain('/MediaBox [0 0 90 50]')
    expect(text).toContain('/DCTDecode')
    expect(text).not.toMatch(/Helvetica|\/JS/)
  })

  it.each<[string, Uint8Array, string]>([
    ['with a password', lockedPdf('aes-256', 'user', 'owner'), 'DISARM_ENCRYPTED'],
    ['that unpacks to gigabytes', pdfOf(onePage({ 4: flateOf('', Buffer.alloc(24 * 1024 * 1024)) })), 'DISARM_TOO_LARGE'],
    ['without pages', pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: '<< /Type /Pages /Kids [] /Count 0 >>' }), 'DISARM_CORRUPT'],
    ['that is none', Buffer.from('%PDF-1.7\nwords'), 'DISARM_CORRUPT'],
  ])('one %s is refused', async (_name, bytes, reason) => {
    expect(await disarm(bytes, PDF, { pdf: pdfRenderer })).toEqual({ status: 'refused', reason })
  })

  it('names of actions do not come through by being the names of appearances', async () => {
    const { bytes } = await done(disarm(knotted, PDF, { pdf: pdfRenderer }))
    expect((await open(bytes)).listing.traits).toEqual([])
  })
})

it('never throws, and what it gives is always free of actions', async () => {
  const seed = pdfOf(LOADED)
  const change = fc.record({ at: fc.nat(seed.length - 1), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
      const pdf = Buffer.from(seed)
      for (const { at, byte } of changes) pdf[at] = byte
      const result = await rebuilt(pdf)
      if (result.status === 'refused') return
      const { listing } = await open(result.bytes)
      expect(listing.incomplete).toBeNull()
      expect(listing.traits.filter(({ kind }) => kind !== 'pdf/acroform' && kind !== 'pdf/signature')).toEqual([])
    }),
    { numRuns: 100, seed: 3 },
  )
})

const QPDF = ['/usr/bin/qpdf', '/usr/local/bin/qpdf', '/opt/homebrew/bin/qpdf'].find((path) => existsSync(path))

;(QPDF === undefined && process.env.CI !== 'true' ? it.skip : it)('another reader finds nothing wrong with it', async () => {
  if (QPDF === undefined) throw new Error('qpdf is not installed (Debian: qpdf)')
  const folder = await mkdtemp(join(tmpdir(), 'forebay-pdf-'))
  try {
    const path = join(folder, 'a.pdf')
    await writeFile(path, (await done(rebuilt(pdfOf(LOADED)))).bytes)
    expect(execFileSync(QPDF, ['--check', path], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors')
    expect(execFileSync(QPDF, ['--show-npages', path], { encoding: 'utf8' }).trim()).toBe('1')
    const plain = execFileSync(QPDF, ['--qdf', '--object-streams=disable', path, '-'], { encoding: 'latin1' })
    expect(plain).not.toMatch(/\/(?:JavaScript|JS|Launch|OpenAction|AA|EmbeddedFiles?|XFA|URI)\b/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
