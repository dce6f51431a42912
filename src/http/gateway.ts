/** A click on a rewritten link meets a page that says where it truly leads; nothing is fetched, and nothing goes on by itself. */
import type { Request, Response } from 'express'
import type { MessageRecord } from '../core/record.ts'
import type { AppDeps, LinkClaim } from './deps.ts'
import { blockedPage, interstitialPage, unknownPage } from './gateway-page.ts'
import { param } from './read-request.ts'
import type { Route } from './routes.ts'

export function gatewayRoutes(deps: AppDeps): readonly Route[] {
  async function look(req: Request): Promise<LinkLook> {
    const claim = deps.readLinkToken(param(req, 'token'), param(req, 'host'))
    if (claim === null) return { state: 'unknown' }
    const record = await deps.store.record(claim.messageId)
    if (record === null) return { state: 'unknown' }
    // The verdict of today counts, not that of the day when the link was written.
    const link = record.release?.links.find((one) => one.id === claim.linkId)
    if (link === undefined || (link.action !== 'rewrite' && link.action !== 'release') || leadsOut(claim.url) === null) {
      return { state: 'blocked', claim, record, explanation: link?.explanation ?? '' }
    }
    return { state: 'open', claim, record }
  }

  async function show(req: Request, res: Response): Promise<void> {
    const found = await look(req)
    if (found.state === 'open') sendPage(res, 200, interstitialPage(req.path, found.claim, found.record))
    else refuse(res, found)
  }

  async function go(req: Request, res: Response): Promise<void> {
    const found = await look(req)
    if (found.state !== 'open') return refuse(res, found)
    res.statusCode = 303
    res.setHeader('Location', leadsOut(found.claim.url) ?? '/')
    res.setHeader('Cache-Control', 'no-store')
    res.end()
  }

  return [
    { method: 'get', path: '/l/:host/:token', handler: show },
    // A person's click; scanners and previews that follow links only ever GET (RFC 9110 9.2.1).
    { method: 'post', path: '/l/:host/:token', handler: go },
  ]
}

type LinkLook =
  | { readonly state: 'open'; readonly claim: LinkClaim; readonly record: MessageRecord }
  | { readonly state: 'blocked'; readonly claim: LinkClaim; readonly record: MessageRecord; readonly explanation: string }
  | { readonly state: 'unknown' }

function refuse(res: Response, found: Exclude<LinkLook, { state: 'open' }>): void {
  switch (found.state) {
    case 'blocked':
      // RFC 9110 15.5.11: it was there once, and is not any more, on purpose.
      sendPage(res, 410, blockedPage(found.claim, found.record, found.explanation))
      return
    case 'unknown':
      sendPage(res, 404, unknownPage())
      return
  }
}

/** The address to go on to, null for anything that is no web address. */
function leadsOut(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.href : null
}

function sendPage(res: Response, status: number, html: string): void {
  res.statusCode = status
  res.setHeader('Content-Type', 'text/html; charset=utf-8')
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('X-Robots-Tag', 'noindex, nofollow')
  res.end(html)
}
