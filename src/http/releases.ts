/** Agents, people and machines, get the release and nothing else: words as data, files as attachments, reasons for what is missing. */
import type { Request, Response } from 'express'
import { ForebayError } from '../core/error.ts'
import type { ApiKey } from '../core/ports.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Release, ReleasedFile } from '../core/release.ts'
import { withKey } from './access.ts'
import { AGENT_HEADER, agentOf } from './agent-header.ts'
import { sendJson, sendText } from './answer.ts'
import { contentDisposition, safeMediaType } from './attachment-headers.ts'
import type { AppDeps } from './deps.ts'
import { findRecord } from './messages.ts'
import { fileNotFound, messageIdOf, param } from './read-request.ts'
import type { Route } from './routes.ts'

export function releaseRoutes(deps: AppDeps): readonly Route[] {
  async function release(req: Request, res: Response, key: ApiKey): Promise<void> {
    const type = req.accepts(['application/json', 'text/plain'])
    if (type === false)
      throw new ForebayError('NOT_ACCEPTABLE', 'There is application/json and text/plain.', { status: 406, field: 'Accept' })
    const record = await findRecord(deps, messageIdOf(req), key)
    // The links that the agent gets are theirs, and a click on them is noted as theirs.
    const agent = agentOf(req)
    const found = agent === null ? releaseOf(record) : deps.handTo(releaseOf(record), agent)
    res.setHeader('Vary', `Accept, ${AGENT_HEADER}`)
    if (type === 'text/plain') sendText(res, 200, 'text/plain', deps.frame(record, found))
    else sendJson(res, 200, found)
  }

  async function file(req: Request, res: Response, key: ApiKey): Promise<void> {
    const record = await findRecord(deps, messageIdOf(req), key)
    const entry = releaseOf(record).files.find((one) => one.id === param(req, 'fileId'))
    if (entry === undefined) throw fileNotFound()
    requireReleased(entry)
    const released = await deps.fileBytes(record.id, entry.id)
    if (released === null) throw fileNotFound()
    sendFile(res, released)
  }

  return [
    { method: 'get', path: '/v1/messages/:id/release', handler: withKey(deps, 'read', release) },
    { method: 'get', path: '/v1/messages/:id/files/:fileId', handler: withKey(deps, 'read', file) },
  ]
}

/** @throws ForebayError 409 `NOT_SETTLED`, `MESSAGE_HELD`; 410 `MESSAGE_BLOCKED`, `MESSAGE_EXPIRED` */
function releaseOf({ status, release }: MessageRecord): Release {
  if (release !== null) return release
  switch (status) {
    case 'held':
      throw new ForebayError('MESSAGE_HELD', 'The message is held and has no release yet.', { status: 409 })
    case 'blocked':
      throw new ForebayError('MESSAGE_BLOCKED', 'The message was blocked; there is no release.', { status: 410 })
    case 'expired':
      throw new ForebayError('MESSAGE_EXPIRED', 'The message expired while it was held; there is no release.', { status: 410 })
    case 'accepted':
    case 'released':
      throw new ForebayError('NOT_SETTLED', 'The message is not inspected yet.', { status: 409, retryAfterSeconds: 1 })
  }
}

/** @throws ForebayError 409 `FILE_HELD`, 410 `FILE_REMOVED`, each with the reason's code */
function requireReleased(file: ReleasedFile): void {
  switch (file.action) {
    case 'release':
    case 'disarm':
      return
    case 'hold':
      throw new ForebayError('FILE_HELD', file.explanation, { status: 409, reason: file.reason })
    case 'rewrite':
    case 'defang':
    case 'mask':
    case 'remove':
    case 'block':
      throw new ForebayError('FILE_REMOVED', file.explanation, { status: 410, reason: file.reason })
  }
}

/** Saved, never shown: no sniffing, no rendering, no script, whatever the bytes are. */
export function sendFile(res: Response, file: { readonly bytes: Uint8Array; readonly name: string; readonly type: string }): void {
  res.statusCode = 200
  res.setHeader('Content-Type', safeMediaType(file.type))
  res.setHeader('Content-Length', String(file.bytes.byteLength))
  res.setHeader('Content-Disposition', contentDisposition(file.name))
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'")
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  res.setHeader('Cache-Control', 'private, no-store')
  res.end(file.bytes)
}
