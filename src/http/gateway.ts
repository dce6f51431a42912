/** A click on a rewritten link meets a page that says where it truly leads; nothing is fetched, nothing goes on by itself, and each click is noted. */
import type { Request, Response } from 'express'
import type { Click } from '../core/gateway.ts'
import type { Language } from '../core/language.ts'
import { loggedIn } from './agent-header.ts'
import type { AppDeps } from './deps.ts'
import { askedPage, blockedPage, endPage, interstitialPage } from './gateway-page.ts'
import { sendPage } from './page-parts.ts'
import { param } from './read-request.ts'
import type { Route } from './routes.ts'

export function gatewayRoutes(deps: AppDeps): readonly Route[] {
  const { gateway } = deps
  const tokenOf = (req: Request): readonly [string, string] => [param(req, 'token'), param(req, 'host')]

  /** Whoever holds an address could otherwise fill the log, which nobody may empty. */
  async function takeTurn(click: Click): Promise<void> {
    if (click.state !== 'unknown') await deps.rateLimit.takeLook(click.state === 'expired' ? click.messageId : click.link.messageId)
  }

  async function show(req: Request, res: Response): Promise<void> {
    const click = await gateway.look(...tokenOf(req))
    await takeTurn(click)
    await gateway.note(click, click.state === 'open' ? 'link.looked-at' : 'link.refused', loggedIn(req, deps.agentHeader))
    answer(deps, req, res, click)
  }

  async function go(req: Request, res: Response): Promise<void> {
    if (isOfOthers(req)) return show(req, res)
    const { click, address } = await gateway.goOn(...tokenOf(req))
    await takeTurn(click)
    const opened = click.state === 'open' && address !== null
    // Noted before it is opened: a click that is not in the log has not happened.
    await gateway.note(click, opened ? 'link.opened' : 'link.refused', loggedIn(req, deps.agentHeader))
    if (!opened) return answer(deps, req, res, click)
    res.statusCode = 303
    res.setHeader('Location', leadsOut(address))
    res.setHeader('Cache-Control', 'no-store')
    res.end()
  }

  async function ask(req: Request, res: Response): Promise<void> {
    if (isOfOthers(req)) return show(req, res)
    const click = await gateway.look(...tokenOf(req))
    await takeTurn(click)
    if (await gateway.askReview(...tokenOf(req), loggedIn(req, deps.agentHeader)))
      return sendPage(res, 200, askedPage(languageFor(deps, req, click)))
    answer(deps, req, res, await gateway.look(...tokenOf(req)))
  }

  return [
    { method: 'get', path: '/l/:host/:token', handler: show },
    // A person's click; scanners and previews that follow links only ever GET (RFC 9110 9.2.1).
    { method: 'post', path: '/l/:host/:token', handler: go },
    { method: 'post', path: '/l/:host/:token/review', handler: ask },
  ]
}

function answer(deps: AppDeps, req: Request, res: Response, click: Click): void {
  const path = req.path.replace(/\/review$/, '')
  const language = languageFor(deps, req, click)
  const speaker = { language, tellFinding: deps.tellFinding }
  switch (click.state) {
    case 'open':
      sendPage(res, 200, interstitialPage(path, click.link, speaker))
      return
    case 'blocked':
      // RFC 9110 15.5.11: it was there once, and is not any more, on purpose.
      sendPage(res, 410, blockedPage(path, click.link, click.explanation, click.canAsk, speaker))
      return
    case 'expired':
      sendPage(res, 410, endPage('expired', language))
      return
    case 'unknown':
      sendPage(res, 404, endPage('unknown', language))
      return
  }
}

/** The channel's; of an address that belongs to none, the first that the browser asks for and we have. */
function languageFor({ languages }: AppDeps, req: Request, click: Click): Language {
  switch (click.state) {
    case 'open':
    case 'blocked':
      return languages.of(click.link.language)
    case 'expired':
      return languages.of(click.language)
    case 'unknown':
      return languages.of(req.acceptsLanguages([...languages.tags]) || '')
  }
}

/** A page of somebody else's that sends the form is no person's decision (Fetch Metadata); it gets the page instead. */
function isOfOthers(req: Request): boolean {
  return req.headers['sec-fetch-site'] === 'cross-site'
}

/** Serialised anew: what goes into a header has no line end in it, whatever it was made of. */
function leadsOut(address: string): string {
  return new URL(address).href
}
