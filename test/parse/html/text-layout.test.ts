import { describe, expect, it } from '@jest/globals'
import { parseHtml } from '../../../src/parse/html/html.ts'

const text = (html: string) => parseHtml(html, { partId: 'p1', firstLink: 1 }).text.body

describe('the text of HTML', () => {
  it.each([
    ['folds blanks and breaks between blocks', '<p> a \n b </p>\n<p>c</p><div>d</div><div>e</div>', 'a b\n\nc\n\nd\ne'],
    ['breaks lines at br, three at most', 'a<br>b<br><br>c<br><br><br><br><br>d', 'a\nb\n\nc\n\n\nd'],
    ['joins inline elements', 'a<b>b</b>c <i>d</i>', 'abc d'],
    [
      'parts cells by tab and rows by line',
      '<table><tr><td>a</td><td><p>b</p></td></tr><tr><th>c</th><td>d</td></tr></table>e',
      'a\tb\nc\td\n\ne',
    ],
    [
      'keeps a table in a cell on its row',
      '<table><tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr><tr><td>c</td></tr></table>',
      'a\tb\nc',
    ],
    [
      'marks items, numbers them, and indents lists in lists',
      '<ul><li>a<li>b<ol start=3><li>x<li>y</ol></ul>z',
      '• a\n• b\n  3. x\n  4. y\n\nz',
    ],
    ['marks quotes on every line', '<blockquote>a<br>b<blockquote>c</blockquote></blockquote>d', '> a\n> b\n>\n> > c\n\nd'],
    ['keeps preformatted lines', '<pre>a\n  b\r\n\nc</pre>d', 'a\n  b\n\nc\n\nd'],
    ['reads no-break spaces as spaces', 'a&nbsp;&nbsp;b', 'a b'],
    ['leaves out scripts, styles and titles', '<title>t</title><style>s</style><script>x</script><template>y</template>a', 'a'],
  ])('%s', (_what, html, expected) => {
    expect(text(html)).toBe(expected)
  })
})
