import { describe, expect, it } from '@jest/globals'
import { PLANTED } from '../../scripts/proof/planted.ts'
import { AMMUNITION } from '../support/ammunition.ts'
import { RARER_AMMUNITION } from '../support/ammunition-rarer.ts'
import { liveIn } from '../support/live-constructs.ts'

const ALLOWED = { mayLead: (href: string) => href.startsWith('https://gate.example/l/'), mayShow: () => false }
const LINK = '<a href="https://gate.example/l/a.example/token" rel="noopener noreferrer nofollow" target="_blank">a.example</a>'

describe('the parser that proves releases', () => {
  it.each(Object.keys(PLANTED))('finds %s', (name) => {
    expect(liveIn(PLANTED[name] ?? '', ALLOWED)).not.toEqual([])
  })

  it('finds what is live in our own ammunition, but for a tag that others must end', () => {
    const all = Object.entries({ ...AMMUNITION, ...RARER_AMMUNITION })
    const missed = all.filter(([, html]) => liveIn(html, ALLOWED).length === 0).map(([name]) => name)
    expect(missed.filter((name) => !/never ends/.test(name))).toEqual([])
  })

  it('finds nothing in words, a link to the gateway, a picture that is a label and the looks of a mail', () => {
    const html = `<table width="600" bgcolor="#ffffff"><tr><td align="center" style="padding:4px;color:#333">Hi ${LINK}<br /></td></tr></table><img alt="[picture]" width="9" />`
    expect(liveIn(html, ALLOWED)).toEqual([])
  })

  it('finds what is live only inside another element, or only without scripts', () => {
    for (const html of [
      '</svg><p id="x">a</p>',
      '<noscript><img src="https://a.example/x"></noscript>',
      '<a href="https://gate.example/l/a">no rel</a>',
    ])
      expect(liveIn(html, ALLOWED)).not.toEqual([])
  })
})
