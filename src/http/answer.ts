/** Answers of the API carry the few headers that they need and are never cached. */
import type { Response } from 'express'

export function sendJson(res: Response, status: number, body: unknown): void {
  res.statusCode = status
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.end(JSON.stringify(body))
}

export function sendText(res: Response, status: number, mediaType: string, text: string): void {
  res.statusCode = status
  res.setHeader('Content-Type', `${mediaType}; charset=utf-8`)
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.end(text)
}

export function sendNothing(res: Response): void {
  res.statusCode = 204
  res.end()
}

/** An abort signal that fires when the caller goes away before the answer is whole. */
export function whenGone(res: Response): AbortSignal {
  const controller = new AbortController()
  res.once('close', () => {
    if (!res.writableFinished) controller.abort()
  })
  return controller.signal
}
