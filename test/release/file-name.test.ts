/** File names that strangers made up, and what is left of them. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { safeFileName } from '../../src/release/file-name.ts'

describe('safeFileName', () => {
  it.each([
    ['a plain name', 'invoice 2026.pdf', 'invoice 2026.pdf'],
    ['letters of any language', 'Räkning – größe 日本.pdf', 'Räkning – größe 日本.pdf'],
    ['Persian joiners, dropped', 'می\u200cخواهم.pdf', 'میخواهم.pdf'],
    ['a name turned around', 'invoice\u202efdp.exe', 'invoice_fdp.exe'],
    ['a path', '../../etc/passwd', '_.._etc_passwd'],
    ['a Windows path', 'C:\\Windows\\a.exe', 'C__Windows_a.exe'],
    ['line breaks for a header', 'a\r\nSet-Cookie: x.pdf', 'a__Set-Cookie_ x.pdf'],
    ['an ending pushed out of sight', `invoice.pdf${' '.repeat(200)}.exe`, 'invoice.pdf .exe'],
    ['trailing dots and blanks', 'a.exe. . .', 'a.exe'],
    ['dots that are none', 'invoice\uff0eexe', 'invoice.exe'],
    ['slashes that are none', 'a\u2215b\uff0fc', 'a_b_c'],
    ['a device', 'CON.txt', '_CON.txt'],
    ['a hidden file', '.bashrc', 'bashrc'],
    ['nothing', '', 'file'],
    ['no name', null, 'file'],
    ['only dots and slashes', '../..', 'file'],
    ['a name of invisible letters', '\u200b\u2060', 'file'],
    ['a lone surrogate', 'a\ud800.pdf', 'a_.pdf'],
  ])('makes %s safe', (_, untrusted, expected) => {
    expect(safeFileName(untrusted, 'file')).toBe(expected)
  })

  it('shortens a long name in the middle and keeps its ending', () => {
    const name = safeFileName(`${'é'.repeat(5_000)}.pdf`.slice(0, 1_900).concat('.pdf'), 'file')
    expect(name).toHaveLength(120)
    expect(name).toMatch(/…\.pdf$/)
  })

  it('always gives a bounded name that is one path segment and stays as it is when made safe again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc
            .array(fc.constantFrom('.', '/', '\\', ' ', 'a', '\u202e', 'CON', '\u0000', '．'), { maxLength: 40 })
            .map((all) => all.join('')),
        ),
        (untrusted) => {
          const name = safeFileName(untrusted, 'file')
          expect(name.length).toBeGreaterThan(0)
          expect(name.length).toBeLessThanOrEqual(120)
          expect(name).not.toMatch(/[\u0000-\u001f\u007f-\u009f\\/:*?"<>|\u202a-\u202e\u2066-\u2069]|^\.|[. ]$/)
          expect(name.isWellFormed()).toBe(true)
        },
      ),
    )
  })
})
