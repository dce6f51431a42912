/** A file that could not wholly be looked into is never called whole. */
import { describe, expect, it } from '@jest/globals'
import type { Scanner, ScanResult } from '../../../src/core/scanner.ts'
import { activeHtml } from '../../../src/inspection/files/active-html.ts'
import { archiveLimits } from '../../../src/inspection/files/archive-limits.ts'
import { encrypted } from '../../../src/inspection/files/encrypted.ts'
import { malware } from '../../../src/inspection/files/malware.ts'
import { pdfActive } from '../../../src/inspection/files/pdf-active.ts'
import { eicar, makeGzipBomb, makeOle2, makePdf, makePng, makeSvg, makeZip } from '../../support/files.ts'
import { onePage, pdfOf } from '../../support/pdf.ts'
import { lockedPdf } from '../../support/pdf-lock.ts'
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
    ['a PDF with a password', lockedPdf('aes-256', 'user', 'owner')],
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
    ['a PDF whose lock every reader opens', lockedPdf('aes-128', '', 'owner')],
    ['a picture', makePng()],
  ])('lets %s pass', async (_name, bytes) => {
    expect(look(encrypted, await subjectOf('a', bytes))).toEqual({ status: 'ok', sightings: [] })
  })

  it('says of what a key opens that no password does', async () => {
    const subject = await subjectOf('a.asc', '-----BEGIN PGP MESSAGE-----\n\nhQEMA5x\n-----END PGP MESSAGE-----\n')
    expect(subject.part.detectedType).toBe('application/pgp-encrypted')
    expect(look(encrypted, subject)).toMatchObject({
      status: 'unscannable',
      reason: 'FILE_ENCRYPTED_UNSUPPORTED',
      sightings: [{ code: 'FILE_ENCRYPTED' }],
    })
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

describe('files/pdf-active', () => {
  const acting = (object: string) => pdfOf(onePage({ 6: object }))

  it.each<[string, string, readonly string[]]>([
    ['a script', '<< /S /JavaScript /JS (x) >>', ['FILE_PDF_JAVASCRIPT']],
    ['a program that is started', '<< /S /Launch /F (cmd.exe) >>', ['FILE_PDF_LAUNCH']],
    ['an action on opening', '<< /OpenAction << /S /Named /N /Print >> >>', ['FILE_PDF_OPEN_ACTION']],
    ['an action on a page', '<< /AA << /O << /S /Hide >> >> >>', ['FILE_PDF_ACTION']],
    ['a dynamic form', '<< /AcroForm << /XFA [] >> >>', ['FILE_PDF_FORM_XFA']],
    ['a form that is sent', '<< /S /SubmitForm /F (x) >>', ['FILE_PDF_REMOTE']],
    ['a way into another file', '<< /S /GoToR /F (b.pdf) >>', ['FILE_PDF_REMOTE']],
    ['a film', '<< /Subtype /RichMedia >>', ['FILE_PDF_MEDIA']],
    ['a file inside', '<< /EmbeddedFiles << /Names [] >> >>', ['FILE_PDF_EMBEDDED_FILE']],
    ['a link', '<< /S /URI /URI (https://a.example/) >>', ['FILE_PDF_LINK']],
    ['the page that it opens at', '<< /OpenAction [3 0 R /Fit] >>', ['FILE_PDF_OPEN_VIEW']],
  ])('catches %s', async (_name, object, codes) => {
    expect(look(pdfActive, await subjectOf('a.pdf', acting(object)))).toMatchObject({ status: 'ok' })
    expect(codesOf(pdfActive, await subjectOf('a.pdf', acting(object)))).toEqual(codes)
  })

  it('says what it saw, how often and where', async () => {
    const { sightings } = look(pdfActive, await subjectOf('a.pdf', acting('<< /S /JavaScript /JS (x) >>')))
    expect(sightings[0]?.evidence).toEqual([{ label: 'javascript', value: '2, first in object 6' }])
  })

  it('cannot look into a locked one, nor into one that its opener could not be run for', async () => {
    const locked = await subjectOf('a.pdf', makePdf({ trailer: '/Encrypt 9 0 R' }))
    expect(look(pdfActive, locked)).toMatchObject({ status: 'unscannable', reason: 'PDF_ENCRYPTED' })
    expect(look(pdfActive, { ...locked, listing: null })).toEqual({ status: 'unscannable', reason: 'PDF_UNREADABLE', sightings: [] })
  })

  it('lets a plain PDF pass, also one with a form that does nothing', async () => {
    for (const pdf of [makePdf(), acting('<< /AcroForm << /Fields [] >> >>')]) {
      expect(look(pdfActive, await subjectOf('a.pdf', pdf))).toEqual({ status: 'ok', sightings: [] })
    }
  })

  it.each<[string, string]>([
    ['of noise', noise(512 * 1024).toString('latin1')],
    ['whose object streams never begin', '<< /Type /ObjStm /First 4 >>'.repeat(20)],
    ['of nothing but names', `\0${'/#4'.repeat(300_000)}`],
  ])('reads a hostile PDF %s to its end, and calls it clean only when it saw all', async (_name, body) => {
    const { status, sightings } = look(pdfActive, await subjectOf('a.pdf', Buffer.from(`%PDF-1.7\n${body}`, 'latin1')))
    expect(status).toBe('unscannable')
    expect(sightings).toEqual([])
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

  it.each([
    ['Win.Test.EICAR_HDB-1', 'FILE_MALWARE'],
    ['Heuristics.Trojan.Swizzor.Gen', 'FILE_MALWARE'],
    ['Blocked (403)', 'FILE_MALWARE'],
    ['Not.YARA.rule', 'FILE_MALWARE'],
    ['YARA.hunted.UNOFFICIAL', 'FILE_YARA_MATCH'],
    ['PUA.Win.Packer.Upx-1', 'FILE_UNWANTED'],
    ['Heuristics.OLE2.ContainsMacros.VBA', 'FILE_UNWANTED'],
    ['Heuristics.Phishing.Email.SpoofedDomain', 'FILE_UNWANTED'],
    ['Heuristics.Broken.Executable', 'FILE_UNWANTED'],
  ])('catches %s as %s', async (signature, code) => {
    expect((await scan({ status: 'infected', signature })).sightings.map((sighting) => sighting.code)).toEqual([code])
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
