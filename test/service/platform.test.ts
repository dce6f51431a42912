/** On a social channel whoever the platform signed for sends files at once, and is known again after a login; a forger is refused, and leaves nothing. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { attach } from '../support/client.ts'
import { makePng } from '../support/files.ts'
import { SECRETS, signAs, whatsapp } from '../support/platform-webhooks.ts'
import { recordLogin } from '../support/record-login.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

const DAY_MS = 86_400_000
const ANNA = '46700000001'

let clamd: ScriptedClamd
let service: LocalService
let submitter: string

beforeAll(async () => {
  clamd = await startScriptedClamd()
  service = await openLocalService({
    environment: { CLAMD_URL: clamd.url, PLATFORM_SECRETS: `social=meta:${'ab'.repeat(16)},social=meta:${SECRETS.meta}` },
  })
  submitter = await service.addKey({ channels: ['social'], scopes: ['submit'] })
})
afterAll(async () => {
  await service.stop()
  await clamd.close()
})

function withFile(externalId: string, secret = SECRETS.meta, id = ANNA) {
  const body = whatsapp([{ from: ANNA, id: externalId }], Date.now())
  const { signature } = signAs('meta', body, Date.now(), secret)
  const platform = { id, name: 'Anna', proof: { body: body.toString('base64'), signature } }
  return { channel: 'social', externalId, text: 'Hello', sender: { platform }, attachments: [attach('a.png', makePng(3), 'image/png')] }
}

const post = (body: object) => service.call('POST', '/v1/messages', { body, key: submitter, headers: { Prefer: 'wait=20' } })
const counts = () => service.service.store.counts()

describe('a file on a social channel', () => {
  it('is released when the platform signed for its sender, by the word of nobody else', async () => {
    const { id } = (await post(withFile('wamid.1'))).json<{ id: string }>()
    const record = await service.settled(id)
    expect(record).toMatchObject({ status: 'released', release: { files: [{ name: 'a.png', action: 'release' }] } })
    expect(record.identity).toMatchObject({ level: 'authenticated', subject: null })
    expect(record.identity.evidence[0]).toEqual({
      kind: 'signature',
      result: 'pass',
      detail: "The platform's own signature proves the sender's id there; Forebay checked it (Meta, X-Hub-Signature-256)",
      supports: 'authenticated',
    })
  })

  it('waits when the same sender is only named', async () => {
    const { sender: _sender, ...message } = withFile('wamid.2')
    const { id } = (await post({ ...message, sender: { address: ANNA } })).json<{ id: string }>()
    expect(await service.settled(id)).toMatchObject({ identity: { level: 'claimed' }, release: { files: [{ action: 'hold' }] } })
  })

  it('is refused with a signature that was forged, or taken from another, and nothing is stored', async () => {
    const before = await counts()
    const forged = await post(withFile('wamid.3', 'cd'.repeat(16)))
    expect(forged.status).toBe(401)
    expect(forged.json()).toMatchObject({ code: 'PLATFORM_SIGNATURE_INVALID', field: 'sender.platform.proof.signature' })
    const stolen = await post(withFile('wamid.4', SECRETS.meta, '46700000002'))
    expect(stolen.json()).toMatchObject({ status: 422, code: 'PLATFORM_SENDER_MISMATCH', field: 'sender.platform.id' })
    const reused = await post({ ...withFile('wamid.5'), externalId: 'wamid.6' })
    expect(reused.json()).toMatchObject({ status: 422, code: 'PLATFORM_MESSAGE_UNSIGNED', field: 'externalId' })
    expect(await counts()).toEqual(before)
  })

  it('comes once, whenever its webhook comes again', async () => {
    const message = withFile('wamid.7')
    const first = (await post(message)).json<{ id: string }>()
    await service.settled(first.id)
    const before = await counts()
    expect((await post(message)).json()).toMatchObject({ id: first.id })
    expect((await post({ ...message, text: 'Other words' })).json()).toMatchObject({ status: 422, code: 'EXTERNAL_ID_REUSED' })
    expect(await counts()).toEqual(before)
  })

  it('is of a known customer once its sender has logged in from that id', async () => {
    const { store } = service.service
    await recordLogin(store, { subject: 'anna', level: 'verified', acr: null, at: Date.now() }, 'social', ANNA, Date.now() + DAY_MS)
    const { id } = (await post(withFile('wamid.8'))).json<{ id: string }>()
    const { identity } = await service.settled(id)
    expect(identity).toMatchObject({ level: 'authenticated', subject: 'anna' })
    expect(identity.evidence.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['signature', 'remembered']))
  })
})

describe('what is logged', () => {
  it('holds no secret, no signature and no id of a sender', () => {
    expect(JSON.stringify(service.log)).not.toMatch(new RegExp(`${SECRETS.meta}|sha256=|${ANNA}`))
  })
})
