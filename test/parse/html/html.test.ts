import { describe, expect, it } from '@jest/globals'
import { DEFAULT_HTML_LIMITS, parseHtml } from '../../../src/parse/html/html.ts'

const parse = (html: string) => parseHtml(html, { partId: 'p1', firstLink: 1 })
const links = (html: string) => parse(html).links.map((link) => [link.via, link.untrustedUrl, link.url])

describe('parseHtml', () => {
  it('gives an anchor one link and the same slots in both renderings', () => {
    const parsed = parseHtml('<p>Hi <a href="https://evil.example/x">your <b>bank</b></a>!</p>', { partId: 'p2', firstLink: 5 })
    expect(parsed).toEqual({
      html: {
        body: '<p>Hi your <b>bank</b>!</p>',
        slots: [
          { at: 6, kind: 'link-open', linkId: 'l5' },
          { at: 22, kind: 'link-close', linkId: 'l5' },
        ],
      },
      text: {
        body: 'Hi your bank!',
        slots: [
          { at: 3, kind: 'link-open', linkId: 'l5' },
          { at: 12, kind: 'link-close', linkId: 'l5' },
        ],
      },
      links: [
        {
          linkId: 'l5',
          partId: 'p2',
          untrustedUrl: 'https://evil.example/x',
          url: 'https://evil.example/x',
          shownText: 'your bank',
          source: 'html',
          via: 'a[href]',
        },
      ],
      active: [],
      hidden: [],
      trackers: { count: 0, hosts: [] },
      unseen: [],
      asText: null,
      incomplete: null,
    })
  })

  it('puts the true link where an anchor shows an address, and keeps the claim as shown text', () => {
    const parsed = parse('<a href="https://evil.example/">Visit <i>https://bank.example/login</i> now</a>')
    const claim = { kind: 'link', linkId: 'l1', untrustedClaim: 'https://bank.example/login' }
    expect(parsed.html).toEqual({ body: 'Visit <i></i> now', slots: [{ at: 9, ...claim }] })
    expect(parsed.text).toEqual({ body: 'Visit  now', slots: [{ at: 6, ...claim }] })
    expect(parsed.links).toMatchObject([{ url: 'https://evil.example/', shownText: 'Visit https://bank.example/login now' }])
  })

  it('has no shown text where an anchor shows its own address', () => {
    expect(parse('<a href="https://a.example/">https://a.example/</a>').links).toMatchObject([{ shownText: null }])
    expect(parse('<a href="https://a.example"><img src="cid:x"></a>').links).toMatchObject([{ shownText: null }])
  })

  it('finds bare addresses in words, split by entities and comments too', () => {
    const parsed = parse('<p>see evil&#46;c<!-- x -->om/a&amp;b and https://ok.example</p>')
    expect(parsed.links.map((link) => [link.via, link.url])).toEqual([
      ['text', 'http://evil.com/a&b'],
      ['text', 'https://ok.example/'],
    ])
    expect(parsed.html?.body).toBe('<p>see  and </p>')
  })

  it('cuts an address out of the text that only comes together across tags', () => {
    const parsed = parse('go evil.<b>com</b> and <a href="https://x.example/">a<b>evil</b>.com b</a>')
    expect(parsed.text.body).toBe('go  and  b')
    expect(parsed.text.slots).toEqual([
      { at: 3, kind: 'link', linkId: 'l2' },
      { at: 8, kind: 'link', linkId: 'l1', untrustedClaim: 'aevil.com' },
    ])
  })

  it('reads an inner anchor as a link without a place of its own', () => {
    const parsed = parse('<a href="https://a.example/">one <i><a href="https://b.example/">two</a></i></a>')
    expect(parsed.links.map((link) => link.url)).toEqual(['https://a.example/', 'https://b.example/'])
    expect(parsed.html?.slots.map((slot) => slot.kind)).toEqual(['link-open', 'link-close'])
  })

  it.each([
    ['<area href="https://e.example/a">', 'area[href]'],
    ['<img src="https://e.example/a">', 'img[src]'],
    ['<form action="https://e.example/a"></form>', 'form[action]'],
    ['<button formaction="https://e.example/a">x</button>', 'button[formaction]'],
    ['<base href="https://e.example/a">', 'base[href]'],
    ['<meta http-equiv=" Refresh" content="0; URL=\'https://e.example/a\'">', 'meta[content]'],
    ['<meta http-equiv="refresh" content="5 https://e.example/a">', 'meta[content]'],
    ['<a ping="https://e.example/a">x</a>', 'a[ping]'],
    ['<table background="https://e.example/a"></table>', 'table[background]'],
    ['<video poster="https://e.example/a"></video>', 'video[poster]'],
    ['<object data="https://e.example/a"></object>', 'object[data]'],
    ['<blockquote cite="https://e.example/a">x</blockquote>', 'blockquote[cite]'],
    ['<iframe src="https://e.example/a"></iframe>', 'iframe[src]'],
    ['<embed src="https://e.example/a">', 'embed[src]'],
    ['<audio src="https://e.example/a"></audio>', 'audio[src]'],
    ['<video><source src="https://e.example/a"></video>', 'source[src]'],
    ['<link href="https://e.example/a">', 'link[href]'],
    ['<input type=image src="https://e.example/a">', 'input[src]'],
    ['<p style="background:url( \'https://e.example/a\' )">x</p>', 'p[style]'],
    ['<svg><image xlink:href="https://e.example/a"/></svg>', 'image[xlink:href]'],
    ['<svg><use href="https://e.example/a"/></svg>', 'use[href]'],
    ['<script src="https://e.example/a"></script>', 'script[src]'],
  ])('collects the address in %s', (html, via) => {
    expect(links(html)).toEqual([[via, 'https://e.example/a', 'https://e.example/a']])
  })

  it('collects each candidate of a srcset', () => {
    expect(links('<img srcset="https://e.example/a 1x, https://e.example/b,c 480w, data:image/png;base64,AA 2x">')).toEqual([
      ['img[srcset]', 'https://e.example/a', 'https://e.example/a'],
      ['img[srcset]', 'https://e.example/b,c', 'https://e.example/b,c'],
    ])
  })

  it('leaves mail addresses, fragments, telephone numbers and embedded pictures as what they are', () => {
    const parsed = parse(
      '<a href="mailto:a@b.se">a@b.se</a> <a href="#top">up</a> <a href="tel:+46">call</a><img src="data:image/png;base64,AA" alt="x">',
    )
    expect(parsed.links).toEqual([])
    expect(parsed.html?.body).toBe('a@b.se up call')
    expect(parsed.html?.slots).toEqual([{ at: 14, kind: 'image', alt: 'x', from: 'data', cid: null, width: null, height: null }])
  })

  it('reads addresses as a browser would: blanks stripped, a base for all, and null for what goes nowhere', () => {
    expect(links('<a href=" ht&#10;tps:\\\\e.example\\x ">a</a>')[0]?.[2]).toBe('https://e.example/x')
    expect(
      links('<a href="rel/x">a</a><base href="https://e.example/d/"><base href="https://other.example/">').map((link) => link[2]),
    ).toEqual(['https://e.example/d/rel/x', 'https://e.example/d/', 'https://other.example/'])
    expect(links('<a href="rel/x">a</a><a href="http://[">b</a>').map((link) => link[2])).toEqual([null, null])
  })

  it('gives pictures a slot, except beacons, and takes addresses out of their words', () => {
    const parsed = parse('<img src="cid:%3Clogo@x%3E" alt="Logo of evil.com"><img src="https://t.example/p.gif" width=1 height=1>')
    expect(parsed.html?.slots).toEqual([
      { at: 0, kind: 'image', alt: 'Logo of …', from: 'cid', cid: '<logo@x>', width: null, height: null },
    ])
    expect(parsed.trackers).toEqual({ count: 1, hosts: ['t.example'] })
    expect(parsed.links.map((link) => link.via)).toEqual(['img[alt]', 'img[src]'])
  })

  it('counts as trackers what is fetched and cannot be seen, and no spacer of a line', () => {
    const trackers = (html: string) => parse(html).trackers
    const seen = { count: 1, hosts: ['t.example'] }
    expect(trackers('<img src="//t.example/o?u=1" width="1px" height="1">')).toEqual(seen)
    expect(trackers('<img src="https://t.example/o" style="width:1px;height:1px">')).toEqual(seen)
    expect(trackers('<img src="https://t.example/o" style="display:none">')).toEqual(seen)
    expect(trackers('<base href="https://t.example/"><img src="o" width=0 height=0>')).toEqual(seen)
    expect(trackers('<img src="https://t.example/o" width=1 height=20><img src="cid:x" width=1 height=1>').count).toBe(0)
    expect(trackers('<img src="data:image/gif;base64,R0lG" width=1 height=1><img width=1 height=1>').count).toBe(0)
  })

  it('keeps the space of pictures that hold the layout apart, alone in a cell without the line around them', () => {
    const spaced = (html: string) => parse(html).html?.body
    expect(spaced('<td> <img src="https://e.example/s.gif" width=1 height=10><br></td>')).toBe(
      '<td> <span style="display:block;width:1px;height:10px"></span></td>',
    )
    expect(spaced('<td>a<img src="https://e.example/s.gif" width="9" height="1"><br>b</td>')).toBe(
      '<td>a<span style="display:inline-block;width:9px;height:1px"></span><br />b</td>',
    )
    expect(spaced('<table><form><tr><td>a</td></tr></form></table>')).toBe('<table><tr><td>a</td></tr></table>')
  })

  it('keeps the size of a picture, and the words of one that has no address', () => {
    const slots = parse('<img src="https://e.example/a.png" alt="A" width=" 120 " height=40 style="width:50%"><img alt="[B]">').html?.slots
    expect(slots).toEqual([
      { at: 0, kind: 'image', alt: 'A', from: 'remote', cid: null, width: '50%', height: '40' },
      { at: 0, kind: 'image', alt: '[B]', from: 'none', cid: null, width: null, height: null },
    ])
    expect(parse('<img src="x" width="1&quot; onload=x" height="auto">').html?.slots).toMatchObject([{ width: null, height: null }])
  })

  it('shows a link in the text for an anchor around a picture alone', () => {
    expect(parse('<a href="https://e.example/"><img src="https://e.example/i.png"></a>').text.slots).toEqual([
      { at: 0, kind: 'link', linkId: 'l1' },
    ])
  })

  it('keeps only safe attributes, quoted, and never names, titles or classes', () => {
    expect(
      parse('<td id=a class=b name=c title="evil.com" align=left width="50%" bgcolor=#fff style="color:red;position:fixed" data-x=1>x</td>')
        .html?.body,
    ).toBe('<td align="left" width="50%" bgcolor="#fff" style="color:red">x</td>')
    expect(parse('<td width="1 onclick=x" align=\'"><script>\'>x</td>').html?.body).toBe('<td>x</td>')
  })

  it('keeps the words of elements whose tags it drops', () => {
    expect(parse('<o:p>a</o:p><custom-tag>b</custom-tag><noscript><b>c</b></noscript><object>d</object>').html?.body).toBe('ab<b>c</b>d')
    expect(parse('<textarea><b>t</textarea><xmp><b>u</b></xmp>').html?.body).toBe('&lt;b&gt;t<pre>&lt;b&gt;u&lt;/b&gt;</pre>')
    expect(parse('<form><input value="Send"><input type=hidden value=no></form>').text.body).toBe('Send')
  })

  it('closes what was left open, in order', () => {
    expect(parse('<div><b>x<i>y</div>z').html?.body).toBe('<div><b>x<i>y</i></b></div>z')
  })

  it.each([
    ['a paragraph', '<p>a<custom><p>b</custom>c</p>d', '<p>a</p><p>b</p>cd'],
    ['a paragraph, by what is written as a division', '<p>a<option>b</option>c</p>', '<p>a</p><div>b</div>c'],
    ['a heading', '<h1>a<custom><h2>b</h2></custom></h1>', '<h1>a</h1><h2>b</h2>'],
    ['a cell and its row', '<tr><td>a<custom><tr><td>b', '<tr><td>a</td></tr><tr><td>b</td></tr>'],
    ['an item', '<ul><li>a<custom><li>b</ul>', '<ul><li>a</li><li>b</li></ul>'],
  ])('ends %s where what follows would end it once tags between are gone', (_what, html, written) => {
    expect(parse(html)).toMatchObject({ html: { body: written }, incomplete: null })
  })

  it('ends a link with the element that it stands in, and goes on with it after', () => {
    expect(parse('<p>a<a href="https://e.example/">b<div>c</div>d</a>e</p>').html).toEqual({
      body: '<p>ab</p><div>c</div>de',
      slots: [
        { at: 4, kind: 'link-open', linkId: 'l1' },
        { at: 5, kind: 'link-close', linkId: 'l1' },
        { at: 9, kind: 'link-open', linkId: 'l1' },
        { at: 22, kind: 'link-close', linkId: 'l1' },
      ],
    })
  })

  it('begins a link that has no words yet behind the element that ends', () => {
    expect(parse('<p>a<a href="https://e.example/"><div>c</div></a></p>').html).toEqual({
      body: '<p>a</p><div>c</div>',
      slots: [
        { at: 8, kind: 'link-open', linkId: 'l1' },
        { at: 20, kind: 'link-close', linkId: 'l1' },
      ],
    })
  })

  it.each([
    ['NUL and lone surrogates', '<p title="\0">a\0b\ud800c &#0; &#xD800;</p>'],
    ['nothing', ''],
    ['half a tag', '<a href="https://e.example/'],
    ['only markup', '<<<>>></p></p><!-->'],
  ])('takes %s', (_what, html) => {
    const { html: rendering, text } = parse(html)
    for (const body of [rendering?.body ?? '', text.body]) {
      expect(body.isWellFormed()).toBe(true)
      expect(body).not.toContain('\0')
    }
  })

  it.each([
    ['HTML_TOO_DEEP', `<p>1</p>${'<b>'.repeat(100_000)}2<i style="display:none">hidden</i><a href=//a.se>3</a>`, {}],
    ['HTML_TOO_MANY_ELEMENTS', `<p>1</p>${'<br>'.repeat(11)}2<i hidden>hidden</i><a href=//a.se>3</a>`, { maxElements: 10 }],
    [
      'HTML_ATTRIBUTE_TOO_BIG',
      `<p>1<p title=x style="${'x'.repeat(101)}">2<i hidden>hidden</i><a href=//a.se>3</a>`,
      { maxAttributeCharacters: 100 },
    ],
  ])('shows all of the words as text past a limit, and says %s', (reason, html, limits) => {
    const parsed = parseHtml(html, { partId: 'p1', firstLink: 1, limits: { ...DEFAULT_HTML_LIMITS, ...limits } })
    expect(parsed).toMatchObject({ html: null, incomplete: null, asText: reason })
    expect(parsed.text.body.replace(/\s/g, '')).toBe('123')
    expect(parsed.text.slots.map(({ kind }) => kind)).toEqual(['link-open', 'link-close'])
    expect(parsed.active).toContainEqual(expect.objectContaining({ kind: 'shown-as-text', evidence: reason }))
    expect(parsed.hidden.map(({ words }) => words)).toEqual(['hidden'])
  })

  it('does not look into an address past a limit, and shows none of it', () => {
    const html = `<a href="https://e.example/${'x'.repeat(101)}">words</a><img src="${'x'.repeat(101)}">`
    const limits = { ...DEFAULT_HTML_LIMITS, maxAttributeCharacters: 100 }
    expect(parseHtml(html, { partId: 'p1', firstLink: 1, limits })).toMatchObject({
      ...{ html: null, asText: 'HTML_ATTRIBUTE_TOO_BIG', links: [], text: { body: 'words', slots: [] } },
    })
  })

  it.each([
    ['HTML_TOO_BIG', 'x'.repeat(1_001), { maxCharacters: 1_000 }],
    ['HTML_TOO_MANY_LINKS', '<img src=a>'.repeat(11), { maxLinks: 10 }],
    ['HTML_TOO_MANY_LINKS', 'a.se '.repeat(11), { maxLinks: 10 }],
    ['HTML_TOO_MANY_LINKS', `<a href=//x.se>${'a.se '.repeat(11)}</a>`, { maxLinks: 10 }],
    ['HTML_TOO_MANY_LINKS', 'a.<b>se</b> '.repeat(11), { maxLinks: 10 }],
  ])('is incomplete at a limit of what is read, and says %s', (reason, html, limits) => {
    const parsed = parseHtml(html, { partId: 'p1', firstLink: 1, limits: { ...DEFAULT_HTML_LIMITS, ...limits } })
    expect(parsed.html).toBeNull()
    expect(parsed.incomplete).toBe(reason)
    expect(parsed.text.body).not.toMatch(/\.se/)
  })

  it('keeps large pictures in data: addresses', () => {
    expect(parse(`<img src="data:image/png;base64,${'A'.repeat(300_000)}" alt="x">ok`)).toMatchObject({
      html: { body: 'ok' },
      incomplete: null,
    })
  })

  it.each([
    ['a million entities', '&amp;'.repeat(800_000)],
    ['an attribute of a megabyte', `<p title="${'x'.repeat(1_000_000)}">x</p>`],
    ['100,000 attributes', `<p ${Array.from({ length: 100_000 }, (_, index) => `a${index}=1`).join(' ')}>x</p>`],
    ['100,000 paragraphs', '<p>x'.repeat(100_000)],
    ['deep quotes with many lines', `${'<blockquote>'.repeat(400)}${'x<br>'.repeat(50_000)}`],
    ['deep lists with many items', `${'<ul>'.repeat(400)}${'<li>x'.repeat(40_000)}`],
    ['100,000 opening brackets', '<'.repeat(100_000)],
    ['unclosed comments in a style', `<p style="${'/*'.repeat(30_000)}">x</p>`],
    ['urls in urls', `<p style="background:${'url('.repeat(15_000)}">x</p>`],
  ])('reads %s in one pass', (_what, html) => {
    expect(parse(html).incomplete).toBeNull()
  })

  it.each([
    ['an unknown element', 'evil-bank<x-y></x-y>.com/login', 'evil-bank<wbr />.com/login'],
    ['hidden words', 'evil-bank.<i style="display:none">q</i>com', 'evil-bank.<wbr />com'],
    [
      'a link whose words become an address',
      'evil-bank<a href="https://a.example/">.com/x https://b.example/</a>',
      'evil-bank<wbr />.com/x ',
    ],
    ['a scheme in two', 'htt<x></x>ps<x></x>://a', 'https<wbr />://a'],
  ])('lets no address grow together over %s that is not written', (_, source, body) => {
    expect(parse(source).html?.body).toBe(body)
  })

  it('keeps words together that no address could come of', () => {
    expect(parse('<p>won<o:p></o:p>der. <x></x>Then</p>').html?.body).toBe('<p>wonder. Then</p>')
  })
})
