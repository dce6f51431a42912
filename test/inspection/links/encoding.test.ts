import { describe, expect, it } from '@jest/globals'
import { encoding } from '../../../src/inspection/links/encoding.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (address: string, recipient?: string) =>
  encoding.inspect(linkTo(address), message(recipient === undefined ? {} : { recipients: [{ address: recipient }] }), {
    protectedDomains: [],
  })

describe('links/encoding', () => {
  it.each([
    'https://shop.com/?a=%252565',
    'https://shop.com/%25252e%25252e/',
    'https://%65vil.net/login',
    'http://w%77%77%2eshop.com/',
    'https://sho\np.com/',
    'https://shop.com/a%00b',
    'https://shop.com/%6c%6f%67%69%6e%2f%70%61',
    'https://shop.com/r?x=aHR0cHM6Ly9ldmlsLm5ldC9sb2dpbg==',
    'https://shop.com/#PGh0bWw+PGJvZHk+PHNjcmlwdD4=',
    'https://sh\u00adop.com/',
    'https://sh\u200bop.com/x?y',
    'https://shop\u2060.com',
  ])('catches %j', (address) => {
    expect(codes(inspect(address))).toEqual(['LINK_DEEPLY_ENCODED'])
  })

  it.each([
    ['https://evil.net/#anna@company.com', 0.9],
    ['https://evil.net/login?e=anna%40company.com', 0.5],
    ['https://evil.net/#YW5uYUBjb21wYW55LmNvbQ==', 0.9],
    ['https://evil.net/x/anna@company.com', 0.5],
    ['https://evil.net/x#email=anna@company.com', 0.9],
  ])('catches the mailbox in %s', (address, confidence) => {
    expect(inspect(address).sightings).toEqual([
      { code: 'LINK_CARRIES_ADDRESS', confidence, evidence: [{ label: 'mailbox', value: 'anna@company.com' }] },
    ])
  })

  it('catches the mailbox of the very recipient with more certainty', () => {
    expect(inspect('https://evil.net/login?e=Anna%40company.com', 'anna@company.com').sightings[0]?.confidence).toBe(0.9)
  })

  it('catches an address that nobody can read', () => {
    expect(codes(inspect(`https://shop.com/${'ab/'.repeat(700)}`))).toEqual(['LINK_OVERLONG'])
  })

  it.each([
    'https://shop.com/',
    'https://shop.com/a%20b?c=%C3%A5%C3%A4%C3%B6',
    'https://sv.wikipedia.org/wiki/%C3%85%C3%A4%C3%B6',
    'https://shop.com/?next=https%3A%2F%2Fshop.com%2F%3Fa%3D1',
    'https://shop.com/?q=100%2525',
    'https://medium.com/@anna/a-post',
    'https://cdn.shop.com/logo@2x.png',
    'https://cdn.shop.com/npm/vue@3.2.1',
    'https://shop.com/track/3fa85f6457174562b3fc2c963f66afa6',
    'https://shop.com/?text=write+to+anna@company.com+or+call+us+today',
    'mailto:anna@company.com',
    'https://räksmörgås.se/',
    'https://shop.com/a\u200bb',
    'https://shop.com/\u200b',
    'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.com%2F%3Fa%3D%252520b&data=x',
  ])('lets %s pass', (address) => {
    expect(codes(inspect(address))).toEqual([])
  })

  it('bears hostile addresses', () => {
    for (const piece of ['%25', '@', 'a@', 'aHR0c', '%', '%00', '=', '&a=', 'A1', 'a@b.', '#'])
      expect(inspect(`https://a.com/?${piece.repeat(2_500)}`.slice(0, 8_000)).status).toBe('ok')
  })

  keepsContract(encoding)
})
