import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ForebayError } from '../../src/core/error.ts'
import { decodeBase64, readSubmission } from '../../src/intake/submission.ts'

const read = (value: unknown) => readSubmission(Buffer.from(JSON.stringify(value)))

describe('a submission', () => {
  it('is taken whole, as the contract has it', () => {
    const full = {
      channel: 'webchat',
      externalId: 'evt-81',
      conversationId: 'c-7',
      sentAt: '2026-11-21T10:00:00Z',
      sender: { address: 'anna@example.com', name: 'Åsa\u202e', identityToken: 'a.b.c' },
      subject: 'Invoice',
      text: 'Hi,\n\tsee https://example.com/a 👍',
      html: '<p>…</p>',
      attachments: [{ name: 'invoice.pdf', type: 'application/pdf', content: 'YWJj' }],
    }
    expect(read(full)).toEqual(full)
  })

  it('never fails but by a refusal that names what is wrong', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((json) => `{"channel":"webchat","text":${json}}`),
        ),
        (body) => {
          try {
            readSubmission(Buffer.from(body))
          } catch (error) {
            expect(error).toBeInstanceOf(ForebayError)
            expect((error as ForebayError).status).toBeLessThan(500)
          }
        },
      ),
    )
  })

  it('never lets NUL or a lone surrogate through in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\0', '\ud800', '\udc00'),
        fc.string({ unit: 'binary' }),
        (before, bad, after) => {
          // A surrogate may find its other half in the text around it, and then it is none.
          const text = before + bad + after
          fc.pre(bad === '\0' || !text.isWellFormed())
          for (const field of ['text', 'subject', 'html', 'externalId'])
            expect(() => read({ channel: 'webchat', [field]: text })).toThrow(/INVALID_CHARACTERS/)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('keeps what the sender is from what the address claims', () => {
    expect(read({ channel: 'webchat', text: 'x', sender: {} }).sender).toEqual({})
  })
})

describe('base64', () => {
  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const encoded = Buffer.from(bytes).toString('base64')
        expect(new Uint8Array(decodeBase64(encoded, 'f'))).toEqual(bytes)
      }),
    )
  })

  it('never takes text that is not exactly what it would give back', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        let decoded: Buffer | null = null
        try {
          decoded = decodeBase64(text, 'f')
        } catch (error) {
          expect((error as ForebayError).code).toBe('INVALID_BASE64')
        }
        if (decoded !== null) expect(decoded.toString('base64')).toBe(text)
      }),
    )
  })
})
