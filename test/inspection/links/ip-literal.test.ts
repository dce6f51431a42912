import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ipLiteral } from '../../../src/inspection/links/ip-literal.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const seen = (address: string) => codes(ipLiteral.inspect(linkTo(address), message(), { protectedDomains: [] }))

describe('catches', () => {
  it.each([
    'http://93.184.215.14/',
    'http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
    'http://0x5db8d70e/',
    'http://1572395790',
    'http://93.12113678/',
  ])('%s as a bare address', (address) => {
    expect(seen(address)).toEqual(['LINK_IP_LITERAL'])
  })

  it.each([
    'http://127.0.0.1/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://017700000001/',
    'http://2130706433/',
    'http://１２７。０。０。１/',
    'http://0/',
    'http://10.1.2.3/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://localhost:8080/',
    'http://printer.local/',
    'http://wiki.corp./',
    'http://[64:ff9b:1::a00:1]/',
    'http://[::ffff:7f00:1]/',
    'http://[2606:4700::5efe:10.0.0.1]/',
    'http://[2606:4700:0:0:0:5efe:10.0.0.1]/',
    'http://127.0.0.1.nip.io/',
    'http://shop.192-168-1-1.sslip.io/',
    'http://7f000001.nip.io/',
    'http://7f000001.c0a80001.rbndr.us/',
    'http://--1.sslip.io/',
    'http://a.localtest.me/',
    'http://lvh.me:3000/',
    'http://intranet/',
    'http://fileserver/x',
    'http://nas.lan/',
    'http://router.home.arpa/',
    'https://www.google.com/url?q=http://127.0.0.1/',
    'https://shop.com/?next=http%3A%2F%2F0x7f.1%2F',
    'https://eur01.safelinks.protection.outlook.com/?url=http%3A%2F%2F10.0.0.1%2F',
  ])('%s as a private address', (address) => {
    expect(seen(address)).toEqual(['LINK_PRIVATE_TARGET'])
  })

  it.each(['http://expyuzz4wqqyqhjn.onion/', 'https://abc.onion.ws/', 'http://site.i2p/', 'https://shop.com/?u=http://abc.onion/'])(
    '%s as another network',
    (address) => {
      expect(seen(address)).toEqual(['LINK_UNUSUAL_NETWORK'])
    },
  )

  it('a public address in a name', () => {
    expect(seen('http://93-184-215-14.nip.io/')).toEqual(['LINK_IP_LITERAL'])
  })

  it('an address inside another, with the host that it stands in', () => {
    expect(
      ipLiteral.inspect(linkTo('https://shop.com/?u=http://127.0.0.1/'), message(), { protectedDomains: [] }).sightings[0]?.evidence,
    ).toEqual([
      { label: 'host', value: '127.0.0.1' },
      { label: 'inside', value: 'shop.com' },
    ])
  })

  it('the spelling, kept as evidence', () => {
    const evidence = ipLiteral.inspect(linkTo('http://0x7f.1/'), message(), { protectedDomains: [] }).sightings[0]?.evidence
    expect(evidence).toEqual([
      { label: 'host', value: '127.0.0.1' },
      { label: 'address', value: 'http://0x7f.1/' },
    ])
  })
})

describe('near-miss', () => {
  it.each([
    'http://1.2.3.4.example.com/',
    'http://example.com/127.0.0.1',
    'http://1password.com/',
    'http://localhost.example.com/',
    'http://nip.io/',
    'http://onion.shop.com/',
    'http://notnip.io/127-0-0-1',
    'http://127-0-0-1.shop.com/',
    'steam://run',
    'tel:127001',
    'mailto:a@[127.0.0.1]',
  ])('lets %s pass', (address) => {
    expect(seen(address)).toEqual([])
  })
})

describe('hostile input', () => {
  it('is never talked out of loopback, whatever the spelling of its four bytes', () => {
    const spelled = (byte: number) =>
      fc.constantFrom(`${byte}`, `0x${byte.toString(16)}`, `0${byte.toString(8)}`, `0x000${byte.toString(16)}`)
    const loopback = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).chain((rest) => fc.tuple(...[127, ...rest].map(spelled)))
    fc.assert(
      fc.property(loopback, (bytes) => {
        expect(seen(`http://${bytes.join('.')}/`)).toEqual(['LINK_PRIVATE_TARGET'])
      }),
      { numRuns: 200 },
    )
  })
})

describe('the contract', () => {
  keepsContract(ipLiteral)
})
