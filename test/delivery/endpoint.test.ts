import { describe, expect, it } from '@jest/globals'
import { parseEndpointUrl } from '../../src/delivery/endpoint.ts'

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
