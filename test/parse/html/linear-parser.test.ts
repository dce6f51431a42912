import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { parseLinearly } from '../../../src/parse/html/linear-parser.ts'

function eventsOf(html: string, maxAttributeCharacters = 1_000): readonly string[] {
  const events: string[] = []
  parseLinearly(
    html,
    {
      ontext: (words) => void events.push(words),
      oncomment: (comment) => void events.push(`<!--${comment}-->`),
      onprocessinginstruction: (_name, data) => void events.push(`<${data}>`),
      onopentag: (name, attributes) =>
        void events.push(
          `<${name}${Object.entries(attributes)
            .map(([key, value]) => ` ${key}=${value}`)
            .join('')}>`,
        ),
      onclosetag: () => void events.push('</>'),
      onend: () => void events.push('.'),
    },
    maxAttributeCharacters,
  )
  return events
}

describe('parseLinearly', () => {
  it('tells tags, words, references and comments in their order', () => {
    expect(eventsOf('<!doctype html><P CLASS="a&amp;b" class=c>x &lt; y<br/>z</p><!--c--></x>')).toEqual([
      ...['<!doctype html>', '<p class=a&b>', 'x ', '<', ' y', '<br>', '</>', 'z', '</>', '<!--c-->', '.'],
    ])
  })

  it('ends all that is open inside an element with it, and what is open at the end', () => {
    expect(eventsOf('<a><b><i>x</a>y<u>').join('')).toBe('<a><b><i>x</></></>y<u></>.')
  })

  it('ends what ends by the beginning of another, so that what one hides is not hidden in the next', () => {
    expect(eventsOf('<p>a<p>b<ul><li>c<li>d').join('')).toBe('<p>a</><p>b</><ul><li>c</><li>d</></>.')
    expect(eventsOf('<table><tr><td>a<td>b<tr><td>c').join('')).toBe('<table><tr><td>a</><td>b</></><tr><td>c</></></>.')
  })

  it('hands on no value that is too long, but the beginning of a style', () => {
    expect(eventsOf(`<p title="${'a'.repeat(11)}" style="${'b'.repeat(11)}" id="${'&amp;'.repeat(11)}" lang=c>`, 10)[0]).toBe(
      `<p title= style=${'b'.repeat(10)} id= lang=c>`,
    )
  })

  it('reads words as the other parser does, whatever the markup', () => {
    const piece = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<b a=1>',
        '</b>',
        '<script>',
        '</script>',
        '<style>',
        '</style>',
        '<!--',
        '-->',
        '<title>',
        '</title>',
        '<textarea>',
      ],
      ...[
        '</textarea>',
        '<svg>',
        '</svg>',
        '<![CDATA[',
        ']]>',
        '&amp;',
        '&#x3c;',
        '<',
        '>',
        '"',
        "'",
        'a',
        ' ',
        '<br>',
        '<x y="',
        '<?xml ?>',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const html = pieces.join('')
        const theirs: string[] = []
        new Parser({ ontext: (text) => void theirs.push(text) }).end(html)
        const ours: string[] = []
        const nothing = () => undefined
        const rest = { oncomment: nothing, onprocessinginstruction: nothing, onopentag: nothing, onclosetag: nothing, onend: nothing }
        parseLinearly(html, { ...rest, ontext: (text) => void ours.push(text) }, 1_000)
        expect(ours.join('')).toBe(theirs.join(''))
      }),
      { numRuns: 300 },
    )
  })

  it('takes hostile nesting: a tag for each of a million characters, and as many end tags', () => {
    expect(eventsOf('<b>'.repeat(200_000) + '</i></b>'.repeat(200_000))).toHaveLength(400_001)
  })
})
