/** API keys are made, seen and ended here too; none makes a key that may do more than itself, and a key is shown once, when it is made. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey, KeyScope } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import { coversChannels, requireChannel, withKey } from './access.ts'
import { sendJson, sendNothing } from './answer.ts'
import type { ReadBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { param, readSmallJson } from './read-request.ts'
import type { Route } from './routes.ts'

const SCOPES = ['submit', 'vouch', 'read', 'reveal', 'admin'] as const satisfies readonly KeyScope[]

export const keyBody = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine((name) => name.isWellFormed() && !/[\p{Cc}\p{Cf}]/u.test(name))
    .meta({ description: 'For people: which connector or desk holds it.' }),
  channels: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Every channel of the key that asks when left out.' }),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length).default(['submit', 'read']),
})

export const keySchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    channels: z.array(z.string()).nullable().meta({ description: 'Null means every channel.' }),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' })

export const madeKeySchema = keySchema.extend({ key: z.string().meta({ description: 'In this answer only.' }) }).meta({ id: 'MadeApiKey' })

export function keyRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  async function list(_req: Request, res: Response, key: ApiKey): Promise<void> {
    const visible = (await deps.store.keys()).filter(({ channels }) => coversChannels(key, channels))
    sendJson(res, 200, { items: visible.map(shown) })
  }

  async function add(req: Request, res: Response, key: ApiKey): Promise<void> {
    const body = await readSmallJson(req, readBody, keyBody)
    const channels = body.channels === undefined ? key.channels : await knownChannels(body.channels, key)
    const lacking = body.scopes.find((scope) => !key.scopes.includes(scope))
    if (lacking !== undefined)
      throw new ForebayError('SCOPE_FORBIDDEN', `This API key lacks the scope ${lacking} and cannot give it.`, {
        status: 403,
        field: 'scopes',
      })
    const minted = deps.mintKey()
    const made: ApiKey = {
      id: minted.id,
      name: body.name,
      hash: minted.hash,
      channels,
      scopes: SCOPES.filter((scope) => body.scopes.includes(scope)),
      createdAt: deps.clock(),
      revokedAt: null,
    }
    await deps.store.addKey(made)
    deps.onKeysChanged()
    res.setHeader('Location', `/v1/keys/${made.id}`)
    sendJson(res, 201, { ...shown(made), key: minted.key } satisfies z.input<typeof madeKeySchema>)
  }

  async function knownChannels(untrustedChannels: readonly string[], key: ApiKey): Promise<readonly string[]> {
    for (const channel of untrustedChannels) requireChannel(key, channel)
    const known = await deps.store.channels()
    if (untrustedChannels.every((channel) => known.includes(channel))) return [...new Set(untrustedChannels)]
    throw new ForebayError('CHANNEL_UNKNOWN', 'There is no such channel.', { status: 422, field: 'channels' })
  }

  async function revoke(req: Request, res: Response, key: ApiKey): Promise<void> {
    const id = param(req, 'id')
    const found = (await deps.store.keys()).find((one) => one.id === id)
    if (found === undefined || !coversChannels(key, found.channels))
      throw new ForebayError('KEY_NOT_FOUND', 'There is no such API key.', { status: 404 })
    await deps.store.revokeKey(id, deps.clock())
    deps.onKeysChanged()
    sendNothing(res)
  }

  return [
    { method: 'get', path: '/v1/keys', handler: withKey(deps, 'admin', list) },
    { method: 'post', path: '/v1/keys', handler: withKey(deps, 'admin', add) },
    { method: 'delete', path: '/v1/keys/:id', handler: withKey(deps, 'admin', revoke) },
  ]
}

/** Named one by one: whatever a key may hold later, its hash does not get out. */
function shown({ id, name, channels, scopes, createdAt, revokedAt }: ApiKey): z.input<typeof keySchema> {
  return {
    id,
    name,
    channels: channels === null ? null : [...channels],
    scopes: [...scopes],
    createdAt: new Date(createdAt).toISOString(),
    revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
  }
}
