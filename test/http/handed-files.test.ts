/** Addresses of files: what leaves, under which headers, for whom, and what people read when nothing does. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import type { FileLook } from '../../src/core/handed-file.ts'
import { type House, openHouse } from './house.ts'
import { handedFile, type ScriptedFiles, scriptedFiles } from './scripted-files.ts'
import { fileOf, settle } from './settle.ts'

const NAME = '<img src=x onerror=alert(1)>\u202e.png'
const file = fileOf({ name: NAME, type: 'image/png', explanation: 'Passed on.', sha256: 'ab'.repeat(32) })
const heldFile = fileOf({ action: 'hold', reason: 'FILE_MACRO', explanation: 'Held: <b>it holds macros</b>.' })
const handed = handedFile({
  report: {
    complete: true,
    outcomes: [],
    findings: [
      {
        id: 'f1',
        code: 'FILE_TYPE_MISMATCH',
        inspector: 'files/type-mismatch',
        severity: 'medium',
        confidence: 1,
        subject: { kind: 'part', id: 'p1' },
        title: 'Content differs from the name',
        explanation: 'The file is of another kind than its name or label says.',
        evidence: [],
      },
    ],
  },
})
const heldHanded = handedFile({ release: { files: [heldFile] } as never })
const looks: Readonly<Record<string, FileLook>> = {
  'file open': { state: 'open', handed, file },
  'file held': { state: 'held', handed: heldHanded, file: heldFile },
  'file gone': { state: 'gone', handed: handedFile({ status: 'blocked', release: { files: [] } as never }), file: null },
  'file expired': { state: 'expired', handed },
  'view open': { state: 'open', handed, file },
}
const pixel = Buffer.from('png of ours')
const view = { pictures: [{ bytes: pixel, width: 30, height: 20 }], pageCount: null, text: 'a <script>alert(1)</script>\n\nb', cut: true }

let house: House
let guarded: House
let files: ScriptedFiles
beforeAll(async () => {
  files = scriptedFiles({ looks, bytes: Buffer.from('abc'), view })
  house = await openHouse({ deps: { files } })
  guarded = await openHouse({ deps: { files, agentHeader: 'x-login' } })
})
afterAll(() => Promise.all([house.close(), guarded.close()]))

const get = (path: string, headers: Record<string, string> = {}) => request(house.app).get(path).set(headers)
const HTML = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('GET /f/{token}', () => {
  it('gives the file to be saved, under headers that let nothing else be done with it', async () => {
    const before = files.noted.length
    const answer = await get('/f/open', HTML).responseType('blob')
    expect([answer.status, answer.body.toString()]).toEqual([200, 'abc'])
    expect(answer.headers).toMatchObject({
      'content-disposition': `attachment; filename="a.txt"; filename*=UTF-8''a.txt`,
      'content-type': 'text/plain',
      'content-length': '3',
      'accept-ranges': 'none',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-store',
    })
    expect(files.noted.slice(before)).toEqual([{ what: 'taken', by: 'lisa' }])
  })

  it('gives all of it whatever range is asked for, and nothing to HEAD', async () => {
    const ranged = await get('/f/open', { Range: 'bytes=0-0' }).responseType('blob')
    expect([ranged.status, ranged.body.toString()]).toEqual([200, 'abc'])
    const before = files.noted.length
    const head = await request(house.app).head('/f/open')
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '3', undefined])
    expect(head.headers['content-disposition']).toMatch(/^attachment; filename="_img src_x onerror_alert\(1\)_\.png";/)
    expect(files.noted).toHaveLength(before)
  })

  it.each([
    ['held', 409, 'FILE_HELD', 'This file is held', 'Held: &lt;b&gt;it holds macros&lt;/b&gt;.'],
    ['gone', 404, 'FILE_NOT_FOUND', 'This file can no longer be had', 'The message that it came in was blocked.'],
    ['expired', 410, 'FILE_ADDRESS_EXPIRED', 'This address of a file has expired', 'works for a short time only'],
    ['tampered', 404, 'FILE_NOT_FOUND', 'This file is not known here', 'Its address was changed'],
  ])('of an address that is %s says why, to people as a page and to programs as a problem', async (token, status, code, title, reason) => {
    expect(await get(`/f/${token}`)).toMatchObject({ status, type: 'application/problem+json', body: { code } })
    const page = await get(`/f/${token}`, HTML)
    expect([page.status, page.type]).toEqual([status, 'text/html'])
    expect(page.text).toContain(title)
    expect(page.text).toContain(reason)
    expect(page.text).not.toMatch(/<script|<form|<b>it/)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('notes what was refused, but nothing of what we did not sign', async () => {
    const before = files.noted.length
    for (const token of ['held', 'gone', 'expired', 'tampered']) await get(`/f/${token}`)
    expect(files.noted.slice(before).map(({ what, by }) => `${what} ${by}`)).toEqual([
      'refused held held lisa',
      'refused gone gone lisa',
      'refused expired expired lisa',
    ])
  })

  it('takes nothing but GET', async () => {
    expect(await request(house.app).post('/f/open')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })
})

describe('where people log in', () => {
  const as = (path: string, login: string | null, headers: Record<string, string> = {}) =>
    request(guarded.app)
      .get(path)
      .set({ ...headers, ...(login === null ? {} : { 'X-Login': login }) })

  it('an address is of use to the one that it was handed to, and to nobody else', async () => {
    expect((await as('/f/open', 'lisa')).status).toBe(200)
    const before = files.noted.length
    for (const login of ['kim', null, 'Lisa', 'lisa,kim']) {
      for (const path of ['/f/open', '/v/open', '/v/open/1']) {
        expect(await as(path, login)).toMatchObject({ status: 403, body: { code: 'FILE_OF_ANOTHER_AGENT' } })
        const page = await as(path, login, HTML)
        expect(page.status).toBe(403)
        expect(page.text).toContain('made for somebody else')
        expect(page.text).not.toContain('onerror')
      }
    }
    expect(new Set(files.noted.slice(before).map(({ what, by }) => `${what} ${by}`))).toEqual(
      new Set([
        'refused open notYours kim',
        'refused open notYours unknown',
        'refused open notYours Lisa',
        'refused open notYours lisa,kim',
      ]),
    )
  })

  it('the addresses of a release are those of who is logged in, when the desk names nobody', async () => {
    const id = (
      await request(guarded.app).post('/v1/messages').set('Authorization', `Bearer ${guarded.key}`).send({ channel: 'webchat', text: 'Hi' })
    ).body.id
    await settle(guarded, id)
    const ask = (headers: Record<string, string>) =>
      request(guarded.app)
        .get(`/v1/messages/${id}`)
        .set({ Authorization: `Bearer ${guarded.key}`, ...headers })
    expect((await ask({ 'X-Login': 'lisa' })).body.release.text).toContain('(for lisa)')
    expect((await ask({ 'X-Login': 'lisa', 'Forebay-Agent': 'kim' })).body.release.text).toContain('(for kim)')
    expect((await ask({})).body.release.text).not.toContain('(for')
  })
})

describe('GET /v/{token}', () => {
  it('shows the file without a byte of it: what it is, what was found, pictures and words of ours', async () => {
    const before = files.noted.length
    const page = await get('/v/open', HTML)
    expect([page.status, page.type]).toEqual([200, 'text/html'])
    for (const words of [
      '&lt;img src=x onerror=alert(1)&gt;.png',
      'Content differs from the name',
      'Passed on.',
      '3 bytes',
      'Anna Berg, anna@example.com',
      '<img class="page" src="open/1" width="30" height="20" alt="A picture of the file">',
      'a &lt;script&gt;alert(1)&lt;/script&gt;&#10;&#10;b',
      'There is more in the file than is shown here.',
      'href="../f/file-token"',
    ])
      expect(page.text).toContain(words)
    expect(page.text).not.toMatch(/<script|<img src=x|\u202e|\son\w+=["']/)
    const policy = page.headers['content-security-policy'] ?? ''
    for (const directive of ["default-src 'none'", "img-src 'self'", "form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(policy).toContain(directive)
    expect(policy).not.toMatch(/script-src|unsafe/)
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    expect(files.noted.slice(before)).toEqual([{ what: 'shown', by: 'lisa', page: null }])
  })

  it('gives its pictures as PNG, and each look is noted', async () => {
    const before = files.noted.length
    const answer = await get('/v/open/1').responseType('blob')
    expect([answer.status, answer.body]).toEqual([200, pixel])
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    })
    expect(files.noted.slice(before)).toEqual([{ what: 'shown', by: 'lisa', page: 1 }])
    for (const page of ['2', '0', '01', 'x', '-1', '1.0', '9999', '%2e%2e'])
      expect(await get(`/v/open/${page}`)).toMatchObject({
        status: 404,
        body: { code: expect.stringMatching(/^(FILE_NOT_VIEWABLE|NOT_FOUND)$/) },
      })
  })

  it('says so when there is nothing to show, and still has the file', async () => {
    const empty = await openHouse({ deps: { files: scriptedFiles({ looks }) } })
    const page = await request(empty.app).get('/v/open').set(HTML)
    expect(page.text).toContain('This file cannot be shown here.')
    expect(page.text).toContain('href="../f/file-token"')
    await empty.close()
  })
})
