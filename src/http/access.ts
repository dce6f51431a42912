/** No route answers before its key is known, has the scope, is within its rate, and may use the channel. */
import type { Request, Response } from 'express'
import type { ApiKey, KeyScope } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import type { RateLimit } from './rate-limit.ts'
import { noteKey } from './request-context.ts'

/** @throws ForebayError 401 `KEY_MISSING`, `KEY_INVALID`; 503 `KEYS_UNAVAILABLE` */
export type Authenticate = (authorizationHeader: string | undefined) => Promise<ApiKey>

export type KeyedHandler = (req: Request, res: Response, key: ApiKey) => Promise<void>
export type Handler = (req: Request, res: Response) => Promise<void> | void

/** @throws ForebayError 401, 403 `SCOPE_FORBIDDEN`, 429 `RATE_LIMITED` through the returned handler */
export function withKey(
  deps: { readonly authenticate: Authenticate; readonly rateLimit: RateLimit },
  /** One of them is enough. */
  scope: KeyScope | readonly KeyScope[],
  handler: KeyedHandler,
): Handler {
  return async (req, res) => {
    const key = await deps.authenticate(req.headers.authorization)
    noteKey(res, key.id)
    const enough = typeof scope === 'string' ? [scope] : scope
    if (!enough.some((one) => key.scopes.includes(one)))
      throw new ForebayError('SCOPE_FORBIDDEN', `This API key lacks the scope ${enough.join(' or ')}.`, {
        status: 403,
        field: 'Authorization',
      })
    await deps.rateLimit.takeKey(key.id)
    await handler(req, res, key)
  }
}

/** @throws ForebayError 403 `SCOPE_FORBIDDEN` that names what was said without being entitled to */
export function requireVouch(key: ApiKey, field: string): void {
  if (!key.scopes.includes('vouch'))
    throw new ForebayError(
      'SCOPE_FORBIDDEN',
      'This API key lacks the scope vouch: its word on what proves a sender is not taken. Leave this out, or hand in a proof.',
      {
        status: 403,
        field,
      },
    )
}

export function mayUseChannel(key: ApiKey, channel: string): boolean {
  return key.channels === null || key.channels.includes(channel)
}

/** @throws ForebayError 403 `CHANNEL_FORBIDDEN` */
export function requireChannel(key: ApiKey, channel: string): void {
  if (!mayUseChannel(key, channel))
    throw new ForebayError('CHANNEL_FORBIDDEN', 'This API key may not use this channel.', { status: 403, field: 'channel' })
}

/** Whether all that something is about is within the key; null is every channel. What is wider, a key neither sees nor touches. */
export function coversChannels(key: ApiKey, channels: readonly string[] | null): boolean {
  return key.channels === null || (channels?.every((channel) => mayUseChannel(key, channel)) ?? false)
}

/** The channels that an answer may be about: the key's, or the one asked for; null is all. */
export function channelsOf(key: ApiKey, asked: string | undefined): readonly string[] | null {
  if (asked === undefined) return key.channels
  requireChannel(key, asked)
  return [asked]
}
