import { describe, expect, it } from '@jest/globals'
import { defang, defangWithin } from '../../src/release/address.ts'

describe('words of a subject, of a link or in place of an address', () => {
  it('hold no scheme that runs what follows, wherever it stands among them', () => {
    for (const words of [
      '<div style="x:expression(javascript:alert(1)">',
      '\\x0BJavaScript:alert(1)',
      'onclick="vbscript:x"',
      'x=data:text/html,y',
    ])
      for (const shown of [defang(words), defangWithin(words)]) expect(shown).not.toMatch(/(?:script|data):\S/i)
  })

  it('are left as they are when a scheme is only spoken of', () => {
    for (const words of ['an error in JavaScript: it stops', 'my data: see below', 'metadata:text/html', 'data:5'])
      expect(defangWithin(words)).toBe(words)
  })
})
