/** The event stream goes on for as long as its key is good, resumes where it was left, and never outruns its reader. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import { channelsOf, withKey } from './access.ts'
import type { AppDeps } from './deps.ts'
import { readQuery } from './read-request.ts'
import type { Route } from './routes.ts'

/** So soon a stream ends after its key was revoked. */
const KEY_CHECK_MS = 2_000

export const eventsQuery = z.strictObject({ channel: z.string().max(100).optional() })

export function eventRoutes(deps: AppDeps): readonly Route[] {
  const streams = new Map<string, number>()

  async function stream(req: Request, res: Response, key: ApiKey): Promise<void> {
    const channels = channelsOf(key, readQuery(req, eventsQuery).channel)
    const open = streams.get(key.id) ?? 0
    if (open >= deps.limits.maxStreamsPerKey)
      throw new ForebayError('TOO_MANY_STREAMS', 'This API key has too many event streams open.', {
        status: 429,
        limit: { maxStreams: deps.limits.maxStreamsPerKey },
        retryAfterSeconds: 10,
      })
    streams.set(key.id, open + 1)
    const ended = new AbortController()
    const end = () => ended.abort()
    res.once('close', end)
    const keyCheck = setInterval(() => deps.authenticate(req.headers.authorization).catch(end), KEY_CHECK_MS)
    try {
      // Before the first header: where it was left may be unknown, and then the answer is a problem.
      const run = await deps.openStream(lastEventIdOf(req))
      res.statusCode = 200
      res.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
      res.setHeader('Cache-Control', 'no-store')
      res.setHeader('X-Content-Type-Options', 'nosniff')
      // Reverse proxies (nginx) would hold events back otherwise.
      res.setHeader('X-Accel-Buffering', 'no')
      res.flushHeaders()
      await run({
        channels,
        signal: AbortSignal.any([ended.signal, deps.stopping]),
        write: (chunk) => write(res, chunk),
      })
    } finally {
      clearInterval(keyCheck)
      const left = (streams.get(key.id) ?? 1) - 1
      if (left === 0) streams.delete(key.id)
      else streams.set(key.id, left)
    }
    res.end()
  }

  return [{ method: 'get', path: '/v1/events', handler: withKey(deps, 'read', stream) }]
}

/** Resolves when there is room for more; also when the reader is gone, which the signal tells. */
function write(res: Response, chunk: string): Promise<void> {
  if (res.destroyed || res.write(chunk)) return Promise.resolve()
  return new Promise((resolve) => {
    const go = () => {
      res.off('drain', go).off('close', go)
      resolve()
    }
    res.on('drain', go).on('close', go)
  })
}

/** HTML Living Standard 9.2.4: sent by the browser when it connects again. */
function lastEventIdOf(req: Request): string | null {
  const id = req.headers['last-event-id']
  return typeof id === 'string' && id !== '' ? id : null
}
