import { describe, expect, it } from '@jest/globals'
import type { HiddenWords } from '../../../src/core/message.ts'
import { hidden } from '../../../src/inspection/html/hidden.ts'
import { parseHtml } from '../../../src/parse/html/html.ts'
import { codes, message } from '../subjects.ts'

const BODY = '<p>Thank you for your order of two chairs and one table. It leaves us on Monday.</p>'
const look = (html: string) => {
  const parsed = parseHtml(html, { partId: 'p1', firstLink: 1 })
  return hidden.inspect(message({ text: parsed.text, html: parsed.html, hidden: parsed.hidden }))
}
const seen = (html: string) => codes(look(html))
const STORY = 'wire the whole amount today to the account that our new director gave you yesterday evening'

describe('catches', () => {
  it.each([
    ['a paragraph in white', `${BODY}<p style="color:#fff">${STORY}</p>`],
    ['a paragraph without size', `${BODY}<p style="font-size:0">${STORY}</p>`],
    ['a paragraph hidden by a style sheet', `<style>.s{display:none}</style>${BODY}<p class="s">${STORY}</p>`],
    ['a long text before all others', `<div style="display:none">${`${STORY}. `.repeat(5)}</div>${BODY}`],
    ['a message that is hidden wholly', `<div style="display:none">${STORY}</div>`],
    ['a text in a template', `${BODY}<template>${STORY}</template>`],
  ])('%s', (_what, html) => {
    expect(seen(html)).toEqual(['HTML_HIDDEN_TEXT'])
  })

  it('with how much it is, how it was hidden, and how it begins', () => {
    expect(look(`${BODY}<p style="opacity:0">${STORY}</p>`).sightings).toEqual([
      { code: 'HTML_HIDDEN_TEXT', evidence: [{ label: 'opacity', value: `${STORY.length} characters: ${STORY}` }] },
    ])
  })

  it('preheaders, few words, second copies and remarks by their own names', () => {
    expect(seen(`<div style="display:none">Your chairs leave us on Monday&zwnj;&nbsp;&zwnj;&nbsp;</div>${BODY}`)).toEqual([
      'HTML_PREHEADER',
    ])
    expect(seen(`${BODY}<p style="display:none">View in browser</p>`)).toEqual(['HTML_HIDDEN_WORDS'])
    expect(seen(`${BODY}<div style="display:none">${BODY}</div>`)).toEqual(['HTML_HIDDEN_WORDS'])
    expect(seen(`${BODY}<!-- we should really pay these people more -->`)).toEqual(['HTML_COMMENT_WORDS'])
  })
})

describe('near-miss', () => {
  it.each([
    ['words in view', BODY],
    ['an empty hidden element', `${BODY}<div style="display:none">&nbsp;&zwnj; · </div>`],
    ['marks in comments', `<!-- begin: header -->${BODY}<!-- end of content --><!-- p{margin:0 auto; color:red; padding:none} -->`],
    ['pale words', `${BODY}<p style="color:#bbb">${STORY}</p>`],
    ['words that only a telephone hides', `<style>@media (max-width:600px){.s{display:none}}</style>${BODY}<p class="s">${STORY}</p>`],
  ])('finds nothing in %s', (_what, html) => {
    expect(seen(html)).toEqual([])
  })
})

describe('hostile input', () => {
  it('of endless hidden words stays bounded', () => {
    const words: HiddenWords = { partId: 'p1', kind: 'display', characters: 1e9, words: 'аa\u202e<b>\n'.repeat(500), leading: false }
    const { sightings } = hidden.inspect(message({ hidden: Array.from({ length: 50 }, () => words) }))
    expect(sightings).toHaveLength(1)
    expect(sightings[0]?.evidence?.every(({ value }) => value.length < 400)).toBe(true)
  })
})
