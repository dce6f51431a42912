import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Rendering } from '../../../src/core/message.ts'
import { HTML_ALLOWLIST } from '../../../src/parse/html/allowlist.ts'
import { parseHtml } from '../../../src/parse/html/html.ts'
import { isInert } from '../../../src/parse/html/judge.ts'
import { sanitizeHtml } from '../../../src/parse/html/sanitize-html.ts'
import { openableIn } from '../text/openable.ts'
import { hostileHtml as html } from './hostile-html.ts'

const RUNS = { numRuns: 250 }

function expectWellNested({ body, slots }: Rendering): void {
  let open: string | null = null
  let before = 0
  for (const slot of slots) {
    expect(slot.at).toBeGreaterThanOrEqual(before)
    expect(slot.at).toBeLessThanOrEqual(body.length)
    before = slot.at
    if (slot.kind === 'link-open') {
      expect(open).toBeNull()
      open = slot.linkId
    } else if (slot.kind === 'link-close') {
      expect(open).toBe(slot.linkId)
      open = null
    } else if (slot.kind === 'link') expect(open).toBeNull()
  }
  expect(open).toBeNull()
}

describe('the allowlist', () => {
  it('allows what sanitize-html allows by itself, and the presentational tags of mail', () => {
    const beyond = HTML_ALLOWLIST.allowedTags.filter((tag) => !sanitizeHtml.defaults.allowedTags.includes(tag))
    expect(beyond.sort()).toEqual(['big', 'center', 'del', 'font', 'ins', 'strike', 'tt'])
  })
})

describe('parseHtml, for any source', () => {
  it('always writes what sanitize-html writes too, with anchors in the slots and without', () => {
    fc.assert(
      fc.property(html, (source) => {
        const parsed = parseHtml(source, { partId: 'p1', firstLink: 1 })
        expect(parsed.incomplete).toBeNull()
        const { body, slots } = parsed.html ?? { body: '', slots: [] }
        // A link that is withheld is words, and its anchor no longer parts the elements around it.
        expect(isInert({ body, slots: slots.filter((slot) => slot.kind === 'image') })).toBe(true)
        expect(body).not.toMatch(/<[!?]|<[^>]*(?:href|src|\bon\w+)=/)
      }),
      RUNS,
    )
  })

  it('always comes to rest: its own HTML read again has nothing live, no link, and the same words', () => {
    fc.assert(
      fc.property(html, (source) => {
        const { html: first, text } = parseHtml(source, { partId: 'p1', firstLink: 1 })
        const again = parseHtml(first?.body ?? '', { partId: 'p1', firstLink: 1 })
        expect(again.active).toEqual([])
        expect(again.hidden).toEqual([])
        // Slots part words that stand side by side once they are empty, so only sources without links compare.
        if (text.slots.length === 0) expect(again.text.body.replace(/\s+/g, ' ')).toBe(text.body.replace(/\s+/g, ' '))
      }),
      RUNS,
    )
  })

  it('always has its slots in order, and links that never nest', () => {
    fc.assert(
      fc.property(html, (source) => {
        const parsed = parseHtml(source, { partId: 'p1', firstLink: 1 })
        if (parsed.html !== null) expectWellNested(parsed.html)
        expectWellNested(parsed.text)
        const known = new Set(parsed.links.map((link) => link.linkId))
        expect(known.size).toBe(parsed.links.length)
        for (const slot of [...(parsed.html?.slots ?? []), ...parsed.text.slots]) {
          if (slot.kind !== 'image') expect(known).toContain(slot.linkId)
        }
      }),
      RUNS,
    )
  })

  it('never leaves an address in the words of the text between links and pictures', () => {
    fc.assert(
      fc.property(html, (source) => {
        const { body, slots } = parseHtml(source, { partId: 'p1', firstLink: 1 }).text
        const cuts = [0, ...slots.filter((slot) => slot.kind === 'link' || slot.kind === 'image').map((slot) => slot.at), body.length]
        for (let index = 1; index < cuts.length; index += 1) expect(openableIn(body.slice(cuts[index - 1], cuts[index]))).toEqual([])
      }),
      RUNS,
    )
  })

  it('never throws and never lets NUL or a lone surrogate through', () => {
    fc.assert(
      fc.property(fc.oneof(html, fc.string({ unit: 'binary' })), (source) => {
        const parsed = parseHtml(source, { partId: 'p1', firstLink: 1 })
        const shown = JSON.stringify(parsed)
        expect(shown).not.toMatch(/\\u0000|\\ud[89a-f]/i)
      }),
      RUNS,
    )
  })
})
