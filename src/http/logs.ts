/** The logs can be read by those who administer, in the order in which things happened: what became of links and who clicked, who looked at what. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import type { LogEntry, LogName } from '../core/log-entry.ts'
import { channelsOf, withKey } from './access.ts'
import { sendJson } from './answer.ts'
import type { AppDeps } from './deps.ts'
import { pageQuery, readQuery } from './read-request.ts'
import type { Route } from './routes.ts'

export const logQuery = pageQuery.extend({
  channel: z.string().max(100).optional(),
  messageId: z.string().max(100).optional(),
  verb: z.string().max(64).optional().meta({
    description:
      'archive: `link.looked-at`, `link.opened`, `link.refused`, `link.review-asked`, `file.original-asked`; access: `words.revealed`, `file.original-seen`, `file.downloaded`, `file.viewed`, `file.refused`, `customer.shown`, `customer.exported`, `customer.erased`, `customer.address-revoked`, `identification.begun`, `identification.completed`, `identification.refused`.',
  }),
})

export const logEntrySchema = z
  .object({
    seq: z.int(),
    at: z.iso.datetime(),
    actor: z.string().meta({ description: 'The agent; `unknown` when nobody said who was logged in.' }),
    verb: z.string(),
    channel: z.string().nullable(),
    messageId: z.string().nullable(),
    subject: z.string().nullable(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    hash: z.string().meta({ description: 'Covers this line and the hash of the one before it.' }),
  })
  .meta({ id: 'LogEntry' })

/** `changes` follows with its first writer. */
export const LOGS = ['access', 'archive'] as const satisfies readonly LogName[]

export function logRoutes(deps: AppDeps): readonly Route[] {
  const page = (log: LogName) => async (req: Request, res: Response, key: ApiKey) => {
    const { channel, messageId, verb, limit, cursor } = readQuery(req, logQuery)
    const page = await deps.store.logEntries({
      log,
      channels: channelsOf(key, channel),
      limit,
      ...(messageId === undefined ? {} : { messageId }),
      ...(verb === undefined ? {} : { verb }),
      ...(cursor === undefined ? {} : { cursor }),
    })
    sendJson(res, 200, { items: page.items.map(toItem), nextCursor: page.nextCursor })
  }

  return LOGS.map((log) => ({ method: 'get', path: `/v1/logs/${log}`, handler: withKey(deps, 'admin', page(log)) }))
}

function toItem({ seq, at, actor, verb, channel, messageId, subject, detail, hash }: LogEntry) {
  return { seq, at: new Date(at).toISOString(), actor, verb, channel, messageId, subject, detail, hash }
}
