import { describe, expect, it } from '@jest/globals'
import { newEndpoint, parseEndpointUrl } from '../../src/delivery/endpoint.ts'

describe('a new webhook', () => {
  const of = { allowHttp: false, createdAt: 5 }

  it('has an id and a secret that no other has', () => {
    const made = [1, 2].map(() => newEndpoint('https://desk.example', ['webchat'], of))
    expect(made[0]).toMatchObject({ url: 'https://desk.example/', channels: ['webchat'], createdAt: 5, disabledAt: null })
    expect(Buffer.from(made[0]!.secret.replace('whsec_', ''), 'base64')).toHaveLength(32)
    expect(new Set(made.flatMap(({ id, secret }) => [id, secret])).size).toBe(4)
  })

  it('is not made for an address that is refused', () => {
    expect(() => newEndpoint('http://desk.example', null, of)).toThrow(expect.objectContaining({ code: 'WEBHOOK_URL_INVALID' }))
  })
})

describe('the address of a webhook', () => {
  it.each([
    ['https://desk.example/hooks/forebay', 'https://desk.example/hooks/forebay'],
    ['HTTPS://Desk.Example:443/hook?team=a', 'https://desk.example/hook?team=a'],
    ['https://räksmörgås.example', 'https://xn--rksmrgs-5wao1o.example/'],
  ])('takes %s', (untrustedUrl, url) => expect(parseEndpointUrl(untrustedUrl, false)).toBe(url))

  it.each([
    ['http://desk.example/'],
    ['ftp://desk.example/'],
    ['javascript:alert(1)'],
    ['desk.example/hook'],
    ['https://user:pw@desk.example/'],
    ['https://user@desk.example/'],
    ['https://desk.example/#part'],
    [''],
    [`https://desk.example/${'a'.repeat(2_100)}`],
  ])('refuses %.60s', (untrustedUrl) => {
    expect(() => parseEndpointUrl(untrustedUrl, false)).toThrow(expect.objectContaining({ code: 'WEBHOOK_URL_INVALID', field: 'url' }))
  })

  it('takes plain http only when told to', () => {
    expect(parseEndpointUrl('http://127.0.0.1:9000/hook', true)).toBe('http://127.0.0.1:9000/hook')
    expect(() => parseEndpointUrl('ws://127.0.0.1/', true)).toThrow(expect.objectContaining({ code: 'WEBHOOK_URL_INVALID' }))
  })
})
