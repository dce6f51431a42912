/** What is in Office documents of all kinds is found: parts, traits, addresses and objects. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import officeCrypto from 'officecrypto-tool'
import { openBudget } from '../../../src/parse/budget.ts'
import { officeOpener } from '../../../src/parse/office/office.ts'
import { makeDocx, makeOoxml, makePng, makeZip } from '../../support/files.ts'
import {
  makeCfb,
  makeDocxWith,
  makeOdt,
  makeVbaProject,
  ole1,
  ole10Native,
  pptRecord,
  relationships,
  vbaStreams,
  word97Streams,
  wordField,
  wordPart,
  workbook97,
  XLM_SHEET,
} from '../../support/office.ts'
import { kindsIn, openDocument, seenIn } from './opened-document.ts'

const STREAM = Buffer.from('MZ packed')
const PACKAGE = makeCfb({ '\x01Ole10Native': ole10Native('invoice.exe', STREAM) })

describe('what documents hold', () => {
  it.each<[string, Uint8Array | string]>([
    ['OOXML', makeDocx([{ name: 'word/embeddings/oleObject1.bin', data: PACKAGE }])],
    ['OpenDocument', makeOdt('', [{ name: 'Object 1', data: PACKAGE }])],
    ['a presentation', makeCfb({ 'PowerPoint Document': pptRecord(0x1011, PACKAGE) })],
  ])('is a file of its own, out of %s', async (_name, bytes) => {
    const { children } = await openDocument(bytes)
    expect(children.map((child) => Buffer.from(child.bytes).equals(PACKAGE))).toEqual([true])
    const inner = await openDocument(children[0]!.bytes)
    expect(inner.children).toEqual([{ untrustedPath: 'invoice.exe', bytes: STREAM }])
  })

  it.each<[string, Uint8Array | string]>([
    ['Word 97', makeCfb(word97Streams('x', { 'ObjectPool/_1/\x01Ole10Native': ole10Native('invoice.exe', STREAM) }))],
    ['Excel 97', makeCfb({ Workbook: workbook97([]), 'MBD00000001/\x01Ole10Native': ole10Native('invoice.exe', STREAM) })],
    ['RTF', `{\\rtf1{\\object{\\*\\objdata ${ole1('Package', ole10Native('invoice.exe', STREAM).subarray(4)).toString('hex')}}}}`],
    [
      'RTF that scatters its digits',
      `{\\rtf1{\\object{\\*\\objdata ${ole1('Package', ole10Native('invoice.exe', STREAM).subarray(4))
        .toString('hex')
        .replace(/(.{7})/g, "$1\r\n{\\*\\unheard 4142}\\par \\'41 ")}}}}`,
    ],
    [
      'a notebook',
      Buffer.concat([
        Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex'),
        Buffer.from('e716e3bd65261145a4c48d4d0b7a9eac', 'hex'),
        Buffer.from('0900000000000000', 'hex'),
        Buffer.alloc(12),
        STREAM,
      ]),
    ],
  ])('is told by its name and bytes, out of %s', async (_name, bytes) => {
    const { children } = await openDocument(bytes)
    expect(children.map((child) => Buffer.from(child.bytes).toString('latin1'))).toEqual([STREAM.toString('latin1')])
  })

  it('gives pictures to be looked at, but no fonts and no settings of printers', async () => {
    const docx = makeDocx([
      { name: 'word/media/image1.png', data: makePng() },
      { name: 'word/fonts/font1.odttf', data: 'x' },
      { name: 'word/printerSettings1.bin', data: 'x' },
      { name: 'word/unheard.dat', data: 'x' },
    ])
    expect((await openDocument(docx)).children.map(({ untrustedPath }) => untrustedPath)).toEqual([
      'word/media/image1.png',
      'word/unheard.dat',
    ])
  })
})

describe('what documents do', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['DDE spelled by numbers', makeDocxWith(wordPart(wordField('QUOTE 68 68 69 65 85 84 79 32 99'))), 'dde'],
    ['DDE in a simple field', makeDocxWith(wordPart('<w:fldSimple w:instr="DDEAUTO cmd"/>')), 'dde'],
    [
      'DDE behind another prefix',
      makeDocxWith({ name: 'word/a.xml', data: '<x:a xmlns:x="w"><x:instrText>DDE a</x:instrText></x:a>' }),
      'dde',
    ],
    ['DDE in a Word 97 field that never ends', makeCfb(word97Streams('\x13DDEAUTO a')), 'dde'],
    ['DDE in a cell', makeOoxml('xlsx', [{ name: 'xl/worksheets/sheet1.xml', data: "<s><f>cmd|'/c calc'!A1</f></s>" }]), 'dde'],
    [
      'DDE between workbooks',
      makeOoxml('xlsx', [
        { name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c"/></externalLink>' },
      ]),
      'dde',
    ],
    ['DDE in Excel 97', makeCfb({ Workbook: workbook97([[0x01ae, Buffer.from('0100060000636d64032f63', 'hex')]]) }), 'dde'],
    [
      'DDE in a binary workbook',
      makeZip([
        {
          name: '[Content_Types].xml',
          data: '<Types><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        },
        { name: 'xl/externalLink1.bin', data: Buffer.from('e802020100', 'hex') },
      ]),
      'dde',
    ],
    ['DDE in OpenDocument', makeOdt('<office:dde-source office:dde-application="soffice"/>'), 'dde'],
    ['a macro sheet in Excel 97', makeCfb({ Workbook: workbook97([XLM_SHEET]) }), 'xlm'],
    [
      'a name that runs in Excel 97',
      makeCfb({ Workbook: workbook97([[0x0018, Buffer.from('20000001000000000000000000000001', 'hex')]]) }),
      'xlm-auto-run',
    ],
    [
      'a name that runs',
      makeOoxml('xlsx', [
        {
          name: 'xl/a.xml',
          data: '<workbook><definedNames><definedName name="_xlnm.Auto_Open" hidden="1">A!$A$1</definedName></definedNames></workbook>',
        },
      ]),
      'xlm-auto-run',
    ],
    [
      'a template in a Word 97 document',
      makeCfb({ ...word97Streams('x'), Data: Buffer.from('https://evil.example/a.png', 'utf16le') }),
      'external-relationship',
    ],
    ['a template in RTF', '{\\rtf1{\\*\\template http://evil.example/a.dot}}', 'remote-template'],
    [
      'a picture that a field loads',
      makeDocxWith(wordPart(wordField('INCLUDEPICTURE "http://evil.example/a.png" \\d'))),
      'external-relationship',
    ],
    [
      'an object that is loaded',
      makeDocxWith(relationships('word/document.xml', [{ type: 'oleObject', target: 'https://evil.example/a.html!' }])),
      'external-relationship',
    ],
    ['a listener', makeOdt('<script:event-listener xlink:href="vnd.sun.star.script:A.B.C?language=Basic"/>'), 'script'],
    [
      'an object for the equation editor in RTF',
      `{\\rtf1{\\object{\\*\\objdata ${ole1('Equation.3', Buffer.from('x')).toString('hex')}}}}`,
      'equation-editor',
    ],
    ['one by its class', makeCfb({ '\x01CompObj': 'x' }, { '': '02ce020000000000c000000000000046' }), 'equation-editor'],
    [
      'macros in a web archive',
      `MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: application/x-mso\n\nActiveMime\n--b--\n`,
      'vba',
    ],
    [
      'a macro that a control names in Word 2003',
      '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w" w:macrosPresent="yes"/>',
      'vba',
    ],
  ])('%s', async (_name, bytes, kind) => {
    expect(kindsIn(await openDocument(bytes))).toContain(kind)
  })

  it.each<[string, Uint8Array | string]>([
    [
      'fields of pages and dates',
      makeDocxWith(wordPart(wordField('PAGE') + wordField('DATE \\@ "d.M.yyyy"') + wordField('TOC \\o "1-3"'))),
    ],
    [
      'formulas',
      makeOoxml('xlsx', [
        { name: 'xl/worksheets/sheet1.xml', data: '<s><f>SUM(A1:B2)</f><f>IF(A1="CALL (us)",1,2)</f><f>A1&amp;"|!"</f></s>' },
      ]),
    ],
    [
      'a Word 97 document with a page number',
      makeCfb(word97Streams('a\x13 PAGE \x141\x15', { '\x05SummaryInformation': 'x', '\x01CompObj': 'x' })),
    ],
    [
      'OpenDocument with empty libraries',
      makeOdt('', [
        {
          name: 'Basic/script-lc.xml',
          data: '<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd"><l:libraries xmlns:l="l"/>',
        },
      ]),
    ],
  ])('but not %s', async (_name, bytes) => {
    expect(seenIn(await openDocument(bytes))).toEqual([])
  })
})

describe('where documents lead', () => {
  it('tells hyperlinks with their words', async () => {
    const docx = makeDocx([
      relationships('word/header1.xml', [{ type: 'hyperlink', target: 'https://evil.example/?a=1&b=2', external: true }]),
      wordPart('<w:p><w:hyperlink r:id="rId1"><w:r><w:t>your </w:t></w:r><w:r><w:t>bank</w:t></w:r></w:hyperlink></w:p>'),
    ])
    expect((await openDocument(docx)).targets).toEqual([
      { untrustedUrl: 'https://evil.example/?a=1&b=2', untrustedShownText: 'your bank', source: 'office', via: 'hyperlink' },
    ])
  })

  it.each<[string, Uint8Array | string]>([
    ['OpenDocument', makeOdt('<text:p><text:a xlink:href="https://evil.example/">bank</text:a></text:p>')],
    ['Word 97', makeCfb(word97Streams('\x13 HYPERLINK "https://evil.example/" \x14bank\x15'))],
    ['RTF', '{\\rtf1{\\field{\\*\\fldinst{HYPERLINK "https://evil.example/"}}{\\fldrslt{bank}}}}'],
    ['a field', makeDocxWith(wordPart(wordField(' HYPERLINK "https://evil.', 'example/" ').replace('shown', 'bank')))],
  ])('tells those of %s', async (_name, bytes) => {
    expect((await openDocument(bytes)).targets).toEqual([
      { untrustedUrl: 'https://evil.example/', untrustedShownText: 'bank', source: 'office', via: 'hyperlink' },
    ])
  })
})

describe('locked documents', () => {
  const inner = makeDocx([{ name: 'word/vbaProject.bin', data: makeVbaProject({ modules: { A: 'Sub AutoOpen()' } }) }])
  it.each<['standard' | undefined]>([['standard'], [undefined]])('open with their password, and with no other (%s)', async (type) => {
    const locked = officeCrypto.encrypt(inner, type === undefined ? { password: 'right' } : { password: 'right', type })
    const open = await openDocument(locked, 'right')
    expect(open.children.map((child) => Buffer.from(child.bytes).equals(inner))).toEqual([true])
    expect(seenIn(open)).toEqual([])
    expect(seenIn(await openDocument(locked, 'wrong'))).toEqual(['!OFFICE_PASSWORD_WRONG'])
    expect(seenIn(await openDocument(locked))).toEqual(['!OFFICE_ENCRYPTED'])
  })

  it('open by themselves when the password is the one that Excel tries', async () => {
    const locked = officeCrypto.encrypt(inner, { password: 'VelvetSweatshop', type: 'standard' })
    const open = await openDocument(locked)
    expect(kindsIn(open)).toEqual(['default-password'])
    expect(open.children).toHaveLength(1)
  })

  it.each<[string, Uint8Array]>([
    ['Word 97', makeCfb(word97Streams('x', {}, 0x0100))],
    ['Excel 97', makeCfb({ Workbook: workbook97([[0x002f, 'x']]) })],
    ['PowerPoint 97', makeCfb({ 'PowerPoint Document': pptRecord(0x2f14, Buffer.alloc(0), { container: true }) })],
    ['OpenDocument', makeOdt('<a:encryption-data xmlns:a="a"/>')],
    [
      'a lock that would take a million rounds',
      makeCfb({
        EncryptionInfo: Buffer.concat([
          Buffer.from('0400040040000000', 'hex'),
          Buffer.from(
            '<e><keyData saltValue="AA==" keyBits="128" blockSize="16" hashAlgorithm="SHA1" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC"/><encryptedKey spinCount="10000000" saltValue="AA==" keyBits="128" blockSize="16" hashAlgorithm="SHA1" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC"/></e>',
          ),
        ]),
        EncryptedPackage: Buffer.alloc(24),
      }),
    ],
  ])('stay closed, and say so: %s', async (_name, bytes) => {
    expect((await openDocument(bytes)).listing.incomplete).toBe('OFFICE_ENCRYPTED')
  })
})

describe('what is not read wholly', () => {
  const laughs = `<!DOCTYPE a [${Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')}]><a>&l9;</a>`
  it.each<[string, Uint8Array, string]>([
    ['a billion laughs', makeDocxWith({ name: 'word/header1.xml', data: laughs }), 'OFFICE_ENTITIES'],
    ['broken XML', makeDocxWith({ name: 'word/header1.xml', data: '<a><b></a>' }), 'OFFICE_CORRUPT'],
    ['a decoy beside an instruction', makeDocxWith(wordPart('<w:fldSimple z:instr="PAGE" w:instr="DDEAUTO cmd"/>')), 'OFFICE_CORRUPT'],
    [
      'another encoding',
      makeDocxWith({ name: 'word/header1.xml', data: '<?xml version="1.0" encoding="UTF-7"?><a/>' }),
      'OFFICE_UNREAD_PART',
    ],
    ['two parts of one name', makeDocx([{ name: 'WORD/document.xml', data: '<a/>' }]), 'OFFICE_CORRUPT'],
    [
      'a part that unpacks to nothing but more',
      makeDocx([{ name: 'word/a.xml', data: Buffer.alloc(8 * 1024 * 1024, 0x20) }]),
      'OFFICE_TOO_BIG',
    ],
    ['a Word 6 document', makeCfb({ WordDocument: Buffer.alloc(1024) }), 'OFFICE_LEGACY'],
    ['a stream that nobody knows', makeCfb({ ...word97Streams('x'), Unheard: 'x' }), 'OFFICE_LEGACY'],
    ['records that break off', makeCfb({ 'PowerPoint Document': pptRecord(0x03e8, Buffer.alloc(4)).subarray(0, 10) }), 'OFFICE_CORRUPT'],
  ])('is told: %s', async (_name, bytes, reason) => {
    expect((await openDocument(bytes)).listing.incomplete).toBe(reason)
  })

  it('stays closed at the depth that the budget allows', async () => {
    const budget = openBudget()
    const context = { depth: budget.limits.maxDepth, budget }
    const { listing, children } = await officeOpener.open(PACKAGE, 'application/x-cfb', context)
    expect(listing.incomplete).toBe('OFFICE_TOO_DEEP')
    expect(children).toEqual([])
  })
})

describe('hostile bytes', () => {
  const samples: readonly (readonly [string, Uint8Array])[] = [
    ['application/msword', makeCfb({ ...word97Streams('a\x13DDE b\x14c\x15'), ...vbaStreams({ modules: { A: 'Sub A()' } }, 'Macros/') })],
    ['application/vnd.ms-excel', makeCfb({ Workbook: workbook97([XLM_SHEET]) })],
    ['application/vnd.ms-powerpoint', makeCfb({ 'PowerPoint Document': pptRecord(0x1011, PACKAGE) })],
    ['application/x-cfb', PACKAGE],
    [
      'application/rtf',
      Buffer.from(
        `{\\rtf1{\\object{\\*\\objdata ${ole1('Package', ole10Native('a', STREAM)).toString('hex')}}}{\\field{\\*\\fldinst DDE a}}}`,
      ),
    ],
    [
      'text/xml',
      Buffer.from(
        '<?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w"><w:binData w:name="a">AAAA</w:binData></w:wordDocument>',
      ),
    ],
    ['application/onenote', Buffer.from('e716e3bd65261145a4c48d4d0b7a9eacffffffffffffffff', 'hex')],
    [
      'application/x-mimearchive',
      Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\nActiveMime\n--b--\n'),
    ],
    ['application/vnd.oasis.opendocument.text', makeOdt('<text:p>a</text:p>')],
    [
      'application/x-ooxml-protected',
      makeCfb({ EncryptionInfo: Buffer.from('0400020000000000'.padEnd(400, '20'), 'hex'), EncryptedPackage: Buffer.alloc(64) }),
    ],
    ['text/x-sylk', Buffer.from('ID;P\nC;EEXEC("a")')],
  ]

  it.each(samples)('never make an opener throw: %s', async (type, bytes) => {
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(changes, fc.option(fc.nat(bytes.length)), async (changed, cut) => {
        const mutated = Buffer.from(bytes)
        for (const [at, value] of changed) mutated[at] = value
        const { listing } = await officeOpener.open(mutated.subarray(0, cut ?? mutated.length), type, { depth: 0, budget: openBudget() })
        for (const { evidence } of listing.traits) expect(evidence.length).toBeLessThanOrEqual(120)
      }),
      { numRuns: 60, seed: 7 },
    )
  })

  it('come to an end when chains go around', async () => {
    const looped = Buffer.from(PACKAGE)
    // Every entry of the table points back at the first sector.
    const fat = 512 * (looped.readUInt32LE(76) + 1)
    for (let at = fat; at < fat + 512; at += 4) looped.writeUInt32LE(0, at)
    expect((await officeOpener.open(looped, 'application/x-cfb', { depth: 0, budget: openBudget() })).listing.incomplete).not.toBeNull()
  })
})
