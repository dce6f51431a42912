/** What acts, loads or hides in an Office document is told. */
import { describe, expect, it } from '@jest/globals'
import { legacyOffice } from '../../../src/inspection/files/legacy-office.ts'
import { macro } from '../../../src/inspection/files/macro.ts'
import { officeActive } from '../../../src/inspection/files/office-active.ts'
import { makeDocx, makeOle2, makeOoxml, makeZip } from '../../support/files.ts'
import {
  makeCfb,
  makeDocxWith,
  makeOdt,
  makeVbaProject,
  ole1,
  ole10Native,
  relationships,
  vbaStreams,
  word97Streams,
  wordField,
  wordPart,
  workbook97,
  XLM_SHEET,
} from '../../support/office.ts'
import { codesOf, look, subjectOf } from './subject.ts'

const DROPPER = 'Sub AutoOpen()\r\n  CreateObject("WScript.Shell").Run "calc"\r\nEnd Sub\r\n'
const PROJECT = makeVbaProject({ modules: { Module1: DROPPER } })

function noise(count: number): Buffer {
  const bytes = Buffer.alloc(count)
  let state = 1
  for (let at = 0; at < count; at += 1) {
    // Numerical Recipes 7.1
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}

describe('files/macro', () => {
  const ALL = ['FILE_MACRO', 'FILE_MACRO_AUTO_RUN', 'FILE_MACRO_SUSPICIOUS']
  it.each<[string, Uint8Array | string, readonly string[]]>([
    ['a document with a project', makeDocx([{ name: 'word/vbaProject.bin', data: PROJECT }]), ALL],
    ['a project by another name', makeDocx([{ name: 'word/theme.bin', data: PROJECT }]), ALL],
    ['a project in a Word 97 document', makeCfb(word97Streams('x', vbaStreams({ modules: { A: DROPPER } }, 'Macros/'))), ALL],
    ['a project that is broken', makeDocx([{ name: 'word/vbaProject.bin', data: 'x' }]), ['FILE_MACRO']],
    ['a project in a zip', makeZip([{ name: 'xl/vbaProject.bin', data: 'x' }]), ['FILE_MACRO']],
    [
      'a project without its text',
      makeDocx([{ name: 'word/vbaProject.bin', data: makeVbaProject({ modules: { A: '' }, cache: 'x\0AutoOpen\0Shell\0' }) }]),
      ['FILE_MACRO', 'FILE_MACRO_DISGUISED'],
    ],
    ['an Excel 4 macro sheet', makeOoxml('xlsx', [{ name: 'xl/macrosheets/sheet1.xml', data: '<macrosheet/>' }]), ['FILE_EXCEL4_MACRO']],
    ['one in a workbook of Excel 97', makeCfb({ Workbook: workbook97([XLM_SHEET]) }), ['FILE_EXCEL4_MACRO']],
    ['OpenDocument with Basic', makeOdt('', [{ name: 'Basic/Standard/Module1.xml', data: 'x' }]), ['FILE_MACRO']],
    [
      'a spreadsheet of commands',
      'ID;PWXL;N;E\r\nO;E\r\nNN;NAuto_open;ER1C1\r\nC;Y1;X1;EEXEC("calc")\r\nE\r\n',
      ['FILE_EXCEL4_MACRO', 'FILE_MACRO_AUTO_RUN'],
    ],
  ])('catches %s', async (_name, bytes, codes) => {
    expect(codesOf(macro, await subjectOf('a', bytes))).toEqual(codes)
  })

  it.each<[string, Uint8Array | string]>([
    ['a plain document', makeDocx()],
    ['a macro type without a project', makeOoxml('xlsm')],
    ['a Word 97 document', makeCfb(word97Streams('Shell AutoOpen CreateObject'))],
    ['an archive of documents', makeZip([{ name: 'vbaProject.txt', data: 'x' }])],
    ['text', 'Sub AutoOpen()'],
  ])('lets %s pass', async (_name, bytes) => {
    expect(look(macro, await subjectOf('a', bytes))).toEqual({ status: 'ok', sightings: [] })
  })

  it('catches a hostile project behind two thousand entries, and quotes a few of many', async () => {
    const projects = Array.from({ length: 1_000 }, (_, at) => ({ name: `${at}/vbaProject\u202e.bin`, data: 'x' }))
    const zip = makeZip([...Array.from({ length: 900 }, (_, at) => ({ name: `a${at}.txt`, data: 'x' })), ...projects])
    const { sightings } = look(macro, await subjectOf('a.zip', zip))
    expect(sightings).toMatchObject([{ code: 'FILE_MACRO', evidence: { length: 5 } }])
    for (const { value } of sightings[0]?.evidence ?? []) expect(value).toMatch(/^[\x20-\x7e…]{1,200}$/)
  })

  it('catches macros in a hostile compound file whose tables are broken', async () => {
    const broken = makeOle2(['WordDocument', 'VBA'])
    broken.fill(0xff, 28, 512)
    expect(codesOf(macro, await subjectOf('a.doc', broken))).toEqual(['FILE_MACRO'])
  })
})

describe('files/office-active', () => {
  const external = (type: string, target: string): Buffer =>
    makeDocxWith(relationships('word/document.xml', [{ type, target, external: true }]))
  it.each<[string, Uint8Array | string, string]>([
    [
      'a field that runs a command',
      makeDocxWith(wordPart(wordField('DD', 'EAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'))),
      'FILE_DDE',
    ],
    ['one in a Word 97 document', makeCfb(word97Streams('a\x13 DDEAUTO c:\\\\cmd "/k" \x14b\x15')), 'FILE_DDE'],
    ['one in RTF', '{\\rtf1{\\field{\\*\\fldinst{DDE}{AUTO c:\\\\\\\\cmd}}{\\fldrslt x}}}', 'FILE_DDE'],
    ['a template from elsewhere', external('attachedTemplate', 'https://evil.example/a.dotm'), 'FILE_REMOTE_TEMPLATE'],
    [
      'an object from elsewhere',
      external('oleObject', 'mhtml:https://evil.example/a.html!x-usc:https://evil.example/a.html'),
      'FILE_EXTERNAL_REFERENCE',
    ],
    ['a picture from elsewhere', makeOdt('<draw:image xlink:href="https://evil.example/a.png"/>'), 'FILE_EXTERNAL_REFERENCE'],
    ['a web query', 'WEB\r\n1\r\nhttp://example.com/', 'FILE_EXTERNAL_REFERENCE'],
    [
      'a packed file',
      makeDocx([{ name: 'word/embeddings/oleObject1.bin', data: makeCfb({ '\x01Ole10Native': ole10Native('a.js', Buffer.from('x')) }) }]),
      'FILE_EMBEDDED_OBJECT',
    ],
    ['a table in a document', makeDocx([{ name: 'word/embeddings/a.xlsx', data: makeOoxml('xlsx') }]), 'FILE_EMBEDDED_DOCUMENT'],
    ['a control', makeDocx([{ name: 'word/activeX/activeX1.xml', data: '<ax:ocx xmlns:ax="a" ax:classid="{1}"/>' }]), 'FILE_ACTIVEX'],
    ['an equation for the old editor', makeCfb({ 'Equation Native': 'x' }), 'FILE_EQUATION_EDITOR'],
    [
      'a button that runs a program',
      makeOoxml('pptx', [
        { name: 'ppt/slides/slide1.xml', data: '<p:sld xmlns:p="p"><p:hlinkClick action="ppaction://program"/></p:sld>' },
      ]),
      'FILE_RUN_ACTION',
    ],
  ])('catches %s', async (_name, bytes, code) => {
    expect(codesOf(officeActive, await subjectOf('a', bytes))).toContain(code)
  })

  it.each<[string, Uint8Array | string]>([
    ['a plain document', makeDocx()],
    ['a field that numbers pages', makeDocxWith(wordPart(wordField(' PAGE \\* MERGEFORMAT ')))],
    ['a hyperlink, which is a link like any other', external('hyperlink', 'https://example.com/')],
    ['words about DDEAUTO', makeDocxWith(wordPart('<w:p><w:r><w:t>DDEAUTO c:\\cmd</w:t></w:r></w:p>'))],
    ['a plain RTF', '{\\rtf1 An \\b object\\b0  of beauty, objectively}'],
    ['plain text', 'http://example.com/'],
  ])('lets %s pass', async (_name, bytes) => {
    expect(look(officeActive, await subjectOf('a', bytes))).toEqual({ status: 'ok', sightings: [] })
  })

  it('quotes hostile words safely, and only some of them', async () => {
    const hostile = `DDE \u202e\n${'x'.repeat(5_000)}`
    const { sightings } = look(officeActive, await subjectOf('a', makeDocxWith(wordPart(wordField(hostile)))))
    expect(sightings).toMatchObject([{ code: 'FILE_DDE', evidence: { length: 1 } }])
    expect(sightings[0]?.evidence?.[0]?.value).toMatch(/^[\x20-\x7e…]{1,200}$/)
  })
})

describe('files/legacy-office', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['an object that nobody knows', makeCfb({ Unheard: 'x' }), 'OFFICE_LEGACY'],
    ['a compound file with nothing behind its names', makeOle2(['WordDocument']), 'OFFICE_CORRUPT'],
    ['an RTF whose object is no object', '{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}', 'OFFICE_CORRUPT'],
    ['a notebook', Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex'), 'OFFICE_LEGACY'],
    [
      'a document with a billion laughs in it',
      makeDocxWith({ name: 'word/a.xml', data: '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>' }),
      'OFFICE_ENTITIES',
    ],
    [
      'Word 2003 XML whose macros are not macros',
      '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w"><w:binData w:name="editdata.mso">QWN0aXZlTWltZQ==</w:binData></w:wordDocument>',
      'OFFICE_CORRUPT',
    ],
  ])('catches %s, which is not wholly looked into', async (_name, bytes, reason) => {
    expect(look(legacyOffice, await subjectOf('a', bytes))).toMatchObject({
      status: 'unscannable',
      reason,
      sightings: [{ code: 'FILE_LEGACY_OFFICE' }],
    })
  })

  it('does not trust a document that nobody opened', async () => {
    const subject = await subjectOf('a.docx', makeDocx())
    expect(look(legacyOffice, { ...subject, listing: null })).toMatchObject({ status: 'unscannable', reason: 'OFFICE_NOT_OPENED' })
  })

  it.each<[string, Uint8Array | string]>([
    ['a document', makeDocx()],
    ['a Word 97 document that was read wholly', makeCfb(word97Streams('Hello'))],
    ['a workbook of Excel 97 that was read wholly', makeCfb({ Workbook: workbook97([]) })],
    ['a locked document, which has its own inspector,', makeCfb(word97Streams('Hello', {}, 0x0100))],
    [
      'an RTF whose object was put together',
      `{\\rtf1{\\object{\\*\\objdata ${ole1('Package', ole10Native('a.txt', Buffer.from('x')).subarray(4)).toString('hex')}}}}`,
    ],
    ['Word 2003 XML', '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w" w:macrosPresent="no"/>'],
    ['an XML file that is no document', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'],
  ])('lets %s pass', async (_name, bytes) => {
    expect(look(legacyOffice, await subjectOf('a', bytes))).toEqual({ status: 'ok', sightings: [] })
  })

  it.each<[string, Uint8Array | string]>([
    ['a compound file of noise', Buffer.concat([makeOle2([]).subarray(0, 8), noise(64 * 1024)])],
    ['a compound file that ends in its header', makeOle2([]).subarray(0, 100)],
    ['an RTF of a million open braces', `{\\rtf1${'{'.repeat(1_000_000)}\\object`],
    ['an RTF of nothing but backslashes', `{\\rtf1${'\\'.repeat(1_000_000)}\\objdata`],
  ])('never calls hostile bytes clean: %s', async (_name, bytes) => {
    expect(look(legacyOffice, await subjectOf('a', bytes)).status).toBe('unscannable')
  })
})
