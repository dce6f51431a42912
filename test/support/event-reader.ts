/** Reads an event stream as a browser would, and keeps every event in the order in which it came. */
import type { RenderedEvent } from '../../src/delivery/event.ts'

export interface EventReader {
  readonly seen: readonly RenderedEvent[]
  /** Ids of the frames, as `Last-Event-ID` would carry them. */
  readonly ids: readonly string[]
  /** Resolves with the first event, come or still to come, that fits. */
  until(fits: (event: RenderedEvent) => boolean, what: string): Promise<RenderedEvent>
  close(): Promise<void>
}

const LONGEST_MS = 20_000

/** Resolves once the stream is open: what happens from then on is in it. */
export async function readEvents(url: string, apiKey: string, lastEventId?: string): Promise<EventReader> {
  const gone = new AbortController()
  const response = await fetch(url, {
    signal: gone.signal,
    headers: { Authorization: `Bearer ${apiKey}`, ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }) },
  })
  if (response.status !== 200 || response.body === null) throw new Error(`the stream answered ${response.status}`)
  const seen: RenderedEvent[] = []
  const ids: string[] = []
  const waiting = new Set<() => void>()
  const opened = Promise.withResolvers<void>()

  function take(frame: string): void {
    opened.resolve()
    const fields = new Map(frame.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const))
    const data = fields.get('data')
    if (data === undefined) return
    ids.push(fields.get('id') ?? '')
    seen.push(JSON.parse(data) as RenderedEvent)
    for (const wake of waiting) wake()
  }

  async function read(body: ReadableStream<Uint8Array>): Promise<void> {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      const frames = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
      rest = frames.pop() ?? ''
      frames.forEach(take)
    }
  }
  // Ended by us, or by the server when it stops: what was read until then counts.
  const ended = read(response.body).catch(() => undefined)
  await Promise.race([opened.promise, ended])

  return {
    seen,
    ids,
    until(fits, what) {
      return new Promise((resolve, reject) => {
        const look = (): boolean => {
          const found = seen.find(fits)
          if (found === undefined) return false
          clearTimeout(timer)
          waiting.delete(look)
          resolve(found)
          return true
        }
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`no event: ${what}; there were ${seen.map((event) => event.type).join(', ')}`))
        }, LONGEST_MS)
        if (!look()) waiting.add(look)
      })
    },
    async close() {
      gone.abort()
      await ended
    },
  }
}
