import { deflateSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { surveyPdf } from '../../../src/parse/file/pdf.ts'
import { makePdf } from '../../support/files.ts'

const namesOf = (pdf: Uint8Array): string[] => [...surveyPdf(pdf).names].sort()

describe('surveyPdf', () => {
  it('sees nothing in a plain document', () => {
    expect(surveyPdf(makePdf())).toEqual({ names: new Set(), incomplete: null })
  })

  it.each<[string, string, string[]]>([
    ['a script', '/OpenAction << /S /JavaScript /JS (x) >>', ['JS', 'JavaScript', 'OpenAction']],
    ['an escaped name', '/Names << /J#61vaScr#69pt 9 0 R >>', ['JavaScript']],
    ['a launch', '/A << /S /Launch /F (cmd.exe) >>', ['Launch']],
    ['an embedded file', '/Names << /EmbeddedFiles 8 0 R >>', ['EmbeddedFiles']],
    ['a name at the very end of a dictionary', '/X/RichMedia', ['RichMedia']],
  ])('sees %s', (_name, catalog, names) => {
    expect(namesOf(makePdf({ catalog }))).toEqual(names)
  })

  it.each<[string, string]>([
    ['opening at a page', '/OpenAction [3 0 R /Fit]'],
    ['opening at a page by an action', '/OpenAction << /S /GoTo /D [3 0 R /Fit] >>'],
    ['a link', '/A << /S /URI /URI (https://example.com/) >>'],
    ['letters that happen to follow a slash', '(/JS and /AA in words) /JavaScripts 1 /Launcher 2'],
  ])('takes %s for quiet', (_name, catalog) => {
    expect(namesOf(makePdf({ catalog }))).toEqual([])
  })

  it('sees the lock in the trailer', () => {
    expect(namesOf(makePdf({ trailer: '/Encrypt 9 0 R' }))).toEqual(['Encrypt'])
  })

  it('looks into compressed object streams', () => {
    expect(namesOf(makePdf({ compressed: '<< /S /JavaScript /JS (x) >>' }))).toEqual(['JS', 'JavaScript'])
    expect(surveyPdf(makePdf({ compressed: '<< /Type /Font >>' }))).toEqual({ names: new Set(), incomplete: null })
  })

  it.each([
    ['a stream of no objects', 'stream\n', `stream\n${deflateSync('<< >>').toString('latin1')}`],
    ['bytes that do not inflate', 'stream\n', 'stream\nXX'],
    ['no stream at all', '>>\nstream', '>>\nstreem'],
    ['a decoy in a string', '/Filter', '/X (>>\nstream\n) /Filter'],
    ['a decoy in a comment', '/Filter', '% >> stream\n/Filter'],
  ])('does not take an object stream with %s for read', (_name, from, to) => {
    const pdf = makePdf({ compressed: '<< >>' }).toString('latin1')
    const at = pdf.indexOf('/ObjStm')
    const changed = pdf.slice(0, at) + pdf.slice(at).replace(from, to)
    expect(surveyPdf(Buffer.from(changed, 'latin1')).incomplete).toBe('PDF_UNREADABLE')
  })

  it('looks into an object stream that does not say that it is one', () => {
    const unnamed = makePdf({ compressed: '<< /S /JavaScript /JS (x) >>' }).toString('latin1').replace('/Type /ObjStm', '')
    expect(namesOf(Buffer.from(unnamed, 'latin1'))).toEqual(['JS', 'JavaScript'])
  })

  it('never throws and always finds a name that stands in the open', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ maxLength: 400 }), (before, behind) => {
        expect(surveyPdf(Buffer.concat([before, Buffer.from(' /Launch '), behind])).names.has('Launch')).toBe(true)
      }),
    )
  })

  it('reads a megabyte of slashes, and of object streams, to an end', () => {
    expect(surveyPdf(Buffer.alloc(1024 * 1024, '/')).incomplete).toBeNull()
    expect(surveyPdf(Buffer.alloc(1024 * 1024, '/#4')).incomplete).toBeNull()
    expect(surveyPdf(Buffer.alloc(1024 * 1024, '/OpenAction 5 0 R')).names).toEqual(new Set(['OpenAction']))
    expect(surveyPdf(Buffer.alloc(1024 * 1024, '/ObjStm')).incomplete).toBe('PDF_TOO_BIG')
  })
})
