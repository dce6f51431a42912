import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { openBudget } from '../../../src/parse/budget.ts'
import type { Contents } from '../../../src/parse/file/contents.ts'
import { openerOf } from '../../../src/parse/file/open.ts'
import { detectType } from '../../../src/parse/file/type.ts'
import { makePng, makeShellLink, makeSvg, makeZip } from '../../support/files.ts'

async function open(content: string | Uint8Array, depth = 0): Promise<Contents> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const type = await detectType(bytes)
  const opener = openerOf(type)
  if (opener === null) throw new Error(`no opener for ${type}`)
  return await opener.open(bytes, type, { depth, budget: openBudget() })
}

const kinds = (contents: Contents): readonly string[] => contents.listing.traits.map(({ kind }) => kind)
const urls = (contents: Contents): readonly string[] => contents.targets.map(({ untrustedUrl }) => untrustedUrl)

const CALENDAR = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'URL:https://example.com/join',
  'DESCRIPTION:Please see https://exam',
  ' ple.org/more\\, then call',
  'ATTACH;FMTTYPE=application/zip;ENCODING=BASE64;VALUE=BINARY;X-FILENAME="a.zip":',
  ` ${makeZip([{ name: 'a.js', data: 'x' }]).toString('base64')}`,
  'ATTACH:https://example.net/file',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

const MHT = [
  'From: <Saved>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; boundary="b"',
  '',
  '--b',
  'Content-Type: text/html',
  '',
  '<html><script>x</script></html>',
  '--b',
  'Content-Type: application/octet-stream; name="a.js"',
  '',
  'x',
  '--b--',
].join('\r\n')

describe('openers of active text', () => {
  it('takes the scripts, ways out and inner pages of a page', async () => {
    const page = await open(
      '<html><base href="https://b.example"><meta http-equiv="refresh" content="0;url=https://r.example/"><script>location.href="https://s.example/x"</script>' +
        '<body onload="go()"><form action="https://f.example/"><input type=password></form><iframe srcdoc="&lt;script&gt;"></iframe><a href="javascript:x()">a</a>',
    )
    expect(kinds(page)).toEqual(
      expect.arrayContaining([
        'page/script',
        'page/redirect',
        'page/base',
        'page/form',
        'page/password',
        'page/frame',
        'page/event-handler',
        'page/script-address',
      ]),
    )
    expect(urls(page)).toEqual(expect.arrayContaining(['https://r.example/', 'https://s.example/x', 'https://f.example/']))
    expect(page.children.map(({ untrustedPath }) => untrustedPath)).toEqual(['frame.html'])
  })

  it('takes the addresses and the files of an invitation', async () => {
    const calendar = await open(CALENDAR)
    expect(urls(calendar)).toEqual(['https://example.com/join', 'https://example.net/file', 'https://example.org/more'])
    expect(calendar.children.map(({ untrustedPath }) => untrustedPath)).toEqual(['a.zip'])
    expect(await detectType(calendar.children[0]!.bytes)).toBe('application/zip')
  })

  it('takes the picture of a contact, in both ways of writing it', async () => {
    const photo = makePng().toString('base64')
    for (const line of [`PHOTO;ENCODING=b;TYPE=PNG:${photo}`, `PHOTO:data:image/png;base64,${photo}`]) {
      const contact = await open(`BEGIN:VCARD\r\nVERSION:3.0\r\nURL:https://example.com/\r\n${line}\r\nEND:VCARD\r\n`)
      expect(await detectType(contact.children[0]!.bytes)).toBe('image/png')
      expect(urls(contact)).toEqual(['https://example.com/'])
    }
  })

  it('takes a file of an invitation behind any number of parameters, and says when a line begins too long to be read', async () => {
    const carrying = (parameters: string) =>
      open(
        `BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTACH${parameters};ENCODING=BASE64;VALUE=BINARY;X-FILENAME=a.exe:TVqQAAMAAAA=\nEND:VEVENT\nEND:VCALENDAR\n`,
      )
    expect((await carrying(';X-A=1'.repeat(60))).children.map(({ untrustedPath }) => untrustedPath)).toEqual(['a.exe'])
    expect((await carrying(`;X-A=<${'a'.repeat(4_200)}>`)).listing.incomplete).toBe('CALENDAR_TOO_BIG')
  })

  it('takes the parts of a page that was saved as one file', async () => {
    const saved = await open(MHT)
    expect(saved.children.map(({ untrustedPath }) => untrustedPath)).toEqual(['part 1', 'a.js'])
  })

  it('opens nothing inside of what is too deep, and says so', async () => {
    for (const content of [MHT, CALENDAR]) {
      const { listing, children } = await open(content, 8)
      expect(children).toEqual([])
      expect(listing.incomplete).toMatch(/_TOO_DEEP$/)
    }
  })

  it.each([
    ['a page of links', '<a href="https://e.example/', '">x</a>'],
    ['a page of scripts', '<script>"', '"</script>'],
    ['a page of letters', '<script>"AAAA"+"', '"</script>'],
    ['a page of frames', '<iframe srcdoc="x', '"></iframe>'],
  ])('stays within its bounds on %s', async (_name, before, after) => {
    let content = '<html>'
    for (let index = 0; index < 20_000; index += 1) content += before + index + after
    const { targets, children } = await open(content)
    expect(targets.length).toBeLessThanOrEqual(300)
    expect(children.length).toBeLessThanOrEqual(50)
  })

  it('never throws, and keeps excerpts short, whatever was changed', async () => {
    const samples = [
      Buffer.from('<html><a href="data:text/html;base64,PGI+" onclick=x>&#x41;<script>atob("AAAA")</script>'),
      makeSvg('<a href="javascript:x()"><style>a{fill:url(x)}</style></a>'),
      Buffer.from(CALENDAR),
      Buffer.from(MHT),
      makeShellLink({ target: 'cmd.exe', arguments: '/c x', environment: '%A%', icon: 'x' }),
      Buffer.from('[InternetShortcut]\r\nURL=https://example.com/\r\n'),
      Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 10 }),
        fc.nat(),
        async (sample, changes, cut) => {
          const bytes = Buffer.from(sample)
          for (const [at, value] of changes) bytes[at % bytes.length] = value
          const mutated = bytes.subarray(0, cut % (bytes.length + 1))
          const type = await detectType(mutated)
          const contents = await openerOf(type)?.open(mutated, type, { depth: 0, budget: openBudget() })
          for (const { evidence } of contents?.listing.traits ?? []) expect(evidence.length).toBeLessThanOrEqual(120)
        },
      ),
      { numRuns: 300, seed: 11 },
    )
  })
})
