/**
 * What is written and not judged inert is not shown: the plain words are.
 *
 * @jest-environment node
 */
import { describe, expect, it, jest } from '@jest/globals'

// The judge convicts nothing that parseHtml really writes, so here it is one that convicts everything.
jest.unstable_mockModule('../../../src/parse/html/judge.ts', () => ({ isInert: () => false }))
const { parseHtml } = await import('../../../src/parse/html/html.ts')

describe('parseHtml', () => {
  it('falls back to text when the judge convicts what it wrote, and says so', () => {
    const parsed = parseHtml('<p>Hi <a href="https://e.example/">you</a><script>x</script></p>', { partId: 'p1', firstLink: 1 })
    expect(parsed).toMatchObject({ html: null, incomplete: 'HTML_NOT_INERT', text: { body: 'Hi you' } })
    expect(parsed.links).toHaveLength(1)
    expect(parsed.active).toMatchObject([{ kind: 'script' }])
  })

  it('has nothing to judge where the words alone are shown', () => {
    const parsed = parseHtml('<b>'.repeat(600), { partId: 'p1', firstLink: 1 })
    expect(parsed).toMatchObject({ html: null, incomplete: null, asText: 'HTML_TOO_DEEP' })
  })
})
