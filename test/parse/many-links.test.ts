/** One message cannot become a record of hundreds of times its size, however many bodies its links are spread over. */
import { describe, expect, it } from '@jest/globals'
import { parseMessage } from '../../src/parse/message.ts'

const hooks = { enter: () => undefined, skips: new Map(), now: () => 0, readBarcodes: null }

function mailOf(type: string, bodies: readonly string[]): Uint8Array {
  const parts = bodies.map((body) => `--q\r\nContent-Type: text/${type}\r\n\r\n${body}\r\n`)
  return Buffer.from(`Subject: a\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n${parts.join('')}--q--\r\n`)
}

async function open(raw: Uint8Array) {
  const content = { type: 'mail', raw } as const
  return parseMessage({ id: 'm', channel: 'c', kind: 'email', conversationId: null, receivedAt: 0, content }, hooks)
}

describe('the links of one message', () => {
  it.each([
    ['plain', (link: number) => `h${link}.se`],
    ['html', (link: number) => `<a href="http://h${link}.se/">x</a>`],
  ])('are bounded over all of its bodies (%s)', async (type, write) => {
    const bodies = Array.from({ length: 6 }, (_, body) => Array.from({ length: 2_000 }, (_, at) => write(body * 2_000 + at)).join(' '))
    const parsed = await open(mailOf(type, bodies))
    expect(parsed.message.links).toHaveLength(5_000)
    const left = parsed.outcomes.filter(({ status }) => status === 'unscannable').map(({ subject, reason }) => [subject.id, reason])
    const reason = type === 'plain' ? 'TEXT_TOO_MANY_LINKS' : 'HTML_TOO_MANY_LINKS'
    expect(left).toEqual(['p3', 'p4', 'p5', 'p6'].map((id) => [id, reason]))
  })

  it('are counted by their places, also where one address stands again and again', async () => {
    const parsed = await open(
      mailOf(
        'plain',
        Array.from({ length: 6 }, () => 'h.se '.repeat(2_000)),
      ),
    )
    expect(parsed.message.text?.slots).toHaveLength(5_000)
  })
})
