/** Lines beside our own words: nothing in them breaks the line, turns it or hides, and no emoji and no script is harmed. */
import { describe, expect, it } from '@jest/globals'
import { plainLine } from '../../src/release/plain.ts'

describe('plainLine', () => {
  it.each(['Hello 👩🏽‍🦰 and 👨‍👩‍👧', '🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ ❤️', 'می\u200cخواهم', 'ශ්\u200dරී ලංකාව', '\u200fשלום (C++\u200e)', 'नमस्ते', 'Räksmörgås'])(
    'leaves alone: %s',
    (line) => {
      expect(plainLine(line, 200)).toBe(line)
    },
  )

  it.each([
    ['an override', 'a\u202egpj.exe', 'agpj.exe'],
    ['an isolate, which may be cut from its end', 'שלום \u2067abc\u2069', 'שלום abc'],
    ['line breaks', 'a\r\nb\u2028c\u0085d', 'a b c d'],
    ['unseen characters in a word', 'pay\u200bpal\u00ad\u{e0041}', 'paypal'],
    ['half a surrogate pair', 'a\ud800b', 'ab'],
    ['marks that bury a letter', 'a\u0336\u0337\u0338\u0321\u0322b', 'ab'],
  ])('takes out %s', (_, untrusted, expected) => {
    expect(plainLine(untrusted, 200)).toBe(expected)
  })
})
