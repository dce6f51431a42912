import { describe, expect, it } from '@jest/globals'
import type { Inspected } from '../../../src/core/inspector.ts'
import type { ListMatch, Reputation, ThreatAnswer } from '../../../src/core/reputation.ts'
import type { Scanner } from '../../../src/core/scanner.ts'
import { reputation } from '../../../src/inspection/links/reputation.ts'
import { declaresItself } from '../contract.ts'
import { codes, linkTo } from '../subjects.ts'

const scanner: Scanner = {
  scan: async () => ({ status: 'clean' }),
  ready: async () => true,
  describe: async () => ({ configured: false, reachable: false, version: null, address: null }),
}

interface Known {
  /** By host. */
  readonly block?: readonly string[]
  readonly allow?: readonly string[]
  readonly answer?: (href: string) => ThreatAnswer
}

function knowing({ block = [], allow = [], answer = () => ({ status: 'ok', matches: [] }) }: Known) {
  const asked: string[] = []
  const matchOf = (kind: 'block' | 'allow', host: string): ListMatch => ({
    ...{ kind, list: `${kind}-list`, matched: `${host}/`, category: kind === 'block' ? 'phishing' : null, ageMs: 7_200_000 },
  })
  const known: Reputation = {
    match(href) {
      const host = new URL(href).hostname
      return [
        ...(block.includes(host) ? [matchOf('block', host)] : []),
        ...(allow.some((one) => host === one || host.endsWith(`.${one}`)) ? [matchOf('allow', host)] : []),
      ]
    },
    async ask(href) {
      asked.push(href)
      return answer(href)
    },
    hashesOf: () => new Uint8Array(),
    isCondemned: () => false,
  }
  return { known, asked }
}

async function inspect(address: string, what: Known): Promise<Inspected & { readonly asked: readonly string[] }> {
  const { known, asked } = knowing(what)
  const seen = await reputation.inspect(linkTo(address), { scanner, reputation: known, signal: new AbortController().signal })
  return { ...seen, asked }
}

const service: ThreatAnswer = {
  status: 'ok',
  matches: [{ kind: 'block', list: 'web-risk', matched: 'evil.example/', category: 'malware', ageMs: null }],
}

describe('links/reputation', () => {
  declaresItself(reputation)

  it('catches an address that a list knows, and says which list, what of it, and how old it is', async () => {
    expect(await inspect('https://evil.example/x', { block: ['evil.example'] })).toEqual({
      status: 'ok',
      sightings: [
        {
          code: 'LINK_BLOCKLISTED',
          confidence: 1,
          evidence: [
            { label: 'list', value: 'block-list' },
            { label: 'matched', value: 'evil.example/' },
            { label: 'category', value: 'phishing' },
            { label: 'age', value: '2 h' },
          ],
        },
      ],
      // It is condemned already: nobody else hears of it.
      asked: [],
    })
  })

  it('catches an address that a service knows', async () => {
    const seen = await inspect('https://evil.example/x', { answer: () => service })
    expect(seen).toMatchObject({ status: 'ok', sightings: [{ code: 'LINK_BLOCKLISTED' }] })
    expect(seen.sightings[0]?.evidence).toContainEqual({ label: 'list', value: 'web-risk' })
  })

  it.each([
    ['behind a mail filter', 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2Fx&data=y', 1],
    ['behind a redirector', 'https://www.google.com/url?q=https%3A%2F%2Fevil.example%2Fx&sa=D', 1],
    ['within an address that may lead on to it', 'https://shop.example/go?redirect=https%3A%2F%2Fevil.example%2Fx', 0.9],
    ['within an address that is about it', 'https://shop.example/about?topic=https%3A%2F%2Fevil.example%2Fx', 0.7],
  ])('catches what stands %s', async (_what, address, confidence) => {
    const { sightings } = await inspect(address, { block: ['evil.example'] })
    expect(sightings).toMatchObject([{ code: 'LINK_BLOCKLISTED', confidence }])
    expect(sightings[0]?.evidence?.at(-1)).toEqual({ label: 'inside', value: new URL(address).hostname })
  })

  it('lets pass what nobody knows, once everybody was asked', async () => {
    expect(await inspect('https://good.example/x', {})).toEqual({ status: 'ok', sightings: [], asked: ['https://good.example/x'] })
  })

  it('near-miss: the host that is not listed passes beside the one that is', async () => {
    expect(codes(await inspect('https://notevil.example/', { block: ['evil.example'] }))).toEqual([])
  })

  it('says that an address is known for good', async () => {
    const seen = await inspect('https://www.good.example/x', { allow: ['good.example'] })
    expect(seen).toMatchObject({ status: 'ok', sightings: [{ code: 'LINK_ALLOWLISTED' }] })
  })

  it.each([
    ['only the outer address is listed', 'https://good.example/go?url=https%3A%2F%2Fother.example%2F', []],
    ['only the inner address is listed', 'https://other.example/go?url=https%3A%2F%2Fgood.example%2F', []],
    ['both are', 'https://good.example/go?url=https%3A%2F%2Fwww.good.example%2F', ['LINK_ALLOWLISTED']],
    [
      'the inner one is, within a mail filter of the receiver',
      'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fgood.example%2Fx&data=y',
      ['LINK_ALLOWLISTED'],
    ],
  ])('knows a link for good only by all of its addresses: %s', async (_what, address, expected) => {
    expect(codes(await inspect(address, { allow: ['good.example'] }))).toEqual(expected)
  })

  it('does not know where a shortener leads, though the shortener is known for good', async () => {
    expect(codes(await inspect('https://bit.ly/3abcDEF', { allow: ['bit.ly'] }))).toEqual([])
    expect(codes(await inspect('https://bit.ly/', { allow: ['bit.ly'] }))).toEqual(['LINK_ALLOWLISTED'])
  })

  it('says both when lists differ, and leaves it to the policy', async () => {
    expect(codes(await inspect('https://evil.example/', { block: ['evil.example'], allow: ['evil.example'] }))).toEqual([
      'LINK_BLOCKLISTED',
      'LINK_ALLOWLISTED',
    ])
  })

  it.each(['REPUTATION_UNAVAILABLE', 'REPUTATION_TIMEOUT'] as const)(
    'cannot tell when a service answers %s, though a list knows it for good',
    async (reason) => {
      const seen = await inspect('https://good.example/', { allow: ['good.example'], answer: () => ({ status: 'unavailable', reason }) })
      expect(seen).toMatchObject({ status: 'unscannable', reason, sightings: [{ code: 'LINK_ALLOWLISTED' }] })
    },
  )

  it('is certain of what one answer says, whatever became of the others', async () => {
    const address = 'https://shop.example/go?redirect=https%3A%2F%2Fevil.example%2Fx'
    const answer = (href: string): ThreatAnswer =>
      href.startsWith('https://evil.example/') ? service : { status: 'unavailable', reason: 'REPUTATION_TIMEOUT' }
    expect(await inspect(address, { answer })).toMatchObject({ status: 'ok', sightings: [{ code: 'LINK_BLOCKLISTED' }] })
  })

  it('does not apply to what is no address', () => {
    expect(reputation.applies(linkTo('https://[', null))).toBe(false)
    expect(reputation.applies(linkTo('https://good.example/'))).toBe(true)
  })

  it('bears hostile addresses, with bounded work and words', async () => {
    const nested = Array.from({ length: 50 }, (_, at) => `u${at}=https%3A%2F%2Fevil.example%2F${at}`).join('&')
    const seen = await inspect(`https://good.example/?${nested}`, { block: ['evil.example'], allow: ['good.example', 'evil.example'] })
    expect(seen.sightings.length).toBeLessThan(10)
    expect(codes(seen)).not.toContain('LINK_ALLOWLISTED')
    const asked = await inspect(`https://good.example/?${nested}`, {})
    expect(asked.asked.length).toBeLessThan(20)
  })
})
