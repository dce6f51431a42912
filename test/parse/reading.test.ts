import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Slot } from '../../src/core/message.ts'
import { parseHtml } from '../../src/parse/html/html.ts'
import { read } from '../../src/parse/reading.ts'

const link = (at: number): Slot => ({ at, kind: 'link', linkId: 'l1' })
const taken = (body: string, slots: readonly Slot[], words: string): readonly string[] => {
  const reading = read({ body, slots }, true)
  const start = reading.words.indexOf(words)
  expect(start).toBeGreaterThanOrEqual(0)
  return reading.placesOf(start, start + words.length).map((place) => body.slice(place.start, place.end))
}

describe('read', () => {
  it('reads plain text as it stands, and parts it where a link was', () => {
    const reading = read({ body: 'call 070 and ', slots: [link(8)] }, false)
    expect(reading.words).toBe('call 070\0 and ')
    expect(reading.placesOf(5, 8)).toEqual([{ start: 5, end: 8 }])
    expect(reading.placesOf(9, 12)).toEqual([{ start: 8, end: 11 }])
  })

  it('runs on over tags inside a line, and gives a place for each stretch between them', () => {
    expect(taken('<p>4111 <b>1111</b> <i>1111</i> 1111</p>', [], '4111 1111 1111 1111')).toEqual(['4111 ', '1111', ' ', '1111', ' 1111'])
  })

  it('ends a line at blocks and parts cells', () => {
    const body = '<table><tr><td>12</td><td>34</td></tr></table><p>56<br />78</p>'
    expect(read({ body, slots: [] }, true).words.replace(/\s+/g, ' ').trim()).toBe('12 34 56 78')
  })

  it('reads a character reference as its character and takes it whole', () => {
    expect(taken('<p>pass a&amp;b&lt;c now</p>', [], 'a&b<c')).toEqual(['a&amp;b&lt;c'])
  })

  it('does not part words at the edges of a link', () => {
    const slots: Slot[] = [
      { at: 5, kind: 'link-open', linkId: 'l1' },
      { at: 7, kind: 'link-close', linkId: 'l1' },
    ]
    expect(read({ body: '<p>1234</p>', slots }, true).words.trim()).toBe('1234')
  })

  it('always finds the words again in the body, whatever HTML was rendered', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<td>',
      '<br>',
      '&amp;',
      '&lt;',
      'a',
      '12',
      ' ',
      '<a href="https://x.example">',
      '</a>',
      '<li>',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        const { html } = parseHtml(pieces.join(''), { partId: 'p1', firstLink: 1 })
        if (html === null) return
        const reading = read(html, true)
        const start = a % (reading.words.length + 1)
        const end = start + (b % (reading.words.length - start + 1))
        const places = reading.placesOf(start, end)
        const again = places.map((place) => read({ body: html.body.slice(place.start, place.end), slots: [] }, true).words).join('')
        // What was put between the words (line ends, objects) stands nowhere in the body, but a line end of the source does.
        expect(again.replace(/\s/g, '')).toBe(reading.words.slice(start, end).replace(/[\s\0]/g, ''))
        for (const [index, place] of places.entries()) expect(place.start).toBeGreaterThanOrEqual(places[index - 1]?.end ?? 0)
      }),
    )
  })
})
