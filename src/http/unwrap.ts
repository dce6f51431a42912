/** Gives back the original addresses for those of the click gateway, in words or in a whole outgoing mail, so that an answer quotes what the customer wrote. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { ForebayError } from '../core/error.ts'
import { withKey } from './access.ts'
import { sendJson } from './answer.ts'
import { mediaTypeOf, type ReadBody, unsupportedMediaType } from './body.ts'
import type { AppDeps } from './deps.ts'
import { parseJson } from './read-request.ts'
import type { Route } from './routes.ts'

const MAX_WORDS_BYTES = 4 * 1024 * 1024

export const unwrapBody = z
  .strictObject({ text: z.string().optional(), html: z.string().optional() })
  .refine(({ text, html }) => text !== undefined || html !== undefined, { error: 'expected text, html or both' })

export const unwrappedSchema = z
  .object({
    text: z.string().optional(),
    html: z.string().optional(),
    links: z.array(
      z.object({ from: z.string(), to: z.string().nullable().meta({ description: 'Null: not signed here, left as it was.' }) }),
    ),
  })
  .meta({ id: 'Unwrapped' })

export function unwrapRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  async function unwrap(req: Request, res: Response): Promise<void> {
    switch (mediaTypeOf(req)) {
      case 'application/json': {
        const given = unwrapBody.safeParse(parseJson(await readBody(req, MAX_WORDS_BYTES)))
        if (!given.success) throw new ForebayError('INVALID_FIELD', 'Send text, html or both, as strings.', { status: 422, field: 'text' })
        const { text, html } = given.data
        sendJson(res, 200, deps.unwrap.words({ ...(text === undefined ? {} : { text }), ...(html === undefined ? {} : { html }) }))
        return
      }
      case 'message/rfc822': {
        const { raw, links, signaturesBroken, untouched } = deps.unwrap.mail(await readBody(req, deps.limits.maxJsonBytes))
        res.statusCode = 200
        res.setHeader('Content-Type', 'message/rfc822')
        res.setHeader('Cache-Control', 'no-store')
        res.setHeader('Forebay-Unwrapped', String(links.filter(({ to }) => to !== null).length))
        if (untouched.length > 0) res.setHeader('Forebay-Untouched', [...new Set(untouched)].join(', '))
        if (signaturesBroken) res.setHeader('Forebay-Signatures-Broken', 'true')
        res.end(raw)
        return
      }
      default:
        throw unsupportedMediaType('application/json or message/rfc822')
    }
  }

  return [{ method: 'post', path: '/v1/unwrap', handler: withKey(deps, 'read', unwrap) }]
}
