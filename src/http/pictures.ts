/** A picture in a released message is shown to whoever holds its signed address, as long as its message lets it; a browser can do nothing with it but draw it. */
import type { Request, Response } from 'express'
import { ForebayError } from '../core/error.ts'
import type { AppDeps } from './deps.ts'
import { param } from './read-request.ts'
import type { Route } from './routes.ts'

/** What is taken back is gone from caches after this long. */
const KEPT_SECONDS = 300

export function pictureRoutes(deps: AppDeps): readonly Route[] {
  async function show(req: Request, res: Response): Promise<void> {
    const look = deps.picture(param(req, 'token'))
    if (look === null) throw pictureNotFound()
    // Each look opens the message: a page that asks for ever must not keep everybody else waiting.
    await deps.rateLimit.takeLook(`picture ${look.messageId}`)
    const drawn = await look.draw()
    if (drawn === null) throw pictureNotFound()
    res.statusCode = 200
    res.setHeader('Content-Type', drawn.type)
    res.setHeader('Content-Length', String(drawn.bytes.byteLength))
    res.setHeader('Content-Disposition', 'inline')
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'")
    // Desks show releases in pages of their own.
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    res.setHeader('Referrer-Policy', 'no-referrer')
    res.setHeader('X-Robots-Tag', 'noindex, nofollow')
    res.setHeader('Cache-Control', `private, max-age=${KEPT_SECONDS}`)
    res.end(drawn.bytes)
  }

  return [{ method: 'get', path: '/i/:token', handler: show }]
}

function pictureNotFound(): ForebayError {
  return new ForebayError('PICTURE_NOT_FOUND', 'There is no such picture, or it is not shown any more.', { status: 404 })
}
