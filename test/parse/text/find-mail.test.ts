/** Mail addresses are words, and known to whoever asks for them. */
import { describe, expect, it } from '@jest/globals'
import { findEvery, findMail } from '../../../src/parse/text/find-mail.ts'

const found = (text: string) => findEvery(text, 100).map(({ start, end, target }) => [text.slice(start, end), target])

describe('findEvery', () => {
  it.each([
    ['Mail anna@example.com.', 'anna@example.com', 'mailto:anna@example.com'],
    ['(first.last+tag@sub.example.co.uk)', 'first.last+tag@sub.example.co.uk', 'mailto:first.last+tag@sub.example.co.uk'],
    ['mailto:anna@example.com?subject=a%20b.', 'mailto:anna@example.com?subject=a%20b', 'mailto:anna@example.com?subject=a%20b'],
    ['mailto:anna@intranet', 'mailto:anna@intranet', 'mailto:anna@intranet'],
    ['åsa@exempel.se', 'åsa@exempel.se', 'mailto:åsa@exempel.se'],
    ["'anna@example.com'", 'anna@example.com', 'mailto:anna@example.com'],
    ['..anna@example.com', 'anna@example.com', 'mailto:anna@example.com'],
    ['//example.com/x', '//example.com/x', 'http://example.com/x'],
  ])('finds the address in %j', (text, written, target) => {
    expect(found(text).at(0)).toEqual([written, target])
  })

  it('knows a quoted mailbox, RFC 5321 4.1.2', () => {
    expect(findMail('"quoted part"@example.com', 9)).toEqual([{ start: 0, end: 25, target: 'mailto:"quoted part"@example.com' }])
  })

  it('has all kinds in the order of the words', () => {
    expect(found('a@example.com, https://b.example/ and c@example.se').map(([written]) => written)).toEqual([
      'a@example.com',
      'https://b.example/',
      'c@example.se',
    ])
  })

  it.each(['anna@', '@', '@@@', 'anna@intranet', 'a @ b', 'anna@example.invalid', 'x@1.2'])('near-miss: finds none in %j', (text) => {
    expect(found(text)).toEqual([])
  })

  it.each(['@', 'a@', 'a@b.se', '"@', 'mailto:', 'a@b.'])('hostile: 300,000 characters of %j are read in one pass', (unit) => {
    const text = unit.repeat(Math.ceil(300_000 / unit.length))
    const addresses = findEvery(text, text.length)
    expect(addresses.every(({ start, end }, index) => start < end && start >= (addresses[index - 1]?.end ?? 0))).toBe(true)
  })
})
