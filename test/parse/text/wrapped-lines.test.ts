/** An address that a program broke over lines is one; what a person wrote below an address is not. */
import { describe, expect, it } from '@jest/globals'
import { findAddresses } from '../../../src/parse/text/find-addresses.ts'

const found = (text: string) => findAddresses(text, 100).map(({ start, end, target }) => [text.slice(start, end), target])
const WORDS = 'A line of words that goes on for some fifty columns: '

describe('an address over line ends', () => {
  it.each([
    ['<https://example.com/a\n/b>', 'https://example.com/a/b'],
    ['<https://exam\n  ple.com/a>', 'https://example.com/a'],
    ['<URL:https://example.com/a/\r\nb?c>', 'https://example.com/a/b?c'],
    ['> <https://example.com/a\n> /b\n> /c>', 'https://example.com/a/b/c'],
    [`${WORDS}https://example.com/x?a=1\n&b=2 and on`, 'https://example.com/x?a=1&b=2'],
    [`${WORDS}https://example.com/x%2\n0y and on`, 'https://example.com/x%20y'],
    [`${WORDS}https://example.com/x%\r\n20y and on`, 'https://example.com/x%20y'],
    [`${WORDS}https://example.com/a/b \nc/d/e.html`, 'https://example.com/a/bc/d/e.html'],
    [`> ${WORDS}https://example.com/x?t=\n> eyJhbGciOiJIUzI1NiJ9abc and on`, 'https://example.com/x?t=eyJhbGciOiJIUzI1NiJ9abc'],
    [`${WORDS.slice(7)}https://example.com/x?i=3D12=\n34&u=3D5 z`, 'https://example.com/x?i=1234&u=5'],
  ])('%j is read on', (text, target) => {
    expect(found(text)[0]?.[1]).toBe(target)
  })

  it('covers all of it', () => {
    const text = `${WORDS}https://example.com/x?a=1\n&b=2 and on`
    expect(found(text)[0]?.[0]).toBe('https://example.com/x?a=1\n&b=2')
  })

  it.each([
    [`${WORDS}https://example.com/some/path\nand the next words`],
    [`${WORDS}https://example.com/some/path\nand/or other words`],
    [`${WORDS}https://example.com/some/path\n1/2 price today`],
    [`${WORDS}https://example.com/some/path\n2026-07-31 is the day`],
    [`${WORDS}https://example.com/some/path\n\n&b=2`],
    [`${WORDS}https://example.com/some/path.\nid=12 is next`],
    [`${WORDS}https://example.com/some/path\n5766442,https://example.com/x?y=1`],
    [`> ${WORDS}https://example.com/some/path\n&b=2 is not quoted`],
    ['https://example.com/some/path\n&b=2 after a short line'],
    [`${WORDS}https://example.com\n/a/b/c of another`],
    ['<https://example.com/some/path\nand words>'],
  ])('near-miss: %j stands as its first line', (text) => {
    const [first] = found(text)
    expect(first?.[0]).toMatch(/^https:\/\/example\.com(?:\/some\/path)?$/)
  })

  it('near-miss: a list of addresses is a list', () => {
    const list = `${WORDS}https://example.com/some/path/a\nhttps://example.com/some/path/b\nwww.example.com/c=d\nanna@example.com`
    expect(found(list).map(([written]) => written)).toEqual([
      'https://example.com/some/path/a',
      'https://example.com/some/path/b',
      'www.example.com/c=d',
    ])
  })

  it('hostile: lines without end are bounded, and the head is never lost', () => {
    const text = `${WORDS}https://example.com/x?a=1\n${`&${'b'.repeat(70)}=2\n`.repeat(5_000)}`
    const [first] = found(text)
    expect(first?.[1]).toMatch(/^https:\/\/example\.com\/x\?a=1&b/)
    expect(first?.[0]?.length).toBeLessThan(10_000)
  })
})
