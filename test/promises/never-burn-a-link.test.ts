/** Promise 7: inspecting a message opens none of its links and looks up none of its names, wherever in the message they stand. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { MessageRecord } from '../../src/core/record.ts'
import { picture } from '../parse/image/pictures.ts'
import { attach } from '../support/client.ts'
import { makeDocx, makePdf, makeSvg, makeZip } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { reached, tripwire } from '../support/network-tripwire.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type ChildService, PUBLIC_URL, startService } from '../support/service.ts'

let folder: string
let log: string
let clamd: ScriptedClamd
let service: ChildService
let site: Server
/** Works once, as the link of a password reset does. */
let oneTime: string
const opened: string[] = []

beforeAll(async () => {
  folder = await scratchFolder('tripwire')
  log = join(folder, 'reached.log')
  site = createServer((req, res) => {
    opened.push(req.url ?? '')
    res.end('used up')
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  oneTime = `http://127.0.0.1:${(site.address() as AddressInfo).port}/reset`
  clamd = await startScriptedClamd()
  const lists = join(folder, 'lists.yaml')
  await writeFile(join(folder, 'bad.txt'), 'condemned.burn.example\n')
  await writeFile(lists, `lists: [{ id: bad, kind: block, source: '${join(folder, 'bad.txt')}' }]\n`)
  const environment = { CLAMD_URL: clamd.url, LISTS_FILE: lists, PROTECTED_DOMAINS: 'burn.example' }
  service = await startService({ nodeOptions: tripwire(log), environment })
})
afterAll(async () => {
  await service.remove()
  await clamd.close()
  await new Promise((resolve) => site.close(resolve))
  await removeFolder(folder)
})

/** An address of this machine that answers, one by name, and one of a site of its own. */
const links = (where: string): readonly string[] => [
  `${oneTime}/${where}`,
  `${oneTime.replace('127.0.0.1', 'localhost')}/${where}`,
  `https://${where}.burn.example/once?token=1`,
]
const each = (where: string, write: (url: string) => string) => links(where).map(write).join('\n')

function htmlOf(where: string): string {
  return `${each(where, (url) => `<a href="${url}">click</a><img src="${url}.gif"><form action="${url}"><button>b</button></form>`)}
${each(where, (url) => `<div style="background:url(${url}.png)">${url}</div><link rel=stylesheet href="${url}.css"><iframe src="${url}"></iframe>`)}
<base href="${oneTime}/"><meta http-equiv=refresh content="0;url=${oneTime}/refresh"><a href="relative">r</a><video src="${oneTime}/video" poster="${oneTime}/poster">`
}

const xml = (where: string) =>
  `<?xml version="1.0"?><!DOCTYPE x SYSTEM "${oneTime}/${where}.dtd" [<!ENTITY e SYSTEM "${oneTime}/${where}.ent">]>`
const files = (): readonly { readonly name: string; readonly type: string; readonly body: Buffer }[] => [
  { name: 'a.pdf', type: 'application/pdf', body: makePdf({ catalog: `/OpenAction << /S /URI /URI (${oneTime}/pdf) >>`, text: oneTime }) },
  {
    name: 'b.svg',
    type: 'image/svg+xml',
    body: Buffer.concat([Buffer.from(xml('svg')), makeSvg(`<image href="${oneTime}/svg.png"/><text>&e;</text>`)]),
  },
  {
    name: 'c.docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    body: makeDocx([
      {
        name: 'word/_rels/document.xml.rels',
        data: `${xml('docx')}<Relationships><Relationship Id="r1" TargetMode="External" Target="${oneTime}/template.dotm" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>`,
      },
    ]),
  },
  { name: 'd.html', type: 'text/html', body: Buffer.from(htmlOf('file')) },
  {
    name: 'e.zip',
    type: 'application/zip',
    body: makeZip([
      { name: 'f.url', data: `[InternetShortcut]\r\nURL=${oneTime}/shortcut\r\n` },
      { name: 'g.html', data: htmlOf('zip') },
    ]),
  },
  {
    name: 'h.ics',
    type: 'text/calendar',
    body: Buffer.from(
      `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nURL:${oneTime}/ics\r\nATTACH:${oneTime}/ics-file\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
    ),
  },
]

function mail(): Buffer {
  return makeMail({
    from: 'Reset <noreply@sender.burn.example>',
    text: each('text', (url) => `Reset your password: ${url}`),
    html: htmlOf('mail'),
    headers: [
      `List-Unsubscribe: <${oneTime}/unsubscribe>, <mailto:off@unsubscribe.burn.example>`,
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'Disposition-Notification-To: receipt@receipt.burn.example',
      'Return-Path: <bounce@bounce.burn.example>',
      'DKIM-Signature: v=1; a=rsa-sha256; d=dkim.burn.example; s=key; h=from; bh=AAAA; b=AAAA',
      `Archived-At: <${oneTime}/archived>`,
      `Content-Location: ${oneTime}/location`,
    ],
    files: [
      ...files(),
      { name: 'inner.eml', type: 'message/rfc822', body: makeMail({ html: htmlOf('inner'), text: each('inner-text', String) }) },
      { name: 'external', type: `message/external-body; access-type=URL; URL="${oneTime}/external"`, body: '' },
    ],
  })
}

it('would notice: what a program reaches for, from itself or a thread, is written down', async () => {
  const control = join(folder, 'control.log')
  const program = `
    const reach = (url) => fetch(url).catch(() => undefined)
    await reach('http://127.0.0.1:64999/fetched')
    await import('node:dns/promises').then(({ lookup }) => lookup('looked-up.invalid').catch(() => undefined))
    await import('node:http').then(({ get }) => new Promise((done) => get('http://127.0.0.1:64999/got').on('error', done)))
    const { Worker } = await import('node:worker_threads')
    const inThread = "fetch('http://127.0.0.1:64998/').catch(() => undefined)"
    await new Promise((done) => new Worker(new URL('data:text/javascript,' + encodeURIComponent(inThread)), { execArgv: [], env: {} }).on('exit', done))`
  await promisify(execFile)(process.execPath, [...tripwire(control), '--input-type=module', '--eval', program])
  expect(reached(control)).toEqual([
    'watching process',
    'connect 127.0.0.1:64999',
    'lookup looked-up.invalid',
    'connect 127.0.0.1:64999',
    'watching thread',
    'connect 127.0.0.1:64998',
  ])
})

it('reaches for the scanner and for nothing else, whatever a message holds', async () => {
  const identityToken = await service.customerToken()
  const attachments = files().map(({ name, type, body }) => attach(name, body, type))
  const records: readonly MessageRecord[] = await Promise.all([
    service.through({ text: each('chat', String), html: htmlOf('chat'), subject: links('subject')[0] ?? '' }),
    service.through({ text: 'Files', sender: { identityToken, address: 'a@sender.burn.example' }, attachments }),
    service.through({ channel: 'social', text: each('social', String), attachments }),
    service.throughMail(mail()),
  ])
  expect(records.map(({ status }) => status)).toEqual(records.map(() => 'released'))
  expect(records.flatMap(({ release }) => release?.links ?? []).length).toBeGreaterThan(10)
  expect(clamd.scans.length).toBeGreaterThan(5)

  expect(opened).toEqual([])
  const trace = reached(log)
  // The thread of the database and that of the sandbox were watched as well.
  expect(trace.filter((line) => line === 'watching thread').length).toBeGreaterThanOrEqual(2)
  const scanner = `connect ${new URL(clamd.url).host}`
  expect(trace).toContain(scanner)
  // Its own listening address is looked up as well.
  const expected = new Set([scanner, 'lookup 127.0.0.1', 'watching process', 'watching thread'])
  // What holds the processes that files are read in; that these reach nothing is proven by the tests of the sandbox.
  const isShield = (line: string) => /^(?:spawn|spawnSync|execFile) \S*\/(?:unshare|setpriv|prlimit|node)$/.test(line)
  expect([...new Set(trace)].filter((line) => !expected.has(line) && !isShield(line))).toEqual([])
})

it('reaches for nothing to learn what is behind codes in pictures, short links, wrapped links and listed ones', async () => {
  const codes = await Promise.all(links('qr').map((url) => picture(url)))
  const attachments = codes.map((png, at) => attach(`code-${at}.png`, png, 'image/png'))
  const wrapped = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(`${oneTime}/wrapped`)}`
  const text = `https://bit.ly/burn ${wrapped} https://condemned.burn.example/x https://xn--brn-hoa.example/ [a](${oneTime}/markdown)`
  const record = await service.through({ text, sender: { identityToken: await service.customerToken() }, attachments })
  const codesFound = new Set(record.report.findings.map(({ code }) => code))
  for (const code of ['LINK_BARCODE', 'LINK_SHORTENER', 'LINK_WRAPPED', 'LINK_BLOCKLISTED']) expect(codesFound).toContain(code)
  expect(opened).toEqual([])
  expect(reached(log).filter((line) => /burn|bit\.ly|outlook/.test(line))).toEqual([])
})

it('opens nothing when a person looks where a link leads, nor when they go there: their browser does', async () => {
  const record = await service.through({ text: 'See https://person.burn.example/once' })
  const page = record.release?.links[0]?.url?.replace(PUBLIC_URL, '') ?? ''
  for (const method of ['GET', 'HEAD', 'GET']) expect((await service.call(method, page, { key: null })).status).toBe(200)
  const going = await service.call('POST', page, { key: null })
  expect([going.status, going.headers.get('location')]).toEqual([303, 'https://person.burn.example/once'])
  expect(reached(log).filter((line) => line.includes('burn.example'))).toEqual([])
})

it('is still good: the link of the message works when its reader opens it, once', async () => {
  const url = links('mail')[0] ?? ''
  expect(await (await fetch(url)).text()).toBe('used up')
  expect(opened).toEqual(['/reset/mail'])
})
