/** A file, and a page that shows it, are given to whoever holds the signed address that they were handed to: for a while, and as long as the verdict lets them. */
import type { Request, Response } from 'express'
import { ForebayError } from '../core/error.ts'
import type { AddressedFile, FileAsker, FileLook, FileUse } from '../core/handed-file.ts'
import type { Language } from '../core/language.ts'
import { loggedIn } from './agent-header.ts'
import type { AppDeps } from './deps.ts'
import { endOfFilePage, type NoFile, viewPage } from './file-page.ts'
import { notViewable, releasedFile } from './file-standing.ts'
import { sendPage } from './page-parts.ts'
import { fileNotFound, param } from './read-request.ts'
import { pageNumberOf } from './releases.ts'
import type { Route } from './routes.ts'
import { sendDrawn, sendFile } from './send-file.ts'

type Known = Exclude<FileLook, { readonly state: 'unknown' }>
type Open = Extract<FileLook, { readonly state: 'open' }>

export function handedFileRoutes(deps: AppDeps): readonly Route[] {
  const { files } = deps

  /** Null when it was answered already: with a page where one is wanted, else with a problem. */
  async function open(use: FileUse, req: Request, res: Response): Promise<Open | null> {
    const look = await files.look(use, param(req, 'token'))
    if (look.state === 'unknown') return end(req, res, 'unknown', null)
    // Each look opens the message, and leaves a line in a log that nobody may empty.
    await deps.rateLimit.takeLook(`${use} ${look.handed.messageId}`)
    const who = loggedIn(req, deps.agentHeader)
    // Where people log in, an address that went on to somebody else is of no use to them.
    const isTheirs = deps.agentHeader === null || who === look.handed.agent
    if (isTheirs && look.state === 'open') return look
    const why = !isTheirs ? 'notYours' : look.state === 'open' ? 'gone' : look.state
    await files.refuse(look, why, who ?? (deps.agentHeader === null ? look.handed.agent : 'unknown'))
    return end(req, res, why, look)
  }

  /** @throws ForebayError where no page is wanted */
  function end(req: Request, res: Response, why: NoFile, look: Known | null): null {
    const problem = problemOf(why, look)
    if (!wantsPage(req)) throw problem
    const language = look === null ? languageAsked(deps, req) : deps.languages.of(look.handed.language)
    sendPage(res, problem.status, endOfFilePage(why, look, language))
    return null
  }

  async function download(req: Request, res: Response): Promise<void> {
    const look = await open('file', req, res)
    if (look === null) return
    // Nothing is downloaded by asking how large it is.
    if (req.method === 'HEAD') return sendFile(res, look.file, null)
    const taken = await files.take(askerOf(look.handed))
    if (taken === null) throw fileNotFound()
    sendFile(res, { ...taken, size: taken.bytes.byteLength }, taken.bytes)
  }

  async function show(req: Request, res: Response): Promise<void> {
    const look = await open('view', req, res)
    if (look === null) return
    if (req.method === 'HEAD') return sendPage(res, 200, '')
    const shown = await files.show(askerOf(look.handed), null)
    if (shown === null) throw fileNotFound()
    const language = deps.languages.of(look.handed.language)
    // Beside the page, whatever stands before both: `../f/…` from `…/v/…`.
    const addresses = { self: param(req, 'token'), download: `../f/${files.tokenFor('file', look.handed)}` }
    sendPage(res, 200, viewPage(look, shown.view, addresses, { language, tellFinding: deps.tellFinding }))
  }

  async function picture(req: Request, res: Response): Promise<void> {
    const number = pageNumberOf(req)
    const look = await open('view', req, res)
    if (look === null) return
    if (req.method === 'HEAD') return sendDrawn(res, null)
    const shown = await files.show(askerOf(look.handed), number)
    const drawn = shown?.view?.pictures[number - 1]
    if (drawn === undefined) throw notViewable()
    sendDrawn(res, drawn.bytes)
  }

  return [
    { method: 'get', path: '/f/:token', handler: download },
    { method: 'get', path: '/v/:token', handler: show },
    { method: 'get', path: '/v/:token/:page', handler: picture },
  ]
}

function askerOf({ messageId, fileId, agent }: AddressedFile): FileAsker {
  return { messageId, fileId, by: agent, keyId: null }
}

/** A person's browser asks for pages by name, a program for anything. */
function wantsPage(req: Request): boolean {
  return req.accepts(['application/problem+json', 'text/html']) === 'text/html'
}

/** Of an address that belongs to no channel: the first that the browser asks for and we have. */
function languageAsked({ languages }: AppDeps, req: Request): Language {
  return languages.of(req.acceptsLanguages([...languages.tags]) || '')
}

function problemOf(why: NoFile, look: Known | null): ForebayError {
  switch (why) {
    case 'unknown':
      return fileNotFound()
    case 'notYours':
      return new ForebayError('FILE_OF_ANOTHER_AGENT', 'This address was handed to another agent than the one who is logged in.', {
        status: 403,
      })
    case 'expired':
      return new ForebayError('FILE_ADDRESS_EXPIRED', 'This address was handed out too long ago; get the release again for a new one.', {
        status: 410,
      })
    case 'held':
    case 'gone':
      return refusalOf(look)
  }
}

function refusalOf(look: Known | null): ForebayError {
  if (look === null) return fileNotFound()
  try {
    releasedFile(look.handed.record, look.handed.fileId)
  } catch (refusal) {
    if (refusal instanceof ForebayError) return refusal
    throw refusal
  }
  // Its message is not out, whatever stands beside the file.
  return new ForebayError('FILE_REMOVED', 'The message is not released any more.', { status: 410 })
}
