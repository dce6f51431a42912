/** What the bench sends is what its table says, and no message is like another. */
import { describe, expect, test } from '@jest/globals'
import PostalMime from 'postal-mime'
import { everydayMail } from '../../bench/content/mail.ts'
import { makeMessages } from '../../bench/content/messages.ts'
import { quotedPrintable } from '../../bench/content/newsletter.ts'
import { seeded } from '../../bench/content/random.ts'
import { quantilesOf } from '../../bench/load/quantiles.ts'
import { detectType } from '../../src/parse/file/type.ts'

describe('what the bench sends', () => {
  test('A is 500 bytes of text with one link', () => {
    for (const message of makeMessages('A', 50, 1)) {
      const { text } = JSON.parse(message.toString()) as { readonly text: string }
      expect(Buffer.byteLength(text)).toBe(500)
      expect(text.match(/https:\/\//g)).toHaveLength(1)
    }
  })

  test('B is a mail whose HTML is 60 KB as it was written', async () => {
    const [raw] = makeMessages('B', 1, 1)
    const { html, text } = await PostalMime.parse(raw as Buffer)
    expect(Buffer.byteLength(html ?? '') / 1024).toBeCloseTo(61, -1)
    expect(html).toContain('– för dig')
    expect(text?.length).toBeGreaterThan(1_000)
  })

  test('C is a mail with a PDF of 1 MB, each offset of which leads to its object', async () => {
    const [raw] = makeMessages('C', 1, 1)
    const { attachments } = await PostalMime.parse(raw as Buffer)
    const pdf = Buffer.from(attachments[0]?.content as ArrayBuffer)
    expect(await detectType(pdf)).toBe('application/pdf')
    expect(pdf.length / 1024 / 1024).toBeCloseTo(1, 1)
    const text = pdf.toString('latin1')
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1])
    expect(text.slice(table, table + 4)).toBe('xref')
    const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map((row) => Number(row[1]))
    expect(offsets.length).toBeGreaterThan(20)
    for (const [index, offset] of offsets.entries()) expect(text.slice(offset, offset + 12)).toContain(`${index + 1} 0 obj`)
  })

  test('no message is like another, and the same seed makes the same text again', () => {
    const random = seeded(1)
    const mails = Array.from({ length: 50 }, () => everydayMail(random).toString('latin1'))
    const chats = [...makeMessages('A', 200, 1), ...makeMessages('A', 200, 2)].map(String)
    expect(new Set(mails).size).toBe(mails.length)
    expect(new Set(chats).size).toBe(chats.length)
    expect(makeMessages('A', 5, 7)).toEqual(makeMessages('A', 5, 7))
  })

  test('quoted-printable keeps to 76 characters a line and cuts no escape in two', () => {
    const lines = quotedPrintable('ååå='.repeat(60)).split('\r\n')
    for (const line of lines) expect(line).toMatch(/^(?:[^=]|=[0-9A-F]{2}){0,75}=?$/)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76)
  })
})

test('a quantile is one of the samples', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)
  expect(quantilesOf(hundred)).toEqual({ samples: 100, p50Ms: 50, p99Ms: 99, worstMs: 100 })
  expect(quantilesOf([7])).toEqual({ samples: 1, p50Ms: 7, p99Ms: 7, worstMs: 7 })
})
