/** A webhook's address is checked for shape before it is kept; where it leads is checked again at every connection. */
import { ForebayError } from '../core/error.ts'

const MAX_URL_CHARACTERS = 2_048

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
