/** Messages go in durably and come out released: submission, records, releases, and the later proof of who sent them. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import type { Receipt } from '../core/connector.ts'
import { ForebayError } from '../core/error.ts'
import { pendingRecord } from '../core/pending-record.ts'
import type { MessageRecord } from '../core/record.ts'
import { channelsOf, mayUseChannel, requireChannel, requireVouch, withKey } from './access.ts'
import { AGENT_HEADER, handedTo } from './agent-header.ts'
import { sendJson, whenGone } from './answer.ts'
import { mediaTypeOf, type ReadBody, requireIdentityEncoding, requireLength, unsupportedMediaType } from './body.ts'
import type { AppDeps, Caller } from './deps.ts'
import { readEnvelope } from './envelope.ts'
import { readIdempotencyKey, readWaitSeconds } from './preferences.ts'
import { fileNotFound, messageIdOf, messageNotFound, pageQuery, param, readQuery, readSmallJson } from './read-request.ts'
import type { Route } from './routes.ts'

const MESSAGE_PATH = '/v1/messages'

export const messageQuery = pageQuery.extend({
  channel: z.string().max(100).optional(),
  conversationId: z.string().max(255).optional(),
  status: z.enum(['accepted', 'released', 'held', 'blocked', 'expired']).optional(),
  receivedFrom: z.iso.datetime({ offset: true }).optional(),
  receivedTo: z.iso.datetime({ offset: true }).optional().meta({ description: 'Exclusive.' }),
})

export const identifyBody = z.strictObject({
  identityToken: z.string().min(1).max(8_192).meta({ description: 'Signed JWT of the customer session.' }),
})

/** Read by nothing but the route: it goes on to the one call that opens the file. */
export const passwordBody = z.strictObject({
  password: z.string().min(1).max(256).meta({ description: 'What the file opens with. Used once for the check; neither kept nor logged.' }),
})

export function messageRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  async function submit(req: Request, res: Response, key: ApiKey): Promise<void> {
    const waitSeconds = readWaitSeconds(headerOf(req, 'prefer'), deps.limits.maxWaitSeconds)
    const idempotencyKey = readIdempotencyKey(req.headers['idempotency-key'])
    const receipt = await receive(req, {
      connector: 'http',
      idempotencyKey: idempotencyKey === null ? null : { scope: key.id, key: idempotencyKey },
      mayUse: (channel) => requireChannel(key, channel),
      mayVouch: (field) => requireVouch(key, field),
      takeTurn: (channel, messagesPerMinute) => deps.rateLimit.takeChannel(channel, messagesPerMinute),
    })
    const { messageId, duplicate } = receipt
    if (await sentSettled(req, res, key, messageId, waitSeconds)) return
    const known = duplicate ? await deps.store.record(messageId) : null
    sendJson(res, 202, { id: messageId, status: known?.status ?? 'accepted', duplicate })
  }

  async function receive(req: Request, caller: Caller): Promise<Receipt> {
    switch (mediaTypeOf(req)) {
      case 'application/json':
        return deps.receive.json(await readBody(req, deps.limits.maxJsonBytes), caller)
      case 'multipart/form-data':
        requireStreamable(req)
        return deps.receive.multipart(req, req.headers['content-type'] ?? '', caller)
      case 'message/rfc822': {
        requireStreamable(req)
        const { channel } = readQuery(req, z.strictObject({ channel: z.string().min(1).max(100) }))
        return deps.receive.mail(req, channel, caller, readEnvelope(req))
      }
      default:
        throw unsupportedMediaType('application/json, multipart/form-data or message/rfc822')
    }
  }

  function requireStreamable(req: Request): void {
    requireIdentityEncoding(req)
    // A little more than the files themselves, for boundaries and headers of parts.
    requireLength(req, deps.limits.maxUploadBytes + 1024 * 1024)
  }

  /** True when it settled within the wait and 200 was sent; else a 202 says where to look (RFC 9110 15.3.3). */
  async function sentSettled(
    req: Request,
    res: Response,
    key: ApiKey,
    messageId: string,
    waitSeconds: number,
    afterRevision?: number,
  ): Promise<boolean> {
    res.setHeader('Location', `${MESSAGE_PATH}/${messageId}`)
    if (waitSeconds === 0) return false
    res.setHeader('Preference-Applied', `wait=${waitSeconds}`)
    const record = await deps.waitForSettled(messageId, waitSeconds * 1_000, whenGone(res), afterRevision)
    if (record === null) return false
    sendRecord(req, res, key, record)
    return true
  }

  /** Links and files in it are the agent's that it is fetched for. */
  function sendRecord(req: Request, res: Response, key: ApiKey, found: MessageRecord): void {
    const record = shownTo(key, found)
    const agent = handedTo(req, deps.agentHeader)
    res.setHeader('Vary', AGENT_HEADER)
    sendJson(res, 200, agent === null || record.release === null ? record : { ...record, release: deps.handTo(record.release, agent) })
  }

  async function list(req: Request, res: Response, key: ApiKey): Promise<void> {
    const query = readQuery(req, messageQuery)
    const page = await deps.store.list({
      channels: channelsOf(key, query.channel),
      limit: query.limit,
      ...(query.conversationId === undefined ? {} : { conversationId: query.conversationId }),
      ...(query.status === undefined ? {} : { status: query.status }),
      ...(query.receivedFrom === undefined ? {} : { receivedFrom: Date.parse(query.receivedFrom) }),
      ...(query.receivedTo === undefined ? {} : { receivedTo: Date.parse(query.receivedTo) }),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    })
    sendJson(res, 200, { ...page, items: page.items.map((record) => shownTo(key, record)) })
  }

  async function identify(req: Request, res: Response, key: ApiKey): Promise<void> {
    const record = await findRecord(deps, messageIdOf(req), key)
    const waitSeconds = readWaitSeconds(headerOf(req, 'prefer'), deps.limits.maxWaitSeconds)
    const { identityToken } = await readSmallJson(req, readBody, identifyBody)
    // Nothing to wait for: the message stands as it is.
    if (!(await deps.identify(record.id, identityToken))) return sendRecord(req, res, key, await findRecord(deps, record.id, key))
    if (await sentSettled(req, res, key, record.id, waitSeconds, record.revision)) return
    sendJson(res, 202, { id: record.id, status: record.status })
  }

  async function password(req: Request, res: Response, key: ApiKey): Promise<void> {
    const record = await findRecord(deps, messageIdOf(req), key)
    const fileId = param(req, 'fileId')
    const waitSeconds = readWaitSeconds(headerOf(req, 'prefer'), deps.limits.maxWaitSeconds)
    const { password } = await readSmallJson(req, readBody, passwordBody)
    if (!record.release?.files.some(({ id }) => id === fileId)) throw fileNotFound()
    await deps.rateLimit.takePassword(record.id, fileId)
    await deps.openByPassword(record.id, fileId, password)
    if (await sentSettled(req, res, key, record.id, waitSeconds, record.revision)) return
    sendJson(res, 202, { id: record.id, status: record.status })
  }

  async function identification(req: Request, res: Response, key: ApiKey): Promise<void> {
    const record = await findRecord(deps, messageIdOf(req), key)
    if (deps.stepUp === null) throw new ForebayError('STEP_UP_OFF', 'No login is set up here: hand in a token instead.', { status: 409 })
    sendJson(res, 200, await deps.stepUp.openAgain(record.id))
  }

  return [
    { method: 'post', path: MESSAGE_PATH, handler: withKey(deps, 'submit', submit) },
    { method: 'get', path: MESSAGE_PATH, handler: withKey(deps, 'read', list) },
    {
      method: 'get',
      path: `${MESSAGE_PATH}/:id`,
      handler: withKey(deps, 'read', async (req, res, key) => sendRecord(req, res, key, await findRecord(deps, messageIdOf(req), key))),
    },
    { method: 'post', path: `${MESSAGE_PATH}/:id/identify`, handler: withKey(deps, 'submit', identify) },
    { method: 'post', path: `${MESSAGE_PATH}/:id/identification`, handler: withKey(deps, 'submit', identification) },
    // Whoever talks to the customer asks for it: the connector, or the agent's desk.
    { method: 'post', path: `${MESSAGE_PATH}/:id/files/:fileId/password`, handler: withKey(deps, ['submit', 'read'], password) },
  ]
}

/** A code and a link that work are for whoever passes them to the sender. */
function shownTo({ scopes }: ApiKey, { identification, ...record }: MessageRecord): MessageRecord {
  return identification === undefined || !scopes.includes('submit') ? record : { ...record, identification }
}

/**
 * The newest record, also of a message that is not settled yet.
 * @throws ForebayError 404 for one that is not there and for one of a channel that the key may not see: both look the same
 */
export async function findRecord(deps: Pick<AppDeps, 'store'>, messageId: string, key: ApiKey): Promise<MessageRecord> {
  const record = (await deps.store.record(messageId)) ?? (await loadPending(deps, messageId))
  if (record === null || !mayUseChannel(key, record.channel)) throw messageNotFound()
  return record
}

async function loadPending(deps: Pick<AppDeps, 'store'>, messageId: string): Promise<MessageRecord | null> {
  const stored = await deps.store.load(messageId)
  return stored === null ? null : (stored.record ?? pendingRecord(stored))
}

function headerOf(req: Request, name: string): string | undefined {
  const value = req.headers[name]
  return typeof value === 'string' ? value : undefined
}
