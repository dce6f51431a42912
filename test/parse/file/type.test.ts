/** What a file is called never says what it is: its content does. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { familyOf } from '../../../src/parse/file/family.ts'
import { detectType } from '../../../src/parse/file/type.ts'
import {
  makeElf,
  makeGzip,
  makeJpeg,
  makeLnk,
  makeOle2,
  makeOoxml,
  makePdf,
  makePe,
  makePng,
  makeSvg,
  makeTar,
  makeZip,
} from '../../support/files.ts'

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')
const MSI_CLSID = Buffer.from('84100c0000000000c000000000000046', 'hex')
const OOXML = 'application/vnd.openxmlformats-officedocument.'

const CASES: readonly (readonly [name: string, bytes: Uint8Array, type: string, family: string])[] = [
  ['nothing', new Uint8Array(0), 'application/octet-stream', 'other'],
  ['noise', Buffer.from([1, 2, 3, 250, 251]), 'application/octet-stream', 'other'],
  ['PNG', makePng(), 'image/png', 'image'],
  ['JPEG', makeJpeg(), 'image/jpeg', 'image'],
  ['PDF', makePdf(), 'application/pdf', 'document'],
  ['PDF behind junk', Buffer.concat([Buffer.from([0, 1, 2, 3]), makePdf()]), 'application/pdf', 'document'],
  ['Windows program', makePe(), 'application/x-msdownload', 'executable'],
  ['Linux program', makeElf(), 'application/x-elf', 'executable'],
  ['shortcut', makeLnk(), 'application/x-ms-shortcut', 'executable'],
  ['internet shortcut', utf8('[InternetShortcut]\r\nURL=file://host/x\r\n'), 'application/x-mswinurl', 'executable'],
  ['Java class', Buffer.from('cafebabe00000034', 'hex'), 'application/java-vm', 'executable'],
  ['dex', utf8('dex\n035\0'), 'application/vnd.android.dex', 'executable'],
  ['Windows installer', makeOle2([], MSI_CLSID), 'application/x-msi', 'executable'],
  ['Word 97', makeOle2(['WordDocument']), 'application/msword', 'document'],
  ['Excel 97', makeOle2(['Workbook']), 'application/vnd.ms-excel', 'spreadsheet'],
  ['locked OOXML', makeOle2(['EncryptionInfo', 'EncryptedPackage']), 'application/x-ooxml-protected', 'document'],
  ['compound file', makeOle2(['Thing']), 'application/x-cfb', 'document'],
  ['docx', makeOoxml('docx'), `${OOXML}wordprocessingml.document`, 'document'],
  ['docm', makeOoxml('docm'), 'application/vnd.ms-word.document.macroenabled.12', 'document'],
  ['xlsx', makeOoxml('xlsx'), `${OOXML}spreadsheetml.sheet`, 'spreadsheet'],
  ['pptm', makeOoxml('pptm'), 'application/vnd.ms-powerpoint.presentation.macroenabled.12', 'presentation'],
  ['docx with classes', makeOoxml('docx', [{ name: 'A.class', data: 'x' }]), 'application/java-archive', 'executable'],
  ['jar', makeZip([{ name: 'META-INF/MANIFEST.MF', data: 'Manifest-Version: 1.0' }]), 'application/java-archive', 'executable'],
  ['apk', makeZip([{ name: 'AndroidManifest.xml', data: 'x' }]), 'application/vnd.android.package-archive', 'executable'],
  [
    'odt',
    makeZip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }]),
    'application/vnd.oasis.opendocument.text',
    'document',
  ],
  ['zip', makeZip([{ name: 'a.txt', data: 'a' }]), 'application/zip', 'archive'],
  ['zip behind junk', Buffer.concat([Buffer.from([0, 9, 9]), makeZip([{ name: 'a.txt', data: 'a' }])]), 'application/zip', 'archive'],
  ['tar', makeTar([{ name: 'a', data: 'a' }]), 'application/x-tar', 'archive'],
  ['gzip', makeGzip(utf8('a')), 'application/gzip', 'archive'],
  ['html', utf8('\n <!DOCTYPE html><html></html>'), 'text/html', 'text'],
  ['html with a NUL', utf8('<html>\0<script>x</script>'), 'text/html', 'text'],
  ['html in UTF-16', Buffer.from('\ufeff<html><body>x', 'utf16le'), 'text/html', 'text'],
  ['hta', utf8('<html><head><HTA:APPLICATION id=a></head></html>'), 'application/hta', 'script'],
  ['svg', makeSvg(), 'image/svg+xml', 'image'],
  ['svg behind a comment', utf8('<!-- drawn by hand --><svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml', 'image'],
  ['xml', utf8('<?xml version="1.0"?><order/>'), 'text/xml', 'text'],
  ['svg in UTF-16', Buffer.from(`\ufeff${makeSvg().toString()}`, 'utf16le'), 'image/svg+xml', 'image'],
  ['svg behind a DOCTYPE that goes on', utf8(`<!DOCTYPE svg [${'<!ENTITY a "b">'.repeat(2_000)}]><svg/>`), 'image/svg+xml', 'image'],
  ['data with a drawing in it', utf8('<?xml version="1.0"?><order><svg xmlns="http://www.w3.org/2000/svg"/></order>'), 'text/xml', 'text'],
  ['data behind a comment', utf8('<!-- made by us --><order/>'), 'text/xml', 'text'],
  ['PHP', utf8('<?php echo 1;'), 'application/x-php', 'script'],
  ['script file of Windows', utf8('<job id="a"><script language="VBScript">x</script></job>'), 'application/x-wsf', 'script'],
  ['encoded script', utf8('#@~^CAAAAA==[/A1KN;DRAwAAA==^#~@'), 'text/x-encoded-script', 'script'],
  ['setting', utf8('<PCSettings><DeepLink>x</DeepLink></PCSettings>'), 'application/windows-settingcontent+xml', 'executable'],
  ['library', utf8('<?xml version="1.0"?><libraryDescription/>'), 'application/windows-library+xml', 'executable'],
  ['connection', utf8('screen mode id:i:2\r\nfull address:s:host\r\n'), 'application/x-rdp', 'executable'],
  ['setup file behind comments', utf8('; by hand\r\n[Version]\r\nSignature="$CHICAGO$"\r\n'), 'application/x-setupscript', 'executable'],
  ['folder settings', utf8('[.ShellClassInfo]\r\nIconResource=\\\\host\\a\r\n'), 'application/x-scf', 'executable'],
  ['Java web start', utf8('<?xml version="1.0"?><jnlp codebase="https://example.com"/>'), 'application/x-java-jnlp-file', 'executable'],
  ['VBA module', utf8('Attribute VB_Name = "Module1"\r\nSub A()\r\nEnd Sub\r\n'), 'text/vbscript', 'script'],
  ['Python without its first line', utf8('import os\n\ndef main():\n    os.remove("x")\n\nmain()\n'), 'text/x-python', 'script'],
  ['batch file without its first line', utf8('set a=%TEMP%\r\ncopy x %a%\r\ngoto end\r\n:end\r\n'), 'application/x-bat', 'script'],
  ['JavaScript', utf8('const a = [1];\nfunction b(c) {\n  console.log(c);\n}\nb(a);\n'), 'text/javascript', 'script'],
  [
    'Python bytecode',
    Buffer.from('cb0d0d0a000000000000000000000000e30000000000000000', 'hex'),
    'application/x-python-bytecode',
    'executable',
  ],
  ['sound with a damaged tag', Buffer.from('ID3\x03\0\0\0\0\0\x05zzzzzzzz', 'latin1'), 'audio/mpeg', 'audio'],
  [
    'cut archive of a keynote',
    makeZip([
      { name: 'Index/Document.iwa', data: 'x' },
      { name: 'Index/MasterSlide-1.iwa', data: 'x' },
    ]).subarray(0, 120),
    'application/vnd.apple.keynote',
    'presentation',
  ],
  ['JSON of numbers', utf8('[1, 2.5, -3]'), 'application/json', 'text'],
  ['shell script', utf8('#!/bin/sh\nrm -r x'), 'text/x-shellscript', 'script'],
  ['shell script with a binary tail', Buffer.concat([utf8('#!/bin/bash\nexit\n'), Buffer.from([0, 1, 2])]), 'text/x-shellscript', 'script'],
  ['batch file', utf8('@echo off\r\ndel x'), 'application/x-bat', 'script'],
  ['PowerShell', utf8('$client = New-Object Net.WebClient\n'), 'application/x-powershell', 'script'],
  ['PowerShell in UTF-16', Buffer.from('$client = New-Object Net.WebClient\r\n', 'utf16le'), 'application/x-powershell', 'script'],
  ['VBScript', utf8('Set shell = CreateObject("WScript.Shell")'), 'text/vbscript', 'script'],
  ['JScript', utf8('var shell = new ActiveXObject("WScript.Shell")'), 'text/javascript', 'script'],
  ['mail', utf8('From: a@example.com\nTo: b@example.com\nSubject: x\n\nHello'), 'message/rfc822', 'message'],
  ['calendar', utf8('BEGIN:VCALENDAR\r\nEND:VCALENDAR'), 'text/calendar', 'text'],
  ['contact', utf8('BEGIN:VCARD\r\nEND:VCARD'), 'text/vcard', 'text'],
  ['RTF', utf8('{\\rtf1 Hello}'), 'application/rtf', 'document'],
  ['table', utf8('a;b;c\n1;2;3\n'), 'text/csv', 'text'],
  ['JSON', utf8('{"a": 1}'), 'application/json', 'text'],
  ['Latin-1', Buffer.from('Hej, jag har en fr\xe5ga om min order', 'latin1'), 'text/plain', 'text'],
  ['OneNote', Buffer.from('e4525c7b8cd8a74daeb15378d02996d300', 'hex'), 'application/onenote', 'document'],
  ['ISO image', isoImage(), 'application/x-iso9660-image', 'archive'],
]

const NEAR_MISSES: readonly (readonly [name: string, text: string])[] = [
  ['words that begin like a program', 'MZ is how Mark Zbikowski signed it.'],
  ['words that begin like a bitmap', 'BMW 320 from 2019, the paint comes off.'],
  ['words that begin like a 3D model', 'solid colours only, please'],
  ['words about a page', 'The tag <html> comes first in every page, and then <script>.'],
  ['words about PDF', 'The first bytes of a PDF are %PDF-1.7 and so on.'],
  ['words about scripts', 'I ran powershell and then cmd, as you wrote: WScript.Shell was missing.'],
  ['a greeting', 'Hello Anna,\nthanks for the quick answer.'],
  ['a note with a colon', 'Problem: my order\nhas not come. Message: none'],
  [
    'words with code in them',
    'Hello,\nI tried this:\nconst a = require("fs");\nand it did not work. Then I wrote to you about it.\nThanks',
  ],
  ['words about code', '# How to\n```\nimport os\ndef a():\n  pass\n```\n'],
  ['a footnote', '[1] See the manual.'],
  ['steps in a list', 'Start the program.\nCall us.\nSet the clock.\nCopy the file.'],
  ['settings', '[server]\nport=80\nname=web\n'],
  ['source of C', '#include <stdio.h>\nint main(void) {\n  return 0;\n}\n'],
  ['a chat log', '[12:30] Anna: hi\n[12:31] Bo: hello'],
]

describe('detectType', () => {
  it.each(CASES)('tells %s by its content', async (_name, bytes, type, family) => {
    expect(await detectType(bytes)).toBe(type)
    expect(familyOf(type)).toBe(family)
  })

  it.each(['application/postscript', 'application/eps', 'image/vnd.dwg'])('leaves %s among what nobody looks into', (type) => {
    expect(familyOf(type)).toBe('other')
  })

  it.each(NEAR_MISSES)('takes %s for text', async (_name, text) => {
    expect(await detectType(utf8(text))).toBe('text/plain')
  })

  it('never throws and always names a media type, whatever the bytes', async () => {
    const starts = CASES.map(([, bytes]) => bytes)
    const mutated = fc
      .tuple(fc.constantFrom(...starts), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }), fc.nat())
      .map(([bytes, changes, cut]) => {
        const copy = Buffer.from(bytes)
        for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value
        return copy.subarray(0, cut % (copy.length + 1))
      })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated), async (bytes) => {
        expect(await detectType(bytes)).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/)
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['newlines', '\n'],
    ['blanks', ' '],
    ['slashes', '/'],
    ['tags', '<a '],
    ['header lines', 'A: b\n'],
    ['variables', '$a = '],
    ['declarations', 'Dim a\n'],
  ])('reads a megabyte of %s to the end', async (_name, unit) => {
    expect(await detectType(Buffer.alloc(1024 * 1024, unit))).toMatch(/^(?:text|message|application)\//)
  })
})

function isoImage(): Buffer {
  const image = Buffer.alloc(0x8800)
  image.write('\x01CD001\x01', 0x8000, 'latin1')
  return image
}
