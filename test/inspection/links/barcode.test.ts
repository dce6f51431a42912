import { describe, expect, it } from '@jest/globals'
import { barcode } from '../../../src/inspection/links/barcode.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (text: string, via = 'qr') => barcode.inspect(linkTo(text, null, { source: 'qr', via }), message())

describe('links/barcode', () => {
  describe('catches', () => {
    it('an address in a code, and says what it holds and of which kind it is', () => {
      expect(inspect('https://login.example/')).toEqual({
        status: 'ok',
        sightings: [
          {
            code: 'LINK_BARCODE',
            evidence: [
              { label: 'text', value: 'https://login.example/' },
              { label: 'kind', value: 'qr' },
            ],
          },
        ],
      })
    })

    it.each([
      ['a login to a wireless network', 'WIFI:T:WPA;S:guests;P:secret;;', 'qr'],
      ['a phone number', 'tel:+4612345678', 'aztec'],
      ['plain words', 'Table 12', 'data-matrix'],
    ])('catches %s', (_name, text, via) => {
      expect(codes(inspect(text, via))).toEqual(['LINK_BARCODE'])
    })

    it('what a phone makes of it, when that is not what is written', () => {
      const link = linkTo('login.example', null, { source: 'qr', via: 'qr', url: 'http://login.example/' })
      expect(barcode.inspect(link, message()).sightings[0]?.evidence?.at(-1)).toEqual({ label: 'target', value: 'http://login.example/' })
    })
  })

  it.each(['text', 'html', 'pdf', 'office'] as const)('near-miss: lets the same address pass in %s', (source) => {
    expect(codes(barcode.inspect(linkTo('https://login.example/', null, { source }), message()))).toEqual([])
  })

  it('bears hostile text: controls, half characters and far too much of it', () => {
    for (const text of ['\0\u202E\uD800', 'a'.repeat(100_000), '']) expect(codes(inspect(text))).toEqual(['LINK_BARCODE'])
  })

  keepsContract(barcode)
})
