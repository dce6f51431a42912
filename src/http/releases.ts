/** Agents, people and machines, get the release and nothing else: words as data, files as attachments or as views, reasons for what is missing. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { ApiKey } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import { withKey } from './access.ts'
import { AGENT_HEADER, agentOf, handedTo } from './agent-header.ts'
import { sendJson, sendText } from './answer.ts'
import type { AppDeps } from './deps.ts'
import { notViewable, releasedFile, releaseOf } from './file-standing.ts'
import { findRecord } from './messages.ts'
import { fileNotFound, messageIdOf, param } from './read-request.ts'
import type { Route } from './routes.ts'
import { sendDrawn, sendFile } from './send-file.ts'

export const viewSchema = z
  .strictObject({
    pageCount: z.int().min(0).nullable().meta({ description: 'Of the whole file; null for what has no pages.' }),
    pictures: z.array(
      z.strictObject({
        page: z.int().min(1),
        width: z.int().min(1),
        height: z.int().min(1),
        url: z.string().meta({ description: 'A PNG. For the agent in `Forebay-Agent` by itself, else with the key.' }),
      }),
    ),
    text: z.string().nullable().meta({ description: 'Words, in which nothing can be clicked.' }),
    cut: z.boolean().meta({ description: 'There is more than is shown.' }),
  })
  .meta({ id: 'FileView', description: 'What a person may look at instead of opening the file.' })

export function releaseRoutes(deps: AppDeps): readonly Route[] {
  async function release(req: Request, res: Response, key: ApiKey): Promise<void> {
    const type = req.accepts(['application/json', 'text/plain'])
    if (type === false)
      throw new ForebayError('NOT_ACCEPTABLE', 'There is application/json and text/plain.', { status: 406, field: 'Accept' })
    const record = await findRecord(deps, messageIdOf(req), key)
    // The links and files that the agent gets are theirs, and what is done with them is noted as theirs.
    const agent = handedTo(req, deps.agentHeader)
    const found = agent === null ? releaseOf(record) : deps.handTo(releaseOf(record), agent)
    res.setHeader('Vary', `Accept, ${AGENT_HEADER}`)
    if (type === 'text/plain') sendText(res, 200, 'text/plain', deps.frame(record, found))
    else sendJson(res, 200, found)
  }

  /** Which file is asked for, and by whom; only if it can be had. */
  async function asked(req: Request, key: ApiKey) {
    const record = await findRecord(deps, messageIdOf(req), key)
    const entry = releasedFile(record, param(req, 'fileId'))
    const by = agentOf(req) ?? `key:${key.id}`
    return { record, entry, asker: { messageId: record.id, fileId: entry.id, by, keyId: key.id } }
  }

  async function file(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { entry, asker } = await asked(req, key)
    // Nothing is downloaded by asking how large it is.
    if (req.method === 'HEAD') return sendFile(res, entry, null)
    const taken = await deps.files.take(asker)
    if (taken === null) throw fileNotFound()
    sendFile(res, { ...taken, size: taken.bytes.byteLength }, taken.bytes)
  }

  async function view(req: Request, res: Response, key: ApiKey): Promise<void> {
    const { record, entry, asker } = await asked(req, key)
    await deps.rateLimit.takeLook(`view ${record.id}`)
    const shown = await deps.files.show(asker, null)
    if (shown?.view == null) throw notViewable()
    const agent = handedTo(req, deps.agentHeader)
    const own = agent === null ? null : (deps.handTo(releaseOf(record), agent).files.find(({ id }) => id === entry.id)?.viewUrl ?? null)
    const base = own ?? `/v1/messages/${record.id}/files/${encodeURIComponent(entry.id)}/view`
    const { pageCount, pictures, text, cut } = shown.view
    const pages = pictures.map(({ width, height }, at) => ({ page: at + 1, width, height, url: `${base}/${at + 1}` }))
    res.setHeader('Vary', AGENT_HEADER)
    sendJson(res, 200, { pageCount, pictures: pages, text, cut })
  }

  async function page(req: Request, res: Response, key: ApiKey): Promise<void> {
    const number = pageNumberOf(req)
    const { record, asker } = await asked(req, key)
    if (req.method === 'HEAD') return sendDrawn(res, null)
    await deps.rateLimit.takeLook(`view ${record.id}`)
    const shown = await deps.files.show(asker, number)
    const picture = shown?.view?.pictures[number - 1]
    if (picture === undefined) throw notViewable()
    sendDrawn(res, picture.bytes)
  }

  return [
    { method: 'get', path: '/v1/messages/:id/release', handler: withKey(deps, 'read', release) },
    { method: 'get', path: '/v1/messages/:id/files/:fileId', handler: withKey(deps, 'read', file) },
    { method: 'get', path: '/v1/messages/:id/files/:fileId/view', handler: withKey(deps, 'read', view) },
    { method: 'get', path: '/v1/messages/:id/files/:fileId/view/:page', handler: withKey(deps, 'read', page) },
  ]
}

/** @throws ForebayError 404 `FILE_NOT_VIEWABLE` */
export function pageNumberOf(req: Request): number {
  const page = param(req, 'page')
  if (!/^[1-9]\d{0,2}$/.test(page)) throw notViewable()
  return Number(page)
}
