import { describe, expect, it } from '@jest/globals'
import { shortener } from '../../../src/inspection/links/shortener.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (address: string) => shortener.inspect(linkTo(address), message(), { protectedDomains: [] })
const confidence = (address: string) => inspect(address).sightings[0]?.confidence

describe('links/shortener', () => {
  it.each([
    'https://bit.ly/3yhHfzI',
    'http://tinyurl.com/1usn',
    'https://www.tinyurl.com/abc',
    'https://BIT.LY/x',
    'https://is.gd/abc',
    'https://t.co/AbC',
  ])('catches %s', (address) => {
    expect(codes(inspect(address))).toEqual(['LINK_SHORTENER'])
    expect(confidence(address)).toBe(1)
  })

  it('catches one behind a mail filter', () => {
    expect(codes(inspect('https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbit.ly%2Fabc'))).toEqual(['LINK_SHORTENER'])
  })

  it('catches those of sites that have pages of their own with less certainty', () => {
    expect(confidence('https://flic.kr/p/abc')).toBeLessThan(0.5)
    expect(confidence('https://bitly.com/pages/pricing')).toBeLessThan(0.3)
  })

  it.each(['https://zq7.ly/xY3k9', 'https://a-b.io/4kd', 'http://qx.to/AbCd'])(
    'catches the shape of one that it does not know: %s',
    (address) => {
      expect(codes(inspect(address))).toEqual(['LINK_LOOKS_SHORTENED'])
    },
  )

  it.each([
    'https://dn.se/nyheter',
    'https://dn.se/a1b2/c',
    'https://qx.to/',
    'https://qx.to/a1?b=c',
    'https://www.qx.to/a1b2',
    'https://qx.com/a1b2',
    'https://quitelong.to/a1b2',
  ])('lets %s pass, which has not that shape', (address) => {
    expect(codes(inspect(address))).toEqual([])
  })

  it('says of the short names of one site only that', () => {
    expect(inspect('https://youtu.be/dQw4w9WgXcQ').sightings).toEqual([
      {
        code: 'LINK_SITE_SHORTENER',
        evidence: [
          { label: 'host', value: 'youtu.be' },
          { label: 'site', value: 'youtube.com' },
        ],
      },
    ])
  })

  it.each([
    'https://bit.ly/',
    'https://bit.ly',
    'https://tinyurl.com/?a=b',
    'https://habit.ly/abc',
    'https://bit.ly.evil.net/abc',
    'https://youtube.com/x',
    'mailto:a@bit.ly',
  ])('lets %s pass', (address) => {
    expect(codes(inspect(address))).toEqual([])
  })

  it('bears hostile addresses', () => {
    expect(codes(inspect(`https://bit.ly/${'/'.repeat(5_000)}`))).toEqual(['LINK_SHORTENER'])
    expect(inspect(`https://constructor/${'a'.repeat(5_000)}`).status).toBe('ok')
  })

  keepsContract(shortener)
})
