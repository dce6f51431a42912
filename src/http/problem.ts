/** Every error leaves as application/problem+json (RFC 9457) with a stable code, and never with content. */
import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, Request, Response } from 'express'
import { ForebayError } from '../core/error.ts'
import { discardRest } from './body.ts'
import { requestIdOf } from './request-context.ts'

export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly field?: string
  readonly limit?: Readonly<Record<string, number | string>>
  readonly reason?: string
  readonly requestId: string
}

/** The code says what went wrong more exactly than any page could, so the type is a name and no address (RFC 9457 3.1.1). */
export function problemOf(error: ForebayError, requestId: string): Problem {
  return {
    type: `urn:forebay:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    code: error.code,
    detail: error.publicMessage,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.limit === undefined ? {} : { limit: error.limit }),
    ...(error.reason === undefined ? {} : { reason: error.reason }),
    requestId,
  }
}

/** What Express and its router throw is known by its status; anything else is ours to mend and tells nothing. */
export function toForebayError(error: unknown): ForebayError {
  if (error instanceof ForebayError) return error
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  if (status === 400 || error instanceof URIError)
    return new ForebayError('BAD_REQUEST', 'The request could not be read.', { status: 400, cause: error })
  return new ForebayError('INTERNAL', 'Something went wrong here. Nothing is known to be lost; try again.', { status: 500, cause: error })
}

export function sendProblem(req: Request, res: Response, error: ForebayError): void {
  res.statusCode = error.status
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8')
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  if (error.status === 401) res.setHeader('WWW-Authenticate', 'Bearer realm="forebay"')
  if (error.retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(Math.ceil(error.retryAfterSeconds)))
  if (!req.complete) {
    // The rest of a refused body is not worth reading for long, but the sender must get to read the answer.
    res.setHeader('Connection', 'close')
    discardRest(req)
  }
  res.end(JSON.stringify(problemOf(error, requestIdOf(res))))
}

export interface ProblemHooks {
  /** Told of each refusal by its code. */
  onRefused?(code: string): void
  /** Told of each failure that is ours, with its private cause. */
  onFailure(error: ForebayError, requestId: string): void
}

export function problemHandler(hooks: ProblemHooks): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (untyped: unknown, req, res, _next) => {
    const error = toForebayError(untyped)
    hooks.onRefused?.(error.code)
    if (error.status >= 500) hooks.onFailure(error, requestIdOf(res))
    if (res.headersSent) {
      // Too late for a problem: the cut connection tells that the answer is not whole.
      res.destroy()
      return
    }
    sendProblem(req, res, error)
  }
}
