/** What is kept of one person can be seen, handed out, ended and removed by those who administer every channel, and by nobody else. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import { type KeyedHandler, withKey } from './access.ts'
import { sendJson, sendNothing } from './answer.ts'
import { contentDisposition } from './attachment-headers.ts'
import type { ReadBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { param, readSmallJson } from './read-request.ts'
import type { Route } from './routes.ts'

const level = z.enum(['authenticated', 'verified'])

export const customerSchema = z
  .strictObject({
    subject: z.string(),
    level: level.meta({ description: 'Of the newest login.' }),
    acr: z.string().nullable(),
    firstLoginAt: z.iso.datetime(),
    lastLoginAt: z.iso.datetime(),
    addresses: z.array(
      z.strictObject({
        id: z.string(),
        channel: z.string(),
        address: z.string(),
        level,
        linkedAt: z.iso.datetime(),
        lapsesAt: z.iso.datetime(),
        revokedAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'Customer' })

export const erasedSchema = z
  .strictObject({
    messages: z.int(),
    files: z.int(),
    addresses: z.int(),
    logLines: z.int().meta({ description: 'Lines whose detail was removed; the chain still proves right.' }),
    pseudonym: z.string().meta({ description: 'By which the erasure stands in the access log.' }),
  })
  .meta({ id: 'Erased' })

/** In a body, for an address has no place in the logs of those in between. */
export const addressBody = z.strictObject({
  channel: z.string().regex(/^[a-z0-9-]{1,63}$/),
  address: z.string().trim().min(1).max(500),
})

export function customerRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  const { customers } = deps
  const asked = (key: ApiKey) => ({ by: `key:${key.id}` })
  const subjectOf = (req: Request) => param(req, 'subject')

  async function show(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { addresses, firstLoginAt, lastLoginAt, ...record } = await customers.show(subjectOf(req), asked(key))
    sendJson(res, 200, {
      ...record,
      firstLoginAt: iso(firstLoginAt),
      lastLoginAt: iso(lastLoginAt),
      addresses: addresses.map(({ subject: _, linkedAt, lapsesAt, revokedAt, ...address }) => ({
        ...address,
        linkedAt: iso(linkedAt),
        lapsesAt: iso(lapsesAt),
        revokedAt: revokedAt === null ? null : iso(revokedAt),
      })),
    } satisfies z.input<typeof customerSchema>)
  }

  async function sendExport(res: Response, lines: AsyncIterable<string>): Promise<void> {
    res.statusCode = 200
    res.setHeader('Content-Type', 'application/x-ndjson')
    res.setHeader('Content-Disposition', contentDisposition('personal-data.ndjson'))
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('Cache-Control', 'private, no-store')
    await pipeline(Readable.from(lines), res)
  }

  async function exportCustomer(req: Request, res: Response, key: ApiKey): Promise<void> {
    await sendExport(res, await customers.export({ subject: subjectOf(req) }, asked(key)))
  }

  async function erase(req: Request, res: Response, key: ApiKey): Promise<void> {
    sendJson(res, 200, await customers.erase({ subject: subjectOf(req) }, asked(key)))
  }

  async function revoke(req: Request, res: Response, key: ApiKey): Promise<void> {
    await customers.revoke(subjectOf(req), param(req, 'id'), asked(key))
    sendNothing(res)
  }

  async function exportAddress(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { channel, address } = await readSmallJson(req, readBody, addressBody)
    await sendExport(res, await customers.export(await customers.personAt(channel, address), asked(key)))
  }

  async function eraseAddress(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { channel, address } = await readSmallJson(req, readBody, addressBody)
    sendJson(res, 200, await customers.erase(await customers.personAt(channel, address), asked(key)))
  }

  const ofAll = (handler: KeyedHandler) => withKey(deps, 'admin', (req, res, key) => forEveryChannel(req, res, key, handler))
  return [
    { method: 'get', path: '/v1/customers/:subject', handler: ofAll(show) },
    { method: 'delete', path: '/v1/customers/:subject', handler: ofAll(erase) },
    { method: 'get', path: '/v1/customers/:subject/export', handler: ofAll(exportCustomer) },
    { method: 'delete', path: '/v1/customers/:subject/addresses/:id', handler: ofAll(revoke) },
    { method: 'post', path: '/v1/addresses/export', handler: ofAll(exportAddress) },
    { method: 'post', path: '/v1/addresses/erase', handler: ofAll(eraseAddress) },
  ]
}

/** A person writes through many channels: whoever may see one of them would see the others through the person. */
async function forEveryChannel(req: Request, res: Response, key: ApiKey, handler: KeyedHandler): Promise<void> {
  if (key.channels !== null)
    throw new ForebayError('CHANNEL_FORBIDDEN', 'This needs an API key for every channel.', { status: 403, field: 'Authorization' })
  await handler(req, res, key)
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
