/** A release for one agent: the same words, and addresses that say whose they are. */
import { describe, expect, it } from '@jest/globals'
import type { Release } from '../../src/core/release.ts'
import type { ActionKind } from '../../src/core/verdict.ts'
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
const fileAddress = (use: string, fileId: string, agent: string) => `${use} ${fileId} ${agent}`
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
    const handed = handTo(release(), 'anna', signFor, fileAddress)
    const [first, second] = [address('https://example.com/a', 'l1', 'anna'), address('https://example.com/ab', 'l2', 'anna')]
    expect(handed.text).toBe(`see ${first}. Or (${second}), and ${first}!`)
    expect(handed.html).toBe(`<p><a href="${first}">a</a> <a href="${second}">b</a></p>`)
    expect(handed.links.map(({ url }) => url)).toEqual([first, second, null, 'https://ours.example/kept'])
    expect(readLinkToken(first.slice(first.lastIndexOf('/') + 1), keys)?.agent).toBe('anna')
  })

  it('leaves the words of a release without links as they are', () => {
    const bare = { ...release(), links: [], text: 'no links', html: null }
    expect(handTo(bare, 'anna', signFor, fileAddress)).toEqual(bare)
  })

  it('gives addresses of the files that can be had, and pages of those that can be shown', () => {
    const file = (id: string, type: string, action: ActionKind) =>
      ({ id, name: id, type, action, reason: '', explanation: '', size: 1, sha256: '', url: null, viewUrl: null }) as const
    const files = [
      file('p1', 'image/png', 'release'),
      file('p2', 'text/plain', 'disarm'),
      file('p3', 'application/zip', 'release'),
      ...(['hold', 'remove', 'block'] as const).map((action) => file(action, 'image/png', action)),
    ]
    const handed = handTo({ ...release(), files }, 'anna', signFor, fileAddress)
    expect(handed.files.map(({ url, viewUrl }) => [url, viewUrl])).toEqual([
      ['file p1 anna', 'view p1 anna'],
      ['file p2 anna', 'view p2 anna'],
      ['file p3 anna', null],
      ...Array(3).fill([null, null]),
    ])
  })
})
