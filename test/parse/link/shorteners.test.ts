import { describe, expect, it } from '@jest/globals'
import { ALSO_SHORTENERS, OWN_SHORTENERS, SHORTENER_HOSTS } from '../../../src/parse/link/shortener-hosts.ts'
import { isShortener, shortenerAt } from '../../../src/parse/link/shorteners.ts'
import { parseUrl } from '../../../src/parse/url.ts'

describe('isShortener', () => {
  it.each(['bit.ly', 'tinyurl.com', 't.co', 'is.gd', 'rebrand.ly', 'www.tinyurl.com', 'lnkd.in', 'goo.gl'])('knows %s', (host) => {
    expect(shortenerAt(host)).toEqual({ kind: 'open' })
  })

  it('tells the short names of one site from those of anybody', () => {
    expect(shortenerAt('youtu.be')).toEqual({ kind: 'own', owner: 'youtube.com' })
    expect(shortenerAt('flic.kr')).toEqual({ kind: 'also' })
  })

  it.each(['youtube.com', 'example.com', 'notbit.ly', 'bit.ly.evil.net', 'evil.bit.ly', 'co', '', 'constructor'])(
    'does not know %s',
    (host) => {
      expect(isShortener(host)).toBe(false)
    },
  )

  it('has hosts only, as the URL parser gives them', () => {
    const all = [...SHORTENER_HOSTS, ...OWN_SHORTENERS.keys(), ...ALSO_SHORTENERS]
    expect(all.length).toBeGreaterThan(1_000)
    for (const host of all) expect(parseUrl(`https://${host}/`)?.host).toBe(host)
  })
})
