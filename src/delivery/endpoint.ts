/** A webhook gets a secret of its own, and its address is checked for shape before it is kept; where it leads is checked again at every connection. */
import { randomBytes, randomUUID } from 'node:crypto'
import { ForebayError } from '../core/error.ts'
import type { WebhookEndpoint } from '../core/webhook.ts'

const MAX_URL_CHARACTERS = 2_048
/** Standard Webhooks 1.0, "Signature scheme": 24 to 64 random bytes, base64, behind `whsec_`. */
const SECRET_BYTES = 32

/**
 * @param channels null for every one
 * @throws ForebayError `WEBHOOK_URL_INVALID` (422), as `parseEndpointUrl`
 */
export function newEndpoint(
  untrustedUrl: string,
  channels: readonly string[] | null,
  of: { readonly allowHttp: boolean; readonly createdAt: number },
): WebhookEndpoint {
  return {
    id: randomUUID(),
    url: parseEndpointUrl(untrustedUrl, of.allowHttp),
    channels,
    secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`,
    createdAt: of.createdAt,
    disabledAt: null,
  }
}

/**
 * Throws ForebayError `WEBHOOK_URL_INVALID` (422) naming the field `url`.
 * @param allowHttp plain `http:` sends what customers wrote in the clear: for loopback, in development and tests
 * @returns the URL as the WHATWG parser writes it
 */
export function parseEndpointUrl(untrustedUrl: string, allowHttp: boolean): string {
  if (untrustedUrl.length > MAX_URL_CHARACTERS) throw refused(`The URL is longer than ${MAX_URL_CHARACTERS} characters.`)
  const url = URL.canParse(untrustedUrl) ? new URL(untrustedUrl) : null
  if (url === null) throw refused('This is no absolute URL.')
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) throw refused('The URL must begin with https://.')
  // Credentials in a URL end in logs; the signature is what tells the receiver who calls.
  if (url.username !== '' || url.password !== '') throw refused('The URL must not hold a user or a password.')
  if (url.hash !== '') throw refused('The URL must not hold a fragment.')
  return url.href
}

function refused(why: string): ForebayError {
  return new ForebayError('WEBHOOK_URL_INVALID', why, { status: 422, field: 'url' })
}
