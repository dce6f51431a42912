import { describe, expect, it } from '@jest/globals'
import { find as linkify } from 'linkifyjs'
import { aLink, aMessage } from '../policy/given.ts'
import { releaseOf } from './given.ts'

function textOf(body: string, ...places: readonly number[]): string {
  const links = places.map((_, at) => aLink(`l${at + 1}`, { url: `https://a${at}.example/`, untrustedUrl: `https://a${at}.example/` }))
  const slots = places.map((at, index) => ({ at, kind: 'link', linkId: `l${index + 1}` }) as const)
  return releaseOf({ message: aMessage({ links, text: { body, slots } }) }).text ?? ''
}

const hrefs = (text: string) => linkify(text).map(({ href }) => href)
const gateway = (at: number) => `https://gate.example/l/a${at}.example/l${at + 1}`

describe('an address in the text of a release', () => {
  it('is its own when another stands right beside it', () => {
    expect(hrefs(textOf('', 0, 0))).toEqual([gateway(0), gateway(1)])
    expect(hrefs(textOf('see .', 4, 4))).toEqual([gateway(0), gateway(1)])
  })

  it.each(['more', '.Then more', "'s", '),(more)', ':8080', '\ufffdmore', "'\ufffdhxxp://x", '...more'])(
    'takes %j behind it for no part of itself',
    (words) => {
      expect(hrefs(textOf(words, 0))).toEqual([gateway(0)])
    },
  )

  it('keeps the full stop, the bracket and the quote behind it where they were', () => {
    for (const words of ['.', ').', '", she said', ', and', '!']) expect(textOf(words, 0)).toBe(gateway(0) + words)
  })
})
