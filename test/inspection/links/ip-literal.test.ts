import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ipLiteral } from '../../../src/inspection/links/ip-literal.ts'
import { codes, linkTo, message } from '../subjects.ts'

const seen = (address: string) => codes(ipLiteral.inspect(linkTo(address), message()))

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
  ])('%s as a private address', (address) => {
    expect(seen(address)).toEqual(['LINK_PRIVATE_TARGET'])
  })

  it('the spelling, kept as evidence', () => {
    const evidence = ipLiteral.inspect(linkTo('http://0x7f.1/'), message()).sightings[0]?.evidence
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
