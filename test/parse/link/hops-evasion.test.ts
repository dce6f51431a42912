/** An address that is written so that two readers see two targets is followed to both, and one past what is read is not taken for harmless. */
import { describe, expect, it } from '@jest/globals'
import { destinationOf, hopsOf, isTooDeep, MAX_DEPTH } from '../../../src/parse/link/hops.ts'
import { parseUrl } from '../../../src/parse/url.ts'

const hops = (url: string) => hopsOf(parseUrl(url)!)
const hosts = (url: string) => hops(url).map(({ address }) => address.host)

describe('targets that readers differ about', () => {
  it.each([
    'https://www.google.com/url?url=https://good.example&url=https://evil.example',
    'https://www.google.com/url?x=1;url=https://good.example&url=https://evil.example',
    'https://www.google.com/url?URL=https://good.example&url=https://evil.example',
    'https://nam02.safelinks.protection.outlook.com/?a=b&amp;url=https://good.example&url=https://evil.example/x',
    'https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9nb29kLmV4YW1wbGUv&u=a1aHR0cHM6Ly9ldmlsLmV4YW1wbGUv',
  ])('catches both of %s, and is sure of neither', (url) => {
    expect(hosts(url)).toContain('evil.example')
    expect(hosts(url)).toContain('good.example')
    expect(destinationOf(hops(url)).address.host).not.toMatch(/example/)
  })

  it.each([
    `https://www.google.com/url?${'&'.repeat(70)}url=https://evil.example/x`,
    `https://www.google.com/url?${'a&'.repeat(500)}url=https://evil.example/x`,
  ])('catches one behind many parameters', (url) => {
    expect(destinationOf(hops(url)).address.host).toBe('evil.example')
  })

  it('near-miss: the same target twice is one', () => {
    const url = 'https://www.google.com/url?url=https://good.example/&sa=D&url=https://good.example/'
    expect(destinationOf(hops(url)).address.host).toBe('good.example')
  })
})

describe('isTooDeep', () => {
  const nest = (times: number) => `${'https://www.google.com/url?q='.repeat(times)}https://evil.example/x`

  it('catches a chain that goes on past what is followed', () => {
    expect(isTooDeep(hops(nest(MAX_DEPTH + 1)))).toBe(true)
  })

  it('near-miss: one that is read to its end', () => {
    expect(isTooDeep(hops(nest(MAX_DEPTH)))).toBe(false)
    expect(destinationOf(hops(nest(MAX_DEPTH))).address.host).toBe('evil.example')
  })
})
