/** Whoever reads messages can see which channels there are, and what a customer of each level may send through them. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import { IDENTITY_LEVELS } from '../core/identity.ts'
import { mayUseChannel, withKey } from './access.ts'
import { sendJson, sendText } from './answer.ts'
import type { AppDeps } from './deps.ts'
import { requirePolicy } from './policies.ts'
import { renderPolicyTable } from './policy-table.ts'
import { actionKind } from './record-schema.ts'
import type { Route } from './routes.ts'

export const channelSchema = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['chat', 'email', 'social']),
    name: z.string(),
    campaign: z.string(),
    policyVersion: z.int().meta({ description: 'The version in force.' }),
  })
  .meta({ id: 'Channel' })

export const tableSchema = z
  .strictObject({
    channel: z.string(),
    policyVersion: z.int(),
    cells: z.array(
      z.strictObject({
        level: z.enum(IDENTITY_LEVELS),
        content: z.string().meta({ description: '`words`, `links`, a family of files or a media type.' }),
        action: actionKind.meta({ description: 'When nothing is found and every check ends well.' }),
        rule: z.string().meta({ description: 'The place in the policy that says so.', example: 'senders.anonymous.files' }),
        better: z
          .enum(IDENTITY_LEVELS)
          .nullable()
          .meta({ description: 'The lowest higher level at which it fares better; null when a login does not help.' }),
        limits: z
          .exactOptional(z.strictObject({ maxFileBytes: z.int(), maxFiles: z.int() }))
          .meta({ description: 'Of a kind of file that goes on: the largest, and the most of one message.' }),
      }),
    ),
  })
  .meta({ id: 'PolicyTable' })

export function channelRoutes(deps: AppDeps): readonly Route[] {
  async function list(_req: Request, res: Response, key: ApiKey): Promise<void> {
    const ids = (await deps.store.channels()).filter((id) => mayUseChannel(key, id))
    const published = await Promise.all(ids.map((id) => deps.store.policy(id)))
    const items = published
      .filter((one) => one !== null)
      .map(({ channel, version, policy: { kind, name, campaign } }) => ({ id: channel, kind, name, campaign, policyVersion: version }))
    sendJson(res, 200, { items } satisfies { items: z.input<typeof channelSchema>[] })
  }

  async function table(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { channel, version, policy } = await requirePolicy(deps, req, key)
    const cells = [...deps.policies.explain(policy)]
    res.setHeader('Vary', 'Accept')
    const type = req.accepts(['application/json', 'text/plain'])
    if (type === false)
      throw new ForebayError('NOT_ACCEPTABLE', 'There is application/json and text/plain.', { status: 406, field: 'Accept' })
    if (type === 'text/plain') return sendText(res, 200, type, renderPolicyTable(channel, version, cells))
    sendJson(res, 200, { channel, policyVersion: version, cells } satisfies z.input<typeof tableSchema>)
  }

  return [
    { method: 'get', path: '/v1/channels', handler: withKey(deps, 'read', list) },
    { method: 'get', path: '/v1/channels/:channel/policy/table', handler: withKey(deps, 'read', table) },
  ]
}
