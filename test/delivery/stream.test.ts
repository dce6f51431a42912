import { afterEach, describe, expect, it } from '@jest/globals'
import { type EventFeed, type FeedOptions, openEventFeed } from '../../src/delivery/event-feed.ts'
import { resumeAfter, type StreamOptions, streamEvents } from '../../src/delivery/stream.ts'
import { until } from '../contracts/queue.ts'
import { openFakeStore } from './fake-store.ts'

describe('the event stream', () => {
  const feeds: EventFeed[] = []
  const aborts: AbortController[] = []
  const ended: Promise<void>[] = []

  function openFeed(options: FeedOptions): EventFeed {
    const feed = openEventFeed({ pollMs: 60_000, ...options })
    feeds.push(feed)
    return feed
  }

  function listen(feed: EventFeed, afterSeq: number, options: Partial<StreamOptions> = {}) {
    const abort = new AbortController()
    const chunks: string[] = []
    const end = streamEvents({
      feed,
      afterSeq,
      channels: null,
      signal: abort.signal,
      heartbeatMs: 60_000,
      write: async (chunk) => {
        chunks.push(chunk)
      },
      ...options,
    })
    aborts.push(abort)
    ended.push(end.catch(() => undefined))
    const messages = (): string[] => chunks.filter((chunk) => chunk.startsWith('id: ')).map((chunk) => messageOf(chunk))
    return { abort, chunks, messages, end }
  }

  afterEach(async () => {
    for (const abort of aborts.splice(0)) abort.abort()
    await Promise.all(ended.splice(0))
    for (const feed of feeds.splice(0)) feed.close()
  })

  it('sends what happened while the listener was away, then what happens', async () => {
    const store = openFakeStore()
    const seen = store.add('seen')
    store.add('missed')
    const { messages, chunks } = listen(openFeed({ store }), await resumeAfter(store, seen.id))
    await until(() => messages().length === 1)
    store.add('live')
    store.committed()
    await until(() => messages().length === 2)
    expect(messages()).toEqual(['missed', 'live'])
    expect(chunks[0]).toBe('retry: 2000\n\n')
    expect(chunks[1]).toMatch(/^id: evt-missed-1-message\.released\nevent: message\.released\ndata: \{[^\n]*\}\n\n$/)
  })

  it('begins with what happens from now on without a Last-Event-ID', async () => {
    const store = openFakeStore()
    store.add('old')
    const { messages } = listen(openFeed({ store }), await resumeAfter(store, null))
    store.add('new')
    store.committed()
    await until(() => messages().length === 1)
    expect(messages()).toEqual(['new'])
  })

  it('refuses a Last-Event-ID that it does not know, rather than skip events', async () => {
    await expect(resumeAfter(openFakeStore(), 'evt-unknown')).rejects.toMatchObject({ code: 'EVENT_UNKNOWN', status: 404 })
  })

  it('sends each event once, in order, over many pages, however the listener comes and goes', async () => {
    const store = openFakeStore()
    for (let index = 0; index < 700; index += 1) store.add(`m${index}`)
    const feed = openFeed({ store, maxEvents: 50 })
    const early = listen(feed, 0)
    await until(() => early.messages().length === 700)
    for (let index = 700; index < 1_000; index += 1) {
      store.add(`m${index}`)
      if (index % 37 === 0) store.committed()
    }
    store.committed()
    const late = listen(feed, 400)
    await until(() => early.messages().length === 1_000 && late.messages().length === 600)
    expect(early.messages()).toEqual(Array.from({ length: 1_000 }, (_, index) => `m${index}`))
    expect(late.messages()).toEqual(Array.from({ length: 600 }, (_, index) => `m${index + 400}`))
  })

  it('sends only the channels that were asked for', async () => {
    const store = openFakeStore()
    const feed = openFeed({ store })
    const chat = listen(feed, 0, { channels: ['webchat'] })
    const mail = listen(feed, 0, { channels: ['support-mail'] })
    const none = listen(feed, 0, { channels: [] })
    for (let index = 0; index < 250; index += 1) store.add(`c${index}`)
    store.add('m0', 'message.released', 'support-mail')
    store.add('last')
    store.committed()
    await until(() => chat.messages().length === 251 && mail.messages().length === 1)
    expect(mail.messages()).toEqual(['m0'])
    expect(none.messages()).toEqual([])
  })

  it('does not ask the database again and again for a channel where nothing happens', async () => {
    const store = openFakeStore()
    for (let index = 0; index < 500; index += 1) store.add(`c${index}`)
    const feed = openFeed({ store, maxEvents: 10 })
    const busy = listen(feed, 490)
    await until(() => busy.messages().length === 10)
    listen(feed, 0, { channels: ['quiet'] })
    await new Promise((resolve) => setTimeout(resolve, 30))
    const before = store.reads.events
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(store.reads.events - before).toBeLessThanOrEqual(1)
  })

  it('reads and renders an event once for all listeners', async () => {
    const store = openFakeStore()
    const feed = openFeed({ store })
    const listeners = Array.from({ length: 20 }, () => listen(feed, 0))
    await until(() => listeners.every(({ chunks }) => chunks.length === 1))
    await until(() => store.reads.events > 0)
    store.add('first')
    store.committed()
    await until(() => listeners.every(({ messages }) => messages().length === 1))
    const before = { ...store.reads }
    for (let index = 0; index < 10; index += 1) store.add(`m${index}`)
    store.committed()
    await until(() => listeners.every(({ messages }) => messages().length === 11))
    expect(store.reads.records - before.records).toBe(10)
    expect(store.reads.events - before.events).toBeLessThanOrEqual(4)
  })

  it('reads no further than a slow listener, and does not make the others wait', async () => {
    const store = openFakeStore()
    const feed = openFeed({ store })
    let room: () => void = () => undefined
    const taken: string[] = []
    listen(feed, 0, {
      write: (chunk) => {
        taken.push(chunk)
        return new Promise((resolve) => {
          room = resolve
        })
      },
    })
    const quick = listen(feed, 0)
    for (let index = 0; index < 100; index += 1) store.add(`m${index}`)
    store.committed()
    await until(() => quick.messages().length === 100)
    expect(taken).toHaveLength(1)
    room()
    await until(() => taken.length === 2)
    expect(messageOf(taken[1] ?? '')).toBe('m0')
  })

  it('sees what other processes committed, by looking now and then', async () => {
    const store = openFakeStore()
    const { messages } = listen(openFeed({ store, pollMs: 5 }), 0)
    await until(() => store.reads.events > 0)
    store.add('from-elsewhere')
    await until(() => messages().length === 1)
  })

  it('looks for nothing when nobody listens', async () => {
    const store = openFakeStore()
    const feed = openFeed({ store, pollMs: 1 })
    const { abort, end } = listen(feed, 0)
    await until(() => store.reads.events > 1)
    abort.abort()
    await end
    await new Promise((resolve) => setTimeout(resolve, 10))
    const before = store.reads.events
    store.add('unheard')
    store.committed()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(store.reads.events).toBe(before)
  })

  it('keeps a quiet connection alive with comments', async () => {
    const { chunks } = listen(openFeed({ store: openFakeStore() }), 0, { heartbeatMs: 5 })
    await until(() => chunks.length > 2)
    expect(chunks.slice(1, 3)).toEqual([': \n\n', ': \n\n'])
  })

  it('ends when the listener leaves in the middle of a write', async () => {
    const store = openFakeStore()
    store.add('m0')
    const { abort, end } = listen(openFeed({ store }), 0, { write: () => new Promise(() => undefined) })
    abort.abort()
    await expect(end).resolves.toBeUndefined()
  })

  it('ends when the feed is closed, and when the sink fails', async () => {
    const store = openFakeStore()
    const feed = openFeed({ store })
    const closed = listen(feed, 0)
    const failing = listen(feed, 0, { write: () => Promise.reject(new Error('gone')) })
    await expect(failing.end).rejects.toThrow('gone')
    feed.close()
    await expect(closed.end).resolves.toBeUndefined()
    expect(store.listeners.size).toBe(0)
  })

  it('goes on after the database failed for a moment', async () => {
    const store = openFakeStore()
    const errors: unknown[] = []
    let failing = true
    const events: typeof store.events = (query) => (failing ? Promise.reject(new Error('away')) : store.events(query))
    const feed = openFeed({ store: { ...store, events }, pollMs: 5, onError: (error) => errors.push(error) })
    await expect(listen(feed, 0).end).rejects.toThrow('away')
    failing = false
    const { messages } = listen(feed, 0)
    await until(() => store.reads.events > 1)
    failing = true
    await until(() => errors.length > 0)
    failing = false
    store.add('m0')
    await until(() => messages().length === 1)
  })
})

function messageOf(chunk: string): string {
  const data = /^data: (.*)$/m.exec(chunk)?.[1] ?? '{}'
  return (JSON.parse(data) as { data: { messageId: string } }).data.messageId
}
