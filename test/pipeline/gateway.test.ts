/** What a signed address is worth at the click: judged anew by today's policy and lists, and by what a shortener says when it is asked. */
import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Click } from '../../src/core/gateway.ts'
import type { NewLogEntry } from '../../src/core/log-entry.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import type { ReleasedLink } from '../../src/core/release.ts'
import type { Finding } from '../../src/core/report.ts'
import type { Reputation } from '../../src/core/reputation.ts'
import type { ReviewRequest } from '../../src/core/store.ts'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import { LOOKUP_INSPECTORS } from '../../src/inspection/registry.ts'
import { createGateway, type GatewayDeps } from '../../src/pipeline/gateway.ts'
import { deriveLinkKeys } from '../../src/release/link-keys.ts'
import { readLinkToken, signLink } from '../../src/release/link-token.ts'
import { NOTHING_KNOWN } from '../inspection/subjects.ts'
import { givenIdentity, givenPolicy } from '../policy/given.ts'
import { LANGUAGES } from '../support/languages.ts'

const DAY_MS = 86_400_000
const RECEIVED_AT = Date.UTC(2026, 10, 1)
const ID = '0193b0c8-0000-7000-8000-000000000001'
const keys = deriveLinkKeys(Buffer.alloc(32, 1), 0)
const hostOf = (url: string) => new URL(url).hostname
const sign = (linkId: string, url: string, agent: string | null = null) =>
  signLink({ messageId: ID, linkId, url, host: hostOf(url), issuedAt: RECEIVED_AT, agent }, keys, '')

let now: number
let policy = givenPolicy()
let listed: string[]
let asks: Reputation['ask']
let behind: Record<string, string>
let record: MessageRecord
let logged: NewLogEntry[]
let asked: ReviewRequest[]
let enqueued: string[]
let reviews: StoredMessage['reviews']
const resolved: string[] = []

const reputation: Reputation = {
  ...NOTHING_KNOWN,
  match: (href) =>
    listed.includes(hostOf(href)) ? [{ kind: 'block', list: 'ours', matched: hostOf(href), category: 'phishing', ageMs: 1 }] : [],
  ask: (href, signal) => asks(href, signal),
}

function gatewayWith(more: Partial<GatewayDeps> = {}) {
  return createGateway({
    assessing: {
      lookupInspectors: LOOKUP_INSPECTORS,
      scanner: {
        scan: async () => ({ status: 'clean' }),
        ready: async () => true,
        describe: () => Promise.reject(new Error('never asked')),
      },
      reputation,
      scansPerMessage: 1,
      stopwatch: () => 0,
      house: { protectedDomains: [] },
      languages: LANGUAGES,
      rewriteLink: (link) => signLink({ ...link, agent: null }, keys, ''),
    },
    store: {
      load: async (id) => (id === ID ? stored() : null),
      policy: async () => ({ channel: 'webchat', version: 4, policy, publishedBy: '', publishedAt: 0, reason: '' }),
      amend: async () => true,
      appendLog: async (entries) => void logged.push(...entries),
      askReview: async (request) => void asked.push(request),
    },
    enqueue: async (_channel, id) => void enqueued.push(id),
    clock: () => now,
    readToken: (token, host) => readLinkToken(token, keys, host),
    maxAgeMs: 30 * DAY_MS,
    resolve: null,
    ...more,
  })
}

const resolve = async (url: string) => {
  resolved.push(url)
  return behind[url] ?? null
}

function stored(): StoredMessage {
  const arrival = {
    id: ID,
    channel: 'webchat',
    kind: 'chat',
    connector: 'http',
    conversationId: null,
    receivedAt: RECEIVED_AT,
    content: { type: 'words', words: {}, files: [] },
  } as const
  const rest = { reviews, opened: [], status: record.status, revision: 1, version: 1, attempts: 0, dueAt: null }
  return { arrival, identity: givenIdentity('claimed'), record, ...rest }
}

function linkTo(url: string, more: Partial<ReleasedLink> = {}): ReleasedLink {
  return {
    id: 'l1',
    action: 'rewrite',
    display: '',
    host: hostOf(url),
    shown: null,
    url: sign('l1', url),
    reason: '',
    explanation: 'As it was',
    ...more,
  }
}

function released(links: readonly ReleasedLink[], findings: readonly Finding[] = [], status: MessageRecord['status'] = 'released') {
  record = {
    id: ID,
    channel: 'webchat',
    kind: 'chat',
    conversationId: null,
    status,
    revision: 1,
    receivedAt: new Date(RECEIVED_AT).toISOString(),
    settledAt: null,
    sender: { address: 'anna@example.com' },
    identity: givenIdentity('claimed'),
    report: { complete: true, outcomes: [], findings },
    verdict: null,
    release: { id: ID, messageId: ID, revision: 1, subject: null, text: '', html: null, links, files: [], masks: [], notices: [] },
    timings: { inspectMs: 0, decideMs: 0, buildMs: 0 },
  }
}

const split = (path: string): readonly [string, string] => {
  const [, , host = '', token = ''] = path.split('/')
  return [token, host]
}
const look = (url: string, gateway = gatewayWith()) => gateway.look(...split(sign('l1', url)))
const codesOf = (click: Click) => (click.state === 'open' || click.state === 'blocked' ? click.link.findings.map(({ code }) => code) : null)

beforeEach(() => {
  now = RECEIVED_AT + DAY_MS
  policy = givenPolicy()
  listed = []
  asks = NOTHING_KNOWN.ask
  behind = {}
  logged = []
  asked = []
  enqueued = []
  reviews = []
  resolved.length = 0
  released([linkTo('https://example.com/a')])
})

describe('look', () => {
  it('opens what is released and still well, and says what is known', async () => {
    expect(await look('https://example.com/a')).toMatchObject({
      state: 'open',
      link: { url: 'https://example.com/a', site: 'example.com' },
    })
    expect(enqueued).toEqual([])
  })

  it('knows nothing that we did not sign, of no message of ours, and beside no other host', async () => {
    const gateway = gatewayWith()
    const [token, host] = split(sign('l1', 'https://example.com/a'))
    for (const [untrustedToken, untrustedHost] of [
      [`${token}x`, host],
      [token, 'evil.example'],
      ['', host],
      split(signLink({ messageId: 'another', linkId: 'l1', url: 'https://example.com/a', host, issuedAt: 0, agent: null }, keys, '')),
      split(signLink({ messageId: ID, linkId: 'l1', url: 'javascript:alert(1)', host: 'x', issuedAt: 0, agent: null }, keys, '')),
    ] as const)
      expect(await gateway.look(untrustedToken, untrustedHost)).toEqual({ state: 'unknown' })
  })

  it('is at an end after its days', async () => {
    now = RECEIVED_AT + 30 * DAY_MS
    expect((await look('https://example.com/a')).state).toBe('open')
    now += 1
    expect(await look('https://example.com/a')).toEqual({ state: 'expired', messageId: ID, linkId: 'l1', language: 'en' })
  })

  it('blocks what a list knows by now, and has its message decided again', async () => {
    listed = ['example.com']
    const click = await look('https://example.com/a')
    expect(click).toMatchObject({ state: 'blocked', canAsk: false, explanation: 'Removed: the address is on a list of dangerous sites.' })
    expect(codesOf(click)).toEqual(['LINK_BLOCKLISTED'])
    expect(enqueued).toEqual([ID])
  })

  it('blocks while a service that is asked gives no answer', async () => {
    asks = async () => ({ status: 'unavailable', reason: 'REPUTATION_UNAVAILABLE' })
    expect(await look('https://example.com/a')).toMatchObject({
      state: 'blocked',
      explanation: expect.stringContaining('could not be asked'),
    })
  })

  it('goes by the policy of today', async () => {
    policy = givenPolicy({ links: { default: 'defang' } })
    // What the channel does with all links is no reviewer's to change.
    expect(await look('https://example.com/a')).toMatchObject({ state: 'blocked', canAsk: false })
  })

  it('speaks the language that the channel has today', async () => {
    policy = givenPolicy({ language: 'sv' })
    expect(await look('https://example.com/a')).toMatchObject({ state: 'open', link: { language: 'sv' } })
    listed = ['example.com']
    expect(await look('https://example.com/a')).toMatchObject({
      link: { language: 'sv' },
      explanation: 'Borttagen: adressen står på en lista över farliga webbplatser.',
    })
  })

  it('keeps what was found about the words around the link', async () => {
    const mismatch: Finding = {
      id: 'f9',
      code: 'LINK_TEXT_REDIRECT',
      inspector: 'links/mismatch',
      severity: 'low',
      confidence: 1,
      subject: { kind: 'link', id: 'l1' },
      title: '',
      explanation: '',
      evidence: [],
    }
    const stale = { ...mismatch, id: 'f10', code: 'LINK_ODD_PORT', inspector: 'links/port' }
    released([linkTo('https://example.com/a')], [mismatch, stale])
    expect(codesOf(await look('https://example.com/a'))).toEqual(['LINK_TEXT_REDIRECT'])
  })

  it('blocks when the message is not released, when the link is not in it, and when its id is another link’s by now', async () => {
    released([linkTo('https://example.com/a')], [], 'held')
    expect(await look('https://example.com/a')).toMatchObject({ state: 'blocked', explanation: '' })
    released([])
    expect((await look('https://example.com/a')).state).toBe('blocked')
    released([linkTo('https://example.com/other')])
    expect((await look('https://example.com/a')).state).toBe('blocked')
  })

  it('names the site behind the address of a mail filter', async () => {
    const url = 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.example.com%2F'
    released([linkTo(url)])
    expect(await look(url)).toMatchObject({ state: 'open', link: { onwardHost: 'shop.example.com' } })
    listed = ['shop.example.com']
    expect((await look(url)).state).toBe('blocked')
  })
})

describe('goOn', () => {
  const goOn = (url: string, gateway = gatewayWith({ resolve })) => {
    released([linkTo(url)])
    return gateway.goOn(...split(sign('l1', url)))
  }

  it('leads to the address itself, and asks nobody, unless it is a shortener', async () => {
    expect((await goOn('https://example.com/a')).address).toBe('https://example.com/a')
    expect(resolved).toEqual([])
  })

  it('asks no shortener unless that is switched on', async () => {
    expect((await goOn('https://bit.ly/abc', gatewayWith())).address).toBe('https://bit.ly/abc')
    expect(resolved).toEqual([])
  })

  it('leads to what a shortener stands for, step by step', async () => {
    behind = { 'https://bit.ly/abc': 'https://tinyurl.com/xyz', 'https://tinyurl.com/xyz': 'https://example.com/end' }
    expect((await goOn('https://bit.ly/abc')).address).toBe('https://example.com/end')
    expect(resolved).toEqual(['https://bit.ly/abc', 'https://tinyurl.com/xyz'])
  })

  it('opens nothing when what is behind a shortener is condemned, leads inside, or is a program', async () => {
    listed = ['evil.example']
    for (const url of ['https://evil.example/x', 'http://192.168.1.1/', 'https://example.com/setup.exe']) {
      behind = { 'https://bit.ly/abc': url }
      const { click, address } = await goOn('https://bit.ly/abc')
      expect([click.state, address]).toEqual(['blocked', null])
    }
  })

  it('goes on to the short address itself when the shortener does not tell', async () => {
    expect((await goOn('https://bit.ly/abc')).address).toBe('https://bit.ly/abc')
  })

  it('opens nothing when the shortener tells an address that starts a program', async () => {
    for (const url of ['javascript:alert(1)', 'search-ms:query=x&crumb=location:%5C%5Cevil.example', 'file://evil.example/x']) {
      behind = { 'https://bit.ly/abc': url }
      expect(await goOn('https://bit.ly/abc')).toMatchObject({ click: { state: 'blocked' }, address: null })
    }
  })

  it('does not take a review of the short address for one of what is behind it today', async () => {
    behind = { 'https://bit.ly/abc': 'http://192.168.1.1/' }
    reviews = [{ subject: { kind: 'link', id: 'l1' }, decision: 'release', by: 'rita', at: RECEIVED_AT, reason: '' }]
    expect(await goOn('https://bit.ly/abc')).toMatchObject({ click: { state: 'blocked' }, address: null })
    // Near-miss: the reviewed address itself.
    expect((await look('http://192.168.1.1/')).state).toBe('blocked')
    released([linkTo('http://192.168.1.1/')])
    expect((await look('http://192.168.1.1/')).state).toBe('open')
  })

  it('never asks for what works once', async () => {
    const url = `https://bit.ly/reset-password?token=${'a1B2c3D4'.repeat(6)}`
    expect((await goOn(url)).address).toBe(url)
    expect(resolved).toEqual([])
  })

  it('does not follow shorteners in a circle', async () => {
    behind = { 'https://bit.ly/a': 'https://bit.ly/b', 'https://bit.ly/b': 'https://bit.ly/a' }
    await goOn('https://bit.ly/a')
    expect(resolved.length).toBeLessThanOrEqual(3)
  })
})

describe('note and askReview', () => {
  it('write down who it was: the login, else whom the address was handed to, else nobody', async () => {
    const gateway = gatewayWith()
    const annas = await gateway.look(...split(sign('l1', 'https://example.com/a', 'anna')))
    await gateway.note(annas, 'link.opened', null)
    await gateway.note(annas, 'link.opened', 'berta')
    await gateway.note(await look('https://example.com/a'), 'link.looked-at', null)
    await gateway.note({ state: 'unknown' }, 'link.refused', 'mallory')
    expect(logged.map(({ verb, actor, subject, messageId, detail }) => [verb, actor, subject, messageId, detail.host])).toEqual([
      ['link.opened', 'anna', 'l1', ID, 'example.com'],
      ['link.opened', 'berta', 'l1', ID, 'example.com'],
      ['link.looked-at', 'unknown', 'l1', ID, 'example.com'],
    ])
  })

  it('ask for what a reviewer could open, and for nothing else', async () => {
    const gateway = gatewayWith()
    const url = 'https://bank@example.com/a'
    released([linkTo(url)])
    policy = givenPolicy({ links: { findings: { LINK_USERINFO: 'rewrite' } } })
    const at = split(sign('l1', url))
    expect(await gateway.askReview(...at, 'anna')).toBe(false)
    policy = givenPolicy()
    expect(await gateway.askReview(...at, 'anna')).toBe(true)
    expect(asked).toMatchObject([{ messageId: ID, subject: { kind: 'link', id: 'l1' }, askedBy: 'anna' }])
    expect(logged.at(-1)).toMatchObject({ verb: 'link.review-asked', actor: 'anna' })
    listed = ['example.com']
    expect(await gateway.askReview(...at, 'anna')).toBe(false)
  })
})
