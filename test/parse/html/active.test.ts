import { describe, expect, it } from '@jest/globals'
import { parseHtml } from '../../../src/parse/html/html.ts'

const active = (html: string) => parseHtml(html, { partId: 'p1', firstLink: 1 }).active

describe('live constructs', () => {
  it.each([
    ['script', '<script>x</script>'],
    ['script', '<SCRIPT/x SRC="https://e.example/a.js">'],
    ['event-handler', '<p onclick="x()">a</p>'],
    ['event-handler', '<p/onmouseover=x>a</p>'],
    ['javascript-url', '<a href="java&#9;script:x">a</a>'],
    ['javascript-url', '<img src=" \u0001javascript:x">'],
    ['data-html-url', '<a href="data:text/html,x">a</a>'],
    ['form', '<form></form>'],
    ['frame', '<iframe></iframe>'],
    ['object', '<object></object>'],
    ['embed', '<embed>'],
    ['applet', '<applet></applet>'],
    ['meta-refresh', '<meta http-equiv=refresh content=5>'],
    ['base', '<base>'],
    ['svg', '<svg></svg>'],
    ['math', '<math></math>'],
    ['style-element', '<style>x</style>'],
    ['style-url', '<p style="background:URL(//e.example)">a</p>'],
    ['style-expression', '<p style="width:expr/**/ession(x)">a</p>'],
    ['style-expression', '<p style="-moz-binding:none">a</p>'],
    ['style-escape', '<p style="width:\\65xpression(x)">a</p>'],
    ['link-element', '<link rel=x>'],
    ['template', '<template></template>'],
    ['noscript', '<noscript></noscript>'],
    ['audio', '<audio></audio>'],
    ['video', '<video></video>'],
    ['xml-pi', '<?xml version="1.0"?>'],
    ['doctype-subset', '<!DOCTYPE html [<!ENTITY x "y">]>'],
    ['conditional-comment', '<!--[if mso]><p>x</p><![endif]-->'],
    ['conditional-comment', '<![if !mso]>x'],
    ['srcdoc', '<p srcdoc="x">a</p>'],
  ])('counts %s in %s, and writes none of it', (kind, html) => {
    const parsed = parseHtml(html, { partId: 'p1', firstLink: 1 })
    expect(parsed.active).toContainEqual(expect.objectContaining({ partId: 'p1', kind, count: 1 }))
    expect(parsed.html?.body).not.toMatch(/<(?!\/?(?:p|div)>)[a-z!?]/i)
  })

  it.each([
    '<p>Look on the script of my form</p>',
    '<p on="x" one=y style="color:red">a</p>',
    '<a href="https://e.example/javascript:x">a</a>',
    '<!-- if this --><!DOCTYPE html><p>&lt;script&gt;</p>',
    '<img src="data:image/png;base64,AA">',
  ])('counts nothing in %s', (html) => {
    expect(active(html)).toEqual([])
  })

  it('counts all and keeps a short printable excerpt of the first', () => {
    const [script] = active(`<script src="https://e.example/\u202e\0${'x'.repeat(500)}"></script><script></script>`)
    expect(script).toMatchObject({ kind: 'script', count: 2 })
    expect(script?.evidence).toMatch(/^<script src="https:\/\/e\.example\/ x+…$/)
    expect(script?.evidence).toHaveLength(120)
  })

  it('sees through what stands inside scripts, comments and other words', () => {
    expect(active('<!-- <script> --><textarea><script></textarea><title><form></title>').map(({ kind }) => kind)).toEqual(['form'])
  })
})
