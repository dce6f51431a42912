/** What has to wait for identification is bounded, words alone are not, and nobody learns from it who is known. */
import { describe, expect, it } from '@jest/globals'
import type { Submission } from '../../src/core/connector.ts'
import type { ForebayError } from '../../src/core/error.ts'
import type { IdentityLevel } from '../../src/core/identity.ts'
import type { ChannelKind } from '../../src/core/message.ts'
import type { LevelRule, Policy } from '../../src/core/policy.ts'
import type { WaitingClaim, WaitingRefusal } from '../../src/core/unidentified-limit.ts'
import { createWaitingGate } from '../../src/intake/unidentified-limit.ts'
import { testPolicy } from '../http/test-policy.ts'
import { makeMail } from '../support/mail.ts'

const NOON = Date.UTC(2026, 10, 27, 12)
const HOLDS: LevelRule = { text: 'release', links: 'allow', files: 'hold' }
const LIMITS = { itemsPerSender: 5, bytesPerSender: 50, itemsPerChannel: 500, bytesPerChannel: 5_000 }

const files = (...sizes: readonly number[]) =>
  sizes.map((sizeBytes, at) => ({ untrustedName: `${at}.pdf`, untrustedType: 'image/png', blobId: `b${at}`, sizeBytes, sha256: '' }))
const chat = (sizes: readonly number[], more: Partial<Submission> = {}): Submission => ({
  ...{ channel: 'webchat', connector: 'http', conversationId: 'c-7', externalId: null, idempotencyKey: null, untrustedIdentityToken: null },
  content: { type: 'words', words: { text: 'Hello' }, files: files(...sizes) },
  ...more,
})

function gate(refusal: WaitingRefusal = null, rule: LevelRule = HOLDS, kind: ChannelKind = 'email') {
  const claims: WaitingClaim[] = []
  const base = testPolicy('webchat', kind)
  const policy: Policy = {
    ...base,
    senders: { ...base.senders, claimed: rule, anonymous: rule },
    rateLimit: { messagesPerMinute: 1, unidentified: LIMITS },
  }
  const claimWaiting = async (claim: WaitingClaim) => {
    claims.push(claim)
    return refusal
  }
  const { enter } = createWaitingGate({ claimWaiting }, () => NOON)
  const send = (submission: Submission, level: IdentityLevel = 'claimed', address = 'Anna@Example.com') =>
    enter({ submission, sender: () => ({ address }), policy, identity: { level, subject: null, evidence: [] }, dedupeKeys: [] })
  return { claims, send }
}

const refusalOf = (sent: Promise<void>) =>
  sent.then(
    () => null,
    (error: ForebayError) => error,
  )

describe('what waits for identification', () => {
  it('is the files of a sender whose level does not send any, with their bytes', async () => {
    const { claims, send } = gate()
    await send(chat([3, 4]))
    expect(claims).toEqual([{ channel: 'webchat', sender: 'conversation c-7', dedupeKeys: [], at: NOON, items: 2, bytes: 7 }])
  })

  it('is nothing of words alone, of a level that sends all, and of the highest', async () => {
    const { claims, send } = gate('sender')
    await send(chat([]))
    await send(chat([3]), 'verified')
    await send(chat([3]), 'authenticated')
    expect(claims).toEqual([])
  })

  it('is the whole message where its level reaches nobody, and only what is too large or too many where files go on', async () => {
    const nobody = gate(null, { ...HOLDS, reaches: 'nobody' })
    await nobody.send(chat([]))
    await nobody.send(chat([3]))
    expect(nobody.claims.map(({ items }) => items)).toEqual([1, 2])
    const some = gate(null, { ...HOLDS, files: 'allow', maxFiles: 2, maxFileBytes: 9 })
    await some.send(chat([1, 1]))
    await some.send(chat([1, 10, 1]))
    expect(some.claims.map(({ items, bytes }) => [items, bytes])).toEqual([[2, 11]])
  })

  it('counts files of any kind where some kinds go on: what a file says that it is proves nothing', async () => {
    const { claims, send } = gate(null, { ...HOLDS, files: { default: 'hold', image: 'allow' } })
    await send(chat([1]))
    expect(claims).toHaveLength(1)
  })

  it('is no small file where a table lets every kind go on up to a size or a number', async () => {
    const { claims, send } = gate('sender', { ...HOLDS, files: { default: 'allow' }, maxFileBytes: 5_000_000, maxFiles: 2 })
    await send(chat([10, 10]))
    await send(chat([]))
    expect(claims).toEqual([])
    for (const sizes of [[5_000_001], [1, 1, 1]]) expect(await refusalOf(send(chat(sizes)))).toMatchObject({ status: 429 })
    const kinds = gate(null, { ...HOLDS, files: { image: 'allow' }, maxFileBytes: 5_000_000 })
    await kinds.send(chat([10]))
    expect(kinds.claims).toMatchObject([{ items: 1, bytes: 10 }])
  })

  it('is the files of a mail, whose words alone go on however many come', async () => {
    const { claims, send } = gate('sender')
    const mail = (raw: Buffer) => chat([], { channel: 'support-mail', conversationId: null, content: { type: 'mail', raw } })
    await send(mail(makeMail({ text: 'Hello', html: '<p>Hello</p>' })))
    expect(claims).toEqual([])
    const refused = await refusalOf(send(mail(makeMail({ text: 'Hello', files: [{ type: 'application/pdf', name: 'a.pdf', body: 'x' }] }))))
    expect(refused).toMatchObject({ code: 'UNIDENTIFIED_LIMIT' })
    expect(claims).toMatchObject([{ sender: null, items: 1 }])
    const large = { type: 'mail-blob', rawBlobId: 'b', sizeBytes: 900, sha256: '', messageIdHeader: null, from: null } as const
    await refusalOf(send(chat([], { conversationId: null, content: large })))
    expect(claims[1]).toMatchObject({ items: 1, bytes: 900 })
  })

  it("is one item a mail, for its address together with the server that it came from: forging an address uses up nobody's day", async () => {
    const { claims, send } = gate()
    const raw = makeMail({
      text: 'Hello',
      files: Array.from({ length: 9 }, (_, at) => ({ type: 'application/pdf', name: `${at}.pdf`, body: 'x' })),
    })
    const mail: Partial<Submission> = { channel: 'support-mail', conversationId: null, content: { type: 'mail', raw } }
    await send(chat([], mail))
    await send(chat([], { ...mail, envelope: { clientIp: '192.0.2.1' } }))
    expect(claims.map(({ sender, items }) => [sender, items])).toEqual([
      [null, 1],
      ['address anna@example.com from 192.0.2.1', 1],
    ])
  })

  it('is counted for the conversation, else for the address, else for the channel alone', async () => {
    const { claims, send } = gate()
    await send(chat([1]), 'claimed', 'somebody@else.example')
    await send(chat([1], { conversationId: null }))
    await send(chat([1], { conversationId: null }), 'anonymous', '')
    expect(claims.map(({ sender }) => sender)).toEqual(['conversation c-7', 'address anna@example.com', null])
    const platform = gate(null, HOLDS, 'social')
    for (const id of ['U81', ' u81 ']) await platform.send(chat([1], { conversationId: null }), 'claimed', id)
    expect(platform.claims.map(({ sender }) => sender)).toEqual(['address U81', 'address u81'])
  })

  it('is refused past a limit with 429, the limit, the way out and the time until the next day, the same for every address', async () => {
    const { send } = gate('sender')
    const refused = await refusalOf(send(chat([1])))
    expect(refused).toMatchObject({
      ...{ code: 'UNIDENTIFIED_LIMIT', status: 429, reason: 'IDENTITY_REQUIRED', field: 'attachments', retryAfterSeconds: 12 * 3_600 },
      limit: { maxItemsPerSenderPerDay: 5, maxBytesPerSenderPerDay: 50 },
    })
    expect(refused?.publicMessage).toContain('Words without files are taken')
    const other = await refusalOf(send(chat([1]), 'claimed', 'a.known@customer.example'))
    expect({ ...other, stack: '' }).toEqual({ ...refused, stack: '' })
    const ofChannel = await refusalOf(gate('channel').send(chat([1])))
    expect(ofChannel).toMatchObject({ limit: { maxItemsPerChannelPerDay: 500, maxBytesPerChannelPerDay: 5_000 } })
    const whole = await refusalOf(gate('sender', { ...HOLDS, text: 'hold' }).send(chat([])))
    expect(whole?.publicMessage).not.toContain('Words without files are taken')
  })

  it('is refused as 503 when it cannot be counted', async () => {
    const { enter } = createWaitingGate({ claimWaiting: async () => Promise.reject(new Error('down')) }, () => NOON)
    const base = testPolicy('webchat', 'chat')
    const policy = { ...base, senders: { ...base.senders, claimed: HOLDS } }
    const waiting = {
      submission: chat([1]),
      sender: () => null,
      policy,
      identity: { level: 'claimed', subject: null, evidence: [] },
      dedupeKeys: [],
    } as const
    expect(await refusalOf(enter(waiting))).toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 })
  })
})
