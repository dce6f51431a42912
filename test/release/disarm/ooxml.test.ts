/** What is built anew of an Office document keeps its words and nothing that acts. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import type { Disarmed } from '../../../src/core/disarmed.ts'
import { detectType } from '../../../src/parse/file/type.ts'
import { disarm } from '../../../src/release/disarm/disarm.ts'
import { makeOoxml, makePng, makeZip } from '../../support/files.ts'
import { makeOdt, makeVbaProject, relationships, wordField, wordPart } from '../../support/office.ts'

const ROOT = relationships('', [{ type: 'officeDocument', target: 'word/document.xml' }])
const HEADER = 'application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml'
const PROJECT = { name: 'word/vbaProject.bin', data: makeVbaProject({ modules: { A: 'Sub AutoOpen()' } }) }

/** A document that LibreOffice and Word open, with this in its body. */
function docx(
  body: string,
  links: Parameters<typeof relationships>[1],
  extra: Parameters<typeof makeZip>[0] = [],
  macro = false,
  types: readonly (readonly [path: string, type: string])[] = [],
): Buffer {
  const more = types.map(([path, type]) => `<Override PartName="/${path}" ContentType="${type}"/>`).join('')
  const type = macro
    ? 'application/vnd.ms-word.document.macroEnabled'
    : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return makeZip([
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/word/document.xml" ContentType="${type}.main+xml"/>${more}</Types>`,
    },
    ROOT,
    wordPart(`<w:body>${body}</w:body>`, 'word/document.xml'),
    relationships('word/document.xml', links),
    ...extra,
  ])
}

async function disarmed(
  bytes: Uint8Array,
): Promise<Extract<Disarmed, { status: 'done' }> & { readonly texts: Readonly<Record<string, string>> }> {
  const made = await disarm(bytes, await detectType(bytes))
  if (made.status !== 'done') throw new Error(made.reason)
  const texts = Object.fromEntries(Object.entries(unzipSync(made.bytes)).map(([path, data]) => [path, Buffer.from(data).toString('utf8')]))
  return { ...made, texts }
}

describe('disarm of OOXML', () => {
  it('takes macros out, and makes it a document by type and by name', async () => {
    const made = await disarmed(
      docx('<w:p><w:r><w:t>Hello</w:t></w:r></w:p>', [{ type: 'vbaProject', target: 'vbaProject.bin' }], [PROJECT], true),
    )
    expect(made).toMatchObject({
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      extension: '.docx',
      losses: [{ kind: 'office/vba', count: 1 }],
    })
    expect(Object.keys(made.texts)).toEqual(['[Content_Types].xml', '_rels/.rels', 'word/document.xml'])
    expect(made.texts['[Content_Types].xml']).not.toMatch(/macro|vba/i)
    expect(made.texts['word/document.xml']).toContain('<w:t>Hello</w:t>')
  })

  it('keeps the words of links, fields and objects, and the picture of an object', async () => {
    const body =
      '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>bank</w:t></w:r></w:hyperlink></w:p>' +
      wordField('DDEAUTO c:\\\\cmd') +
      '<w:p><w:r><w:object><v:shape xmlns:v="v"><v:imagedata r:id="rId3"/></v:shape><o:OLEObject r:id="rId2"/></w:object></w:r></w:p>'
    const made = await disarmed(
      docx(
        body,
        [
          { type: 'hyperlink', target: 'https://evil.example/', external: true },
          { type: 'oleObject', target: 'embeddings/oleObject1.bin' },
          { type: 'image', target: 'media/image1.png' },
          { type: 'attachedTemplate', target: 'https://evil.example/a.dotm', external: true },
        ],
        [
          { name: 'word/embeddings/oleObject1.bin', data: 'x' },
          { name: 'word/media/image1.png', data: makePng() },
        ],
      ),
    )
    const words = made.texts['word/document.xml'] ?? ''
    expect(words).toContain('bank')
    expect(words).toContain('shown')
    expect(words).toContain('<v:imagedata r:id="rId3"/>')
    expect(words).not.toMatch(/rId1|rId2|OLEObject|instrText|fldChar|DDE/)
    expect(Object.values(made.texts).join('')).not.toContain('evil.example')
    expect(Object.fromEntries(made.losses.map(({ kind, count }) => [kind, count]))).toEqual({
      'office/hyperlink': 1,
      'office/embedded-object': 1,
      'office/remote-template': 1,
      'office/dde': 1,
    })
  })

  it('keeps the values of cells that asked elsewhere, and the formulas of those that did not', async () => {
    const xlsx = makeZip([
      {
        name: '[Content_Types].xml',
        data: '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
      },
      relationships('', [{ type: 'officeDocument', target: 'xl/workbook.xml' }]),
      relationships('xl/workbook.xml', [
        { type: 'worksheet', target: 'worksheets/sheet1.xml' },
        { type: 'xlMacrosheet', target: 'macrosheets/sheet1.xml' },
        { type: 'externalLink', target: 'externalLinks/externalLink1.xml' },
      ]),
      {
        name: 'xl/workbook.xml',
        data: '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" r:id="rId1"/><sheet name="M" r:id="rId2"/></sheets><externalReferences><externalReference r:id="rId3"/></externalReferences><definedNames><definedName name="_xlnm.Auto_Open">M!$A$1</definedName></definedNames></workbook>',
      },
      {
        name: 'xl/worksheets/sheet1.xml',
        data: '<worksheet><c r="A1"><f>SUM(B1:B2)</f><v>3</v></c><c r="A2"><f>[1]S!A1</f><v>4</v></c><c r="A3"><f>cmd|\'/c\'!A1</f><v>5</v></c></worksheet>',
      },
      { name: 'xl/macrosheets/sheet1.xml', data: '<macrosheet/>' },
      { name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink/>' },
    ])
    const { texts } = await disarmed(xlsx)
    expect(texts['xl/worksheets/sheet1.xml']).toContain(
      '<c r="A1"><f>SUM(B1:B2)</f><v>3</v></c><c r="A2"><v>4</v></c><c r="A3"><v>5</v></c>',
    )
    expect(texts['xl/workbook.xml']).toContain('<sheets><sheet name="A" r:id="rId1"/></sheets></workbook>')
    expect(Object.keys(texts)).not.toContain('xl/macrosheets/sheet1.xml')
  })

  it.each([
    ['that Word would merge in, as a chunk', 'aFChunk', 'page.html', 'text/html', 'office/embedded-object'],
    ['that says it is the header', 'header', 'page.html', 'text/html', 'part'],
    ['with the files that it needs', 'footer', 'page.mht', 'message/rfc822', 'part'],
    ['under the type of a header, without its name', 'header', 'page.html', HEADER, 'part'],
  ])('keeps no web page %s', async (_how, type, target, contentType, loss) => {
    const page = { name: `word/${target}`, data: '<html><script src="https://evil.example/"></script></html>' }
    const body = type === 'aFChunk' ? '<w:altChunk r:id="rId1"/><w:p/>' : '<w:p/>'
    const { texts, losses } = await disarmed(docx(body, [{ type, target }], [page], false, [[page.name, contentType]]))
    expect(Object.keys(texts)).toEqual(['[Content_Types].xml', '_rels/.rels', 'word/document.xml'])
    expect(Object.values(texts).join('')).not.toMatch(/evil|altChunk|html/)
    expect(losses).toEqual([{ kind: loss, count: 1 }])
  })

  it('gives nothing when a web page has the name of a part of a document', async () => {
    const page = { name: 'word/page.xml', data: '<html/>' }
    const bytes = docx('<w:p/>', [{ type: 'header', target: 'page.xml' }], [page], false, [[page.name, 'text/html']])
    expect(await disarm(bytes, await detectType(bytes))).toEqual({ status: 'refused', reason: 'DISARM_STILL_ACTIVE' })
  })

  it('lists what nothing led to', async () => {
    const { losses, texts } = await disarmed(docx('<w:p/>', [], [PROJECT, { name: 'hidden.dat', data: 'x' }]))
    expect(losses).toEqual([
      { kind: 'office/vba', count: 1 },
      { kind: 'part', count: 1 },
    ])
    expect(Object.keys(texts)).not.toContain('hidden.dat')
  })

  it('makes the same of the same', async () => {
    const bytes = docx('<w:p/>', [])
    const [first, second] = [await disarmed(bytes), await disarmed(bytes)]
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true)
    expect(first.losses).toEqual([])
  })

  it.each<[string, Uint8Array | string, string]>([
    ['RTF', '{\\rtf1 a}', 'DISARM_UNSUPPORTED'],
    [
      'a binary workbook',
      makeZip([
        {
          name: '[Content_Types].xml',
          data: '<Types><Override PartName="/a" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        },
      ]),
      'DISARM_UNSUPPORTED',
    ],
    ['a package without a main part', makeOoxml('docx'), 'DISARM_CORRUPT'],
    ['a billion laughs', docx('<!DOCTYPE a>', []), 'DISARM_CORRUPT'],
    ['a field that never ends', docx('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', []), 'DISARM_CORRUPT'],
    [
      'a locked part',
      makeZip([
        {
          name: '[Content_Types].xml',
          data: '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        },
        ROOT,
        { name: 'word/document.xml', data: '<a/>', encrypted: true },
      ]),
      'DISARM_ENCRYPTED',
    ],
  ])('refuses %s', async (_name, content, reason) => {
    const bytes = Buffer.from(content as string)
    expect(await disarm(bytes, await detectType(bytes))).toEqual({ status: 'refused', reason })
  })

  it('never throws for broken documents', async () => {
    const whole = docx(wordField('DDE a'), [{ type: 'vbaProject', target: 'vbaProject.bin' }], [PROJECT], true)
    const type = await detectType(whole)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), async (changes) => {
        const mutated = Buffer.from(whole)
        for (const [at, value] of changes) mutated[at] = value
        expect(['done', 'refused']).toContain((await disarm(mutated, type)).status)
      }),
      { numRuns: 40, seed: 7 },
    )
  })
})

describe('disarm of OpenDocument', () => {
  it('keeps words and takes scripts, listeners, links and objects', async () => {
    const odt = makeOdt(
      '<text:p><text:a xlink:href="https://evil.example/"><script:event-listener xlink:href="vnd.sun.star.script:A"/>bank</text:a></text:p>' +
        '<draw:frame><draw:object-ole xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/></draw:frame>',
      [
        { name: 'Basic/Standard/Module1.xml', data: 'x' },
        { name: 'Object 1', data: 'x' },
        { name: 'ObjectReplacements/Object 1', data: makePng() },
      ],
    )
    const made = await disarmed(odt)
    expect(made).toMatchObject({ type: 'application/vnd.oasis.opendocument.text', extension: null })
    expect(made.texts['content.xml']).toContain(
      '<text:p>bank</text:p><draw:frame><draw:image xlink:href="./ObjectReplacements/Object 1"/></draw:frame>',
    )
    expect(Object.keys(made.texts)).toEqual(['mimetype', 'ObjectReplacements/Object 1', 'content.xml', 'META-INF/manifest.xml'])
    expect(made.losses.map(({ kind }) => kind).sort()).toEqual(
      ['office/embedded-object', 'office/hyperlink', 'office/script', 'office/script'].filter((kind, at, all) => all.indexOf(kind) === at),
    )
  })

  it('refuses a locked one', async () => {
    const odt = makeZip([
      { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text', stored: true },
      { name: 'content.xml', data: 'x' },
      { name: 'META-INF/manifest.xml', data: '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>' },
    ])
    expect(await disarm(odt, await detectType(odt))).toEqual({ status: 'refused', reason: 'DISARM_ENCRYPTED' })
  })
})
