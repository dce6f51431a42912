import { describe, expect, it } from '@jest/globals'
import { redirect } from '../../../src/inspection/links/redirect.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (address: string) => redirect.inspect(linkTo(address), message(), { protectedDomains: [] })

describe('links/redirect', () => {
  it.each([
    ['https://www.google.com/url?q=https://evil.net/', 'LINK_REDIRECTOR'],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.net%2F', 'LINK_REDIRECTOR'],
    ['https://shop.com/out?url=https%3A%2F%2Fevil.net%2F', 'LINK_REDIRECTOR'],
    ['https://u1.ct.sendgrid.net/ls/click?upn=abc', 'LINK_REDIRECTOR'],
    ['https://www.google.com/amp/s/evil.net/a', 'LINK_OPEN_REDIRECTOR'],
    ['https://www.bing.com/ck/a?u=a1aHR0cHM6Ly9ldmlsLm5ldC8', 'LINK_OPEN_REDIRECTOR'],
    ['https://www.baidu.com/link?url=opaque', 'LINK_OPEN_REDIRECTOR'],
    ['https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.com%2F', 'LINK_WRAPPED'],
    ['https://protect-eu.mimecast.com/s/abc?domain=shop.com', 'LINK_WRAPPED_SEALED'],
  ])('catches %s as %s', (address, code) => {
    expect(codes(inspect(address))).toEqual([code])
  })

  it('catches each carrier of a chain, with its target', () => {
    const inner = encodeURIComponent('https://www.google.com/url?q=https://evil.net/')
    const { sightings } = inspect(`https://eur01.safelinks.protection.outlook.com/?url=${inner}`)
    expect(sightings.map(({ code }) => code)).toEqual(['LINK_WRAPPED', 'LINK_REDIRECTOR'])
    expect(sightings[1]?.evidence).toEqual([
      { label: 'host', value: 'www.google.com' },
      { label: 'by', value: 'google' },
      { label: 'target', value: 'evil.net' },
    ])
  })

  it('tells what the filter says that it hides', () => {
    expect(inspect('https://protect-eu.mimecast.com/s/abc?domain=shop.com').sightings[0]?.evidence).toContainEqual({
      label: 'target',
      value: 'shop.com',
    })
  })

  it.each([
    'https://shop.com/login?next=https%3A%2F%2Fmy.shop.com%2F',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fa',
    'https://login.microsoftonline.com/?redirect_uri=https%3A%2F%2Foutlook.office.com',
    'https://www.google.com/search?q=evil.net',
    'https://shop.com/?utm_source=https%3A%2F%2Fpartner.com',
    'https://shop.com/a/b/c',
  ])('lets %s pass', (address) => {
    expect(codes(inspect(address))).toEqual([])
  })

  it('is unsure about addresses that are merely shared', () => {
    expect(inspect('https://www.facebook.com/sharer.php?u=https%3A%2F%2Fshop.com').sightings[0]?.confidence).toBe(0.2)
  })

  it('calls a chain unscannable that leads on past what is read (near-miss: one that ends in time)', () => {
    const chain = (steps: number) => inspect(`${'https://www.google.com/url?q='.repeat(steps)}https://evil.net/`)
    expect(chain(12)).toMatchObject({ status: 'unscannable', reason: 'LINK_TOO_DEEP' })
    expect(chain(3).status).toBe('ok')
  })

  it('bears hostile chains', () => {
    const many = Array.from({ length: 300 }, (_, at) => `u${at}=https://h${at}.com/`).join('&')
    expect(inspect(`https://a.com/?${many}`).sightings.length).toBeLessThanOrEqual(6)
  })

  keepsContract(redirect)
})
