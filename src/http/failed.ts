/** A message that failed for good is never silent: it is listed, with the code of what went wrong, and can be run again. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import { channelsOf, withKey } from './access.ts'
import { sendJson } from './answer.ts'
import type { AppDeps } from './deps.ts'
import { findRecord } from './messages.ts'
import { messageIdOf, pageQuery, readQuery } from './read-request.ts'
import type { Route } from './routes.ts'

export const failedQuery = pageQuery.extend({ channel: z.string().max(100).optional() })

export function failedRoutes(deps: AppDeps): readonly Route[] {
  async function list(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { channel, limit, cursor } = readQuery(req, failedQuery)
    const page = await deps.store.failed({ channels: channelsOf(key, channel), limit, ...(cursor === undefined ? {} : { cursor }) })
    const items = page.items.map((item) => ({ ...item, receivedAt: new Date(item.receivedAt).toISOString() }))
    sendJson(res, 200, { items, nextCursor: page.nextCursor })
  }

  async function retry(req: Request, res: Response, key: ApiKey): Promise<void> {
    const record = await findRecord(deps, messageIdOf(req), key)
    if (!(await deps.retryFailed(record.id))) throw new ForebayError('NOT_FAILED', 'This message did not fail for good.', { status: 409 })
    res.setHeader('Location', `/v1/messages/${record.id}`)
    sendJson(res, 202, { id: record.id, status: record.status })
  }

  return [
    { method: 'get', path: '/v1/failed', handler: withKey(deps, 'admin', list) },
    { method: 'post', path: '/v1/failed/:id/retry', handler: withKey(deps, 'admin', retry) },
  ]
}
