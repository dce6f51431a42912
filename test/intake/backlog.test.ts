import { describe, expect, it, jest } from '@jest/globals'
import { createBacklogGate } from '../../src/intake/backlog.ts'

function gate(limits = { maxTotal: 10, maxPerChannel: 5 }) {
  const state = { now: 0, waiting: {} as Record<string, number> }
  const backlog = jest.fn(async () => ({
    total: Object.values(state.waiting).reduce((sum, count) => sum + count, 0),
    perChannel: { ...state.waiting },
    oldestAcceptedAt: null,
  }))
  return { state, backlog, gate: createBacklogGate({ backlog }, limits, () => state.now) }
}

describe('the backlog', () => {
  it('counts what was accepted since it was read, without asking again', async () => {
    const { gate: it, backlog } = gate()
    for (let count = 0; count < 5; count += 1) {
      await it.check('webchat')
      it.count('webchat')
    }
    await expect(it.check('webchat')).rejects.toMatchObject({ code: 'BACKLOG_FULL', status: 503, retryAfterSeconds: 5 })
    expect(backlog).toHaveBeenCalledTimes(1)
  })

  it('shuts a flooded channel and leaves the others open', async () => {
    const { gate: it, state } = gate()
    state.waiting = { flooded: 5 }
    await expect(it.check('flooded')).rejects.toMatchObject({ limit: { maxChannelBacklog: 5 } })
    await expect(it.check('webchat')).resolves.toBeUndefined()
  })

  it('shuts all channels when the house is full', async () => {
    const { gate: it, state } = gate()
    state.waiting = { one: 4, two: 4, three: 2 }
    await expect(it.check('webchat')).rejects.toMatchObject({ limit: { maxBacklog: 10 } })
  })

  it('opens again soon after work was done', async () => {
    const { gate: it, state } = gate()
    state.waiting = { webchat: 5 }
    await expect(it.check('webchat')).rejects.toMatchObject({ code: 'BACKLOG_FULL' })
    state.waiting = { webchat: 1 }
    state.now += 60
    await expect(it.check('webchat')).resolves.toBeUndefined()
  })

  it('does not let a crowd of refused callers become a crowd of questions', async () => {
    const { gate: it, state, backlog } = gate()
    state.waiting = { webchat: 5 }
    await Promise.allSettled(Array.from({ length: 200 }, () => it.check('webchat')))
    expect(backlog.mock.calls.length).toBeLessThanOrEqual(2)
  })

  it('refuses when it cannot be counted', async () => {
    const it = createBacklogGate({ backlog: () => Promise.reject(new Error('database gone')) }, { maxTotal: 1, maxPerChannel: 1 }, () => 0)
    await expect(it.check('webchat')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 })
  })
})
