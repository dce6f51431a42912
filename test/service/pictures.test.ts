/** A picture in the words of a mail is shown to agents drawn anew, once its file may be had, and is a label with the true reason until then. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { makeMail } from '../support/mail.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService, PUBLIC_URL } from '../support/service.ts'

let clamd: ScriptedClamd
let service: LocalService
let photo: Buffer

beforeAll(async () => {
  clamd = await startScriptedClamd()
  service = await openLocalService({ environment: { CLAMD_URL: clamd.url } })
  photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#1a7f37' } })
    .jpeg()
    .withExif({ IFD0: { Artist: 'Anna Andersson' } })
    .toBuffer()
})
afterAll(async () => {
  await service.stop()
  await clamd.close()
})

const mail = (html: string) => makeMail({ html, files: [{ type: 'image/jpeg', name: 'photo.jpg', cid: 'photo@mail', body: photo }] })
const HTML = '<p>The broken part: <img src="cid:photo@mail" alt="a &quot;crack&quot;" width="60"></p>'
const sourceIn = (html: string | null | undefined) => /<img src="([^"]+)"/.exec(html ?? '')?.[1]
const get = (address: string) => service.call('GET', address.replace(PUBLIC_URL, ''), { key: null })

describe('a picture in the words of a mail', () => {
  it('is a label that says why while its file is held, and itself once its sender is known', async () => {
    const held = await service.throughMail(mail(HTML))
    expect(held.release?.html).not.toContain('src=')
    expect(held.release?.html).toContain('alt="[picture held: a &quot;crack&quot;]"')
    await service.identify(held.id, await service.customerToken({ email: 'anna@example.com' }))
    const released = await service.until(held.id, ({ revision }) => revision === 2, 'released')
    const source = sourceIn(released.release?.html)
    expect(source).toMatch(new RegExp(`^${PUBLIC_URL}/i/`))
    expect(released.release?.html).toContain('alt="a &quot;crack&quot;"')
    expect(released.release?.text).toContain('[picture')

    const shown = await get(source ?? '')
    expect(shown.status).toBe(200)
    expect(await sharp(shown.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 60, height: 40 })
    expect(shown.bytes.includes('Anna')).toBe(false)
    for (const [name, value] of [
      ['content-type', 'image/jpeg'],
      ['x-content-type-options', 'nosniff'],
      ['content-security-policy', "sandbox; default-src 'none'"],
      ['cross-origin-resource-policy', 'cross-origin'],
      ['cache-control', 'private, max-age=300'],
    ] as const)
      expect(shown.headers.get(name)).toBe(value)
  })

  it('is not there for an address that was changed', async () => {
    const { id } = await service.throughMail(mail(HTML))
    await service.identify(id, await service.customerToken())
    const released = await service.until(id, ({ revision }) => revision === 2, 'released')
    const source = sourceIn(released.release?.html) ?? ''
    expect((await get(`${source.slice(0, -1)}${source.endsWith('A') ? 'B' : 'A'}`)).json()).toMatchObject({ code: 'PICTURE_NOT_FOUND' })
  })

  it('that names no file of the message is blocked, whatever it names', async () => {
    const { id } = await service.throughMail(
      mail('<img src="cid:other@mail" alt="x"><img src="https://tracker.example/a.png" alt="y"><p>z</p>'),
    )
    await service.identify(id, await service.customerToken())
    const { release } = await service.until(id, ({ revision }) => revision === 2, 'released')
    expect(release?.html).not.toContain('src=')
    expect(release?.html).toContain('[picture blocked: x]')
  })
})
