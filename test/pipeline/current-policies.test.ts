import { describe, expect, it, jest } from '@jest/globals'
import { createCurrentPolicies } from '../../src/pipeline/current-policies.ts'
import { testPolicy } from '../http/test-policy.ts'

function policies() {
  const state = { now: 0, version: 1 }
  const read = jest.fn(async (channel: string) => ({
    channel,
    version: state.version,
    policy: testPolicy(channel, 'chat'),
    publishedBy: '',
    publishedAt: 0,
    reason: '',
  }))
  return { state, read, policies: createCurrentPolicies({ policy: read }, () => state.now) }
}

describe('the policies that runs go by', () => {
  it('are read once a second for many runs', async () => {
    const { policies: it, read, state } = policies()
    await Promise.all(Array.from({ length: 100 }, () => it.policy('webchat')))
    expect(read).toHaveBeenCalledTimes(1)
    state.version = 2
    state.now = 1_000
    expect((await it.policy('webchat'))?.version).toBe(2)
  })

  it('are new at once after a publish in this process, also when a read was under way', async () => {
    const { policies: it, state } = policies()
    const early = it.policy('webchat')
    state.version = 2
    it.forget('webchat')
    expect((await it.policy('webchat'))?.version).toBe(2)
    expect((await early)?.version).toBe(1)
    expect((await it.policy('webchat'))?.version).toBe(2)
  })

  it('are asked for again after a read that failed', async () => {
    const { policies: it, read } = policies()
    read.mockRejectedValueOnce(new Error('database gone'))
    await expect(it.policy('webchat')).rejects.toThrow('database gone')
    expect((await it.policy('webchat'))?.version).toBe(1)
  })
})
