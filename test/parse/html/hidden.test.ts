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
    ['clipped', '<div style="position:absolute;clip:rect(0 0 0 0)">ghost</div>'],
    ['off-screen', '<div style="margin-left:-1000px">ghost</div>'],
    ['off-screen', '<div style="position:relative;left:-100em">ghost</div>'],
    ['off-screen', '<div style="transform:translateX(-9999px)">ghost</div>'],
    ['clipped', '<div style="clip-path:inset(50%)">ghost</div>'],
    ['clipped', '<div style="clip-path:circle(0)">ghost</div>'],
    ['zero-size', '<div style="transform:scale(0)">ghost</div>'],
    ['zero-size', '<div style="height:1px;overflow-y:hidden">ghost</div>'],
    ['zero-size', '<div style="width:0;overflow:hidden">ghost</div>'],
    ['zero-size', '<div style="line-height:0;overflow:hidden">ghost</div>'],
    ['font-size', '<div style="font:0/0 a">ghost</div>'],
    ['font-size', '<div style="font-size:0.1em">ghost</div>'],
    ['font-size', '<div style="font-size:4px"><i style="font-size:40%">ghost</i></div>'],
    ['opacity', '<div style="opacity:.2"><i style="opacity:.2">ghost</i></div>'],
    ['opacity', '<div style="filter:opacity(0)">ghost</div>'],
    ['display', '<div style="content-visibility:hidden">ghost</div>'],
    ['display', '<div style="d\\69splay:none">ghost</div>'],
    ['display', '<div style="display:table-column">ghost</div>'],
    ['zero-size', '<div style="zoom:0.01">ghost</div>'],
    ['zero-size', '<div style="scale:1 .01">ghost</div>'],
    ['zero-size', '<div style="transform:translate(1px) scale(.01)">ghost</div>'],
    ['zero-size', '<div style="transform:matrix(0,0,0,0,0,0)">ghost</div>'],
    ['zero-size', '<div style="transform:rotateY(90deg)">ghost</div>'],
    ['off-screen', '<div style="position:absolute;inset:-9999px auto auto 0">ghost</div>'],
    // A browser ignores what is no value of the property, so that the one before it stays.
    ['display', '<div style="display:none;display:shown">ghost</div>'],
    ['visibility', '<div style="visibility:hidden;visibility:shown">ghost</div>'],
    ['opacity', '<div style="opacity:0;opacity:full">ghost</div>'],
    ['font-size', '<div style="font-size:0;font-size:-5px">ghost</div>'],
    ['font-size', '<div style="font-size:0;font:16px">ghost</div>'],
    ['color', '<div style="color:#fff;color:shown">ghost</div>'],
    ['color', '<div style="background-color:#000;color:#000;background:shown">ghost</div>'],
    ['zero-size', '<div style="overflow:hidden;height:0;height:tall">ghost</div>'],
    ['off-screen', '<div style="position:absolute;left:-9999px;left:here;position:here">ghost</div>'],
    // CSS Syntax 3, 5.4.4: a semicolon in a string or in brackets ends no declaration.
    ['display', `<div style='display:none;x:";display:block"'>ghost</div>`],
    ['display', '<div style="display:none;x:(;display:block)">ghost</div>'],
    ['display', '<div style="display:none;x:\\;display:block">ghost</div>'],
    ['display', `<div style="${'x:y;'.repeat(300)}display:none">ghost</div>`],
    ['template', '<template>ghost</template>'],
    ['details', '<details>ghost</details>'],
    ['comment', '<!-- ghost -->'],
    ['comment', '<!-- <p class="x">ghost</p> -->'],
    ['conditional-comment', '<!--[if mso]><b>ghost</b><![endif]-->'],
    ['color', '<font color="white">ghost</font>'],
    ['color', '<p style="color:transparent">ghost</p>'],
    ['color', '<p style="color:hsla(0,0%,100%,1)">ghost</p>'],
    ['color', '<p style="color:#fdfdfd">ghost</p>'],
    ['color', '<p style="-webkit-text-fill-color:#fff">ghost</p>'],
    ['color', '<p style="color:rgba(0,0,0,.01)">ghost</p>'],
    ['color', '<body bgcolor="#102030"><p style="color:rgb(16,32,48)">ghost</p></body>'],
    ['color', '<body bgcolor="#102030" text="#102030"><i>ghost</i></body>'],
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
    '<div aria-hidden="true">seen</div>',
    '<div style="mso-hide:all">seen</div>',
    '<details open>seen</details>',
    '<details><summary>seen</summary></details>',
    '<noscript>seen</noscript>',
    '<p style="max-height:0">seen</p>',
    '<p style="overflow:hidden;line-height:1;height:auto">seen</p>',
    '<p style="zoom:1;transform:scale(1);overflow:hidden">seen</p>',
    '<p style="font-size:3px">seen</p>',
    '<p style="color:#ccc">seen</p>',
    '<div style="background:#000"><p style="color:white">seen</p></div>',
    '<div style="background:linear-gradient(#000,#111)"><p style="color:white">seen</p></div>',
    '<div bgcolor="black"><p style="color:black">seen</p></div>',
    '<font color="white"><table bgcolor="white"><tr><td>seen</td></tr></table></font>',
    '<div style="position:absolute;left:10px"><p style="color:white">seen</p></div>',
    '<td style="font-size:0"><div style="font-size:16px">seen</div></td>',
    '<div style="visibility:hidden"><b style="visibility:visible">seen</b></div>',
    '<div style="height:0">seen</div>',
    '<div style="opacity:0.5">seen</div>',
    '<div style="text-indent:-20px">seen</div>',
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

  it('writes words in the order in which they are read, whichever way they were turned', () => {
    expect(parse('<bdo dir="rtl">4321</bdo>').html?.body).toBe('<span dir="rtl">4321</span>')
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
    ['margin:0 auto;margin-left:9999px;padding:2px 600px;text-indent:9in;padding-left:40%', 'margin:0 auto;padding-left:40%'],
    ['color:Canvas;background:CanvasText;border:1px solid red', 'border:1px solid red'],
    ['border-left:900px solid white;line-height:9999;font-size:9999px;padding:9999%;line-height:150%', 'line-height:150%'],
    [
      'color:darkslategrey;background:none repeat scroll 0 0 rebeccapurple',
      'color:darkslategrey;background:none repeat scroll 0 0 rebeccapurple',
    ],
    ['direction:rtl;unicode-bidi:bidi-override;display:table-column', 'direction:rtl'],
    ['letter-spacing:-20px;word-spacing:-.5em;line-height:0;color:red', 'color:red'],
    ['letter-spacing:-.02em;word-spacing:2px;line-height:1.2', 'letter-spacing:-.02em;word-spacing:2px;line-height:1.2'],
    [`font-family:"O'Neil";color:red`, 'color:red'],
    ['font-family:"Segoe UI", Arial', "font-family:'Segoe UI', Arial"],
    ['color:rgba(0, 0, 0, .5)!important', 'color:rgba(0, 0, 0, .5)'],
    ['font:12px/1.5 Arial', 'font:12px/1.5 Arial'],
    ['background:url(x)', ''],
    ['background:#fff url(x) no-repeat', 'background-color:#fff'],
    ['width:expression(alert(1))', ''],
    ['width:calc(1px + 2px)', ''],
    ['behavior:url(x);-moz-binding:url(x)', ''],
    ['position:fixed;top:0;z-index:9', ''],
    ['color:\\72 ed', 'color:red'],
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
