/** A file that would act is passed on rebuilt: what is given is what was looked into, its loss is told, and the original comes only by a reviewer's word. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { attach } from '../support/client.ts'
import { eicar } from '../support/files.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

let clamd: ScriptedClamd
let service: LocalService
let identityToken: string

beforeAll(async () => {
  clamd = await startScriptedClamd()
  service = await openLocalService({ environment: { CLAMD_URL: clamd.url, RESCAN_SECONDS: '1' } })
  identityToken = await service.customerToken()
})
afterAll(async () => {
  await service.stop()
  await clamd.close()
})

const page = (words: string) => `<!doctype html><html><body><p>${words}</p><script>document.title = 'acted'</script></body></html>`
const sent = (html: string, name = 'quote.html') =>
  service.through({ text: 'The quote', sender: { identityToken }, attachments: [attach(name, html, 'text/html')] })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const original = (id: string, file: string, query = '?reason=Complaint') =>
  service.call('GET', `/v1/messages/${id}/files/${file}/original${query}`)
const ask = (id: string, file: string, agent: string) =>
  service.call('POST', `/v1/messages/${id}/files/${file}/request`, {
    body: { reason: 'Needs its table' },
    headers: { 'Forebay-Agent': agent },
  })
const requestsOf = async (id: string) => {
  const { items } = (await service.call('GET', '/v1/quarantine/requests?limit=200')).json<{
    readonly items: readonly { readonly id: string; readonly messageId: string; readonly askedBy: string }[]
  }>()
  return items.filter(({ messageId }) => messageId === id)
}
const logOf = async (log: string, id: string) =>
  (await service.call('GET', `/v1/logs/${log}?messageId=${id}`)).json<{ readonly items: readonly { readonly verb: string }[] }>().items

describe('a page as a file', () => {
  it('is given as text: the very bytes that the release names, with what was lost, and never the original', async () => {
    const html = page('Eleven chairs')
    const record = await sent(html)
    const [file] = record.release?.files ?? []
    expect(file).toMatchObject({
      action: 'disarm',
      reason: 'FILE_ACTIVE_HTML',
      name: 'quote.html.txt',
      type: 'text/plain',
      original: { size: html.length, sha256: sha256(Buffer.from(html)), type: 'text/html' },
      lost: expect.arrayContaining([expect.objectContaining({ kind: 'formatting', text: expect.stringMatching(/^\p{Lu}.+\.$/u) })]),
    })
    expect(record.report.complete).toBe(true)
    const given = await service.file(record.id, file?.id ?? '')
    expect(given.status).toBe(200)
    expect([sha256(given.bytes), given.bytes.byteLength]).toEqual([file?.sha256, file?.size])
    expect(given.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(given.headers.get('content-disposition')).toContain('quote.html.txt')
    expect(given.text).toContain('Eleven chairs')
    expect(given.text).not.toMatch(/<script/i)
    expect(record.release?.notices.map((notice) => `${notice.for} ${notice.code}`)).toEqual(['agent FILE_DISARMED', 'sender FILE_DISARMED'])
    expect(await service.held(record.id)).toEqual([])
  })

  it('is scanned twice, as it came and as it is given', async () => {
    const html = page('Twelve chairs')
    const before = clamd.scans.length
    const record = await sent(html)
    const scans = clamd.scans.slice(before)
    expect(scans).toHaveLength(2)
    const rebuilt = record.rebuilt?.[0]
    expect(rebuilt).toMatchObject({ status: 'done', originalSha256: sha256(Buffer.from(html)) })
    expect(rebuilt?.status === 'done' && rebuilt.report.outcomes.filter(({ inspector }) => inspector === 'files/malware')).toMatchObject([
      { status: 'ok' },
    ])
  })

  it('waits for its scan, and is given by itself once the scanner is back', async () => {
    clamd.mode = 'garbage'
    const held = await sent(page('Thirteen chairs'))
    expect(held.release?.files).toMatchObject([{ action: 'hold', reason: 'SCANNER_UNAVAILABLE' }])
    clamd.mode = 'answer'
    const after = await service.until(held.id, ({ release }) => release?.files[0]?.action === 'disarm', 'rebuilt')
    expect((await service.file(after.id, 'p2')).status).toBe(200)
  })

  it('is asked for as it came, once, and goes out so by a reviewer, as the next revision', async () => {
    const html = page('Fourteen chairs')
    const record = await sent(html)
    const file = record.release?.files[0]?.id ?? ''
    for (const agent of ['kim', 'alex']) expect((await ask(record.id, file, agent)).status).toBe(202)
    expect(await requestsOf(record.id)).toMatchObject([{ id: `${record.id}:part:${file}`, askedBy: 'kim' }])
    const seen = await original(record.id, file)
    expect([seen.status, seen.text, seen.headers.get('content-disposition')?.slice(0, 10)]).toEqual([200, html, 'attachment'])
    expect(await logOf('access', record.id)).toContainEqual(
      expect.objectContaining({ verb: 'file.original-seen', subject: file, detail: expect.objectContaining({ reason: 'Complaint' }) }),
    )
    expect((await logOf('archive', record.id)).filter(({ verb }) => verb === 'file.original-asked')).toHaveLength(2)
    const item = `${record.id}:part:${file}`
    expect((await service.call('POST', `/v1/quarantine/${item}/release`, { body: { reason: 'Known sender' } })).status).toBe(202)
    const after = await service.until(record.id, ({ revision }) => revision === 2, 'released')
    expect(after.release?.files).toMatchObject([
      { action: 'release', reason: 'RELEASED_BY_REVIEW', name: 'quote.html', type: 'text/html', sha256: sha256(Buffer.from(html)) },
    ])
    expect((await service.file(record.id, file)).text).toBe(html)
    expect(await requestsOf(record.id)).toEqual([])
    // Nothing is in quarantine any more.
    expect((await original(record.id, file)).json()).toMatchObject({ code: 'NOT_HELD' })
  })

  it('with malware is neither rebuilt nor asked for nor looked at', async () => {
    const record = await sent(eicar().toString(), 'quote.txt')
    const file = record.release?.files[0]?.id ?? ''
    expect(record.release?.files).toMatchObject([{ action: 'remove', reason: 'FILE_MALWARE' }])
    expect((await ask(record.id, file, 'kim')).json()).toMatchObject({ code: 'NOT_REQUESTABLE' })
    expect((await original(record.id, file)).json()).toMatchObject({ code: 'NOT_HELD' })
    expect(await requestsOf(record.id)).toEqual([])
  })

  it('waits for its sender first', async () => {
    const record = await service.through({ text: 'x', attachments: [attach('quote.html', page('Fifteen chairs'), 'text/html')] })
    expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'IDENTITY_REQUIRED', name: 'quote.html' }])
    await service.identify(record.id, identityToken)
    const after = await service.until(record.id, ({ release }) => release?.files[0]?.action === 'disarm', 'rebuilt')
    expect(after.release?.files).toMatchObject([{ name: 'quote.html.txt' }])
  })
})
