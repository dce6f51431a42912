/** What a mail proves is found out once, kept with the message, and never takes anything away; only a DNS that gave no answer is asked again, for a day. */
import { describe, expect, it, jest } from '@jest/globals'
import type { Dns } from '../../src/core/dns.ts'
import { ForebayError } from '../../src/core/error.ts'
import type { Identity } from '../../src/core/identity.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Amendment, StoredMessage } from '../../src/core/stored-message.ts'
import type { OpenedArrival } from '../../src/parse/message.ts'
import { createProveSender } from '../../src/pipeline/prove-sender.ts'
import { aPolicy } from '../support/policy-of-tests.ts'
import { dnsOf, mailFrom, signed } from '../support/signed-mail.ts'

const CLAIMED: Identity = {
  level: 'claimed',
  subject: null,
  evidence: [{ kind: 'claim', result: 'none', detail: 'said', supports: 'claimed' }],
}
const MAIL_ON: Policy = {
  ...aPolicy('support-mail'),
  kind: 'email',
  identity: { verifiedAcr: [], mail: { check: 'on', trustedForwarders: [], trustedResults: [] } },
}

function given(raw: Uint8Array, identity = CLAIMED) {
  const opened: OpenedArrival = {
    id: 'm1',
    channel: 'support-mail',
    kind: 'email',
    conversationId: null,
    receivedAt: 0,
    content: { type: 'mail', raw },
  }
  const stored: StoredMessage = {
    arrival: { ...opened, connector: 'http', content: { type: 'mail-inline', raw } },
    identity,
    reviews: [],
    opened: [],
    record: null,
    status: 'accepted',
    revision: 0,
    version: 3,
    attempts: 0,
    dueAt: 0,
  }
  return { stored, opened }
}

function proving(table: Dns = dnsOf(), kept = true, now = 7) {
  const resolve = jest.fn(table.resolve)
  const amend = jest.fn(async (_id: string, _amendment: Amendment, _now: number) => kept)
  const prove = createProveSender({ store: { amend }, clock: () => now, dns: { resolve }, receiver: 'forebay.example', timeoutMs: 500 })
  return { prove, amend, resolve }
}

describe('proving the sender of a mail', () => {
  it('keeps what the DNS said with the message, and goes on with it', async () => {
    const { prove, amend } = proving()
    const { stored, opened } = given(await signed(mailFrom()))
    const proven = await prove(stored, opened, MAIL_ON)
    expect(proven).toMatchObject({ identity: { level: 'authenticated', subject: null }, version: 4 })
    expect(amend).toHaveBeenCalledWith('m1', { kind: 'identity', identity: proven!.identity, ifVersion: 3 }, 7)
    // The next run has it already.
    const again = proving()
    expect(await again.prove(proven as StoredMessage, opened, MAIL_ON)).toBe(proven)
    expect(again.resolve).not.toHaveBeenCalled()
  })

  it('begins anew when somebody else learnt something meanwhile', async () => {
    const { stored, opened } = given(await signed(mailFrom()))
    expect(await proving(dnsOf(), false).prove(stored, opened, MAIL_ON)).toBeNull()
  })

  it('stores nothing where nothing was asked and nothing proven', async () => {
    const { prove, amend, resolve } = proving()
    const { stored, opened } = given(mailFrom())
    expect(await prove(stored, opened, MAIL_ON)).toMatchObject({ identity: { level: 'claimed' }, version: 3 })
    expect(amend).not.toHaveBeenCalled()
    expect(resolve).not.toHaveBeenCalled()
  })

  it('stores what a trusted server in front says, which asks nobody', async () => {
    const { prove, amend } = proving()
    const { stored, opened } = given(
      mailFrom(undefined, undefined, 'Authentication-Results: mx.shop.example; dmarc=pass header.from=example.com\r\n'),
    )
    const trusting = {
      ...MAIL_ON,
      identity: { ...MAIL_ON.identity, mail: { ...MAIL_ON.identity.mail!, trustedResults: ['mx.shop.example'] } },
    }
    expect((await prove(stored, opened, trusting))?.identity.level).toBe('authenticated')
    expect(amend).toHaveBeenCalledTimes(1)
  })

  it('adds to a login that came first, and changes nothing of whose it is', async () => {
    const login: Identity = {
      level: 'verified',
      subject: 'customer-7',
      evidence: [{ kind: 'token', result: 'pass', detail: 'eID', supports: 'verified' }],
    }
    const { stored, opened } = given(await signed(mailFrom()), login)
    const proven = await proving().prove(stored, opened, MAIL_ON)
    expect(proven?.identity).toMatchObject({ level: 'verified', subject: 'customer-7' })
    expect(proven?.identity.evidence.map(({ kind }) => kind)).toEqual(['token', 'dmarc', 'spf', 'dkim'])
  })

  it('leaves alone what is no mail, and channels that do not want it', async () => {
    const { prove, resolve } = proving()
    const { stored, opened } = given(await signed(mailFrom()))
    const off = { ...MAIL_ON, identity: { ...MAIL_ON.identity, mail: { ...MAIL_ON.identity.mail!, check: 'off' as const } } }
    expect(await prove(stored, opened, off)).toBe(stored)
    const words = { ...opened, content: { type: 'words' as const, words: { text: 'Hi' }, files: [] } }
    expect(await prove(stored, words, MAIL_ON)).toBe(stored)
    expect(resolve).not.toHaveBeenCalled()
  })
})

describe('a mail about which the DNS gave no answer', () => {
  const AWAY: Dns = { resolve: () => Promise.reject(new ForebayError('DNS_UNAVAILABLE', 'The DNS gave no answer.')) }
  const HOUR_MS = 3_600_000
  const kindsOf = ({ evidence }: Identity) => evidence.map(({ kind, result }) => `${kind}=${result}`)

  async function unanswered(raw: Buffer, identity = CLAIMED) {
    const { stored, opened } = given(raw, identity)
    const first = await proving(AWAY).prove(stored, opened, MAIL_ON)
    expect(kindsOf(first!.identity)).toContain('dmarc=temperror')
    return { first: first as StoredMessage, opened }
  }

  it('is proven by a later run, which puts what it finds in the place of what was found', async () => {
    const { first, opened } = await unanswered(await signed(mailFrom()))
    const { prove, amend } = proving(dnsOf(), true, HOUR_MS)
    const later = await prove(first, opened, MAIL_ON)
    expect(later).toMatchObject({ identity: { level: 'authenticated', subject: null }, version: 5 })
    expect(kindsOf(later!.identity)).toEqual(['dmarc=pass', 'spf=none', 'dkim=pass', 'claim=none'])
    expect(amend).toHaveBeenCalledWith('m1', { kind: 'identity', identity: later!.identity, ifVersion: 4 }, HOUR_MS)
    // And that is that.
    const again = proving()
    expect(await again.prove(later as StoredMessage, opened, MAIL_ON)).toBe(later)
    expect(again.resolve).not.toHaveBeenCalled()
  })

  it('is found false by a later run, and raised by nothing', async () => {
    const { first, opened } = await unanswered(await signed(mailFrom(), 'evil.example'))
    const later = await proving(dnsOf(), true, HOUR_MS).prove(first, opened, MAIL_ON)
    expect(later?.identity.level).toBe('claimed')
    expect(kindsOf(later!.identity)).toEqual(['dmarc=fail', 'spf=none', 'dkim=pass', 'claim=none'])
  })

  it('changes nothing while the DNS is still away', async () => {
    const { first, opened } = await unanswered(await signed(mailFrom()))
    const { prove, amend, resolve } = proving(AWAY, true, HOUR_MS)
    expect(await prove(first, opened, MAIL_ON)).toEqual(first)
    expect(resolve).toHaveBeenCalled()
    expect(amend).not.toHaveBeenCalled()
  })

  it('is settled after a day, whatever the DNS would say then', async () => {
    const { first, opened } = await unanswered(await signed(mailFrom()))
    const { prove, resolve } = proving(dnsOf(), true, 24 * HOUR_MS)
    expect(await prove(first, opened, MAIL_ON)).toBe(first)
    expect(resolve).not.toHaveBeenCalled()
  })

  it('is not asked about when something of it expired, for then it is not what was signed', async () => {
    const { first, opened } = await unanswered(await signed(mailFrom()))
    const cut = { ...first, arrival: { ...first.arrival, expired: [] } }
    const { prove, resolve } = proving(dnsOf(), true, HOUR_MS)
    expect(await prove(cut, opened, MAIL_ON)).toBe(cut)
    expect(resolve).not.toHaveBeenCalled()
  })

  it('is not asked about once its sender has logged in, and stays theirs', async () => {
    const login: Identity = { level: 'authenticated', subject: 'customer-7', evidence: [{ ...CLAIMED.evidence[0]!, kind: 'token' }] }
    const { first, opened } = await unanswered(await signed(mailFrom()), login)
    expect(first.identity).toMatchObject({ level: 'authenticated', subject: 'customer-7' })
    const { prove, resolve } = proving(dnsOf(), true, HOUR_MS)
    expect(await prove(first, opened, MAIL_ON)).toBe(first)
    expect(resolve).not.toHaveBeenCalled()
  })

  it('begins anew when its sender logs in while the DNS is asked', async () => {
    const { first, opened } = await unanswered(await signed(mailFrom()))
    expect(await proving(dnsOf(), false, HOUR_MS).prove(first, opened, MAIL_ON)).toBeNull()
  })
})
