/** File names that strangers made up, as a browser reads them off the header and a system saves them. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { contentDisposition, safeMediaType } from '../../src/http/attachment-headers.ts'

/** As RFC 6266 4.3 has it: `filename*` counts where it is known. */
function read(header: string): { readonly ascii: string; readonly name: string } {
  const [, ascii, encoded] = /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]*)$/.exec(header) ?? []
  if (ascii === undefined || encoded === undefined) throw new Error(`no header: ${header}`)
  return { ascii, name: decodeURIComponent(encoded) }
}
const nameOf = (untrusted: string) => read(contentDisposition(untrusted)).name

describe('contentDisposition', () => {
  it.each([
    ['a plain name', 'invoice 2026.pdf', 'invoice 2026.pdf'],
    ['letters of any language', 'Räkning 日本.pdf', 'Räkning 日本.pdf'],
    ['letters that are put together', 'Ra\u0308kning.pdf', 'Räkning.pdf'],
    ['a name turned around', 'invoice\u202efdp.exe', 'invoice_fdp.exe'],
    ['line breaks for a header', 'a\r\nSet-Cookie: x.pdf', 'a_Set-Cookie_ x.pdf'],
    ['a NUL that ends the name elsewhere', 'a.txt\0.exe', 'a.txt_.exe'],
    ['quotes and a second parameter', 'a"; filename="b.exe', 'a_; filename=_b.exe'],
    ['a path', '../../etc/passwd', '_.._etc_passwd'],
    ['a Windows path', 'C:\\Windows\\a.exe', 'C_Windows_a.exe'],
    ['slashes that are none', 'a\u2215b\uff0fc', 'a_b_c'],
    ['dots that are none', 'a.txt\uff0eexe', 'a.txt.exe'],
    ['a hidden file', '..\u00a0.bashrc', 'bashrc'],
    ['trailing dots and blanks', 'a.exe. . .', 'a.exe'],
    ['an ending pushed out of sight', `invoice.pdf${' '.repeat(300)}.exe`, 'invoice.pdf .exe'],
    ['a stream of NTFS', 'a.txt:b.exe', 'a.txt_b.exe'],
    ['a device', 'CON', '_CON'],
    ['a device with an ending', 'nul.txt', '_nul.txt'],
    ['a device with a blank before its ending', 'com1 .txt', '_com1 .txt'],
    ['a device by its raised number', 'LPT¹.log', '_LPT¹.log'],
    ['a shortcut', 'invoice.pdf.lnk', 'invoice.pdf.lnk.download'],
    ['a shell command file', 'a.SCF', 'a.SCF.download'],
    ['a folder that is another place', 'a.{21EC2020-3AEA-1069-A2DD-08002B30309D}', 'a.{21EC2020-3AEA-1069-A2DD-08002B30309D}.download'],
    ['what a folder looks like', 'desktop.ini', 'desktop.ini.download'],
    ['a percent sign', '100%41.pdf', '100%41.pdf'],
    ['a lone surrogate', 'a\ud800.pdf', 'a\ufffd.pdf'],
    ['nothing', '', 'file'],
    ['dots alone', '...', 'file'],
  ])('makes %s safe', (_, untrusted, expected) => {
    expect(nameOf(untrusted)).toBe(expected)
  })

  it('has an ASCII name that says the same where it can', () => {
    expect(contentDisposition('Räkning (1).pdf')).toBe(
      `attachment; filename="R_kning (1).pdf"; filename*=UTF-8''R%C3%A4kning%20%281%29.pdf`,
    )
  })

  it('keeps the ending of a long name, in at most 200 bytes and whole characters', () => {
    const name = nameOf(`${'é'.repeat(1_000)}.pdf`)
    expect(Buffer.byteLength(name)).toBe(200)
    expect(name).toMatch(/^é+\.pdf$/)
    expect(nameOf(`${'😀'.repeat(300)}.pdf`)).toMatch(/^😀+\.pdf$/u)
  })

  it('never lets a name break out, hide or name a path', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('.', '/', '\\', ' ', '"', ';', '\r\n', '\0', '\u202e', '\u2066', 'CON', 'a', '.lnk', '\ud800', '%00', '…', '\ufeff'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const header = contentDisposition(pieces.join(''))
        expect(header).toMatch(/^[\x20-\x7e]+$/)
        for (const name of Object.values(read(header))) {
          expect(name).not.toMatch(/[\p{Cc}\p{Cf}"/\\:<>|?*]|^[.\s]|[.\s]$|^$/u)
          expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\s*(?:\.|$)/i)
          expect(name).not.toMatch(/\.(?:lnk|scf|url)$/i)
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
        }
      }),
      { numRuns: 1_000, seed: 7 },
    )
  })
})

describe('safeMediaType', () => {
  it.each(['text/html; charset=utf-7', 'text/html\r\nX: y', 'a', '', 'text/', '/html', 'text/ht ml'])(
    'does not pass %j on',
    (untrusted) => {
      expect(safeMediaType(untrusted)).toBe('application/octet-stream')
    },
  )
})
