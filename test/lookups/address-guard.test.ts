import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createAddressGuard } from '../../src/lookups/address-guard.ts'

const guard = createAddressGuard([])

describe('the address guard', () => {
  it.each(['93.184.215.14', '1.1.1.1', '8.8.8.8', '172.15.255.255', '172.32.0.1', '100.63.255.255', '169.253.0.1', '223.255.255.254'])(
    'permits %s, which is public',
    (address) => expect(guard.permits(address)).toBe(true),
  )

  it.each(['2606:4700:4700::1111', '2a00:1450:400f::200e', '64:ff9b::93.184.215.14', '::ffff:93.184.215.14'])(
    'permits %s, which is public or leads there',
    (address) => expect(guard.permits(address)).toBe(true),
  )

  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['0.0.0.0', 'this host'],
    ['10.0.0.1', 'private (RFC 1918)'],
    ['172.16.0.1', 'private (RFC 1918)'],
    ['192.168.1.1', 'private (RFC 1918)'],
    ['169.254.169.254', 'the cloud metadata service'],
    ['100.64.0.1', 'carrier-grade NAT (RFC 6598)'],
    ['192.0.0.170', 'reserved (RFC 6890)'],
    ['192.0.2.1', 'documentation'],
    ['198.18.0.1', 'benchmarking'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::7f00:1', 'IPv4-compatible loopback (::/96)'],
    ['::5db8:d70e', 'IPv4-compatible, though public inside'],
    ['::ffff:127.0.0.1', 'IPv4-mapped loopback'],
    ['::ffff:7f00:1', 'IPv4-mapped loopback in hex'],
    ['::ffff:169.254.169.254', 'IPv4-mapped metadata service'],
    ['::ffff:0:127.0.0.1', 'IPv4-translated (RFC 2765)'],
    ['64:ff9b::127.0.0.1', 'NAT64 of loopback'],
    ['64:ff9b::a9fe:a9fe', 'NAT64 of the metadata service'],
    ['64:ff9b:1::1', 'local NAT64 (RFC 8215)'],
    ['2002:7f00:1::', '6to4 of loopback'],
    ['2002:a00:1::1', '6to4 of a private address'],
    ['2001:0:5ef5:79fb::1', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation (RFC 9637)'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with a zone'],
    ['fec0::1', 'site-local'],
    ['fc00::1', 'unique local'],
    ['fd00:ec2::254', 'the metadata service over IPv6'],
    ['ff02::1', 'multicast'],
    ['100::1', 'discard'],
    ['5f00::1', 'segment routing'],
  ])('refuses %s: %s', (address) => expect(guard.permits(address)).toBe(false))

  it.each(['0x7f.1', '2130706433', '0177.0.0.1', '127.1', '0x08080808', '134744072', 'example.com', '', '1.1.1.1 ', '[::1]', '1.1.1.1/8'])(
    'refuses %j, which is no address as a resolver writes it',
    (address) => expect(guard.permits(address)).toBe(false),
  )

  it('permits what the operator lists, and its IPv4-mapped spelling, and nothing beside it', () => {
    const open = createAddressGuard(['127.0.0.0/8', 'fd12::/16'])
    expect(['127.0.0.1', '::ffff:127.0.0.1', 'fd12::5'].map(open.permits)).toEqual([true, true, true])
    expect(['128.0.0.1', '10.0.0.1', '::1', 'fd13::5'].map(open.permits)).toEqual([true, false, false, false])
  })

  it.each(['10.0.0.0', 'all', '10.0.0.0/99', ''])('refuses the setting %j', (cidr) => {
    expect(() => createAddressGuard([cidr])).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }))
  })

  it('never permits a private IPv4 address, in whatever IPv6 notation it is wrapped', () => {
    const octet = fc.integer({ min: 0, max: 255 })
    const privateAddress = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
    )
    fc.assert(
      fc.property(privateAddress, fc.constantFrom('', '::', '::ffff:', '::ffff:0:', '64:ff9b::'), (octets, wrapping) => {
        expect(guard.permits(wrapping + octets.join('.'))).toBe(false)
        const [a, b, c, d] = octets
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
        expect(guard.permits(`2002:${hex}::1`)).toBe(false)
      }),
    )
  })
})
