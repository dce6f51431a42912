import { describe, expect, it } from '@jest/globals'
import { readAddresses } from '../../../src/parse/mime/address.ts'

function read(written: string): string[] {
  return readAddresses(written, 100).addresses.map((found) =>
    found.name === undefined ? found.address : `${found.name} | ${found.address}`,
  )
}

describe('readAddresses', () => {
  it.each<[string, string[]]>([
    // RFC 5322 3.4 and its appendix A
    ['anna@example.com', ['anna@example.com']],
    ['Anna Berg <anna@example.com>', ['Anna Berg | anna@example.com']],
    ['"Berg, Anna" <anna@example.com>, bo@example.com', ['Berg, Anna | anna@example.com', 'bo@example.com']],
    ['"Giant; \\"Big\\" Box" <box@example.net>', ['Giant; "Big" Box | box@example.net']],
    ['A Group:Ed <ed@x.com>,joe@y.com,John <jdoe@z.com>;', ['Ed | ed@x.com', 'joe@y.com', 'John | jdoe@z.com']],
    ['Undisclosed recipients:;', []],
    ['Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>', ['Pete | pete@silly.test']],
    ['anna@example.com (Anna Berg)', ['Anna Berg | anna@example.com']],
    ['<@relay.example,@hub.example:anna@example.com>', ['anna@example.com']],
    ['Anna <anna @ example.com>', ['Anna | anna@example.com']],
    ['anna @ example.com', ['anna@example.com']],
    ['"anna berg"@example.com', ['"annaberg"@example.com']],
    ['<>', []],
    // The wild
    ['a@example.com; b@example.com', ['a@example.com', 'b@example.com']],
    ['a@example.com,,, b@example.com,', ['a@example.com', 'b@example.com']],
    ['Anna anna@example.com', ['Anna | anna@example.com']],
    ['mailto:anna@example.com', ['anna@example.com']],
    ['root', ['root']],
    ['Mail Delivery System', []],
    ['=?utf-8?Q?Anna=40example.com?=', []],
    ['=?utf-8?Q?Berg=2C_=C3=85sa?= <asa@example.com>', ['Berg, Åsa | asa@example.com']],
    ['=?utf-8?Q?Berg,_Anna;_b?= <anna@example.com>', ['Berg, Anna; b | anna@example.com']],
    ['=?utf-8?Q?Team:?=: anna@example.com;', ['anna@example.com']],
    ['"=?utf-8?Q?=C3=85sa?=" <asa@example.com>', ['Åsa | asa@example.com']],
    ['Anna <anna@example.com', ['Anna | anna@example.com']],
    ['Anna <anna@example.com, Bo <bo@example.com>', ['Anna | anna@example.com', 'Bo | bo@example.com']],
    ['<a@example.com> <b@example.com>', ['a@example.com', 'b@example.com']],
    // Names that pose as addresses stay names
    ['"pay@bank.example" <eve@evil.example>', ['pay@bank.example | eve@evil.example']],
    ['pay@bank.example <eve@evil.example>', ['pay@bank.example | eve@evil.example']],
    ['=?utf-8?Q?pay=40bank.example=0D=0ABcc:_x?= <eve@evil.example>', ['pay@bank.example Bcc: x | eve@evil.example']],
  ])('%s', (written, found) => {
    expect(read(written)).toEqual(found)
  })

  it('reads no more than allowed and says so', () => {
    expect(readAddresses('a@b, c@d, e@f', 2)).toEqual({ addresses: [{ address: 'a@b' }, { address: 'c@d' }], truncated: true })
    expect(readAddresses('a@b, c@d', 2).truncated).toBe(false)
  })

  it('bounds a single address and a single name', () => {
    const [only] = readAddresses(`${'n'.repeat(50_000)} <${'a'.repeat(50_000)}@b>`, 1).addresses
    expect(only?.address).toHaveLength(1_000)
    expect(only?.name).toHaveLength(1_000)
  })
})
