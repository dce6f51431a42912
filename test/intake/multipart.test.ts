import { Readable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ForebayError } from '../../src/core/error.ts'
import { type MultipartFile, readMultipart } from '../../src/intake/multipart.ts'

const limits = { maxMessageJsonBytes: 1_000, maxFiles: 3, maxNameCharacters: 100 }
const type = 'multipart/form-data; boundary=b'
const form = [
  '--b\r\nContent-Disposition: form-data; name="message"\r\n\r\n{"channel":"webchat"}\r\n',
  '--b\r\nContent-Disposition: form-data; name="f"; filename="../räk\u202e.txt"\r\nContent-Type: text/plain\r\n\r\none\r\n--c-not\r\n',
  '--b\r\nContent-Disposition: form-data; name="f"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n',
  '--b--\r\n',
].join('')

function inChunks(bytes: Buffer, sizes: readonly number[]): Readable {
  const chunks: Buffer[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return Readable.from(chunks, { objectMode: false })
}

interface Seen {
  readonly message: string[]
  readonly files: (MultipartFile & { readonly content: string })[]
}

async function read(body: Readable, contentType = type): Promise<Seen> {
  const seen: Seen = { message: [], files: [] }
  await readMultipart(body, contentType, limits, {
    async message(untrustedJson) {
      seen.message.push(Buffer.from(untrustedJson).toString())
    },
    async file(file, bytes) {
      const chunks: Uint8Array[] = []
      for await (const chunk of bytes) chunks.push(chunk)
      seen.files.push({ ...file, content: Buffer.concat(chunks).toString() })
    },
  })
  return seen
}

describe('a multipart body', () => {
  it('gives the same parts however the network cuts it', async () => {
    const expected: Seen = {
      message: ['{"channel":"webchat"}'],
      files: [
        { untrustedName: '../räk\u202e.txt', untrustedType: 'text/plain', content: 'one\r\n--c-not' },
        { untrustedName: '', untrustedType: 'application/octet-stream', content: '' },
      ],
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
        expect(await read(inChunks(Buffer.from(form), sizes))).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  it('is refused, never hung on and never fatal, wherever it is cut off or damaged', async () => {
    const bytes = Buffer.from(form)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 5), fc.boolean(), fc.nat(255), async (at, cut, byte) => {
        const damaged = cut ? bytes.subarray(0, at) : Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at + 1)])
        const outcome = await read(inChunks(damaged, [17])).catch((error: unknown) => error)
        if (cut) expect(outcome).toBeInstanceOf(ForebayError)
        else if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ForebayError)
      }),
      { numRuns: 150 },
    )
  })

  it('ends at once when what takes a part refuses it, and leaves the request open for the answer', async () => {
    const body = new Readable({ read: () => undefined })
    body.push(form)
    const refusal = new ForebayError('CHANNEL_FORBIDDEN', '')
    const reading = readMultipart(body, type, limits, {
      message: () => Promise.reject(refusal),
      file: () => Promise.reject(new Error('unreachable')),
    })
    await expect(reading).rejects.toBe(refusal)
    expect(body.destroyed).toBe(false)
  })

  it('is refused when the sender goes away in the middle', async () => {
    const body = new Readable({ read: () => undefined })
    body.push(form.slice(0, 150))
    setImmediate(() => body.destroy())
    await expect(read(body)).rejects.toMatchObject({ code: 'BODY_CUT_OFF' })
  })

  it('is refused for a content type that has no boundary or no sense', async () => {
    for (const contentType of ['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/mixed; boundary=b', ''])
      await expect(read(inChunks(Buffer.from(form), [50]), contentType)).rejects.toMatchObject({ code: 'MULTIPART_INVALID' })
  })
})
