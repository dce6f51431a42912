/** Macros are found by their code, wherever it stands. */
import { describe, expect, it } from '@jest/globals'
import { unpackVba } from '../../../src/parse/office/vba-packing.ts'
import { isBareVba, readVbaWords } from '../../../src/parse/office/vba-words.ts'
import { makeDocx } from '../../support/files.ts'
import { makeCfb, makeVbaProject, packedStorage, packVba, pptRecord, vbaStreams } from '../../support/office.ts'
import { kindsIn, openDocument, seenIn } from './opened-document.ts'

describe('unpackVba', () => {
  // [MS-OVBA] 3.2.2: the specification's own example of a normal and of a maximum compression.
  it.each([
    ['the maximum example', '0103b002614500', 'a'.repeat(73)],
    ['the example without repeats', '0119b000616263646566676800696a6b6c6d6e6f70007172737475762e', 'abcdefghijklmnopqrstuv.'],
  ])('reads %s', (_name, hex, text) => {
    const unpacked = unpackVba(Buffer.from(hex, 'hex'), 10_000)
    expect(unpacked.status === 'ok' && unpacked.bytes.toString('latin1')).toBe(text)
  })

  it('reads what was packed, over several chunks, and stops at the limit', () => {
    const text = 'Sub A()\r\nEnd Sub\r\n'.repeat(1_000)
    const packed = packVba(text)
    expect(unpackVba(packed, 100_000)).toEqual({ status: 'ok', bytes: Buffer.from(text) })
    expect(unpackVba(packed, 10_000)).toEqual({ status: 'too-big' })
  })

  it.each(['', '00', '01', '0119b0ff', '0103b0026145ff', '02'])('never throws for %j', (hex) => {
    expect(unpackVba(Buffer.from(hex, 'hex'), 10_000)).toEqual({ status: 'corrupt' })
  })
})

describe('readVbaWords', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['an opening macro', 'Private Sub Document_Open()\nx = Shell("a")', ['Document_Open'], ['Shell']],
    [
      'case and continued lines',
      'SUB _\n AUTOOPEN()\nCreateObject _\n ("WScript.Shell")',
      ['AUTOOPEN'],
      ['CreateObject', 'Shell', 'WScript'],
    ],
    ['a library', 'Declare Function f Lib "kernel32" () As Long', [], ['Lib "kernel32"']],
    ['comments', "' Sub AutoOpen() Shell\nRem Shell\nx = \"it's\" ' Shell", [], []],
    ['a string with a quote mark', 'x = "a\'b" & Environ("TEMP")', [], ['Environ']],
    ['honest code', 'Sub Format()\n  Range("A1").Value = 1\nEnd Sub', [], []],
  ])('names what is in %s', (_name, source, autoRun, suspicious) => {
    const words = readVbaWords(source)
    expect(words.autoRun).toEqual(autoRun)
    expect([...words.suspicious].sort()).toEqual([...suspicious].sort())
  })

  it('knows modules without a statement', () => {
    expect(isBareVba('Attribute VB_Name = "A"\r\nOption Explicit\r\n\r\n\' nothing')).toBe(true)
    expect(isBareVba('Attribute VB_Name = "A"\r\nSub A()')).toBe(false)
  })
})

describe('VBA in documents', () => {
  const project = { modules: { Module1: 'Sub AutoOpen()\r\nShell "calc"\r\nEnd Sub' } }
  it.each<[string, Uint8Array]>([
    ['OOXML', makeDocx([{ name: 'word/vbaProject.bin', data: makeVbaProject(project) }])],
    ['Excel 97', makeCfb(vbaStreams(project, '_VBA_PROJECT_CUR/'))],
    [
      'a presentation, where it is packed in a record',
      makeCfb({ 'PowerPoint Document': pptRecord(0x03e8, packedStorage(makeVbaProject(project)), { container: true }) }),
    ],
  ])('is read in %s', async (_name, bytes) => {
    expect(seenIn(await openDocument(bytes))).toEqual(
      expect.arrayContaining(['office/vba: Module1', 'office/vba-auto-run: AutoOpen', 'office/vba-suspicious: Shell']),
    )
  })

  it('is stomped when compiled code has no text, or another', async () => {
    const bare = { modules: { A: '' }, compiled: Buffer.alloc(5_000, 7) }
    expect(kindsIn(await openDocument(makeCfb(vbaStreams(bare))))).toContain('vba-stomped')
    const gone = { modules: { A: null }, compiled: Buffer.alloc(500, 7) }
    const opened = await openDocument(makeCfb(vbaStreams(gone)))
    expect(kindsIn(opened)).toContain('vba-stomped')
    expect(opened.listing.incomplete).toBe('OFFICE_CORRUPT')
  })

  it('is found in a module that the directory does not list', async () => {
    const streams = {
      ...vbaStreams({ modules: { A: 'Sub A()\r\nEnd Sub' } }),
      'VBA/Hidden': packVba('Attribute VB_Name = "Hidden"\r\nSub AutoClose()'),
    }
    expect(kindsIn(await openDocument(makeCfb(streams)))).toContain('vba-auto-run')
  })
})
