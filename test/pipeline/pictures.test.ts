import { describe, expect, it } from '@jest/globals'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import type { ActionKind } from '../../src/core/verdict.ts'
import { createPictures } from '../../src/pipeline/pictures.ts'

const DAY_MS = 86_400_000
const bytes = new Uint8Array([1])

function looking(given: {
  readonly action?: ActionKind
  readonly status?: string
  readonly ageMs?: number
  readonly drawn?: boolean
  readonly original?: object
}) {
  const { action = 'release', status = 'released', ageMs = 0, drawn = true, original } = given
  const file = { id: 'p2', name: 'a.png', type: 'image/png', action, reason: 'OK', explanation: '', size: 1, sha256: 'ab', original }
  const arrival = {
    id: 'm1',
    channel: 'c',
    kind: 'email',
    receivedAt: 0,
    conversationId: null,
    content: { type: 'mail-inline', raw: bytes },
  }
  const stored = { arrival, record: { status, release: { files: [file] } } } as unknown as StoredMessage
  const asked: unknown[] = []
  const picture = createPictures({
    store: { load: async () => stored },
    blobs: { read: async () => bytes },
    clock: () => ageMs,
    readToken: (token) => (token === 'ours' ? { messageId: 'm1', partId: 'p2', issuedAt: 0 } : null),
    maxAgeMs: DAY_MS,
    sandbox: {
      async run(task) {
        asked.push(task)
        const files = drawn ? [{ partId: 'p2', bytes }] : []
        return { status: 'done', ms: 0, result: { files } } as never
      },
    },
  })
  return { picture, asked }
}

describe('createPictures', () => {
  it('draws the very bytes that were inspected', async () => {
    const { picture, asked } = looking({})
    expect(await picture('ours')?.draw()).toEqual({ bytes, type: 'image/png' })
    expect(asked).toEqual([expect.objectContaining({ kind: 'redraw', partId: 'p2', sha256: 'ab' })])
  })

  it('draws a rebuilt picture from what it was rebuilt from', async () => {
    const original = { size: 1, sha256: 'cd', type: 'image/jpeg' }
    const { picture, asked } = looking({ action: 'disarm', original })
    expect(await picture('ours')?.draw()).toEqual({ bytes, type: 'image/jpeg' })
    expect(asked).toEqual([expect.objectContaining({ kind: 'redraw', partId: 'p2', sha256: 'cd' })])
  })

  it.each([
    { action: 'hold' },
    { action: 'remove' },
    { action: 'block' },
    { status: 'held' },
    { status: 'blocked' },
    { drawn: false },
  ] as const)('draws nothing with %j', async (given) => {
    expect(await looking(given).picture('ours')?.draw()).toBeNull()
  })

  it('knows no address that is not ours, and none that is too old', () => {
    expect(looking({}).picture('theirs')).toBeNull()
    expect(looking({ ageMs: DAY_MS + 1 }).picture('ours')).toBeNull()
  })
})
