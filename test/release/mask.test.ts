import { describe, expect, it } from '@jest/globals'
import type { InboundMessage, Slot, WordsPlace } from '../../src/core/message.ts'
import type { Finding } from '../../src/core/report.ts'
import { aFile, aFinding, aLink, aMessage, BODY, givenPolicy, MESSAGE } from '../policy/given.ts'
import { releaseOf } from './given.ts'

const CARD = '4111 1111 1111 1111'
const HIDDEN = '[payment card number hidden, ends in 1111]'

function found(places: readonly WordsPlace[], code = 'PERSONAL_CARD', kind = 'payment/card'): Finding {
  return { ...aFinding('f1', code, MESSAGE, 'low'), words: [{ id: 'w1', kind, places }] }
}
const at = (where: WordsPlace['in'], of: string, text: string, words = CARD): WordsPlace => {
  const start = text.indexOf(words)
  return { in: where, of, start, end: start + words.length }
}

describe('masked words', () => {
  it('stand nowhere in the release, wherever they stood, and the placeholder says what they were', () => {
    const html = `<p>It is 4111 <b>1111</b> 1111 1111, thanks</p>`
    const message: InboundMessage = aMessage({
      subject: `Card ${CARD}`,
      parts: [BODY, aFile('p2', { untrustedName: `scan ${CARD}.pdf` })],
      links: [aLink('l1', { shownText: `pay with ${CARD}` })],
      text: { body: `It is ${CARD}, thanks `, slots: [{ at: `It is ${CARD}, thanks `.length, kind: 'link', linkId: 'l1' }] },
      html: {
        body: html,
        slots: [{ at: 3, kind: 'image', alt: `card ${CARD}`, from: 'remote', cid: null, width: null, height: null } as unknown as Slot],
      },
    })
    const place = (start: string, end: string, more = {}) => ({
      ...{ in: 'html' as const, of: 'm', start: html.indexOf(start), end: html.indexOf(start) + end.length, ...more },
    })
    const finding = found([
      at('subject', 'm', `Card ${CARD}`),
      at('text', 'm', `It is ${CARD}`),
      place('4111 ', '4111 '),
      place('1111</b>', '1111', { continues: true }),
      place(' 1111 1111,', ' 1111 1111', { continues: true }),
      at('html-picture', '0', `card ${CARD}`),
      at('shown', 'l1', `pay with ${CARD}`),
      at('name', 'p2', `scan ${CARD}.pdf`),
    ])
    const release = releaseOf({ message, findings: [finding] })
    expect(JSON.stringify(release)).not.toMatch(/4111|1111 1111/)
    expect(release.subject).toBe(`Card ${HIDDEN}`)
    expect(release.text).toContain(`It is ${HIDDEN}, thanks`)
    expect(release.html).toContain(`It is ${HIDDEN}<b></b>, thanks`)
    expect(release.links[0]?.shown).toBe(`pay with ${HIDDEN}`)
    expect(release.files[0]?.name).toBe(`scan ${HIDDEN}.pdf`)
    expect(release.masks).toEqual([expect.objectContaining({ id: 'w1', code: 'PERSONAL_CARD', kind: 'payment/card', placeholder: HIDDEN })])
  })

  it('are in no link either that begins or ends among them', () => {
    const body = `a ${CARD} b`
    const slots: Slot[] = [
      { at: 3, kind: 'link-open', linkId: 'l1' },
      { at: 2 + CARD.length, kind: 'link-close', linkId: 'l1' },
    ]
    const message = aMessage({ links: [aLink('l1', { shownText: CARD.slice(1) })], text: { body, slots }, html: { body, slots } })
    const finding = found([at('text', 'm', body), { ...at('text', 'm', body), in: 'html' }])
    const release = releaseOf({ message, findings: [finding] })
    expect(JSON.stringify(release)).not.toMatch(/111 1111/)
    expect(release.links[0]?.shown).toBe(HIDDEN)
    expect(release.html).toMatch(/^a <a [^>]*>\[payment card number hidden, ends in 1111\][^<]*<\/a> b$/)
  })

  it('leave what stands around them where it is, links too', () => {
    const body = `a ${CARD} b  c`
    const slots: Slot[] = [
      { at: 2 + CARD.length + 3, kind: 'link', linkId: 'l1' },
      { at: body.length, kind: 'link', linkId: 'l2' },
    ]
    const message = aMessage({ links: [aLink('l1'), aLink('l2')], text: { body, slots } })
    const release = releaseOf({ message, findings: [found([at('text', 'm', body)])] })
    expect(release.text).toBe(`a ${HIDDEN} b https://gate.example/l/example.com/l1 c https://gate.example/l/example.com/l2`)
  })

  it('keep an anchor around them whole', () => {
    const body = `<p>${CARD}</p>`
    const slots: Slot[] = [
      { at: 3, kind: 'link-open', linkId: 'l1' },
      { at: 8, kind: 'link-close', linkId: 'l1' },
    ]
    const message = aMessage({ links: [aLink('l1')], html: { body, slots } })
    const { html } = releaseOf({ message, findings: [found([at('html', 'm', body)])] })
    expect(html).not.toContain('4111')
    expect(html?.match(/<a /g)?.length).toBe(html?.match(/<\/a>/g)?.length)
  })

  it('show no last digits where the channel keeps none, nor where few others would stay hidden', () => {
    const body = `x ${CARD}`
    const message = aMessage({ text: { body, slots: [] } })
    const none = givenPolicy({ personalData: { keepLast: { PERSONAL_CARD: 0 } } })
    expect(releaseOf({ message, findings: [found([at('text', 'm', body)])], policy: none }).text).toBe('x [payment card number hidden]')
    const short = aMessage({ text: { body: 'pin 12345', slots: [] } })
    const policy = givenPolicy({ personalData: { keepLast: { PERSONAL_SECRET: 4 } } })
    const finding = found([at('text', 'm', 'pin 12345', '12345')], 'PERSONAL_SECRET', 'secret/pin')
    expect(releaseOf({ message: short, findings: [finding], policy }).text).toBe('pin [password or key hidden]')
  })

  it('are named by the pattern that the channel itself wrote, made safe', () => {
    const policy = givenPolicy({ personalData: { patterns: [{ name: 'Customer <b>', pattern: 'K-\\d{6}', keepLast: 2 }] } })
    const finding = found([at('html', 'm', '<p>K-123456</p>', 'K-123456')], 'PERSONAL_PATTERN', 'Customer <b>')
    const message = aMessage({ html: { body: '<p>K-123456</p>', slots: [] } })
    expect(releaseOf({ message, findings: [finding], policy }).html).toBe('<p>[Customer &lt;b&gt; hidden, ends in 56]</p>')
  })

  it('are told to the agent, counted, and to the sender', () => {
    const body = `x ${CARD}`
    const { notices } = releaseOf({ message: aMessage({ text: { body, slots: [] } }), findings: [found([at('text', 'm', body)])] })
    expect(notices.filter(({ code }) => code === 'PERSONAL_DATA_MASKED').map((notice) => notice.for)).toEqual(['agent', 'sender'])
  })

  it('stay as written where the channel says so', () => {
    const body = `x ${CARD}`
    const policy = givenPolicy({ personalData: { findings: { PERSONAL_CARD: 'release' } } })
    const release = releaseOf({ message: aMessage({ text: { body, slots: [] } }), findings: [found([at('text', 'm', body)])], policy })
    expect(release).toMatchObject({ text: body, masks: [] })
  })
})
