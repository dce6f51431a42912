import { describe, expect, it } from '@jest/globals'
import { unparsable } from '../../../src/inspection/links/unparsable.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const seen = (address: string) => codes(unparsable.inspect(linkTo(address), message(), { protectedDomains: [] }))

describe('catches', () => {
  it.each([
    'https://[::1',
    'http://exa mple.com/',
    'https://256.256.256.256/',
    'http://a:99999/',
    '//[',
    '\\\\[',
    'https://bank.example%40evil.test',
  ])('%s as an address that browsers refuse', (address) => {
    expect(seen(address)).toEqual(['LINK_UNPARSABLE'])
  })

  it.each(['account.html', '/login', '?next=1', '{{unsubscribe_url}}'])('%s as a link without a site', (address) => {
    expect(seen(address)).toEqual(['LINK_RELATIVE'])
  })
})

describe('near-miss', () => {
  it.each(['#top', '', ' \t', 'https://example.com/a b', 'https://münchen.de', 'mailto:anna@example.com'])('lets %j pass', (address) => {
    expect(seen(address)).toEqual([])
  })
})

describe('hostile input', () => {
  it('reads the scheme through the tabs and controls that browsers drop', () => {
    expect(seen('\x01 ht\ntps://[')).toEqual(['LINK_UNPARSABLE'])
  })

  it('answers about an address of a million characters', () => {
    expect(seen(`https://${'a'.repeat(1_000_000)}`)).toEqual(['LINK_UNPARSABLE'])
    expect(seen('\t'.repeat(1_000_000))).toEqual([])
  })
})

describe('the contract', () => {
  keepsContract(unparsable)
})
