import { describe, expect, it } from '@jest/globals'
import { port } from '../../../src/inspection/links/port.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (address: string) => port.inspect(linkTo(address), message(), { protectedDomains: [] })

describe('links/port', () => {
  it.each(['http://shop.com:81/', 'https://shop.com:8081/a', 'http://93.184.215.14:27000/', 'https://shop.com:22'])(
    'catches %s',
    (address) => {
      expect(codes(inspect(address))).toEqual(['LINK_ODD_PORT'])
    },
  )

  it('catches one behind a redirection, and says where it stood', () => {
    expect(inspect('https://www.google.com/url?q=http://shop.com:4443/').sightings[0]?.evidence).toEqual([
      { label: 'host', value: 'shop.com' },
      { label: 'port', value: '4443' },
      { label: 'inside', value: 'www.google.com' },
    ])
  })

  it.each([
    'https://shop.com/',
    'https://shop.com:443/',
    'http://shop.com:8080/',
    'https://shop.com:8443/',
    'ftp://shop.com:2121/',
    'https://shop.com/a:81/',
  ])('lets %s pass', (address) => {
    expect(codes(inspect(address))).toEqual([])
  })

  it('bears hostile ports', () => {
    for (const number of ['0', '65535', '65536', '-1', '0x50', '٨١']) expect(inspect(`http://shop.com:${number}/`).status).toBe('ok')
  })

  keepsContract(port)
})
