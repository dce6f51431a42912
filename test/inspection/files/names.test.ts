/** A name that makes people take a file for another is told, and a plain one is not. */
import { describe, expect, it } from '@jest/globals'
import { deceptiveName } from '../../../src/inspection/files/deceptive-name.ts'
import { doubleExtension } from '../../../src/inspection/files/double-extension.ts'
import { executable } from '../../../src/inspection/files/executable.ts'
import { typeMismatch } from '../../../src/inspection/files/type-mismatch.ts'
import { makeDocx, makeElf, makeJpeg, makeOle2, makePdf, makePe, makePng, makeSvg, makeZip } from '../../support/files.ts'
import { codesOf, look, subjectOf } from './subject.ts'

const pdf = makePdf()
const csv = 'a;b;c\n1;2;3\n'

describe('files/type-mismatch', () => {
  it.each<[string, string | null, Uint8Array | string, string]>([
    ['a program named as a PDF', 'invoice.pdf', makePe(), 'application/pdf'],
    ['a page named as a picture', 'photo.jpg', '<html><script>x</script></html>', 'image/jpeg'],
    ['a drawing with code named as a picture', 'photo.png', makeSvg(), 'image/png'],
    ['a script named as a text', 'notes.txt', '#!/bin/sh\nls', 'text/plain'],
    ['a zip named as a picture', 'photo.png', makeZip([{ name: 'a', data: 'x' }]), 'image/png'],
    ['a program without a name, labelled as a picture', null, makePe(), 'image/png'],
    ['a PDF labelled as a kind of picture nobody knows', 'scan', pdf, 'image/x-scan'],
    ['noise named as a PDF', 'a.pdf', Buffer.from([1, 2, 3, 200]), 'application/pdf'],
    ['a real name behind lookalike dots', 'a\uff0epdf', makePe(), 'application/octet-stream'],
  ])('catches %s', async (_name, name, content, claimedType) => {
    expect(codesOf(typeMismatch, await subjectOf(name, content, { claimedType }))).toEqual(['FILE_TYPE_MISMATCH'])
  })

  it.each<[string, string | null, Uint8Array | string, string]>([
    ['a jpeg by either spelling', 'a.jpeg', makeJpeg(), 'image/jpg'],
    ['a PDF with a generic label', 'a.PDF', pdf, 'application/octet-stream'],
    ['a PDF with a wrong label and a true name', 'a.pdf', pdf, 'text/plain'],
    ['an empty file', 'a.pdf', '', 'application/pdf'],
    ['a table labelled as text', 'a.csv', csv, 'text/plain'],
    ['a table labelled as a spreadsheet', 'a.csv', csv, 'application/vnd.ms-excel'],
    ['a document labelled as a zip', 'a.docx', makeDocx(), 'application/zip'],
    ['a document labelled as a zip without a name', null, makeDocx(), 'application/x-zip-compressed'],
    ['a locked document', 'a.docx', makeOle2(['EncryptedPackage']), 'application/octet-stream'],
    ['an unknown extension', 'a.xyz', pdf, 'application/x-xyz'],
    ['a text without a name', null, 'Hello there', 'text/plain; charset=utf-8'],
    ['words in Latin-1', 'a.txt', Buffer.from('Hall\xe5 d\xe4r, hur \xe4r det', 'latin1'), 'text/plain'],
  ])('lets %s pass', async (_name, name, content, claimedType) => {
    expect(codesOf(typeMismatch, await subjectOf(name, content, { claimedType }))).toEqual([])
  })

  it('calls a picture in another format mislabelled, no more', async () => {
    expect(codesOf(typeMismatch, await subjectOf('a.jpg', makePng()))).toEqual(['FILE_TYPE_MISLABELLED'])
  })

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('takes the hostile %j for no promise', async (word) => {
    expect(codesOf(typeMismatch, await subjectOf(`a.${word}`, makePe(), { claimedType: word }))).toEqual([])
    expect(codesOf(typeMismatch, await subjectOf(null, makePe(), { claimedType: `image/${word}` }))).toEqual(['FILE_TYPE_MISMATCH'])
  })

  it.each<[string, string]>([
    ['of a million blanks', `image/png${' '.repeat(1_000_000)}`],
    ['of a million semicolons', `image/png${';'.repeat(1_000_000)}`],
    ['with a parameter that never ends', `image/png; name="${'a\n'.repeat(500_000)}`],
  ])('catches a program under a hostile label %s', async (_name, claimedType) => {
    expect(codesOf(typeMismatch, await subjectOf(null, makePe(), { claimedType }))).toEqual(['FILE_TYPE_MISMATCH'])
  })

  it('keeps its evidence of a hostile label short and printable', async () => {
    const subject = await subjectOf(null, makePe(), { claimedType: `image/${'\u202e'.repeat(500)}` })
    const values = look(typeMismatch, subject).sightings.flatMap((sighting) => sighting.evidence ?? [])
    expect(values).toHaveLength(2)
    for (const { value } of values) expect(value).toMatch(/^[\x20-\x7e…]{1,200}$/)
  })
})

describe('files/double-extension', () => {
  it.each([
    'invoice.pdf.exe',
    'photo.JPG.SCR',
    'invoice.pdf.exe. ',
    'a.docx.js',
    'scan.pdf.html',
    'scan.pdf\uff0eexe',
    `${'a.'.repeat(3_000)}pdf.exe`,
  ])('catches %j', async (name) => {
    expect(codesOf(doubleExtension, await subjectOf(name, 'x'))).toEqual(['FILE_DOUBLE_EXTENSION'])
  })

  it.each([
    'report.v2.docx',
    'backup.tar.gz',
    'setup.x64.exe',
    'invoice.pdf',
    'Mr. Smith.pdf',
    'a.pdf.zip',
    'index.html',
    '10.30.2026.pdf',
  ])('lets %j pass', async (name) => {
    expect(codesOf(doubleExtension, await subjectOf(name, 'x'))).toEqual([])
  })

  it.each<[string, string, string[]]>([
    ['of a million dots', '.'.repeat(1_000_000), []],
    ['of a million dots before the ending', `a.pdf${'.'.repeat(1_000_000)}exe`, []],
    ['whose end is behind a hundred thousand letters', `${'a'.repeat(100_000)}.pdf.exe`, ['FILE_DOUBLE_EXTENSION']],
    ['with a NUL in the ending', 'a.pdf.e\0xe', ['FILE_DOUBLE_EXTENSION']],
    ['that is turned around', 'a.pdf.\u202eexe', ['FILE_DOUBLE_EXTENSION']],
    ['of half a character', 'a.pdf.exe\ud800', []],
    ['that names what every object has', 'a.constructor.__proto__.exe', []],
    ['that ends in what every object has', 'a.pdf.constructor', []],
  ])('answers a hostile name %s', async (_name, name, expected) => {
    expect(codesOf(doubleExtension, await subjectOf(name, 'x'))).toEqual(expected)
  })
})

describe('files/deceptive-name', () => {
  it.each([
    ['a turned name', 'invoice\u202efdp.exe'],
    ['an isolate', 'a\u2066b.pdf'],
    ['a line break', 'a.pdf\r\nContent-Type: text/html'],
    ['a NUL', 'a.exe\0.pdf'],
    ['a folder', 'x/a.pdf'],
    ['a Windows folder', 'x\\a.pdf'],
    ['a climbing path', '../../a.pdf'],
    ['blanks before the end', `photo.jpg${' '.repeat(40)}.exe`],
    ['a blank at the end', 'a.exe '],
    ['a dot at the end', 'a.exe.'],
    ['a fullwidth dot', 'a\uff0eexe'],
    ['a stream', 'a.exe::$DATA'],
    ['an invisible letter in the ending', 'a.p\u200bdf'],
    ['an endless name', 'a'.repeat(100_000)],
  ])('catches %s', async (_name, name) => {
    expect(codesOf(deceptiveName, await subjectOf(name, 'x'))).toEqual(['FILE_NAME_DECEPTIVE'])
  })

  it.each([
    'invoice.pdf',
    'Mr. Smith – räkning (2).pdf',
    'חשבונית\u200f.pdf',
    'فاتورة.pdf',
    'می\u200cخواهم.pdf',
    '👨\u200d👩\u200d👧.png',
    'a  b.pdf',
    'ファイル。新.pdf',
  ])('lets %j pass', async (name) => {
    expect(codesOf(deceptiveName, await subjectOf(name, 'x'))).toEqual([])
  })

  it('lets folders inside an archive pass, and catches what climbs out of it', async () => {
    expect(codesOf(deceptiveName, await subjectOf('a.zip', makeZip([{ name: 'dir/' }, { name: 'dir/a.txt', data: 'x' }])))).toEqual([])
    expect(codesOf(deceptiveName, await subjectOf('dir/a.txt', 'x', { parentId: 'p0' }))).toEqual([])
    for (const name of ['../a.txt', 'dir/../../a', '/etc/a', 'C:\\a', 'a\u202etxt.exe']) {
      expect(codesOf(deceptiveName, await subjectOf('a.zip', makeZip([{ name, data: 'x' }])))).toEqual(['FILE_NAME_DECEPTIVE'])
    }
  })

  it.each<[string, string]>([
    ['that fills the bound with blanks', `a${' '.repeat(4_000)}b`],
    ['that fills the bound with blanks and dots', `a${' .'.repeat(2_000)}b`],
    ['of a million climbs', '../'.repeat(1_000_000)],
    ['of half a character', '\ud800\n'],
  ])('catches or bears a hostile name %s in linear time', async (_name, name) => {
    const { status, sightings } = look(deceptiveName, await subjectOf(name, 'x'))
    expect(status).toBe('ok')
    for (const { value } of sightings.flatMap(({ evidence }) => evidence ?? [])) expect(value).toMatch(/^[^\p{C}]{1,200}$/u)
  })

  it('quotes a few of two thousand hostile names', async () => {
    const zip = makeZip(Array.from({ length: 2_000 }, (_, at) => ({ name: `../${at}\u202etxt.exe`, data: '' })))
    const { sightings } = look(deceptiveName, await subjectOf('a.zip', zip))
    expect(sightings).toMatchObject([{ code: 'FILE_NAME_DECEPTIVE', evidence: { length: 5 } }])
  })
})

describe('files/executable', () => {
  it.each<[string, string, Uint8Array | string, string]>([
    ['a program by content', 'photo.jpg', makePe(), 'FILE_EXECUTABLE'],
    ['a Linux program', 'x', makeElf(), 'FILE_EXECUTABLE'],
    ['a program by name', 'a.scr', 'x', 'FILE_EXECUTABLE'],
    ['a disk image by name', 'a.iso', 'x', 'FILE_EXECUTABLE'],
    ['a remote desktop that takes the disks along', 'a.rdp', 'full address:s:evil.example', 'FILE_EXECUTABLE'],
    ['a profile that takes over a phone', 'a.mobileconfig', '<?xml version="1.0"?><plist/>', 'FILE_EXECUTABLE'],
    ['a script by content', 'a.txt', '@echo off\r\n', 'FILE_SCRIPT'],
    ['a script by name', 'a.JS', 'x', 'FILE_SCRIPT'],
    ['a name with a dot at the end', 'a.exe.', 'x', 'FILE_EXECUTABLE'],
    ['a program listed in an archive', 'a.zip', makeZip([{ name: 'docs/a.exe', data: 'x' }]), 'FILE_EXECUTABLE'],
    ['a script listed in a locked archive', 'a.zip', makeZip([{ name: 'a.vbs', data: 'x', encrypted: true }]), 'FILE_SCRIPT'],
    ['a Java archive', 'a.zip', makeZip([{ name: 'A.class', data: 'x' }]), 'FILE_EXECUTABLE'],
  ])('catches %s', async (_name, name, content, code) => {
    expect(codesOf(executable, await subjectOf(name, content))).toEqual([code])
  })

  it.each<[string, string, Uint8Array | string]>([
    ['a PDF', 'a.pdf', pdf],
    ['a text about programs', 'setup.exe.txt', 'Run setup.exe first.'],
    [
      'an archive of documents',
      'a.zip',
      makeZip([
        { name: 'exe/', data: '' },
        { name: 'exe/a.pdf', data: pdf },
      ]),
    ],
    ['a document', 'a.docx', makeDocx()],
  ])('lets %s pass', async (_name, name, content) => {
    expect(codesOf(executable, await subjectOf(name, content))).toEqual([])
  })

  it.each<[string, string, string[]]>([
    ['of a hundred thousand letters', `${'a'.repeat(100_000)}.exe`, ['FILE_EXECUTABLE']],
    ['that ends in a hundred thousand blanks', `a.exe${' '.repeat(1_000)}`, ['FILE_EXECUTABLE']],
    ['with an invisible letter in its ending', 'a.e\u200bxe', ['FILE_EXECUTABLE']],
    ['with a stream of its own', 'a.txt:b.exe', ['FILE_EXECUTABLE']],
    ['that ends in what every object has', 'a.constructor', []],
    ['that ends in the prototype', 'a.__proto__', []],
  ])('answers a hostile name %s', async (_name, name, expected) => {
    expect(codesOf(executable, await subjectOf(name, 'x'))).toEqual(expected)
  })

  it('quotes a few of a thousand hostile programs', async () => {
    const zip = makeZip(Array.from({ length: 1_000 }, (_, at) => ({ name: `${at}.exe`, data: 'x' })))
    expect(look(executable, await subjectOf('a.zip', zip)).sightings).toMatchObject([{ code: 'FILE_EXECUTABLE', evidence: { length: 5 } }])
  })
})
