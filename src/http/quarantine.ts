/** What is held is listed with its reason and its end, and leaves only by a decision that says why and by whom. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import type { HeldItem } from '../core/hold.ts'
import type { SubjectRef } from '../core/report.ts'
import type { ReviewRequest } from '../core/store.ts'
import { channelsOf, withKey } from './access.ts'
import { sendJson } from './answer.ts'
import type { ReadBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { findRecord } from './messages.ts'
import { pageQuery, param, readQuery, readSmallJson } from './read-request.ts'
import type { Route } from './routes.ts'

export const quarantineQuery = pageQuery.extend({ channel: z.string().max(100).optional() })
export const reviewBody = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine((reason) => reason.isWellFormed() && !reason.includes('\0')),
})

/** `<messageId>:<kind>:<subject id>` */
const ITEM = /^([0-9a-f-]{36}):(message|part|link):([A-Za-z0-9._-]{1,100})$/

export function quarantineRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  async function list(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { channel, limit, cursor } = readQuery(req, quarantineQuery)
    const page = await deps.store.held({ channels: channelsOf(key, channel), limit, ...(cursor === undefined ? {} : { cursor }) })
    sendJson(res, 200, { items: page.items.map(toItem), nextCursor: page.nextCursor })
  }

  async function requests(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { channel, limit, cursor } = readQuery(req, quarantineQuery)
    const page = await deps.store.reviewRequests({ channels: channelsOf(key, channel), limit, ...(cursor === undefined ? {} : { cursor }) })
    sendJson(res, 200, { items: page.items.map(toRequest), nextCursor: page.nextCursor })
  }

  function review(decision: 'release' | 'remove') {
    return async (req: Request, res: Response, key: ApiKey): Promise<void> => {
      const { messageId, subject } = readItem(param(req, 'item'))
      // Also refuses what is of a channel that the key may not see.
      const record = await findRecord(deps, messageId, key)
      const { reason } = await readSmallJson(req, readBody, reviewBody)
      await deps.review(record.id, subject, decision, `key:${key.id}`, reason)
      res.setHeader('Location', `/v1/messages/${record.id}`)
      sendJson(res, 202, { id: itemId(record.id, subject), messageId: record.id, decision })
    }
  }

  return [
    { method: 'get', path: '/v1/quarantine', handler: withKey(deps, 'admin', list) },
    { method: 'get', path: '/v1/quarantine/requests', handler: withKey(deps, 'admin', requests) },
    { method: 'post', path: '/v1/quarantine/:item/release', handler: withKey(deps, 'admin', review('release')) },
    { method: 'post', path: '/v1/quarantine/:item/remove', handler: withKey(deps, 'admin', review('remove')) },
  ]
}

function toItem(held: HeldItem) {
  return {
    id: itemId(held.messageId, held.subject),
    messageId: held.messageId,
    channel: held.channel,
    conversationId: held.conversationId,
    subject: held.subject,
    reason: held.reason,
    heldAt: new Date(held.heldAt).toISOString(),
    expiresAt: new Date(held.expiresAt).toISOString(),
  }
}

function toRequest({ messageId, channel, subject, askedBy, askedAt }: ReviewRequest) {
  return { id: itemId(messageId, subject), messageId, channel, subject, askedBy, askedAt: new Date(askedAt).toISOString() }
}

function itemId(messageId: string, subject: SubjectRef): string {
  return `${messageId}:${subject.kind}:${subject.id}`
}

function readItem(untrustedItem: string): { readonly messageId: string; readonly subject: SubjectRef } {
  const [, messageId, kind, id] = ITEM.exec(untrustedItem) ?? []
  if (messageId === undefined || kind === undefined || id === undefined)
    throw new ForebayError('ITEM_NOT_FOUND', 'There is no such item in quarantine.', { status: 404 })
  return { messageId, subject: { kind: kind as SubjectRef['kind'], id } }
}
