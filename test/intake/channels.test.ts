import { describe, expect, it, jest } from '@jest/globals'
import { createChannels } from '../../src/intake/channels.ts'
import { testPolicy } from '../http/test-policy.ts'

function channels() {
  const state = { now: 0, name: 'first', broken: false }
  const policy = jest.fn(async (channel: string) => {
    if (state.broken) throw new Error('database gone')
    if (channel !== 'webchat') return null
    return {
      channel,
      version: 1,
      policy: { ...testPolicy(channel, 'chat'), name: state.name },
      publishedBy: '',
      publishedAt: 0,
      reason: '',
    }
  })
  return { state, policy, channels: createChannels({ policy }, () => state.now) }
}

describe('the policies that intake goes by', () => {
  it('are read once for many messages', async () => {
    const { channels: it, policy } = channels()
    await Promise.all(Array.from({ length: 100 }, () => it.policy('webchat')))
    await it.policy('webchat')
    expect(policy).toHaveBeenCalledTimes(1)
  })

  it('are new a second after they were published', async () => {
    const { channels: it, state } = channels()
    expect((await it.policy('webchat')).name).toBe('first')
    state.name = 'second'
    state.now += 1_000
    expect((await it.policy('webchat')).name).toBe('second')
  })

  it('are new at once after they were forgotten, also when they were being read', async () => {
    const { channels: it, state } = channels()
    const early = it.policy('webchat')
    state.name = 'second'
    it.forget('webchat')
    expect((await it.policy('webchat')).name).toBe('second')
    expect((await early).name).toBe('first')
    expect((await it.policy('webchat')).name).toBe('second')
  })

  it('refuse a channel that is not there, by name of the field', async () => {
    await expect(channels().channels.policy('nowhere')).rejects.toMatchObject({ code: 'CHANNEL_UNKNOWN', status: 422, field: 'channel' })
  })

  it('refuse for the time being when the database is gone, and recover', async () => {
    const { channels: it, state } = channels()
    state.broken = true
    await expect(it.policy('webchat')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 })
    state.broken = false
    expect((await it.policy('webchat')).name).toBe('first')
  })
})
