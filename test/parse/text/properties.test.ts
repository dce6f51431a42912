/** Whatever is written against the reader of addresses, no address is left between the slots, by our own reading or by linkifyjs'. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import * as linkify from 'linkifyjs'
import { findAddresses } from '../../../src/parse/text/find-addresses.ts'
import { parseText } from '../../../src/parse/text/text.ts'
import { openableIn } from './openable.ts'

const piece = fc.constantFrom(
  ...['/', '//', '\\', ':', '.', '@', ',', ';', '?', '#', '=', '=3D', '%2', '-', '_', '~', '|', '*', "'", '"', ' ', '\n', '\n> ', '&b=2'],
  ...['(', ')', '{', '}', '[', ']', '<', '>', '[.]', '\u200b', '\u202e', '\ufeff', '\u{e0100}', '中', '☺', 'x'.repeat(60), 'anna'],
  ...['https://a.se/x', 'http://', 'evil.com', 'com', 'localhost', 'javascript:', 'data:', 'mailto:', 'a@b.se'],
)
const words = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''))

/** The words between the slots that part them; the opening of a link does not. */
function between(text: string): { readonly parts: readonly string[]; readonly isMarked: boolean } {
  const { rendering, links } = parseText(text, { partId: 'p1', firstLink: 1 })
  const cuts = [0, ...rendering.slots.filter(({ kind }) => kind !== 'link-open').map(({ at }) => at), rendering.body.length]
  const parts = cuts.slice(1).map((cut, index) => rendering.body.slice(cuts[index], cut))
  return { parts, isMarked: links.some(({ via }) => via !== 'text') }
}

function isOpened({ value, href }: { readonly value: string; readonly href: string }): boolean {
  return !/^(?:mailto:|localhost\/?$)/i.test(value) && URL.canParse(href)
}

function expectNothingLeft(text: string): void {
  const { parts, isMarked } = between(text)
  for (const part of parts) {
    expect(openableIn(part)).toEqual([])
    // Inside a link's own words linkifyjs is asked by parseText, too, but over the link's opening.
    if (!isMarked) expect(linkify.find(part, 'url').filter(isOpened)).toEqual([])
  }
}

describe('parseText, for words written against it', () => {
  it('never leaves an address', () => {
    fc.assert(fc.property(words, expectNothingLeft), { numRuns: 600 })
  })

  // Found by the property above, each with a rule that it broke.
  it.each(['http://data:=evil.com@', 'http://[@,javascript:/', 'a@b.se_evil.com', 'http://@', "'http://a.se','evil.com"])(
    'leaves none in %j',
    (text) => {
      expectNothingLeft(text)
    },
  )

  it('never finds two addresses in one place', () => {
    fc.assert(
      fc.property(words, (text) => {
        const found = findAddresses(text, text.length)
        found.forEach(({ start, end }, index) => {
          expect(start).toBeLessThan(end)
          expect(start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0)
        })
      }),
      { numRuns: 600 },
    )
  })
})
