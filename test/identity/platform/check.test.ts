/** A proof stands for one message of one sender; whatever is changed, left out, too old, somebody else's or ambiguous proves nothing. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ForebayError } from '../../../src/core/error.ts'
import { PLATFORMS, type Platform, type PlatformClaim, type PlatformSecret } from '../../../src/core/platform.ts'
import { createPlatformCheck } from '../../../src/identity/platform/check.ts'
import { annaWrites, json, SECRETS, signAs, whatsapp } from '../../support/platform-webhooks.ts'

const NOW = Date.UTC(2026, 10, 20, 12)
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const secretOf = (platform: Platform, channel = 'social'): PlatformSecret => ({
  channel,
  platform,
  account: null,
  secret: SECRETS[platform],
})
const all = PLATFORMS.map((platform) => secretOf(platform))

function claimOf(platform: Platform, changes: Partial<PlatformClaim> & { readonly signedAt?: number } = {}): PlatformClaim {
  const { signedAt = NOW, ...others } = changes
  const { body, externalId, sender } = annaWrites(platform, signedAt)
  const { signature, timestamp = null } = signAs(platform, Buffer.from(others.untrustedBody ?? body), signedAt)
  const claim = {
    channel: 'social',
    externalId,
    senderId: sender,
    untrustedBody: body,
    untrustedSignature: signature,
    untrustedTimestamp: timestamp,
  }
  return { ...claim, ...others }
}

/** The code and field of the refusal; the platform where there is none. */
function outcome(claim: PlatformClaim, secrets: readonly PlatformSecret[] = all, now = NOW): string {
  try {
    return createPlatformCheck(secrets, () => now)(claim)
  } catch (error) {
    if (!(error instanceof ForebayError)) throw error
    return `${error.status} ${error.code} ${error.field}`
  }
}

const INVALID = '401 PLATFORM_SIGNATURE_INVALID sender.platform.proof.signature'
const UNSIGNED = '422 PLATFORM_MESSAGE_UNSIGNED externalId'
const MISMATCH = '422 PLATFORM_SENDER_MISMATCH sender.platform.id'
const UNREADABLE = '422 PLATFORM_BODY_UNREADABLE sender.platform.proof.body'
const OLD_BODY = '401 PLATFORM_PROOF_EXPIRED sender.platform.proof.body'
const OLD_TIMESTAMP = '401 PLATFORM_PROOF_EXPIRED sender.platform.proof.timestamp'

describe.each(PLATFORMS)('a message that %s signed', (platform) => {
  it('proves its sender, in a channel that has its secret', () => {
    expect(outcome(claimOf(platform), [secretOf(platform)])).toBe(platform)
    expect(outcome(claimOf(platform))).toBe(platform)
  })

  it('proves nobody else, and no other message', () => {
    expect(outcome(claimOf(platform, { senderId: '46700000002' }))).toBe(MISMATCH)
    expect(outcome(claimOf(platform, { externalId: 'another' }))).toBe(UNSIGNED)
    expect(outcome(claimOf(platform, { externalId: null }))).toBe('422 PLATFORM_MESSAGE_MISSING externalId')
  })

  it('proves nothing in a channel that has no secret, or another', () => {
    const claim = claimOf(platform)
    expect(outcome(claim, [])).toBe('422 PLATFORM_SECRET_MISSING sender.platform.proof')
    expect(outcome(claim, [secretOf(platform, 'webchat')])).toBe('422 PLATFORM_SECRET_MISSING sender.platform.proof')
    const another = { ...secretOf(platform), secret: SECRETS[platform].replace(/^./, (first) => (first === '0' ? '1' : '0')) }
    expect(outcome(claim, [another])).toBe(INVALID)
    expect(
      outcome(
        claim,
        all.filter((secret) => secret.platform !== platform),
      ),
    ).toBe(INVALID)
  })

  it('is known by the new secret and by the old one while it is changed', () => {
    const others = [{ ...secretOf(platform), secret: 'ab'.repeat(32) }, secretOf(platform)]
    expect(outcome(claimOf(platform), others)).toBe(platform)
    expect(outcome(claimOf(platform), [...others].reverse())).toBe(platform)
  })

  it('proves nothing once it is old, whenever it was signed', () => {
    const { body, externalId, sender } = annaWrites(platform, NOW - 8 * DAY_MS - 1_000)
    const resigned = signAs(platform, body, NOW)
    const claim = { ...claimOf(platform), externalId, senderId: sender, untrustedBody: body, untrustedSignature: resigned.signature }
    expect(outcome(claim)).toBe(OLD_BODY)
    expect(outcome(claim, all, NOW - 2_000)).toBe(platform)
  })

  it('proves nothing when it is of a time to come', () => {
    const { body, externalId, sender } = annaWrites(platform, NOW + 2 * DAY_MS)
    const { signature } = signAs(platform, body, NOW)
    expect(outcome({ ...claimOf(platform), externalId, senderId: sender, untrustedBody: body, untrustedSignature: signature })).toBe(
      OLD_BODY,
    )
  })

  it('proves nothing with any bit of the body turned', () => {
    const claim = claimOf(platform)
    fc.assert(
      fc.property(fc.nat({ max: claim.untrustedBody.byteLength * 8 - 1 }), (bit) => {
        expect(outcome({ ...claim, untrustedBody: turned(claim.untrustedBody, bit) })).toBe(INVALID)
      }),
    )
  })

  it('proves nothing with any bit of its signature, its sender, its id or its time turned', () => {
    const claim = claimOf(platform)
    const fields = ['untrustedSignature', 'senderId', 'externalId', 'untrustedTimestamp'] as const
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.nat({ max: 8_000 }), (field, any) => {
        const value = claim[field]
        if (value === null) return
        const changed = turned(Buffer.from(value, 'latin1'), any % (value.length * 8)).toString('latin1')
        expect(outcome({ ...claim, [field]: changed })).toMatch(/^4\d\d PLATFORM_/)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['no JSON', 'Hello', UNREADABLE],
    ['no object', '[]', UNSIGNED],
    ['nothing', 'null', UNSIGNED],
    ['a name twice', '{"object":"page","object":"instagram"}', UNREADABLE],
    ['too many levels', `${'{"entry":['.repeat(40)}1${']}'.repeat(40)}`, UNREADABLE],
    ['lists where texts should be', '{"object":["page"],"entry":[[]],"events":[[[]]],"event":["message"],"type":[2],"id":["1"]}', UNSIGNED],
    [
      'numbers where lists should be',
      '{"object":"page","entry":1e999,"events":-0,"event":"message","sender":7,"type":"event_callback"}',
      UNSIGNED,
    ],
    [
      'the names of every object',
      '{"__proto__":{"event":"message"},"constructor":{"events":[]},"object":"toString","entry":{"length":1}}',
      UNSIGNED,
    ],
  ])('proves nothing when it is signed and holds %s', (_name, text, expected) => {
    const untrustedBody = Buffer.from(text)
    expect(outcome(claimOf(platform, { untrustedBody }))).toBe(expected)
  })

  it('proves nothing, and breaks nothing, whatever JSON is signed', () => {
    const names = fc.constantFrom(
      'object',
      'entry',
      'changes',
      'field',
      'value',
      'messages',
      'messaging',
      'message',
      'mid',
      'id',
      'from',
      'sender',
    )
    const more = fc.constantFrom(
      'events',
      'source',
      'userId',
      'event',
      'message_token',
      'timestamp',
      'type',
      'user',
      'member',
      'team_id',
      'event_id',
    )
    const texts = fc.constantFrom(
      'page',
      'messages',
      'message',
      'event_callback',
      '2',
      'whatsapp_business_account',
      '',
      '\ud800',
      '1'.repeat(400),
    )
    const { json: anyJson } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 6 },
        texts,
        fc.double(),
        fc.constant(null),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(names, more), tie('json'), { maxKeys: 5 }),
      ),
    }))
    fc.assert(
      fc.property(anyJson, (value) => {
        const untrustedBody = json(value)
        expect(outcome(claimOf(platform, { untrustedBody }))).toMatch(/^422 PLATFORM_/)
      }),
    )
  })
})

describe('a time that is signed beside the body', () => {
  it.each(['slack', 'discord'] as const)('of %s is good for five minutes, both ways', (platform) => {
    const claim = claimOf(platform)
    expect(outcome(claim, all, NOW + 5 * MINUTE_MS)).toBe(platform)
    expect(outcome(claim, all, NOW - 5 * MINUTE_MS)).toBe(platform)
    expect(outcome(claim, all, NOW + 5 * MINUTE_MS + 1)).toBe(OLD_TIMESTAMP)
    expect(outcome(claim, all, NOW - 5 * MINUTE_MS - 1)).toBe(OLD_TIMESTAMP)
  })

  it.each(['slack', 'discord'] as const)('of %s has to be there, and to be what was signed', (platform) => {
    const missing = claimOf(platform, { untrustedTimestamp: null })
    expect(outcome(missing, [secretOf(platform)])).toBe('422 PLATFORM_TIMESTAMP_MISSING sender.platform.proof.timestamp')
    expect(outcome(missing)).toBe(INVALID)
    for (const untrustedTimestamp of ['', 'now', String(NOW / 1_000 + 1), `0${NOW / 1_000}`, `${NOW / 1_000}:`])
      expect(outcome(claimOf(platform, { untrustedTimestamp }))).toBe(INVALID)
  })

  it.each(['slack', 'discord'] as const)('of %s that is signed but is no time proves nothing', (platform) => {
    const { body, externalId, sender } = annaWrites(platform, NOW)
    const { signature } = signAs(platform, body, Number.NaN)
    const claim = { channel: 'social', externalId, senderId: sender, untrustedBody: body, untrustedSignature: signature }
    expect(outcome({ ...claim, untrustedTimestamp: 'NaN' })).toBe(OLD_TIMESTAMP)
  })
})

describe('a secret that is for one account', () => {
  const ACCOUNTS = { meta: '106540352242922', line: 'Uffffffffffffffffffffffffffffffff', slack: 'T061EG9R6' } as const
  const MISSED = '422 PLATFORM_ACCOUNT_MISMATCH channel'

  it.each(['meta', 'line', 'slack'] as const)('of %s proves what was sent to that account alone', (platform) => {
    const here = { ...secretOf(platform), account: ACCOUNTS[platform] }
    const elsewhere = { ...secretOf(platform), account: '7' }
    expect(outcome(claimOf(platform), [here])).toBe(platform)
    expect(outcome(claimOf(platform), [elsewhere])).toBe(MISSED)
    expect(outcome(claimOf(platform), [elsewhere, here])).toBe(platform)
    expect(outcome(claimOf(platform), [elsewhere, secretOf(platform)])).toBe(platform)
    // An account that fits, by another secret, makes up for nothing.
    expect(outcome(claimOf(platform), [elsewhere, { ...here, secret: 'ab'.repeat(16) }])).toBe(MISSED)
  })

  it('of Messenger is for the page', () => {
    const event = { sender: { id: '1254459154682919' }, timestamp: NOW, message: { mid: 'm_1', text: 'Hello' } }
    const untrustedBody = json({ object: 'page', entry: [{ id: '682498302938465', time: NOW, messaging: [event] }] })
    const claim = claimOf('meta', { untrustedBody, externalId: 'm_1', senderId: '1254459154682919' })
    expect(outcome(claim, [{ ...secretOf('meta'), account: '682498302938465' }])).toBe('meta')
    expect(outcome(claim, [{ ...secretOf('meta'), account: '106540352242922' }])).toBe(MISSED)
  })

  it('proves nothing where the signed body names none', () => {
    const untrustedBody = Buffer.from(annaWrites('meta', NOW).body.toString().replace('"phone_number_id"', '"phone"'))
    expect(outcome(claimOf('meta', { untrustedBody }), [{ ...secretOf('meta'), account: ACCOUNTS.meta }])).toBe(MISSED)
  })
})

describe('a batch of WhatsApp', () => {
  const anna = { from: '46700000001', id: 'wamid.A' }
  const bo = { from: '46700000002', id: 'wamid.B' }
  const tried = (untrustedBody: Buffer, externalId: string, senderId: string) =>
    outcome(claimOf('meta', { untrustedBody, externalId, senderId }))

  it('proves each message for its own sender', () => {
    const batch = whatsapp([anna, bo], NOW, { statuses: [{ id: 'wamid.C', status: 'read', recipient_id: '46700000003', timestamp: '1' }] })
    expect(tried(batch, 'wamid.A', '46700000001')).toBe('meta')
    expect(tried(batch, 'wamid.B', '46700000002')).toBe('meta')
    expect(tried(batch, 'wamid.A', '46700000002')).toBe(MISMATCH)
    expect(tried(batch, 'wamid.B', '46700000001')).toBe(MISMATCH)
    expect(tried(batch, 'wamid.C', '46700000003')).toBe(UNSIGNED)
  })

  it('proves nobody where one id has two senders', () => {
    const batch = whatsapp([anna, { ...bo, id: anna.id }], NOW)
    expect(tried(batch, 'wamid.A', '46700000001')).toBe(MISMATCH)
    expect(tried(batch, 'wamid.A', '46700000002')).toBe(MISMATCH)
    expect(tried(whatsapp([anna, anna], NOW), 'wamid.A', '46700000001')).toBe('meta')
  })

  it('proves a sender by number or by the id that stands in for it', () => {
    const both = whatsapp([{ ...anna, from_user_id: 'SE.13491208655302741918' }], NOW)
    expect(tried(both, 'wamid.A', '46700000001')).toBe('meta')
    expect(tried(both, 'wamid.A', 'SE.13491208655302741918')).toBe('meta')
    const { from: _from, ...withoutNumber } = { ...anna, from_user_id: 'SE.13491208655302741918' }
    expect(tried(whatsapp([withoutNumber], NOW), 'wamid.A', 'SE.13491208655302741918')).toBe('meta')
    expect(tried(whatsapp([withoutNumber], NOW), 'wamid.A', '46700000001')).toBe(MISMATCH)
  })

  it.each([
    ['a notice of WhatsApp itself', whatsapp([{ ...anna, type: 'system' }], NOW)],
    ['an echo of what the company sent', whatsapp([], NOW, { message_echoes: [anna] })],
    ['a message in another field', Buffer.from(whatsapp([anna], NOW).toString().replace('"field":"messages"', '"field":"history"'))],
    ['a message without a time', Buffer.from(whatsapp([anna], NOW).toString().replace('"timestamp"', '"time"'))],
    ['an id that is a number', Buffer.from(whatsapp([anna], NOW).toString().replace('"wamid.A"', '7'))],
  ])('proves nothing by %s', (_name, batch) => {
    expect(tried(batch, 'wamid.A', '46700000001')).toBe(UNSIGNED)
    expect(tried(batch, '7', '46700000001')).toBe(UNSIGNED)
  })
})

describe('an event of Messenger or Instagram', () => {
  const event = { sender: { id: '1254459154682919' }, recipient: { id: '682498302938465' }, timestamp: NOW }
  const said = { ...event, message: { mid: 'm_AG5Hz2Uq', text: 'Hello' } }
  const tried = (one: object, object = 'page', externalId = 'm_AG5Hz2Uq', senderId = event.sender.id) => {
    const untrustedBody = json({ object, entry: [{ id: '682498302938465', time: NOW, messaging: [one] }] })
    return outcome(claimOf('meta', { untrustedBody, externalId, senderId }))
  }

  it.each(['page', 'instagram'])('proves who wrote a message, or pressed a button (%s)', (object) => {
    expect(tried(said, object)).toBe('meta')
    expect(tried({ ...event, postback: { mid: 'm_AG5Hz2Uq', title: 'Start', payload: 'start' } }, object)).toBe('meta')
    expect(tried(said, object, 'm_AG5Hz2Uq', event.recipient.id)).toBe(MISMATCH)
  })

  it.each([
    ['an echo of what the page sent', { ...said, message: { ...said.message, is_echo: true } }],
    ['what says to be an echo in its own way', { ...said, message: { ...said.message, is_echo: 'no' } }],
    ["a reaction to somebody else's message", { ...event, reaction: { mid: 'm_AG5Hz2Uq', action: 'react' } }],
    ['a receipt', { ...event, delivery: { mids: ['m_AG5Hz2Uq'], watermark: NOW } }],
    ['an edit', { ...event, message_edit: { mid: 'm_AG5Hz2Uq', text: 'Bye', num_edit: 1 } }],
  ])('proves nothing by %s', (_name, one) => {
    expect(tried(one)).toBe(UNSIGNED)
  })

  it('proves nothing under another object', () => {
    expect(tried(said, 'user')).toBe(UNSIGNED)
    expect(tried(said, 'whatsapp_business_account')).toBe(UNSIGNED)
  })
})

describe('an event of the others', () => {
  /** Anna's webhook with one text in the place of another. */
  function changed(platform: Platform, from: string, to: string): string {
    const { body } = annaWrites(platform, NOW)
    const untrustedBody = Buffer.from(body.toString().replace(from, to))
    expect(untrustedBody.equals(body)).toBe(false)
    return outcome(claimOf(platform, { untrustedBody }))
  }

  it.each([
    ['line', '"type":"message"', '"type":"unsend"', UNSIGNED],
    ['line', '"source":{"type":"user","userId":"U4af4980629f14a1f8a2e5a2b0b6b0c01"}', '"source":{"type":"group","groupId":"C1"}', UNSIGNED],
    ['line', '"type":"user"', '"type":"group","groupId":"C1"', 'line'],
    ['viber', '"event":"message"', '"event":"delivered"', UNSIGNED],
    ['viber', ':4912661846655238145', ':4912661846655238144', UNSIGNED],
    ['viber', ':4912661846655238145', ':4912661846655238145.0', UNSIGNED],
    ['viber', ':4912661846655238145', ':"4912661846655238145"', 'viber'],
    ['slack', '"channel_type":"im"', '"channel_type":"im","bot_id":"B1"', UNSIGNED],
    ['slack', '"channel_type":"im"', '"subtype":"message_changed"', UNSIGNED],
    ['slack', '"channel_type":"im"', '"subtype":"file_share"', 'slack'],
    ['slack', '"T061EG9R6"', '"T061EG9R7"', MISMATCH],
    ['slack', '"type":"event_callback"', '"type":"url_verification"', UNSIGNED],
    ['discord', '"type":2', '"type":1', UNSIGNED],
    ['discord', '"type":2', '"type":4', UNSIGNED],
    ['discord', '"member":{"user"', '"member":{"owner"', UNSIGNED],
  ] as const)('of %s with %s as %s is %s', (platform, from, to, expected) => {
    expect(changed(platform, from, to)).toBe(expected)
  })

  it('of Discord in a direct message names its sender by itself', () => {
    const { body, externalId, sender } = annaWrites('discord', NOW)
    const { member, ...rest } = JSON.parse(body.toString()) as { readonly member: { readonly user: object } }
    const untrustedBody = json({ ...rest, user: member.user })
    expect(outcome(claimOf('discord', { untrustedBody, externalId, senderId: sender }))).toBe('discord')
  })
})

function turned(bytes: Uint8Array, bit: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[bit >> 3]! ^= 1 << (bit & 7)
  return changed
}
