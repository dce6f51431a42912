/** A customer becomes identified: a code or a link, why, the company's login, what waits, and done. Nothing goes on by opening a page, and each refusal says what can be done. */
import type { Request, Response } from 'express'
import ipaddr from 'ipaddr.js'
import { ForebayError } from '../core/error.ts'
import type { FoundIdentification, IdentifyRefusal, Refused } from '../core/identification.ts'
import type { Language } from '../core/language.ts'
import type { Handler } from './access.ts'
import type { ReadBody } from './body.ts'
import type { AppDeps } from './deps.ts'
import { type Stage, stageCookie } from './identify-cookie.ts'
import { identifyPages } from './identify-page.ts'
import { sendPage } from './page-parts.ts'
import { param } from './read-request.ts'
import type { Route } from './routes.ts'

/** A hundred ids of messages, sealed. */
const MAX_FORM_BYTES = 16_384
/** With these the code stays good. */
const CAN_LOG_IN: ReadonlySet<IdentifyRefusal> = new Set(['LOGIN_CANCELLED', 'LOGIN_INVALID', 'LOGIN_TOO_OLD', 'ACR_TOO_LOW'])

/** None without a login to become identified by. */
export function identifyRoutes(deps: AppDeps, readBody: ReadBody): readonly Route[] {
  const { stepUp, languages, rateLimit } = deps
  if (stepUp === null) return []
  const { identify, seal, unseal } = stepUp
  const pages = identifyPages(stepUp.brand)
  const cookie = stageCookie(stepUp, deps.clock)
  const asked = (req: Request): Language => languages.of(req.acceptsLanguages([...languages.tags]) || '')
  const spoken = (req: Request, tag: string | null | undefined): Language => (tag == null ? asked(req) : languages.of(tag))

  /** Whoever asks without end could otherwise fill the log. @param whose an identification's id, or a network address without one */
  const takeTurn = (whose: string) => rateLimit.takeLook(`identification ${whose}`)

  /** What a page speaks of: its button means that, whatever the browser was led to in another tab meanwhile. */
  const sealShown = (id: string, listed: readonly string[] = []): string => seal(JSON.stringify({ shown: id, listed, until: 0 }))

  /** Null for a form of another page than the one that this browser is at. */
  async function readShown(
    req: Request,
    id: string,
  ): Promise<{ readonly listed: readonly string[]; readonly form: URLSearchParams } | null> {
    const form = await readForm(req)
    const plain = unseal(form.get('shown') ?? '')
    // What opens was sealed here; a cookie does, too, and is no list.
    const about = plain === null ? null : (JSON.parse(plain) as { readonly shown?: string; readonly listed?: readonly string[] })
    return about?.shown === id && about.listed !== undefined ? { listed: about.listed, form } : null
  }

  function showCode(req: Request, res: Response): void {
    sendPage(res, 200, pages.code(asked(req), null))
  }

  async function tryCode(req: Request, res: Response): Promise<void> {
    if (isOfOthers(req)) return showCode(req, res)
    const address = networkOf(req)
    await rateLimit.takeCode(address)
    const form = await readForm(req)
    const one = await identify.byCode(form.get('code') ?? '')
    // Wrong, used or expired: who does not hold a right code is told one and the same.
    if ('refused' in one) return sendPage(res, 422, pages.code(asked(req), 'wrong'))
    await rateLimit.giveCodeBack(address)
    goOn(res, one.found, '/identify/login')
  }

  async function openLink(req: Request, res: Response): Promise<void> {
    // Nobody guesses one: what strangers try must not shut the links of others.
    await takeTurn(networkOf(req))
    const one = await identify.byLink(param(req, 'token'))
    if ('refused' in one) return sendRefused(req, res, one)
    goOn(res, one.found, '/identify/login')
  }

  function goOn(res: Response, { id, language }: Extract<FoundIdentification, { readonly found: unknown }>['found'], path: string): void {
    cookie.write(res, { stage: 'why', id, language })
    redirect(res, path)
  }

  /** What is to come, once more for whoever comes back to it. */
  async function showWhy(req: Request, res: Response): Promise<void> {
    const stage = cookie.read(req)
    if (stage === null || stage.stage === 'end') return redirect(res, '/identify')
    await takeTurn(stage.id)
    const one = await identify.byId(stage.id)
    if ('refused' in one) return sendRefused(req, res, one)
    const { channelName } = await identify.waiting(stage.id)
    sendPage(res, 200, pages.why(languages.of(stage.language), channelName, sealShown(stage.id)))
  }

  async function begin(req: Request, res: Response): Promise<void> {
    const stage = cookie.read(req)
    if (isOfOthers(req) || stage === null || stage.stage === 'end') return redirect(res, '/identify')
    await takeTurn(stage.id)
    if ((await readShown(req, stage.id)) === null) return redirect(res, '/identify/login')
    const begun = await identify.begin(stage.id)
    if ('refused' in begun) return sendRefused(req, res, begun, stage.id)
    cookie.write(res, { stage: 'login', id: stage.id, kept: begun.kept, language: stage.language })
    redirect(res, begun.url)
  }

  async function comeBack(req: Request, res: Response): Promise<void> {
    const stage = cookie.read(req)
    if (stage?.stage !== 'login') {
      await takeTurn(networkOf(req))
      return sendRefused(req, res, await identify.refuse('LOGIN_UNKNOWN'))
    }
    await takeTurn(stage.id)
    // The next login has a state of its own.
    cookie.write(res, { stage: 'why', id: stage.id, language: stage.language })
    const at = req.originalUrl.indexOf('?')
    const finished = await identify.finish(stage.kept, at === -1 ? '' : req.originalUrl.slice(at + 1))
    if ('refused' in finished) return sendRefused(req, res, finished, stage.id)
    const { confirm: secret, login } = finished
    cookie.write(res, { stage: 'confirm', id: stage.id, secret, login, language: stage.language })
    redirect(res, '/identify/check')
  }

  async function showCheck(req: Request, res: Response): Promise<void> {
    const stage = cookie.read(req)
    if (stage?.stage !== 'confirm') return redirect(res, stage === null ? '/identify' : '/identify/login')
    await takeTurn(stage.id)
    const waiting = await identify.waiting(stage.id)
    // What is not in this list was not seen, and does not go on by its answer.
    const shown = sealShown(
      stage.id,
      waiting.messages.map(({ id }) => id),
    )
    sendPage(res, 200, pages.check(languages.of(stage.language), waiting, shown))
  }

  async function decide(req: Request, res: Response): Promise<void> {
    const stage = cookie.read(req)
    if (isOfOthers(req)) return showCheck(req, res)
    if (stage?.stage !== 'confirm') return sendRefused(req, res, await refusedStep(req))
    await takeTurn(stage.id)
    const shown = await readShown(req, stage.id)
    const answer = shown?.form.get('answer')
    if (shown === null || (answer !== 'mine' && answer !== 'not-mine')) return showCheck(req, res)
    if (answer === 'not-mine') await identify.disown(stage.id, stage.secret)
    else {
      const confirmed = await identify.confirm(stage.id, stage.secret, stage.login, shown.listed)
      if ('refused' in confirmed) {
        cookie.clear(res)
        return sendRefused(req, res, confirmed, stage.id)
      }
    }
    cookie.write(res, { stage: 'end', kind: answer === 'mine' ? 'done' : 'disowned', language: stage.language })
    redirect(res, '/identify/done')
  }

  async function refusedStep(req: Request): Promise<Refused> {
    await takeTurn(networkOf(req))
    return identify.refuse('LOGIN_UNKNOWN')
  }

  function showEnd(req: Request, res: Response): void {
    const stage: Stage | null = cookie.read(req)
    if (stage?.stage === 'end') sendPage(res, 200, pages.end(languages.of(stage.language), stage.kind))
    else redirect(res, '/identify')
  }

  /** @param id of the identification that goes on, if another login may do better */
  function sendRefused(req: Request, res: Response, { refused, language }: Refused, id: string | null = null): void {
    const words = spoken(req, language)
    const shown = id === null ? null : sealShown(id)
    if (refused === 'PROVIDER_UNAVAILABLE') {
      res.setHeader('Retry-After', '10')
      sendPage(res, 503, pages.away(words, shown ?? ''))
    } else sendPage(res, refused === 'CODE_UNKNOWN' ? 404 : 422, pages.refused(words, refused, CAN_LOG_IN.has(refused) ? shown : null))
  }

  /** At a limit a customer sees a page as well. Only who typed a code is told of codes. */
  function orTooMany(handler: Handler): Handler {
    return async (req, res) => {
      try {
        await handler(req, res)
      } catch (error) {
        if (!(error instanceof ForebayError) || error.status !== 429) throw error
        res.setHeader('Retry-After', String(Math.ceil(error.retryAfterSeconds ?? 1)))
        const words = spoken(req, cookie.read(req)?.language)
        sendPage(res, 429, handler === tryCode ? pages.code(words, 'tooMany') : pages.end(words, 'tooOften'))
      }
    }
  }

  async function readForm(req: Request): Promise<URLSearchParams> {
    return new URLSearchParams((await readBody(req, MAX_FORM_BYTES)).toString('utf8'))
  }

  const routes: readonly Route[] = [
    { method: 'get', path: '/identify', handler: showCode },
    { method: 'post', path: '/identify', handler: tryCode },
    { method: 'get', path: '/identify/l/:token', handler: openLink },
    { method: 'get', path: '/identify/login', handler: showWhy },
    { method: 'post', path: '/identify/login', handler: begin },
    { method: 'get', path: '/identify/callback', handler: comeBack },
    { method: 'get', path: '/identify/check', handler: showCheck },
    { method: 'post', path: '/identify/check', handler: decide },
    { method: 'get', path: '/identify/done', handler: showEnd },
  ]
  return routes.map((route) => ({ ...route, handler: orTooMany(route.handler) }))
}

function redirect(res: Response, location: string): void {
  res.statusCode = 303
  res.setHeader('Location', location)
  res.setHeader('Cache-Control', 'no-store')
  res.end()
}

/** A form of somebody else's page is no customer's decision (Fetch Metadata). */
function isOfOthers(req: Request): boolean {
  return req.headers['sec-fetch-site'] === 'cross-site'
}

/** RFC 4291 2.5.4: of IPv6, one household has all that follow the first 64 bits. */
function networkOf({ ip = '' }: Request): string {
  if (!ipaddr.isValid(ip)) return 'unknown'
  const address = ipaddr.process(ip)
  return address.kind() === 'ipv4' ? address.toString() : Buffer.from(address.toByteArray().slice(0, 8)).toString('hex')
}
