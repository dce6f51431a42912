import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import * as linkify from 'linkifyjs'
import { revealWords } from '../../../src/parse/text/reveal/reveal-words.ts'
import { UnseenTally } from '../../../src/parse/text/reveal/unseen-tally.ts'
import { DEFAULT_TEXT_LIMITS, type ParsedText, parseText } from '../../../src/parse/text/text.ts'
import { openableIn } from './openable.ts'

const OPTIONS = { partId: 'p1', firstLink: 1 } as const

const found = (text: string) => parseText(text, OPTIONS).links.map((link) => [link.untrustedUrl, link.url])

/** The words with every slot filled by the address that stood there. */
function refill({ rendering, links }: ParsedText): string {
  const written = new Map(links.map((link) => [link.linkId, link.untrustedUrl]))
  let text = ''
  let from = 0
  for (const slot of rendering.slots) {
    text += rendering.body.slice(from, slot.at)
    if (slot.kind === 'link') text += written.get(slot.linkId)
    from = slot.at
  }
  return text + rendering.body.slice(from)
}

describe('parseText', () => {
  it('cuts an address out of the words and leaves a slot', () => {
    expect(parseText('Hi, see https://example.com/a, ok?', { partId: 'p7', firstLink: 3 })).toEqual({
      rendering: { body: 'Hi, see , ok?', slots: [{ at: 8, kind: 'link', linkId: 'l3' }] },
      links: [
        {
          linkId: 'l3',
          partId: 'p7',
          untrustedUrl: 'https://example.com/a',
          url: 'https://example.com/a',
          shownText: null,
          source: 'text',
          via: 'text',
        },
      ],
      unseen: [],
      incomplete: null,
    })
  })

  it('knows an address that stands twice as one link with two slots', () => {
    const parsed = parseText('a.se, b.se and a.se', OPTIONS)
    expect(parsed.links.map((link) => link.linkId)).toEqual(['l1', 'l2'])
    expect(parsed.rendering.slots.map((slot) => slot.kind === 'link' && slot.linkId)).toEqual(['l1', 'l2', 'l1'])
  })

  it.each([
    ['www.example.com.', 'www.example.com', 'http://www.example.com/'],
    ['go to example.co.za now', 'example.co.za', 'http://example.co.za/'],
    ['example.com:8443/x?y#z', 'example.com:8443/x?y#z', 'http://example.com:8443/x?y#z'],
    ['(https://example.com/x_(y))', 'https://example.com/x_(y)', 'https://example.com/x_(y)'],
    ['[click](https://example.com)', 'https://example.com', 'https://example.com/'],
    ['**https://example.com**', 'https://example.com', 'https://example.com/'],
    ['//example.com/x', '//example.com/x', 'http://example.com/x'],
    ['https://user:pw@example.com/', 'https://user:pw@example.com/', 'https://user:pw@example.com/'],
    ['http:\\\\example.com\\x', 'http:\\\\example.com\\x', 'http://example.com/x'],
    ['https:/example.com', 'https:/example.com', 'https://example.com/'],
    ['texthttp://example.com', 'http://example.com', 'http://example.com/'],
    ['mailto:a@b.se?x=http://example.com', 'http://example.com', 'http://example.com/'],
    ['192.0.2.1/admin', '192.0.2.1/admin', 'http://192.0.2.1/admin'],
    ['192.0.2.1:8080', '192.0.2.1:8080', 'http://192.0.2.1:8080/'],
    ['javascript:alert(1)', 'javascript:alert(1)', 'javascript:alert(1)'],
    ['VBScript:x', 'VBScript:x', 'vbscript:x'],
    ['data:text/html;base64,PHA+', 'data:text/html;base64,PHA+', 'data:text/html;base64,PHA+'],
    ['file:///etc/passwd', 'file:///etc/passwd', 'file:///etc/passwd'],
    ['\\\\host\\share\\a.docx', '\\\\host\\share\\a.docx', 'file://host/share/a.docx'],
    ['myapp://open/x', 'myapp://open/x', 'myapp://open/x'],
    ['com.example.app://open', 'com.example.app://open', 'com.example.app://open'],
    ['search-ms:query=x', 'search-ms:query=x', 'search-ms:query=x'],
    ['localhost:8080', 'localhost:8080', 'http://localhost:8080/'],
    ['on localhost/admin, say', 'localhost/admin', 'http://localhost/admin'],
    ['file:report', 'file:report', 'file:///report'],
    ['-.example.com', 'example.com', 'http://example.com/'],
    ['भारत.भारत_x', 'भारत.भारत', 'http://xn--h2brj9c.xn--h2brj9c/'],
    ['example.com@b.c', 'example.com', 'http://example.com/'],
    ['foo.javascript:alert(1)', 'javascript:alert(1)', 'javascript:alert(1)'],
    ['a@example.seжjavascript:x', 'javascript:x', 'javascript:x'],
    ['xn--e1afmkfd.xn--p1ai', 'xn--e1afmkfd.xn--p1ai', 'http://xn--e1afmkfd.xn--p1ai/'],
    ['пример.рф', 'пример.рф', 'http://xn--e1afmkfd.xn--p1ai/'],
  ])('finds the address in %j', (text, untrustedUrl, url) => {
    expect(found(text)).toEqual([[untrustedUrl, url]])
  })

  it.each([
    ['evil[.]com', 'http://evil.com/'],
    ['evil(dot)com', 'http://evil.com/'],
    ['evil[DOT]com/x', 'http://evil.com/x'],
    ['hxxps://evil[.]com/x', 'https://evil.com/x'],
    ['hxxp[:]//evil[.]com', 'http://evil.com/'],
    ['hxxp[://]evil[.]com', 'http://evil.com/'],
    ['ｅｖｉｌ．com/x', 'http://evil.com/x'],
    ['evil。com', 'http://evil.com/'],
    ['evil\u00adsite.com', 'http://evilsite.com/'],
    ['evil\u200b.com', 'http://evil.com/'],
    ['𝐞𝐯𝐢𝐥.com', 'http://evil.com/'],
  ])('sees through the disguise of %j', (text, url) => {
    expect(found(text).map(([, href]) => href)).toEqual([url])
  })

  // Both linkifyjs and linkify-it read top level domains in any case and know no file names, so a client into which the
  // words go would link each of these: a rule that spared the sentence and the file would spare the attack with them.
  it.each(['paypa1.Com', 'evil.zip', 'invoice.pdf.mov', 'done.In', 'readme.md', 'TAKE.YOU'])(
    'finds %s, which a client would link',
    (text) => {
      expect(linkify.test(text, 'url')).toBe(true)
      expect(found(`so ${text} it`).map(([written]) => written)).toEqual([text])
    },
  )

  it('parts an address from scripts that are written without spaces', () => {
    expect(parseText('请访问example.com查看 👉example.se', OPTIONS).rendering.body).toBe('请访问查看 👉')
  })

  it('ends a name where no top level domain follows', () => {
    expect(parseText('Se example.com.och hej', OPTIONS).rendering.body).toBe('Se .och hej')
  })

  it.each([
    'Mail anna@example.com or first.last+tag@example.co.uk',
    'mailto:anna@example.com',
    'e.g. this, i.e. that. Thanks.Could you',
    'version 1.2.3.4 and 10.0.0.0/8',
    'at 10:30:00, ratio 3:2, note: this',
    'data:saknas',
    'file: the old one',
    'C:\\Users\\anna\\a.txt',
    'main.c, photo.jpeg and invoice.docx',
    'a..b ... :: :// http:// https://',
    'tel:+46701234567',
    'from localhost, by localhost.localdomain',
    '[mailto:anna@example.com]',
    '你好。我的订单。谢谢。',
  ])('leaves the words %j alone', (text) => {
    expect(parseText(text, OPTIONS)).toEqual({ rendering: { body: text, slots: [] }, links: [], unseen: [], incomplete: null })
  })

  it('keeps an address that a browser would refuse, with a null url', () => {
    expect(found('http://exa%mple.com/ http://[::1')).toEqual([
      ['http://exa%mple.com/', null],
      ['http://[::1', null],
    ])
  })

  it('bounds what is kept of an endless address, and cuts all of it', () => {
    const parsed = parseText(`x https://example.com/${'a'.repeat(100_000)} y`, OPTIONS)
    expect(parsed.rendering.body).toBe('x  y')
    expect(parsed.links[0]).toMatchObject({ url: null })
    expect(parsed.links[0]?.untrustedUrl).toHaveLength(8_192)
  })

  it('stops before the first address past the limit, and says so', () => {
    const parsed = parseText('a.se b.se c.se d.se', { ...OPTIONS, maxLinks: 2 })
    expect(parsed).toMatchObject({ rendering: { body: '  ' }, incomplete: 'TEXT_TOO_MANY_LINKS' })
    expect(parsed.links).toHaveLength(2)
  })

  it('stops at the character limit, and says so', () => {
    const parsed = parseText('12345\ud83d\ude00', { ...OPTIONS, maxCharacters: 6 })
    expect(parsed).toMatchObject({ rendering: { body: '12345\ufffd' }, incomplete: 'TEXT_TOO_BIG' })
  })

  it('replaces NUL, lone surrogates and controls, so that nothing joins up over them', () => {
    expect(parseText('evil\0.com \ud800 \x1b[31m\tok\r\n', OPTIONS).rendering.body).toBe('evil\ufffd.com \ufffd \ufffd[31m\tok\r\n')
  })

  it.each(['a.', 'ab.', '@', 'http://', 'a[.]', 'a(dot)', 'data:', '\\', '\\\\a', ':a', '你好。', ').', 'a.com@', 'x[', '.a@b'])(
    'reads 300,000 characters of %j in one pass',
    (unit) => {
      const text = unit.repeat(Math.ceil(300_000 / unit.length))
      const parsed = parseText(text, OPTIONS)
      // Every character is looked at a bounded number of times; a quadratic finder would not come back within the test's time.
      // A false address (`@a.com`) is written with two characters more, and counts as a place.
      expect(parsed.rendering.body.length).toBeLessThanOrEqual(text.length + 2 * DEFAULT_TEXT_LIMITS.maxLinks)
    },
  )
})

const piece = fc.oneof(
  fc.constantFrom(
    'example.com',
    'http://',
    'hxxp://',
    'https://a.se/b',
    'www.',
    '.',
    ':',
    '/',
    '@',
    'anna',
    ' ',
    '\n',
    '(',
    ')',
    '[.]',
    '[',
    ']',
    ',',
  ),
  fc.constantFrom(
    'javascript:',
    'data:',
    'a.co.uk',
    '。',
    '看',
    '\u200b',
    '\\\\',
    'host\\',
    '-',
    '_',
    '1.2.3.4',
    '\ud83d',
    '\0',
    '"',
    '<',
    '>',
    '…',
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const words = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''))

/** A link is given as it was written, with what nobody sees in it. */
const seen = (words: string): string => revealWords(words, new UnseenTally())

describe('parseText, for any words', () => {
  it('never loses or changes a word: slots filled again give the cleaned text', () => {
    fc.assert(
      fc.property(words, (text) => {
        const parsed = parseText(text, OPTIONS)
        // The marks around a link's own words are gone: test/parse/text/markup.test.ts.
        fc.pre(parsed.links.every(({ via }) => via === 'text'))
        // Those that are false are written so that nothing links them.
        fc.pre(!/\[\.\]|hxxp/i.test(parsed.rendering.body))
        const cleaned = text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '\ufffd')
        expect(seen(refill(parsed))).toBe(seen(cleaned))
      }),
      { numRuns: 300 },
    )
  })

  it('never leaves an address between two slots', () => {
    fc.assert(
      fc.property(words, (text) => {
        const { body, slots } = parseText(text, OPTIONS).rendering
        const cuts = [0, ...slots.map((slot) => slot.at), body.length]
        for (let index = 1; index < cuts.length; index += 1) expect(openableIn(body.slice(cuts[index - 1], cuts[index]))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('never leaves between two slots what linkifyjs would link and a browser could open', () => {
    const oracleWord = fc.constantFrom(
      ...['hello', 'see', ' ', ' ', ' ', '\n', ', ', '. ', '(', ')', '!', '"', "'", '-', '_', '@', '#', '*', '|', ':', '/', '.', '&'],
      ...['example.com', 'https://example.com/a?b=c', 'http://a.se', 'www.example.org', 'ftp://files.example.net/x', 'example.museum'],
      ...['/path', '?q=1', ':8080', 'sub.', 'åäö.se', 'example.co.uk', 'пример.рф', 'भारत', '中文', '。', '😀', '\u200b', '192.0.2.1'],
      ...['localhost', 'anna@', 'Com', 'IN', '.zip', 'HTTP://', '://', 'file:', 'xn--e1afmkfd.xn--p1ai'],
    )
    const text = fc.array(oracleWord, { maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, (text) => {
        const { body, slots } = parseText(text, OPTIONS).rendering
        const cuts = [0, ...slots.map((slot) => slot.at), body.length]
        const left = cuts.flatMap((cut, index) => (index === 0 ? [] : linkify.find(body.slice(cuts[index - 1], cut), 'url')))
        expect(left.filter(({ value, href }) => !/^(?:mailto:|localhost\/?$)/i.test(value) && URL.canParse(href))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
