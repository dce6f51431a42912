import { describe, expect, it } from '@jest/globals'
import { parseHtml } from '../../../src/parse/html/html.ts'
import { readInlineStyle } from '../../../src/parse/html/inline-style.ts'

const parse = (html: string) => parseHtml(html, { partId: 'p1', firstLink: 1 })

describe('hidden words', () => {
  it.each([
    ['display', '<div style="display: none !important">ghost</div>'],
    ['display', '<div style="DISPLAY:/**/none"><p style="display:block">ghost</p></div>'],
    ['visibility', '<div style="visibility:hidden">ghost</div>'],
    ['font-size', '<div style="font-size:0">ghost</div>'],
    ['font-size', '<div style="font-size:1px">ghost</div>'],
    ['font-size', '<div style="font-size:0px"><i style="font-size:2em">ghost</i></div>'],
    ['opacity', '<div style="opacity:0.01"><i style="opacity:1">ghost</i></div>'],
    ['zero-size', '<div style="max-height:0px;overflow:hidden">ghost</div>'],
    ['off-screen', '<div style="position:absolute;left:-9999px">ghost</div>'],
    ['off-screen', '<div style="text-indent:-9999px">ghost</div>'],
    ['off-screen', '<div style="position:absolute;clip:rect(0 0 0 0)">ghost</div>'],
    ['hidden', '<div hidden>ghost</div>'],
    ['color', '<table bgcolor="white"><tr><td><font color="#FFF">ghost</font></td></tr></table>'],
    ['color', '<div style="background:rgb(255, 255, 255)"><i style="color:#ffffff">ghost</i></div>'],
  ])('leaves words hidden by %s out of both renderings and counts them: %s', (kind, html) => {
    const parsed = parse(`<p>seen</p>${html}<p>after</p>`)
    expect(parsed.hidden).toEqual([{ partId: 'p1', kind, characters: 5, words: 'ghost', leading: false }])
    expect(parsed.html?.body).not.toContain('ghost')
    expect(parsed.text.body).toBe('seen\n\nafter')
  })

  it.each([
    '<td style="font-size:0"><div style="font-size:16px">seen</div></td>',
    '<div style="visibility:hidden"><b style="visibility:visible">seen</b></div>',
    '<div style="height:0">seen</div>',
    '<div style="opacity:0.5">seen</div>',
    '<div style="text-indent:-20px">seen</div>',
    '<font color="white">seen</font>',
    '<td bgcolor="#fff" background="https://e.example/x.png"><font color="#fff">seen</font></td>',
    '<style>.x{background:navy}</style><div bgcolor="#fff"><p class="x" style="color:#fff">seen</p></div>',
    '<div style="color:#fff;background:#000">seen</div>',
    '<div bgcolor="#0000ff" style="color:#0000ff"><a href="#x">seen</a></div>',
    '<div style="{display:none;};color:red">seen</div>',
    '<div style="display:nonesuch">seen</div>',
  ])('keeps words that a browser shows: %s', (html) => {
    const parsed = parse(html)
    expect(parsed.text.body).toBe('seen')
    expect(parsed.hidden).toEqual([])
  })

  it('knows the links of hidden words, and gives them no place', () => {
    const parsed = parse('<div style="display:none"><a href="https://e.example/">x</a> www.example.org</div>')
    expect(parsed.links.map((link) => [link.via, link.shownText])).toEqual([['a[href]', null]])
    expect(parsed.html).toEqual({ body: '', slots: [] })
    expect(parsed.text).toEqual({ body: '', slots: [] })
  })
})

describe('readInlineStyle', () => {
  it.each([
    ['color: RED; font-weight:bold', 'color:RED;font-weight:bold'],
    ['font-family:"Segoe UI", Arial', "font-family:'Segoe UI', Arial"],
    ['color:rgba(0, 0, 0, .5)!important', 'color:rgba(0, 0, 0, .5)'],
    ['font:12px/1.5 Arial', 'font:12px/1.5 Arial'],
    ['background:url(x)', ''],
    ['background:#fff url(x) no-repeat', ''],
    ['width:expression(alert(1))', ''],
    ['width:calc(1px + 2px)', ''],
    ['behavior:url(x);-moz-binding:url(x)', ''],
    ['position:fixed;top:0;z-index:9', ''],
    ['color:\\72 ed', ''],
    ['color:red"><script>', ''],
    ['font-family:evil.com', ''],
    ['font-family:https://e.example', ''],
    ['margin:-20px', ''],
    ['display:none', ''],
    ['display:inline-block', 'display:inline-block'],
    ['color', ''],
    [';;:;color:;:red;', ''],
  ])('keeps of %j only %j', (style, kept) => {
    expect(readInlineStyle(style).kept).toBe(kept)
  })
})
