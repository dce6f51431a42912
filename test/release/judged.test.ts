/** What is built passes the same judge as what was parsed: a second sanitizer finds nothing in it to take away. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { joinBodies } from '../../src/parse/bodies.ts'
import { parseHtml } from '../../src/parse/html/html.ts'
import { isUnchanged } from '../../src/parse/html/judge.ts'
import { parseText } from '../../src/parse/text/text.ts'
import { aFinding, aMessage, givenPolicy, link } from '../policy/given.ts'
import { releaseOf, WHOLE_POLICY_KEEPS_LINKS } from './given.ts'

const piece = fc.oneof(
  fc.constantFrom('<p>', '</p>', '<custom>', '</custom>', '<div>', '</div>', '<table>', '<tr>', '<td>', '</td>', '<li>', '<pre>', '<br>'),
  fc.constantFrom('<a href="https://evil.example/a?b=1&amp;c=%22\'">', '</a>', '<a href="javascript:x">', '<a href="http://[">'),
  fc.constantFrom('<area href=//e.se alt="it\'s &quot;here&quot;">', '<base href="https://base.example/">', '<a href="rel/x">'),
  fc.constantFrom(
    '<img src="cid:x" alt="&lt;b&gt; \'&quot;&amp;">',
    '<img src=x onerror=alert(1)>',
    '<script>x</script>',
    '<svg>',
    '<!--',
    '-->',
  ),
  fc.constantFrom(
    'evil.com/"x"',
    'https://e.example/x?y&z',
    "it's",
    '"',
    '&',
    '&lt;',
    '>',
    '\n',
    ' ',
    'www.',
    'words',
    '<b>',
    '<i style="color:red">',
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
)
const source = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''))
const code = fc.constantFrom('LINK_USERINFO', 'LINK_DANGEROUS_SCHEME', 'LINK_LATER', null)
const policy = fc.constantFrom(
  givenPolicy(),
  WHOLE_POLICY_KEEPS_LINKS,
  givenPolicy({ language: 'sv', links: { default: 'defang' } }),
  givenPolicy({ links: { default: 'hold' } }),
  givenPolicy({ links: { default: 'remove' } }),
)

describe('build', () => {
  it('always writes HTML that the judge leaves unchanged, whatever came in and whatever becomes of its links', () => {
    fc.assert(
      fc.property(
        source,
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.array(code, { maxLength: 6 }),
        policy,
        (html, footer, codes, policy) => {
          const parsed = parseHtml(html, { partId: 'p1', firstLink: 1 })
          const below = parseText(`${footer} www.footer.example "it's" <x>`, { partId: 'p2', firstLink: parsed.links.length + 1 })
          const links = [...parsed.links, ...below.links]
          const message = aMessage({
            links,
            ...joinBodies([
              { role: 'html', view: 'html', html: parsed.html, text: parsed.text },
              { role: 'text', view: 'both', html: null, text: below.rendering },
            ]),
          })
          const findings = codes.flatMap((code, at) => {
            const found = links[at]
            return code === null || found === undefined ? [] : [aFinding(`f${at}`, code, link(found.linkId), 'critical')]
          })
          const released = releaseOf({ message, findings, policy }).html
          expect(released).not.toBeNull()
          const built = `<div>${released}</div>`.replaceAll('&#39;', "'")
          expect([built, isUnchanged(built, (href) => /^https?:\/\//.test(href))]).toEqual([built, true])
        },
      ),
      { numRuns: 300 },
    )
  })
})
