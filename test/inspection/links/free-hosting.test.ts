import { describe, expect, it } from '@jest/globals'
import { freeHosting } from '../../../src/inspection/links/free-hosting.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (address: string) => freeHosting.inspect(linkTo(address), message(), { protectedDomains: [] })

describe('links/free-hosting', () => {
  it.each([
    ['https://mybank-login.weebly.com/', 'weebly.com'],
    ['https://a.b.pages.dev/x', 'pages.dev'],
    ['https://alice.github.io/', 'github.io'],
    ['https://docs.google.com/forms/d/e/abc/viewform', 'docs.google.com'],
    ['https://forms.office.com/r/abc', 'forms.office.com'],
    ['https://mybank.typeform.com/to/abc', 'typeform.com'],
    ['https://gateway.ipfs.io/ipfs/abc', 'ipfs.io'],
    ['https://abc123.trycloudflare.com/', 'trycloudflare.com'],
    ['https://www.dropbox.com/s/abc/invoice.pdf', 'dropbox.com'],
    ['https://x.r2.dev/', 'r2.dev'],
  ])('catches %s', (address, place) => {
    expect(codes(inspect(address))).toEqual(['LINK_FREE_HOSTING'])
    expect(inspect(address).sightings[0]?.evidence).toContainEqual({ label: 'place', value: place })
  })

  it('catches what only the public suffix list knows, with less certainty', () => {
    expect(inspect('https://anna.fastly-terrarium.com/').sightings[0]?.confidence).toBe(0.7)
  })

  it.each([
    'https://www.weebly.com/',
    'https://github.io/',
    'https://www.dropbox.com/',
    'https://shop.com/',
    'https://shop.co.uk/a',
    'https://shop.uk.com/a',
    'https://notweebly.com/a',
    'https://93.184.215.14/a',
    'https://localhost/a',
    'mailto:anna@alice.github.io',
  ])('lets %s pass', (address) => {
    expect(codes(inspect(address))).toEqual([])
  })

  it('bears hostile hosts', () => {
    expect(inspect(`https://${'a.'.repeat(120)}weebly.com/`).status).toBe('ok')
    expect(inspect(`https://${'a-'.repeat(30)}.weebly.com/`).sightings).toHaveLength(1)
  })

  keepsContract(freeHosting)
})
