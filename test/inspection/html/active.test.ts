import { describe, expect, it } from '@jest/globals'
import { active } from '../../../src/inspection/html/active.ts'
import { codes, construct, message } from '../subjects.ts'

const seen = (...kinds: readonly string[]) => codes(active.inspect(message({ active: kinds.map((kind) => construct(kind)) })))

describe('catches', () => {
  it.each([
    ['script', 'HTML_SCRIPT'],
    ['javascript-url', 'HTML_SCRIPT'],
    ['data-html-url', 'HTML_SCRIPT'],
    ['style-expression', 'HTML_SCRIPT'],
    ['event-handler', 'HTML_EVENT_HANDLER'],
    ['form', 'HTML_FORM'],
    ['frame', 'HTML_FRAME'],
    ['srcdoc', 'HTML_FRAME'],
    ['object', 'HTML_PLUGIN'],
    ['meta-refresh', 'HTML_REDIRECT'],
    ['base', 'HTML_REDIRECT'],
    ['svg', 'HTML_ACTIVE'],
  ])('%s as %s', (kind, code) => {
    expect(seen(kind)).toEqual([code])
  })

  it('several kinds of one code as one finding with all their evidence', () => {
    const answer = active.inspect(
      message({ active: [construct('script', 2, '<script src>'), construct('javascript-url', 1, 'javascript:x')] }),
    )
    expect(answer.sightings).toEqual([
      {
        code: 'HTML_SCRIPT',
        evidence: [
          { label: 'script', value: '2 times: <script src>' },
          { label: 'javascript-url', value: 'javascript:x' },
        ],
      },
    ])
  })
})

describe('near-miss', () => {
  it('finds nothing in the style sheets and conditional comments of everyday mail', () => {
    expect(seen('style-element', 'style-url', 'link-element', 'doctype', 'conditional-comment', 'noscript', 'xml-pi')).toEqual([])
  })

  it('finds nothing where a kind was counted zero times', () => {
    expect(active.inspect(message({ active: [construct('script', 0)] })).sightings).toEqual([])
  })
})

describe('hostile input', () => {
  it('takes a kind that it has never heard of for live', () => {
    expect(seen('portal', '__proto__', 'constructor')).toEqual(['HTML_ACTIVE'])
  })
})
