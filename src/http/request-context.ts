/** Each request has an id of ours, and its end is logged by route pattern, status and time; never by URL, for URLs carry tokens. */
import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'

/** What the log line may hold: ids and numbers (the telemetry logger fits). */
export interface RequestLog {
  info(
    sentence: string,
    fields: {
      readonly requestId: string
      readonly method: string
      readonly route: string
      readonly status: number
      readonly ms: number
      readonly keyId?: string
    },
  ): void
}

interface Context {
  readonly requestId: string
  readonly startedAt: number
  keyId?: string
}

const contexts = new WeakMap<Response, Context>()
/** A request id is unique over restarts by its prefix and within one by its number. */
const prefix = randomBytes(6).toString('hex')
let requests = 0

export function beginRequest(log: RequestLog): RequestHandler {
  return (req, res, next) => {
    requests += 1
    const context: Context = { requestId: `${prefix}-${requests.toString(36)}`, startedAt: performance.now() }
    contexts.set(res, context)
    res.setHeader('X-Request-Id', context.requestId)
    res.once('close', () =>
      log.info('request', {
        requestId: context.requestId,
        method: req.method,
        route: routeOf(req),
        // 499 as nginx has it: the caller went away before the answer was whole.
        status: res.writableFinished ? res.statusCode : 499,
        ms: Math.round((performance.now() - context.startedAt) * 10) / 10,
        ...(context.keyId === undefined ? {} : { keyId: context.keyId }),
      }),
    )
    next()
  }
}

export function requestIdOf(res: Response): string {
  return contexts.get(res)?.requestId ?? ''
}

export function noteKey(res: Response, keyId: string): void {
  const context = contexts.get(res)
  if (context !== undefined) context.keyId = keyId
}

/** The pattern that matched: `/v1/messages/:id`. */
function routeOf(req: Request): string {
  const route: unknown = req.route
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : '-'
}
