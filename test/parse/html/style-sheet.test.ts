import { describe, expect, it } from '@jest/globals'
import { parseHtml } from '../../../src/parse/html/html.ts'
import { isForScreen } from '../../../src/parse/html/media-query.ts'

const parse = (html: string) => parseHtml(html, { partId: 'p1', firstLink: 1 })
const body = (html: string) => parse(html).html?.body
const withSheet = (css: string, html: string) => parse(`<style>${css}</style>${html}`)

describe('words that a style sheet hides', () => {
  it.each([
    ['by a class', '.x{display:none}', '<p class="a X b">ghost</p>'],
    ['by an id', '#x{display:none}', '<p id="x">ghost</p>'],
    ['by a type', 'section{visibility:hidden}', '<section>ghost</section>'],
    ['by a compound', 'p.x.y{display:none}', '<p class="x y">ghost</p>'],
    ['by a descendant', 'div.a p{display:none}', '<div class="a"><b><p>ghost</p></b></div>'],
    ['by a child', 'div.a > p{display:none}', '<div class="a"><p>ghost</p></div>'],
    [
      'by a chain that only one way around fits',
      '.a > .b .c{display:none}',
      '<i class="a"><i class="b"><i class="b"><i class="c">ghost</i></i></i></i>',
    ],
    ['by an attribute', 'p[data-x="1"],td[class*=mob]{display:none}', '<p data-x="1">ghost</p>'],
    ['by a part of an attribute', '[class*=mob]{display:none}', '<p class="for-mobile">ghost</p>'],
    ['against what is inside', '.x{font-size:0}', '<p class="x"><b>ghost</b></p>'],
    ['by its colour', 'body{background:#fff} .x{color:#fefefe}', '<body><p class="x">ghost</p></body>'],
    ['on a desktop', '@media screen and (min-width:600px){.x{display:none}}', '<p class="x">ghost</p>'],
    ['unless printed', '@media not print{.x{display:none}}', '<p class="x">ghost</p>'],
    ['with importance over its own style', '.x{display:none!important}', '<p class="x" style="display:block">ghost</p>'],
    ['with more specificity', '#x{display:none} p{display:block}', '<p id="x">ghost</p>'],
    ['by the later of two', '.x{display:block} .x{display:none}', '<p class="x">ghost</p>'],
    ['in comments of old', '<!-- .x{display:none} -->', '<p class="x">ghost</p>'],
    ['after a rule that is broken', '.a{color:;;} @font-face{src:url(x)} ;b .x{} .x{display:none}', '<p class="x">ghost</p>'],
    ['behind hundreds of declarations', `.x{${'a:b;'.repeat(300)}display:none}`, '<p class="x">ghost</p>'],
    ['behind hundreds of selectors', `${'.a,'.repeat(300)}.x{display:none}`, '<p class="x">ghost</p>'],
    ['behind many media', `@media ${'print,'.repeat(30)}screen{.x{display:none}}`, '<p class="x">ghost</p>'],
    ['before what is no value', '.x{display:none;display:shown}', '<p class="x">ghost</p>'],
    ['with escapes', '.\\78{d\\69splay:none}', '<p class="x">ghost</p>'],
  ])('%s', (_how, css, html) => {
    const parsed = withSheet(css, `<p>seen</p>${html}`)
    expect(parsed.hidden.map(({ words }) => words)).toEqual(['ghost'])
    expect(parsed.html?.body).not.toContain('ghost')
    expect(parsed.text.body).toBe('seen')
  })

  it('also by a sheet that comes after them', () => {
    const parsed = parse('<p class="x">ghost</p><p>seen <a href="https://e.example/">link</a></p><style>.x{display:none}</style>')
    expect(parsed.text.body).toBe('seen link')
    expect(parsed.links.map(({ linkId }) => linkId)).toEqual(['l1'])
    expect(parsed.hidden).toMatchObject([{ words: 'ghost', leading: true }])
  })
})

describe('near-miss: words that a browser shows', () => {
  it.each([
    ['on a telephone only', '@media (max-width:600px){.x{display:none}}'],
    ['in print only', '@media print{.x{display:none}}'],
    ['in the dark only', '@media (prefers-color-scheme:dark){.x{color:#fff}}'],
    ['when pointed at', '.x:hover{display:none}'],
    ['before them', '.x::before{display:none}'],
    ['with less specificity', '.x{display:block} p{display:none}'],
    ['against its own style', '.x{display:none}'],
    ['beside another', 'b + .x{display:none}'],
    ['in a keyframe', '@keyframes k{from{display:none}}'],
    ['in an imported sheet', '@import "https://e.example/x.css";'],
  ])('hidden %s', (_when, css) => {
    expect(withSheet(css, '<p class="x" style="display:block">seen</p>').text.body).toBe('seen')
  })

  it.each([
    ['in a comment', '<!--<style>.x{display:none}</style>-->'],
    ['for Outlook', '<!--[if mso]><style>.x{display:none}</style><![endif]-->'],
    ['in a script', '<script>"<style>.x{display:none}</style>"</script>'],
    ['in a template', '<template><style>.x{display:none}</style></template>'],
    ['for print', '<style media="print">.x{display:none}</style>'],
    ['of another language', '<style type="text/less">.x{display:none}</style>'],
  ])('hidden by a sheet %s', (_where, sheet) => {
    expect(parse(`${sheet}<p class="x">seen</p>`).text.body).toContain('seen')
  })
})

describe('looks of a style sheet', () => {
  it('are written at the elements, safe ones alone, weakest first and each property once', () => {
    const css =
      'p{color:red;margin:1px} .x{color:blue!important;position:fixed;background:url(https://e.example/) #eee} a:link{color:#0a0;text-decoration:none}'
    expect(withSheet(css, '<p class="x" style="color:green;margin:-9px">a</p>').html?.body).toBe(
      '<p style="margin:1px;background-color:#eee;color:blue">a</p>',
    )
    expect(withSheet(css, '<a href="https://e.example/">b</a>').html?.body).toBe('<span style="color:#0a0;text-decoration:none">b</span>')
  })

  it('of the page are written at what stands for it', () => {
    expect(body('<body bgcolor="#EEE" text=navy><p>a</p></body>')).toBe(
      '<div style="background-color:#eeeeee;color:#000080"><p>a</p></div>',
    )
  })

  it('are inert, however they are written', () => {
    for (const css of [
      'p{color:red"><script>}',
      'p{font-family:"</style><script>"}',
      'p{color:expression(1)}',
      'p{width:calc(1px);color:\\3c b}',
    ])
      expect(withSheet(css, '<p>a</p>').html?.body).not.toMatch(/script|expression|calc|style="[^"]*[<:][^"]*<"/)
  })
})

describe('hostile style sheets', () => {
  const unread = (css: string, html: string) => withSheet(css, html).active.some(({ kind }) => kind === 'style-unread')

  it('are not applied past a bound, and that is told', () => {
    const rules = Array.from({ length: 300 }, (_, at) => `i b b b b b b .x${at % 3}{color:red}`).join('')
    const nested = `${'<b class="x0 x1 x2">'.repeat(400)}seen${'</b>'.repeat(400)}`
    expect(unread(rules, nested)).toBe(true)
    expect(withSheet(rules, nested).text.body).toBe('seen')
    expect(unread(`${'.a{color:red}'.repeat(10_000)}`, '<p>seen</p>')).toBe(true)
    expect(unread(`p{${'font-family:Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;'.repeat(3)}}`, '<p>seen</p>'.repeat(50_000))).toBe(
      true,
    )
    expect(parse(`${'<style></style>'.repeat(300)}<p>seen</p>`).active.some(({ kind }) => kind === 'style-unread')).toBe(true)
    expect(unread(`${'@media all{'.repeat(9)}.x{color:red}${'}'.repeat(9)}`, '<p>seen</p>')).toBe(true)
    // Each element would have all of them, once for each selector.
    expect(unread(`${'.x,'.repeat(3_000)}.x{${'a:b;'.repeat(50_000)}}`, '<p class="x">seen</p>')).toBe(true)
    expect(unread('.x{color:red}', '<p class="x">seen</p>'.repeat(100))).toBe(false)
  })

  it('that were not applied leave it open which colours lie behind words', () => {
    const rules = '.a{color:red}'.repeat(10_000)
    expect(withSheet(rules, '<div class="a"><p style="color:#fff">seen</p></div>').text.body).toBe('seen')
  })

  it.each([
    'a{'.repeat(50_000),
    '@media all{'.repeat(50_000),
    '('.repeat(100_000),
    '/*'.repeat(50_000),
    '\\'.repeat(100_000),
    ':not('.repeat(30_000),
  ])('never throw: %.12s…', (css) => {
    expect(withSheet(css, '<p>seen</p>').text.body).toBe('seen')
  })
})

describe('isForScreen', () => {
  it.each([
    ['', true],
    ['all', true],
    ['screen, print', true],
    ['only screen and (min-width: 480px) and (max-width: 1200px)', true],
    ['(width >= 40em)', true],
    ['screen and (-webkit-min-device-pixel-ratio:0)', true],
    ['not print', true],
    ['(prefers-color-scheme: light)', true],
    ['only screen and (max-width: 600px)', false],
    ['print', false],
    ['not all', false],
    ['(width < 600px)', false],
    ['(min-resolution: 2dppx)', false],
    ['(hover: none)', false],
    ['(anything: new)', false],
    ['yahoo', false],
    ['screen and', false],
  ])('%j: %s', (queries, meant) => {
    expect(isForScreen(queries)).toBe(meant)
  })
})
