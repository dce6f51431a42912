/** Masked words are shown to keys with the scope for it alone, for a reason, and each look is in the access log before it is answered. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import { withKey } from './access.ts'
import { agentOf } from './agent-header.ts'
import { sendJson } from './answer.ts'
import type { ReadBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { findRecord } from './messages.ts'
import { reviewBody } from './quarantine.ts'
import { messageIdOf, param, readSmallJson } from './read-request.ts'
import type { Route } from './routes.ts'

export const revealBody = reviewBody
export const revealedSchema = z
  .strictObject({ id: z.string(), code: z.string(), kind: z.string(), value: z.string() })
  .meta({ id: 'Revealed', description: 'What the sender wrote, for the one who asked.' })

export function revealRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  async function reveal(req: Request, res: Response, key: ApiKey): Promise<void> {
    const record = await findRecord(deps, messageIdOf(req), key)
    const { reason } = await readSmallJson(req, readBody, revealBody)
    const by = agentOf(req) ?? `key:${key.id}`
    const revealed = await deps.reveal({ messageId: record.id, maskId: param(req, 'maskId'), by, keyId: key.id, reason })
    if (revealed === null) throw new ForebayError('MASK_NOT_FOUND', 'The release has no such masked words.', { status: 404 })
    res.setHeader('Cache-Control', 'no-store')
    sendJson(res, 200, revealed)
  }

  return [{ method: 'post', path: '/v1/messages/:id/masks/:maskId/reveal', handler: withKey(deps, 'reveal', reveal) }]
}
