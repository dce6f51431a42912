import { describe, expect, it } from '@jest/globals'
import type { Scanner, ScanResult } from '../../../src/core/ports.ts'
import { activeHtml } from '../../../src/inspection/files/active-html.ts'
import { archiveLimits } from '../../../src/inspection/files/archive-limits.ts'
import { encrypted } from '../../../src/inspection/files/encrypted.ts'
import { macro } from '../../../src/inspection/files/macro.ts'
import { malware } from '../../../src/inspection/files/malware.ts'
import { pdfActive } from '../../../src/inspection/files/pdf-active.ts'
import { eicar, makeDocx, makeGzipBomb, makeOle2, makeOoxml, makePdf, makePng, makeSvg, makeZip } from '../../support/files.ts'
import { NOTHING_KNOWN } from '../subjects.ts'
import { codesOf, look, subjectOf } from './subject.ts'

/** The same bytes in every run, that mean nothing: a linear congruential generator (Numerical Recipes 7.1). */
function noise(count: number): Buffer {
  const bytes = Buffer.alloc(count)
  let state = 1
  for (let at = 0; at < count; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}

describe('files/encrypted', () => {
  it.each<[string, Uint8Array]>([
    [
      'a zip with one locked file',
      makeZip([
        { name: 'a', data: 'x' },
        { name: 'b', data: 'x', encrypted: true },
      ]),
    ],
    ['a locked document', makeOle2(['EncryptionInfo', 'EncryptedPackage'])],
    ['a locked PDF', makePdf({ trailer: '/Encrypt 9 0 R' })],
    ['a locked PDF that escapes the word', makePdf({ trailer: '/#45ncrypt 9 0 R' })],
  ])('catches %s, and knows that it was not looked into', async (_name, bytes) => {
    expect(look(encrypted, await subjectOf('a', bytes))).toMatchObject({
      status: 'unscannable',
      reason: 'FILE_ENCRYPTED',
      sightings: [{ code: 'FILE_ENCRYPTED' }],
    })
  })

  it.each<[string, Uint8Array]>([
    ['an open zip', makeZip([{ name: 'encrypted.txt', data: 'x' }])],
    ['an open PDF that talks about it', makePdf({ text: 'Encrypt, EncryptMetadata' })],
    ['a picture', makePng()],
  ])('lets %s pass', async (_name, bytes) => {
    expect(look(encrypted, await subjectOf('a', bytes))).toEqual({ status: 'ok', sightings: [] })
  })

  it('finds the one hostile lock among two thousand entries, and quotes its name safely', async () => {
    const entries = Array.from({ length: 1_999 }, (_, at) => ({ name: `${at}`, data: 'x', encrypted: false }))
    const zip = makeZip([...entries, { name: `\u202e\n${'x'.repeat(5_000)}`, data: 'x', encrypted: true }])
    const { status, sightings } = look(encrypted, await subjectOf('a.zip', zip))
    expect(status).toBe('unscannable')
    expect(sightings[0]?.evidence?.[0]?.value).toMatch(/^[\x20-\x7e…]{1,200}$/)
  })

  it.each<[string, Uint8Array]>([
    ['of nothing but half an escape', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1024 * 1024, '/Encryp#7')])],
    ['of noise', Buffer.concat([Buffer.from('%PDF-1.7\n'), noise(256 * 1024)])],
  ])('reads a hostile PDF %s to its end', async (_name, bytes) => {
    expect(look(encrypted, await subjectOf('a.pdf', bytes)).status).toBe('ok')
  })
})

describe('files/archive-limits', () => {
  it('cannot tell of an invitation that carries more files than are opened', async () => {
    const attached = `ATTACH;ENCODING=BASE64:${Buffer.from('x'.repeat(30)).toString('base64')}\r\n`
    const subject = await subjectOf('a.ics', `BEGIN:VCALENDAR\r\n${attached.repeat(60)}END:VCALENDAR\r\n`)
    expect(look(archiveLimits, subject)).toMatchObject({ status: 'unscannable', reason: 'FILE_TOO_MANY_FILES' })
  })

  it.each<[string, Uint8Array, string]>([
    ['a bomb', makeGzipBomb(8 * 1024 * 1024), 'ARCHIVE_RATIO'],
    ['a broken zip', makeZip([{ name: 'a', data: 'hello' }]).subarray(0, 50), 'ARCHIVE_CORRUPT'],
    ['a 7z', Buffer.from('377abcaf271c0004', 'hex'), 'ARCHIVE_UNSUPPORTED'],
    ['a RAR', Buffer.from('526172211a070100', 'hex'), 'ARCHIVE_UNSUPPORTED'],
  ])('catches %s, which is not wholly looked into', async (_name, bytes, reason) => {
    expect(look(archiveLimits, await subjectOf('a', bytes))).toMatchObject({
      status: 'unscannable',
      reason,
      sightings: [{ code: 'FILE_ARCHIVE_LIMIT' }],
    })
  })

  it.each<[string, Uint8Array]>([
    ['with more entries than the budget', makeZip(Array.from({ length: 2_500 }, (_, at) => ({ name: `${at}`, data: 'x' })))],
    ['that claims to be larger than it is', makeZip([{ name: 'a', data: 'x', declaredBytes: 0xfffffff0 }])],
    ['that claims to be smaller than it is', makeZip([{ name: 'a', data: 'x'.repeat(100_000), declaredBytes: 1 }])],
    ['packed in a way that nobody knows', makeZip([{ name: 'a', data: 'x', method: 97 }])],
    ['of noise', Buffer.concat([makeZip([{ name: 'a', data: 'x' }]).subarray(0, 40), noise(64 * 1024)])],
    ['in a gzip of noise', Buffer.concat([Buffer.from('1f8b0800000000000003', 'hex'), noise(64 * 1024)])],
  ])('is not fooled by a hostile archive %s', async (_name, bytes) => {
    expect(look(archiveLimits, await subjectOf('a.zip', bytes))).toMatchObject({
      status: 'unscannable',
      sightings: [{ code: 'FILE_ARCHIVE_LIMIT' }],
    })
  })

  it('does not trust a container that nobody opened', async () => {
    const subject = await subjectOf('a.zip', makeZip([{ name: 'a', data: 'x' }]))
    expect(look(archiveLimits, { ...subject, listing: null })).toMatchObject({ status: 'unscannable', reason: 'ARCHIVE_NOT_OPENED' })
  })

  it('lets a whole archive pass, and leaves a locked one to its own inspector', async () => {
    for (const locked of [false, true]) {
      const subject = await subjectOf('a.zip', makeZip([{ name: 'a', data: 'x', encrypted: locked }]))
      expect(look(archiveLimits, subject)).toEqual({ status: 'ok', sightings: [] })
    }
  })
})

describe('files/macro', () => {
  it.each<[string, Uint8Array | string]>([
    ['a document with a project', makeDocx([{ name: 'word/vbaProject.bin', data: 'x' }])],
    ['a project under capitals', makeDocx([{ name: 'word/VBAPROJECT.BIN', data: 'x' }])],
    ['a macro type without a project', makeOoxml('xlsm')],
    ['an Excel 4 macro sheet', makeOoxml('xlsx', [{ name: 'xl/macrosheets/sheet1.xml', data: 'x' }])],
    ['a project in a zip', makeZip([{ name: 'xl/vbaProject.bin', data: 'x' }])],
    ['a web query', 'WEB\r\n1\r\nhttp://example.com/'],
    [
      'OpenDocument with Basic',
      makeZip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' },
        { name: 'Basic/Standard/Module1.xml', data: 'x' },
      ]),
    ],
  ])('catches %s', async (_name, bytes) => {
    expect(codesOf(macro, await subjectOf('a', bytes))).toEqual(['FILE_MACRO'])
  })

  it.each<[string, Uint8Array | string, string[]]>([
    ['a Word 97 document with a project', makeOle2(['WordDocument', 'Macros', 'VBA']), ['FILE_MACRO', 'FILE_LEGACY_OFFICE']],
    ['a Word 97 document', makeOle2(['WordDocument']), ['FILE_LEGACY_OFFICE']],
    ['an object of any kind', makeOle2(['\x01Ole10Native']), ['FILE_LEGACY_OFFICE']],
    ['an RTF with an object', '{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}', ['FILE_LEGACY_OFFICE']],
    ['a notebook', Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex'), ['FILE_LEGACY_OFFICE']],
    [
      'Word 2003 XML with macros',
      '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument w:macrosPresent="yes"/>',
      ['FILE_MACRO', 'FILE_LEGACY_OFFICE'],
    ],
  ])('cannot look wholly into %s', async (_name, bytes, codes) => {
    const subject = await subjectOf('a', bytes)
    expect(look(macro, subject)).toMatchObject({ status: 'unscannable', reason: 'FILE_LEGACY_OFFICE' })
    expect(codesOf(macro, subject)).toEqual(codes)
  })

  it.each<[string, Uint8Array | string]>([
    ['a plain document', makeDocx()],
    ['a plain RTF', '{\\rtf1 An \\b object\\b0  of beauty, objectively}'],
    ['an archive of documents', makeZip([{ name: 'vbaProject.txt', data: 'x' }])],
    ['Word 2003 XML', '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument w:macrosPresent="no"/>'],
  ])('lets %s pass', async (_name, bytes) => {
    expect(look(macro, await subjectOf('a', bytes))).toEqual({ status: 'ok', sightings: [] })
  })

  it.each<[string, Uint8Array | string]>([
    ['a compound file of noise', Buffer.concat([makeOle2([]).subarray(0, 8), noise(64 * 1024)])],
    ['a compound file that ends in its header', makeOle2([]).subarray(0, 100)],
    ['an RTF of a million open braces', `{\\rtf1${'{'.repeat(1_000_000)}\\object`],
    ['an RTF of nothing but backslashes', `{\\rtf1${'\\'.repeat(1_000_000)}\\objdata`],
  ])('never calls hostile bytes clean: %s', async (_name, bytes) => {
    expect(look(macro, await subjectOf('a', bytes)).status).toBe('unscannable')
  })

  it('catches a hostile project behind two thousand entries, and quotes a few of many', async () => {
    const projects = Array.from({ length: 1_000 }, (_, at) => ({ name: `${at}/vbaProject\u202e.bin`, data: 'x' }))
    const zip = makeZip([...Array.from({ length: 900 }, (_, at) => ({ name: `a${at}.txt`, data: 'x' })), ...projects])
    const { sightings } = look(macro, await subjectOf('a.zip', zip))
    expect(sightings).toMatchObject([{ code: 'FILE_MACRO', evidence: { length: 5 } }])
    for (const { value } of sightings[0]?.evidence ?? []) expect(value).toMatch(/^[\x20-\x7e…]{1,200}$/)
  })

  it('catches a hostile compound file whose tables are broken', async () => {
    const broken = makeOle2(['WordDocument', 'VBA'])
    broken.fill(0xff, 28, 512)
    expect(codesOf(macro, await subjectOf('a.doc', broken))).toEqual(['FILE_MACRO', 'FILE_LEGACY_OFFICE'])
  })
})

describe('files/pdf-active', () => {
  it('catches a script, in the open and in a compressed object', async () => {
    for (const pdf of [
      makePdf({ catalog: '/OpenAction << /S /JavaScript /JS (x) >>' }),
      makePdf({ compressed: '<< /S /JavaScript /JS (x) >>' }),
    ]) {
      expect(look(pdfActive, await subjectOf('a.pdf', pdf))).toMatchObject({ status: 'ok', sightings: [{ code: 'FILE_PDF_ACTIVE' }] })
    }
  })

  it('cannot look into files that a PDF carries, nor into a locked one', async () => {
    const carrying = await subjectOf('a.pdf', makePdf({ catalog: '/Names << /EmbeddedFiles 8 0 R >>' }))
    expect(look(pdfActive, carrying)).toMatchObject({
      status: 'unscannable',
      reason: 'PDF_EMBEDDED_FILE',
      sightings: [{ code: 'FILE_PDF_ACTIVE' }],
    })
    const locked = await subjectOf('a.pdf', makePdf({ trailer: '/Encrypt 9 0 R' }))
    expect(look(pdfActive, locked)).toEqual({ status: 'unscannable', reason: 'FILE_ENCRYPTED', sightings: [] })
  })

  it('lets a plain PDF pass, also one that opens at a page', async () => {
    expect(look(pdfActive, await subjectOf('a.pdf', makePdf()))).toEqual({ status: 'ok', sightings: [] })
    expect(look(pdfActive, await subjectOf('a.pdf', makePdf({ catalog: '/OpenAction [3 0 R /Fit]' })))).toEqual({
      status: 'ok',
      sightings: [],
    })
  })

  it.each<[string, string]>([
    ['of noise', noise(512 * 1024).toString('latin1')],
    ['whose object streams never begin', '<< /Type /ObjStm /First 4 >>'.repeat(20)],
    ['of more object streams than are opened', '<< /Type /ObjStm >> stream\n'.repeat(6_000)],
  ])('reads a hostile PDF %s, and calls it clean only when it saw all', async (_name, body) => {
    const { status, sightings } = look(pdfActive, await subjectOf('a.pdf', Buffer.from(`%PDF-1.7\n${body}`, 'latin1')))
    expect(status).toBe(body.includes('/ObjStm') ? 'unscannable' : 'ok')
    expect(sightings).toEqual([])
  })

  it('reads a hostile PDF of nothing but names to its end', async () => {
    const hostile = Buffer.concat([Buffer.from('%PDF-1.7\n\0'), Buffer.alloc(1024 * 1024, '/#4')])
    expect(look(pdfActive, await subjectOf('a.pdf', hostile))).toEqual({ status: 'ok', sightings: [] })
  })
})

const XHTML = 'http://www.w3.org/1999/xhtml'

describe('files/active-html', () => {
  it.each<[string, string, Uint8Array | string]>([
    ['a page', 'login.html', '<html><form action="https://example.com">'],
    ['a page under another name', 'a.dat', '<!doctype html><p>x'],
    ['a drawing under the name of a page', 'logo.html', makeSvg('<script>x</script>')],
    ['a text that a browser would show as a page', 'a.htm', 'just words, then <script>x</script>'],
    [
      'XML that becomes a page',
      'a.xml',
      `<?xml version="1.0"?>${'<!-- -->'.repeat(2_000)}<h:html xmlns:h="http://www.w3.org/1999/xhtml"/>`,
    ],
    ['a page with a NUL in it', 'a.bin', '<html>\0<script>'],
    ['XML of a page without its declaration', 'a.xml', `<x:a xmlns:x="${XHTML}"><x:script/></x:a>`],
    ['a feed that is a page', 'a.rss', `<x:a xmlns:x="${XHTML}"><x:script/></x:a>`],
    ['a namespace with a letter by its number', 'a.xml', `<?xml version="1.0"?><x:a xmlns:x="${XHTML.replace('x', '&#120;')}"/>`],
    ['a namespace put together of entities', 'a.xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY n "http:/">]><x:a xmlns:x="&n;/…"/>'],
    [
      'a namespace with a shift in it',
      'a.xml',
      `<?xml version="1.0" encoding="iso-2022-jp"?><a xmlns="${XHTML.replace('x', '\x1b(Bx')}"/>`,
    ],
    ['a page in wide XML', 'a.xml', Buffer.from(`\ufeff<?xml version="1.0"?><a xmlns="${XHTML}"/>`, 'utf16le')],
  ])('catches %s', async (_name, name, content) => {
    expect(codesOf(activeHtml, await subjectOf(name, content))).toEqual(['FILE_ACTIVE_HTML'])
  })

  it.each<[string, string, Uint8Array | string]>([
    ['a picture', 'a.png', makePng()],
    ['words about a page', 'a.txt', 'How do I close a <p> in my page?'],
    ['XML data', 'a.xml', '<?xml version="1.0"?><order><p>1</p></order>'],
    ['XML data with a reference in its words', 'a.xml', '<order xmlns="urn:x">A &amp; B</order>'],
    ['an empty page', 'a.html', ''],
  ])('lets %s pass', async (_name, name, content) => {
    expect(codesOf(activeHtml, await subjectOf(name, content))).toEqual([])
  })

  it.each<[string, string, Uint8Array | string, string[]]>([
    ['a page behind a megabyte of comments', 'a.bin', `<!--${'-'.repeat(1_000_000)}--><html>`, ['FILE_ACTIVE_HTML']],
    ['a page behind half a character', 'a.html', '\ufeff\ud800<html>', ['FILE_ACTIVE_HTML']],
    ['a page in UTF-16', 'a.bin', Buffer.from('\ufeff<html><script>', 'utf16le'), ['FILE_ACTIVE_HTML']],
    ['a name of a million dots', `${'.'.repeat(1_000_000)}html`, 'x', ['FILE_ACTIVE_HTML']],
    ['a name that every object has', 'a.constructor', 'x', []],
    ['the name of the prototype', 'a.__proto__', noise(10_000), []],
  ])('answers hostile input: %s', async (_name, name, content, expected) => {
    expect(codesOf(activeHtml, await subjectOf(name, content))).toEqual(expected)
  })
})

describe('files/malware', () => {
  const scannerThatSays = (result: ScanResult): Scanner => ({
    scan: async () => result,
    ready: async () => true,
    describe: async () => ({ configured: true, reachable: true, version: null, address: null }),
  })
  const scan = async (result: ScanResult) => {
    const { part, bytes } = await subjectOf('a.txt', eicar())
    expect(malware.applies(part)).toBe(true)
    return await malware.inspect(part, bytes, {
      scanner: scannerThatSays(result),
      reputation: NOTHING_KNOWN,
      signal: new AbortController().signal,
    })
  }

  it('catches what the scanner recognises, by the signature name', async () => {
    expect(await scan({ status: 'infected', signature: 'Eicar-Signature' })).toEqual({
      status: 'ok',
      sightings: [{ code: 'FILE_MALWARE', evidence: [{ label: 'signature', value: 'Eicar-Signature' }] }],
    })
    expect(malware.codes.FILE_MALWARE?.severity).toBe('critical')
  })

  it('lets pass only what the scanner calls clean', async () => {
    expect(await scan({ status: 'clean' })).toEqual({ status: 'ok', sightings: [] })
  })

  it.each(['SCANNER_UNAVAILABLE', 'SCANNER_TIMEOUT', 'SCANNER_LIMIT'] as const)(
    'cannot tell when the scanner answers %s',
    async (reason) => {
      expect(await scan({ status: 'unavailable', reason })).toEqual({ status: 'unscannable', reason, sightings: [] })
    },
  )

  it('asks for inner files too, and not for bodies', async () => {
    expect(malware.applies((await subjectOf('a.zip › b', 'x', { parentId: 'p0' })).part)).toBe(true)
    expect(malware.applies((await subjectOf(null, 'x', { role: 'body' })).part)).toBe(false)
  })

  it('quotes a hostile signature name safely', async () => {
    const seen = await scan({ status: 'infected', signature: `\u202e\n${'x'.repeat(5_000)}` })
    expect(seen.sightings[0]?.evidence?.[0]?.value).toMatch(/^[\x20-\x7e…]{1,200}$/)
  })
})
