/** What an address of a file is worth when it is used, and what stands in the log before anything is given. */
import { describe, expect, it } from '@jest/globals'
import type { NewLogEntry } from '../../src/core/log-entry.ts'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import type { ActionKind } from '../../src/core/verdict.ts'
import { createHandedFiles } from '../../src/pipeline/handed-files.ts'
import { createViews } from '../../src/pipeline/views.ts'

const MINUTE_MS = 60_000
const bytes = new Uint8Array([1, 2, 3])
const SHA = '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81'
const signed = { messageId: 'm1', fileId: 'p2', agent: 'lisa', issuedAt: 0 }
const asker = { messageId: 'm1', fileId: 'p2', by: 'lisa', keyId: null }
const picture = { bytes: new Uint8Array([9]), width: 1, height: 1 }

interface Given {
  readonly action?: ActionKind
  readonly status?: string
  readonly ageMs?: number
  readonly listed?: boolean
  readonly logFails?: boolean
}

function house({ action = 'release', status = 'released', ageMs = 0, listed = true, logFails = false }: Given = {}) {
  const file = { id: 'p2', name: 'a.png', type: 'image/png', action, reason: 'OK', explanation: '', size: 3, sha256: SHA }
  const record = { channel: 'c', status, revision: 4, release: { files: listed ? [file] : [] } }
  const stored = { arrival: {}, record } as unknown as StoredMessage
  const log: NewLogEntry[] = []
  const drawn: string[] = []
  const handed = createHandedFiles({
    store: {
      load: async (id) => (id === 'm1' ? stored : null),
      policy: async () => null,
      async appendLog(entries) {
        if (logFails) throw new Error('the log is away')
        log.push(...entries)
      },
    },
    clock: () => ageMs,
    readToken: (use, token) =>
      token === `${use} ours` ? signed : token === `${use} of another message` ? { ...signed, messageId: 'm2' } : null,
    signToken: (use, { agent, issuedAt }) => `${use} ${agent} ${issuedAt}`,
    maxAgeMs: MINUTE_MS,
    fileBytes: async () => (action === 'release' || action === 'disarm' ? { bytes, name: 'a.png', type: 'image/png' } : null),
    async view() {
      drawn.push('drawn')
      return { pictures: [picture], pageCount: null, text: null, cut: false }
    },
  })
  return { handed, log, drawn }
}

describe('an address of a file', () => {
  it.each([
    [{}, 'open'],
    [{ action: 'disarm' }, 'open'],
    [{ action: 'hold' }, 'held'],
    [{ action: 'remove' }, 'gone'],
    [{ action: 'block' }, 'gone'],
    [{ status: 'held', action: 'hold' }, 'held'],
    [{ status: 'blocked' }, 'gone'],
    [{ listed: false }, 'gone'],
    [{ listed: false, status: 'held' }, 'held'],
    [{ ageMs: MINUTE_MS }, 'open'],
    [{ ageMs: MINUTE_MS + 1 }, 'expired'],
  ] as const)('with %j is %s', async (given, state) => {
    expect(await house(given).handed.look('file', 'file ours')).toMatchObject({ state })
  })

  it('is not known when we did not sign it, for this use, and when its message is not here', async () => {
    const { handed } = house()
    for (const token of ['theirs', 'view ours', 'file of another message'])
      expect(await handed.look('file', token)).toEqual({ state: 'unknown' })
  })

  it('ends when the one ends that it is made from', () => {
    expect(house().handed.tokenFor('file', { ...signed, issuedAt: 7 })).toBe('file lisa 7')
  })
})

describe('a file that is taken', () => {
  it('stands in the access log with its bytes, whose it is and which key asked', async () => {
    const { handed, log } = house({ ageMs: 5 })
    expect((await handed.take({ ...asker, keyId: 'k1' }))?.bytes).toBe(bytes)
    expect(log).toEqual([
      {
        log: 'access',
        at: 5,
        actor: 'lisa',
        verb: 'file.downloaded',
        channel: 'c',
        messageId: 'm1',
        subject: 'p2',
        detail: { sha256: SHA, size: 3, disarmed: false, key: 'k1', revision: 4 },
      },
    ])
    const rebuilt = house({ action: 'disarm' })
    await rebuilt.handed.take(asker)
    expect(rebuilt.log[0]?.detail).toMatchObject({ disarmed: true, key: null })
  })

  it('is not given when it cannot be noted', async () => {
    const { handed } = house({ logFails: true })
    await expect(handed.take(asker)).rejects.toThrow('the log is away')
    await expect(handed.show(asker, null)).rejects.toThrow('the log is away')
  })

  it.each(['hold', 'remove', 'block'] as const)('is neither given, drawn nor noted while its action is %s', async (action) => {
    const { handed, log, drawn } = house({ action })
    expect([await handed.take(asker), await handed.show(asker, null)]).toEqual([null, null])
    expect([log, drawn]).toEqual([[], []])
  })
})

describe('a file that is looked at', () => {
  it('stands in the access log, with the page that was turned to', async () => {
    const { handed, log } = house()
    expect((await handed.show(asker, 2))?.view?.pictures).toEqual([picture])
    expect(log).toEqual([
      expect.objectContaining({ verb: 'file.viewed', actor: 'lisa', detail: expect.objectContaining({ page: 2, sha256: SHA }) }),
    ])
  })

  it('is noted as refused with why, and for whom its address was', async () => {
    const { handed, log } = house({ action: 'hold' })
    const look = await handed.look('view', 'view ours')
    if (look.state === 'unknown') throw new Error('unknown')
    await handed.refuse(look, 'held', 'kim')
    expect(log).toEqual([
      expect.objectContaining({
        verb: 'file.refused',
        actor: 'kim',
        detail: { state: 'held', why: 'held', handedTo: 'lisa', revision: 4 },
      }),
    ])
  })
})

describe('views', () => {
  it('are drawn once for a while, by what the bytes are; what could not be drawn in time is tried again', async () => {
    let now = 0
    let status: 'done' | 'skipped' | 'timed_out' = 'timed_out'
    const tasks: unknown[] = []
    const view = createViews({
      clock: () => now,
      sandbox: {
        async run(task) {
          tasks.push(task)
          const result = { view: { pictures: [picture], pageCount: null, text: null, cut: false } }
          if (status === 'skipped') return { status: 'done', result: { view: undefined }, ms: 0 } as never
          return (status === 'done' ? { status, result, ms: 0 } : { status, reason: 'STEP_TIMED_OUT', step: '', ms: 0 }) as never
        },
      },
    })
    const file = { bytes, name: 'a.png', type: 'image/png' }
    expect(await view(file, 'c')).toBeNull()
    status = 'skipped'
    expect(await view(file, 'c')).toBeNull()
    status = 'done'
    expect((await view(file, 'c'))?.pictures).toEqual([picture])
    await view({ ...file, name: 'other' }, 'c')
    expect(tasks).toHaveLength(3)
    await view({ ...file, bytes: new Uint8Array([4]) }, 'c')
    expect(tasks).toHaveLength(4)
    now = 10 * MINUTE_MS
    await view(file, 'c')
    expect(tasks).toHaveLength(5)
  })
})
