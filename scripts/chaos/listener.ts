/** An agent's desk on the event stream: it comes back after every break with the id that it saw last, and writes down what it was sent. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface Listener {
  /** In the order of arrival, over all connections. */
  readonly ids: readonly string[]
  readonly connections: () => number
  readonly problems: readonly string[]
  /** Resolves when the first connection is where new events will come from. */
  readonly listening: Promise<void>
  stop(): Promise<void>
}

const RETRY_MS = 100

export function listen(baseUrl: string, apiKey: string): Listener {
  const ids: string[] = []
  const problems: string[] = []
  const stopped = new AbortController()
  const first = Promise.withResolvers<void>()
  let connections = 0

  async function follow(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        await connect()
      } catch {
        // Refused or reset while the service is away; the loop is the retry.
      }
      await sleep(RETRY_MS)
    }
  }

  async function connect(): Promise<void> {
    const last = ids.at(-1)
    const response = await fetch(new URL('/v1/events', baseUrl), {
      headers: { authorization: `Bearer ${apiKey}`, ...(last === undefined ? {} : { 'last-event-id': last }) },
      signal: stopped.signal,
    })
    if (response.status !== 200 || response.body === null) {
      if (response.status < 500) problems.push(`the stream was refused with ${response.status}`)
      return
    }
    connections += 1
    const inThis = new Set<string>()
    let rest = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      // The first bytes come when the stream knows where it stands.
      first.resolve()
      const frames = (rest + chunk).split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) take(frame, inThis)
    }
  }

  function take(frame: string, inThis: Set<string>): void {
    const id = /^id: (.+)$/m.exec(frame)?.[1]
    if (id === undefined) return
    if (inThis.has(id)) problems.push(`the stream repeated ${id} within a connection`)
    inThis.add(id)
    ids.push(id)
  }

  const following = follow()
  return {
    ids,
    connections: () => connections,
    problems,
    listening: first.promise,
    async stop() {
      stopped.abort()
      await following
    },
  }
}
