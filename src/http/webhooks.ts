/** Webhook endpoints are made, ended and mended here; a secret is shown once, when it is made. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import type { WebhookEndpoint } from '../core/webhook.ts'
import { coversChannels, requireChannel, withKey } from './access.ts'
import { sendJson, sendNothing } from './answer.ts'
import type { ReadBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { pageQuery, param, readQuery, readSmallJson } from './read-request.ts'
import type { Route } from './routes.ts'

export const webhookBody = z.strictObject({
  url: z.string().max(2_000),
  channels: z.array(z.string().min(1).max(100)).min(1).max(100).optional().meta({ description: 'Every channel of the key when left out.' }),
})

export function webhookRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  async function list(_req: Request, res: Response, key: ApiKey): Promise<void> {
    const endpoints = await deps.store.webhooks()
    sendJson(res, 200, { items: endpoints.filter(({ channels }) => coversChannels(key, channels)).map(withoutSecret) })
  }

  async function add(req: Request, res: Response, key: ApiKey): Promise<void> {
    const body = await readSmallJson(req, readBody, webhookBody)
    for (const channel of body.channels ?? []) requireChannel(key, channel)
    const endpoint = await deps.newWebhook(body.url, body.channels ?? key.channels)
    await deps.store.addWebhook(endpoint)
    res.setHeader('Location', `/v1/webhooks/${endpoint.id}`)
    sendJson(res, 201, { ...withoutSecret(endpoint), secret: endpoint.secret })
  }

  async function requireEndpoint(id: string, key: ApiKey): Promise<void> {
    const endpoints = await deps.store.webhooks()
    if (!endpoints.some((endpoint) => endpoint.id === id && coversChannels(key, endpoint.channels)))
      throw new ForebayError('WEBHOOK_NOT_FOUND', 'There is no such webhook.', { status: 404 })
  }

  async function disable(req: Request, res: Response, key: ApiKey): Promise<void> {
    const id = param(req, 'id')
    await requireEndpoint(id, key)
    await deps.store.disableWebhook(id, deps.clock())
    sendNothing(res)
  }

  async function dead(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { limit, cursor } = readQuery(req, pageQuery)
    const page = await deps.store.deadDeliveries({ limit, ...(cursor === undefined ? {} : { cursor }) })
    const endpoints = await deps.store.webhooks()
    const visible = new Set(endpoints.filter(({ channels }) => coversChannels(key, channels)).map(({ id }) => id))
    sendJson(res, 200, { items: page.items.filter((delivery) => visible.has(delivery.endpointId)), nextCursor: page.nextCursor })
  }

  async function revive(req: Request, res: Response, key: ApiKey): Promise<void> {
    const id = param(req, 'id')
    await requireEndpoint(id, key)
    if (!(await deps.store.reviveDelivery(param(req, 'eventId'), id, deps.clock())))
      throw new ForebayError('DELIVERY_NOT_FOUND', 'There is no such dead delivery.', { status: 404 })
    sendNothing(res)
  }

  return [
    { method: 'get', path: '/v1/webhooks', handler: withKey(deps, 'admin', list) },
    { method: 'post', path: '/v1/webhooks', handler: withKey(deps, 'admin', add) },
    { method: 'get', path: '/v1/webhooks/dead', handler: withKey(deps, 'admin', dead) },
    { method: 'delete', path: '/v1/webhooks/:id', handler: withKey(deps, 'admin', disable) },
    { method: 'post', path: '/v1/webhooks/:id/dead/:eventId/revive', handler: withKey(deps, 'admin', revive) },
  ]
}

function withoutSecret({ secret: _secret, createdAt, disabledAt, ...rest }: WebhookEndpoint) {
  return {
    ...rest,
    createdAt: new Date(createdAt).toISOString(),
    disabledAt: disabledAt === null ? null : new Date(disabledAt).toISOString(),
  }
}
