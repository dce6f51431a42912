import { describe, expect, it } from '@jest/globals'
import type { Slot } from '../../../src/core/message.ts'
import { personalData } from '../../../src/inspection/text/personal-data.ts'
import { linkTo, message, part } from '../subjects.ts'

const CARD = '4111 1111 1111 1111'
const text = (body: string, slots: readonly Slot[] = []) => ({ body, slots })
const wordsOf = (of: Parameters<typeof message>[0], own: readonly { name: string; pattern: string }[] = []) =>
  personalData
    .inspect(message(of), { protectedDomains: [], ownPatterns: own })
    .sightings.flatMap(({ code, words = [] }) => words.map((found) => ({ code, ...found })))

describe('text/personal-data', () => {
  it('catches a value once, and every place where it stands', () => {
    const html = '<p>4111 <b>1111</b> 1111-1111</p>'
    const found = wordsOf({
      subject: `Card ${CARD}`,
      text: text(`It is ${CARD}.`),
      html: text(html, [{ at: 3, kind: 'image', alt: CARD, from: 'remote', cid: null, width: null, height: null } as unknown as Slot]),
      links: [linkTo('https://example.com/', `pay ${CARD}`)],
      parts: [part({ untrustedName: `${CARD}.pdf` })],
    })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ id: 'w1', code: 'PERSONAL_CARD' })
    expect(found[0]?.places.map(({ in: where, of, start, end, continues }) => [where, of, start, end, continues ?? false])).toEqual([
      ['subject', 'm', 5, 24, false],
      ['text', 'm', 6, 25, false],
      ['html', 'm', 3, 8, false],
      ['html', 'm', 11, 15, true],
      ['html', 'm', 19, 29, true],
      ['html-picture', '0', 0, 19, false],
      ['name', 'p1', 0, 19, false],
      ['shown', 'l1', 4, 23, false],
    ])
  })

  it('catches what was labelled once wherever it stands again, but no short one', () => {
    const number = '850709-9805'
    const found = wordsOf({
      text: text(`Mitt personnummer: ${number}. PIN: 4711. Invoice 4711 of ${number}, ref ${number}1`),
      parts: [part({ untrustedName: `order_${number}.txt` })],
    })
    expect(found.map(({ code, places }) => [code, places.map(({ in: where, start }) => [where, start])])).toEqual([
      ...[
        [
          'PERSONAL_NATIONAL_ID',
          [
            ['text', 19],
            ['text', 59],
            ['name', 6],
          ],
        ],
        ['PERSONAL_SECRET', [['text', 37]]],
      ],
    ])
  })

  it('catches a value too short to be known again also in what a link shows', () => {
    const found = wordsOf({ text: text('password: x9Q'), links: [linkTo('https://example.com/', 'password: x9Q')] })
    expect(found.flatMap(({ places }) => places.map((place) => place.in))).toEqual(['text', 'shown'])
  })

  it('catches a number that only a link shows, whose words stand nowhere else', () => {
    const area = text('See', [{ at: 3, kind: 'link', linkId: 'l1' }])
    const found = wordsOf({ text: area, html: area, links: [linkTo('https://example.com/', `Pay with ${CARD}`)] })
    expect(found[0]?.places).toEqual([{ in: 'shown', of: 'l1', start: 9, end: 28 }])
  })

  it('never tells the value itself', () => {
    const answer = personalData.inspect(message({ text: text(`${CARD} and 5555 5555 5555 4444`) }))
    expect(JSON.stringify(answer)).not.toMatch(/4111|4444/)
    expect(answer.sightings[0]?.evidence).toEqual([{ label: 'kind', value: 'payment/card, 2 values' }])
  })

  it('catches a number in the name of a file that has two endings', () => {
    const found = wordsOf({ parts: [part({ untrustedName: 'card_4111111111111111.pdf.exe' })] })
    expect(found[0]?.places).toEqual([{ in: 'name', of: 'p1', start: 5, end: 21 }])
  })

  it('catches a password without a digit in a subject, as in the words', () => {
    const found = wordsOf({ subject: 'My password is swordfishBlue please' })
    expect(found).toMatchObject([{ code: 'PERSONAL_SECRET', places: [{ in: 'subject', start: 15, end: 28 }] }])
  })

  it('catches a number that goes on in the next line of a quotation, in both forms', () => {
    const quoted = '> Card 4111 1111\n> 1111 1111 ok'
    const place = { in: 'text', of: 'm', start: 7, end: 28 }
    expect(wordsOf({ text: text(quoted) })[0]?.places).toEqual([place])
    const html = text('<blockquote>Card 4111 1111<br />1111 1111 ok</blockquote>')
    expect(wordsOf({ text: text(quoted), html })[0]?.places).toEqual([
      place,
      { in: 'html', of: 'm', start: 17, end: 26 },
      { in: 'html', of: 'm', start: 32, end: 41, continues: true },
    ])
  })

  it('catches what only this channel knows of', () => {
    const found = wordsOf({ text: text('I am k-123456') }, [{ name: 'Customer number', pattern: 'K-\\d{6}' }])
    expect(found).toEqual([
      { code: 'PERSONAL_PATTERN', id: 'w1', kind: 'Customer number', places: [{ in: 'text', of: 'm', start: 5, end: 13 }] },
    ])
  })

  it('lets a near-miss pass: a wrong check digit, and digits that a link stands between', () => {
    expect(wordsOf({ text: text('4111 1111 1111 1112') })).toEqual([])
    expect(wordsOf({ text: text('4111 1111 1111 1111', [{ at: 10, kind: 'link', linkId: 'l1' }]) })).toEqual([])
  })

  it('is incomplete for a hostile list of thousands, and says so', () => {
    const addresses = Array.from({ length: 1_200 }, (_, index) => `a${index}@example.com`).join(' ')
    const own = [{ name: 'Mail', pattern: '[a-z0-9]+@example\\.com' }]
    const answer = personalData.inspect(message({ text: text(addresses) }), { protectedDomains: [], ownPatterns: own })
    expect(answer).toMatchObject({ status: 'unscannable', reason: 'PERSONAL_TOO_MANY' })
  })

  it('breaks, and so is no clean look, on a hostile pattern that no policy would take', () => {
    const inspect = () =>
      personalData.inspect(message({ text: text('x') }), { protectedDomains: [], ownPatterns: [{ name: 'x', pattern: '(' }] })
    expect(inspect).toThrow()
  })
})
