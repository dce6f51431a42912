/** A release for one agent: the same words, and addresses that say whose they are. */
import { describe, expect, it } from '@jest/globals'
import type { Release } from '../../src/core/release.ts'
import { handTo } from '../../src/release/hand-to.ts'
import { deriveLinkKeys } from '../../src/release/link-keys.ts'
import { readLinkToken, signLink } from '../../src/release/link-token.ts'

const keys = deriveLinkKeys(Buffer.alloc(32, 1), 0)
const HOME = 'https://forebay.example/in/l/ounge'
const address = (url: string, linkId: string, agent: string | null = null) =>
  signLink({ messageId: 'm1', linkId, url, host: new URL(url).host, issuedAt: 0, agent }, keys, HOME)
const signFor = (given: string, agent: string) => {
  const token = given.startsWith(HOME) ? readLinkToken(given.slice(given.lastIndexOf('/') + 1), keys) : null
  return token === null ? null : address(token.url, token.linkId, agent)
}
const one = address('https://example.com/a', 'l1')
const other = address('https://example.com/ab', 'l2')

function release(): Release {
  const link = (id: string, url: string | null) =>
    ({ id, action: 'rewrite', display: 'example.com', host: 'example.com', shown: null, url, reason: '', explanation: '' }) as const
  return {
    id: 'rel_m1',
    messageId: 'm1',
    revision: 1,
    subject: null,
    text: `see ${one}. Or (${other}), and ${one}!`,
    html: `<p><a href="${one}">a</a> <a href="${other}">b</a></p>`,
    links: [link('l1', one), link('l2', other), link('l3', null), link('l4', 'https://ours.example/kept')],
    files: [],
    masks: [],
    notices: [],
  }
}

describe('handTo', () => {
  it('puts the agent into each gateway address, wherever it stands, and leaves the rest alone', () => {
    const handed = handTo(release(), 'anna', signFor)
    const [first, second] = [address('https://example.com/a', 'l1', 'anna'), address('https://example.com/ab', 'l2', 'anna')]
    expect(handed.text).toBe(`see ${first}. Or (${second}), and ${first}!`)
    expect(handed.html).toBe(`<p><a href="${first}">a</a> <a href="${second}">b</a></p>`)
    expect(handed.links.map(({ url }) => url)).toEqual([first, second, null, 'https://ours.example/kept'])
    expect(readLinkToken(first.slice(first.lastIndexOf('/') + 1), keys)?.agent).toBe('anna')
  })

  it('gives a release without links back as it is', () => {
    const bare = { ...release(), links: [], text: 'no links', html: null }
    expect(handTo(bare, 'anna', signFor)).toBe(bare)
  })
})
