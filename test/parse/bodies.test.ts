import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Rendering, Slot } from '../../src/core/message.ts'
import { joinBodies, type RenderedBody } from '../../src/parse/bodies.ts'
import { parseHtml } from '../../src/parse/html/html.ts'
import { isInert } from '../../src/parse/html/judge.ts'
import { parseText } from '../../src/parse/text/text.ts'

const link = (at: number, linkId: string): Slot => ({ at, kind: 'link', linkId })
const words = (body: string, ...slots: readonly Slot[]): Rendering => ({ body, slots })
const text = (view: RenderedBody['view'], rendering: Rendering): RenderedBody => ({ role: 'text', view, html: null, text: rendering })
const html = (view: RenderedBody['view'], rendering: Rendering | null, visible: Rendering): RenderedBody => ({
  role: 'html',
  view,
  html: rendering,
  text: visible,
})

describe('joinBodies', () => {
  it('has nothing to show of no body', () => {
    expect(joinBodies([])).toEqual({ text: null, html: null })
  })

  it('shows text bodies one below another, with their slots moved along', () => {
    expect(joinBodies([text('both', words('one ', link(4, 'l1'))), text('both', words('two ', link(4, 'l2')))])).toEqual({
      text: words('one \n\ntwo ', link(4, 'l1'), link(10, 'l2')),
      html: null,
    })
  })

  it('shows the HTML view and its visible text when there is HTML, and not the text alternative', () => {
    const bodies = [text('text', words('plain')), html('html', words('<b>rich</b>'), words('rich'))]
    expect(joinBodies(bodies)).toEqual({ text: words('rich'), html: words('<b>rich</b>') })
  })

  it('shows a text footer below an alternative in HTML too, escaped, its lines kept and its slots in place', () => {
    const bodies = [
      text('text', words('plain')),
      html('html', words('<b>rich</b>'), words('rich')),
      text('both', words('a < b & "c"\n at ', link(12, 'l3'), link(15, 'l4'))),
    ]
    const joined = joinBodies(bodies)
    expect(joined.text?.body).toBe('rich\n\na < b & "c"\n at ')
    expect(joined.html?.body).toBe('<b>rich</b><hr /><div style="white-space:pre-wrap">a &lt; b &amp; "c"\n at </div>')
    expect(joined.html?.slots.map(({ at }) => joined.html?.body.slice(at))).toEqual([' at </div>', ' </div>'])
  })

  it.each([[[0, 1]], [[1, 0]]])('falls back to text for all when one HTML body hit a bound (%j)', (order) => {
    const bodies = [html('both', words('<b>rich</b>'), words('rich')), html('both', null, words('half'))]
    const joined = joinBodies(order.map((at) => bodies[at] as RenderedBody))
    expect(joined.html).toBeNull()
    expect(joined.text?.body.split('\n\n').sort()).toEqual(['half', 'rich'])
  })

  it('never leaves out a body of its view, and stays inert, whatever the bodies hold', () => {
    const source = fc.array(
      fc.record({
        role: fc.constantFrom('text', 'html'),
        source: fc
          .array(fc.constantFrom('<p>', '</p>', '<', '&', '"', 'a.se ', '<a href=//b.se>', '</a>', 'words', '\n', '<custom>', '<td>'), {
            maxLength: 8,
          })
          .map((pieces) => pieces.join('')),
      }),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(source, (sources) => {
        const bodies = sources.map(({ role, source }): RenderedBody => {
          if (role === 'text') return text('both', parseText(source, { partId: 'p1', firstLink: 1 }).rendering)
          const parsed = parseHtml(source, { partId: 'p1', firstLink: 1 })
          return html('both', parsed.html, parsed.text)
        })
        const joined = joinBodies(bodies)
        expect(joined.text?.body ?? '').toBe(bodies.map((body) => body.text.body).join('\n\n'))
        expect(joined.text?.slots ?? []).toHaveLength(bodies.reduce((count, body) => count + body.text.slots.length, 0))
        if (joined.html !== null) expect(isInert(joined.html)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
