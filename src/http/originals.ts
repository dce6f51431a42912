/** A file as it came, while it is held or where it was rebuilt: an agent asks a reviewer for it, and a reviewer looks at it for a reason that is kept. */
import type { Request, Response } from 'express'
import type { ApiKey } from '../core/api-key.ts'
import { withKey } from './access.ts'
import { agentOf } from './agent-header.ts'
import { sendJson } from './answer.ts'
import type { ReadBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { findRecord } from './messages.ts'
import { reviewBody } from './quarantine.ts'
import { messageIdOf, param, readQuery, readSmallJson } from './read-request.ts'
import type { Route } from './routes.ts'
import { sendFile } from './send-file.ts'

export const originalQuery = reviewBody
export const requestBody = reviewBody.partial()

export function originalRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  async function ask(req: Request, res: Response, key: ApiKey): Promise<void> {
    const record = await findRecord(deps, messageIdOf(req), key)
    const fileId = param(req, 'fileId')
    const { reason = null } = await readSmallJson(req, readBody, requestBody)
    // Each request leaves a line in the log for good.
    await deps.rateLimit.takeLook(record.id)
    await deps.askOriginal({ messageId: record.id, fileId, by: agentOf(req) ?? `key:${key.id}`, reason })
    sendJson(res, 202, { id: `${record.id}:part:${fileId}`, messageId: record.id, fileId })
  }

  async function look(req: Request, res: Response, key: ApiKey): Promise<void> {
    const record = await findRecord(deps, messageIdOf(req), key)
    const { reason } = readQuery(req, originalQuery)
    await deps.rateLimit.takeLook(record.id)
    const by = agentOf(req) ?? `key:${key.id}`
    const file = await deps.lookAtOriginal({ messageId: record.id, fileId: param(req, 'fileId'), by, keyId: key.id, reason })
    sendFile(res, { ...file, size: file.bytes.byteLength }, file.bytes)
  }

  return [
    { method: 'post', path: '/v1/messages/:id/files/:fileId/request', handler: withKey(deps, 'read', ask) },
    { method: 'get', path: '/v1/messages/:id/files/:fileId/original', handler: withKey(deps, 'admin', look) },
  ]
}
