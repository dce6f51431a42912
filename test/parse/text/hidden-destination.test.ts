/** What only a renderer of Markdown or HTML would read as an address is cut out of plain words, wherever it stands. */
import { describe, expect, it } from '@jest/globals'
import { parseHtml } from '../../../src/parse/html/html.ts'
import { parseText } from '../../../src/parse/text/text.ts'

const OPTIONS = { partId: 'p1', firstLink: 1 }
const EVIL = 'https&colon;//evil&period;example/'

describe('hidden destinations', () => {
  it.each([
    ['around a link, which is no link any more once the inner one is filled', `[[x](https://a.example/)](${EVIL})`],
    ['around more brackets than are kept in mind', `${'['.repeat(250)}x${']'.repeat(250)}(${EVIL})`],
    ['defined under a long name', `[${'a'.repeat(300)}]: ${EVIL}\n\n[x][${'a'.repeat(300)}]`],
    ['defined in a quotation', `> [a]: ${EVIL}\n\n[x][a]`],
    ['defined in a quotation, on its next line', `> [a]:\n> ${EVIL}\n\n[x][a]`],
    ['defined in a list', `- [a]: ${EVIL}\n\n[x][a]`],
    ['defined under a name of two lines', `[a\nb]: ${EVIL}\n\n[x][a b]`],
    ['defined under a name with a bracket', `[a\\]b]: ${EVIL}\n\n[x][a\\]b]`],
    ['in angle brackets with one of their own', '[x](<https&colon;//evil&period;example/\\>>)'],
    ['with many parentheses', '[x](https&colon;//evil&period;example/((((((a)))))))'],
    ['with a long title', `[x](${EVIL} "${'a'.repeat(1_200)}")`],
    ['longer than any address', `[x](${EVIL}${'a'.repeat(9_000)})`],
    ['in an anchor', '<a href="https&#58;//evil.example/">x</a>'],
    ['in an anchor, with line breaks', '<a href="https&colon;\n//evil.example/">x</a>'],
    ['in an anchor, as a share', '<a href=\\\\evil&colon;@evil&period;example>x</a>'],
    ['around a link', '[x](https&colon;//evil&period;example/[y](https://a.example/))'],
    ['with backslashes', '[[x](https://a.example/)](https\\://evil\\.example/)'],
  ])('catches one %s', (_, text) => {
    const { rendering, links } = parseText(text, OPTIONS)
    expect(rendering.body).not.toMatch(/colon|&#58|\\:/)
    expect(links.map(({ url }) => url ?? 'evil.example').join()).toContain('evil.example')
  })

  it.each([
    `[a [b](https&colon;//evil&period;example/((((((a))))))) c](https://a.example/)`,
    '[[x](ht![](https://b.example)tps&colon;//evil&period;example/) c](https://a.example)',
  ])('puts the link that the words are of in its place: %s', (text) => {
    expect(parseText(text, OPTIONS).rendering.body).not.toMatch(/colon|period/)
  })

  it('catches one in the words of a page', () => {
    const { text, links } = parseHtml('<p>[x](https&amp;colon;//evil&amp;period;example/)</p>', OPTIONS)
    expect(text.body).not.toContain('colon')
    expect(links.map(({ url }) => url)).toEqual(['https://evil.example/'])
  })

  it.each([
    ['[[x](https://a.example/)](https:1249763844)', '1249763844'],
    ['[[x](https://a.example/)](//1249763844)', '1249763844'],
    ['<https:1249763844>', '1249763844'],
    ['[x](///1249763844)', '1249763844'],
    ['<a href="\\/\\/1249763844">x</a>', '1249763844'],
  ])('catches a number for a host: %s', (text, gone) => {
    const { rendering, links } = parseText(text, OPTIONS)
    expect(rendering.body).not.toContain(gone)
    expect(links.map(({ url }) => url)).toContainEqual(expect.stringMatching(/^(?:https?|file):\/\/74\.125/))
  })

  it.each([
    'items[0](a &amp; b)',
    '[note]: R&D and the rest',
    'call f[0](x) or see [1]: below',
    'a[b]: std&lt;int&gt;',
    'href=page.html',
    '<a href="&#109;&#97;&#105;&#108;&#116;&#111;&#58;anna">',
    '<https> and <http: what it is>',
    'Tom &amp; Jerry](see above)',
  ])('leaves words alone (near-miss): %s', (text) => {
    const { rendering, links } = parseText(text, OPTIONS)
    expect([rendering.body, links]).toEqual([text, []])
  })

  it.each(['](&a;', '](', ']:', '](&#58;', '<https:', '](\\:', ']:\n> ', '](https&colon;', 'href='])(
    'is bounded on hostile repetitions of %j',
    (piece) => {
      const { rendering } = parseText(piece.repeat(Math.floor(400_000 / piece.length)), OPTIONS)
      expect(rendering.body.length).toBeLessThanOrEqual(400_000)
    },
  )
})
