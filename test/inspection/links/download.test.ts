import { describe, expect, it } from '@jest/globals'
import { download } from '../../../src/inspection/links/download.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (address: string) => download.inspect(linkTo(address), message(), { protectedDomains: [] })

describe('links/download', () => {
  it.each([
    'https://shop.com/setup.exe',
    'https://shop.com/invoice.pdf.exe',
    'https://shop.com/Invoice.ISO',
    'https://shop.com/a.msi?x=1',
    'https://shop.com/a.lnk',
    'https://shop.com/a.hta#x',
    'https://shop.com/files/a.vbs/download',
    'https://shop.com/a%2eexe',
    'https://shop.com/a.ex%65',
    'https://shop.com/a%252eexe',
    'https://shop.com/a.exe;jsessionid=1',
    'https://shop.com/a.exe%00.pdf',
    'https://shop.com/get?file=report.scr',
    'https://shop.com/get?filename=a.js',
    'https://shop.com/?response-content-disposition=attachment%3B%20filename%3D%22a.exe%22',
    'https://shop.com/order.docm',
    'https://shop.com/order.xlsm?dl=1',
    'https://shop.com/a.apk',
    'https://shop.com/disk.vhdx',
    'https://www.google.com/url?q=https://evil.net/a.exe',
    'data:application/x-msdownload;base64,TVqQ',
  ])('catches %s', (address) => {
    expect(codes(inspect(address))).toEqual(['LINK_RISKY_DOWNLOAD'])
  })

  it('catches a program that is named like a document with the highest confidence', () => {
    expect(inspect('https://shop.com/invoice.pdf.exe').sightings[0]?.confidence).toBe(1)
    expect(inspect('https://shop.com/setup.exe').sightings[0]?.confidence).toBe(0.9)
  })

  it.each(['https://shop.com/a.zip', 'https://shop.com/a.tar.gz', 'https://shop.com/get?file=a.rar', 'https://shop.com/a.7z'])(
    'catches, more mildly, the archive %s',
    (address) => {
      expect(codes(inspect(address))).toEqual(['LINK_ARCHIVE_DOWNLOAD'])
    },
  )

  it.each([
    'https://example.com',
    'https://example.com/',
    'https://files.zip/',
    'https://shop.com/about',
    'https://shop.com/a.pdf',
    'https://shop.com/a.docx',
    'https://shop.com/page.html?ref=example.com',
    'https://shop.com/sites/example.com',
    'https://shop.com/index.php?name=anna@example.com',
    'https://shop.com/v2.10/notes',
    'https://shop.com/assets/app.js',
    'https://cgi.shop.com/ws/ISAPI.dll?ViewItem&item=1',
    'https://shop.com/?q=setup.exe',
    'https://shop.com/a.exe/readme.html',
    'data:image/png;base64,iVBO',
    'mailto:a@b.com?subject=a.exe',
  ])('lets %s pass', (address) => {
    expect(codes(inspect(address))).toEqual([])
  })

  it('bears hostile names', () => {
    for (const piece of ['.exe/', '%2e', ';', '.', '%25', 'filename='])
      expect(inspect(`https://a.com/${piece.repeat(1_500)}`).status).toBe('ok')
  })

  keepsContract(download)
})
