/** Which lists of good and bad addresses are in force, how old they are, and what went wrong with them. */
import { z } from 'zod'
import type { ListState } from '../core/reputation.ts'
import { withKey } from './access.ts'
import { sendJson } from './answer.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './routes.ts'

export const listSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['block', 'allow']),
    source: z.string(),
    format: z.string().nullable().meta({ description: 'As found; null before it was ever read.' }),
    category: z.string().nullable(),
    entries: z.int(),
    refused: z.int().meta({ description: 'Lines that name nothing which a list may name.' }),
    readAt: z.iso.datetime().nullable(),
    stale: z.boolean().meta({ description: 'Never read, or longer ago than the list allows.' }),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'List' })

export function listRoutes(deps: AppDeps): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/v1/lists',
      handler: withKey(deps, 'admin', async (_req, res) => sendJson(res, 200, { items: deps.lists().map(toItem) })),
    },
  ]
}

function toItem({ id, kind, source, format, category, entries, refused, readAt, stale, lastError }: ListState) {
  const read = readAt === null ? null : new Date(readAt).toISOString()
  return { id, kind, source, format, category, entries, refused: refused.count, readAt: read, stale, lastError }
}
