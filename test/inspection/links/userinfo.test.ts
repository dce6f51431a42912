import { describe, expect, it } from '@jest/globals'
import { userinfo } from '../../../src/inspection/links/userinfo.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (address: string) => userinfo.inspect(linkTo(address), message(), { protectedDomains: [] })
const seen = (address: string) => codes(inspect(address))

describe('catches', () => {
  it('a bank in front of the real site, and is sure of it', () => {
    expect(inspect('https://www.bank.example@evil.test/login').sightings).toEqual([
      {
        code: 'LINK_USERINFO',
        confidence: 1,
        evidence: [
          { label: 'host', value: 'evil.test' },
          { label: 'username', value: 'www.bank.example' },
        ],
      },
    ])
  })

  it.each([
    'https://anna:secret@example.com/',
    'ftp://anna@example.com/',
    'https://:secret@example.com',
    'https:\\\\bank.example@evil.test',
  ])('%s', (address) => {
    expect(seen(address)).toEqual(['LINK_USERINFO'])
  })

  it('one inside another address, with the host that it stands in', () => {
    expect(inspect('https://www.google.com/url?q=https://bank.example@evil.test/').sightings[0]?.evidence).toEqual([
      { label: 'host', value: 'evil.test' },
      { label: 'username', value: 'bank.example' },
      { label: 'inside', value: 'www.google.com' },
    ])
  })

  it('and never shows a password', () => {
    expect(JSON.stringify(inspect('https://anna:hunter2@example.com/'))).not.toContain('hunter2')
  })
})

describe('near-miss', () => {
  it.each([
    'https://medium.example/@anna',
    'https://example.com/?to=a@b.example',
    'https://example.com/#a@b',
    'mailto:anna@example.com',
    'xmpp:a@b.example',
  ])('lets %s pass', (address) => {
    expect(seen(address)).toEqual([])
  })
})

describe('hostile input', () => {
  it('finds the site after the last @', () => {
    expect(inspect('https://a@b@c@evil.test/').sightings[0]?.evidence?.[0]).toEqual({ label: 'host', value: 'evil.test' })
  })

  it('bears a name that is no UTF-8 when decoded', () => {
    expect(seen('https://%ff%fe@evil.test/')).toEqual(['LINK_USERINFO'])
  })
})

describe('the contract', () => {
  keepsContract(userinfo)
})
