/** A `fetch` for the OpenID Connect library over the guarded client: addresses are checked, redirects are not followed, answers are bounded. */
import type { CustomFetch } from 'openid-client'
import { ForebayError } from '../../core/error.ts'
import type { HttpClient } from '../http-client.ts'

/** RFC 9110 15.3.5, 15.4.5: these have no body. */
const BODILESS = new Set([204, 205, 304])

export function guardedFetch(client: Pick<HttpClient, 'get' | 'post'>): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const request = { url, headers: Object.fromEntries(new Headers(headers)), ...(signal === undefined ? {} : { signal }) }
    const isPost = method.toUpperCase() === 'POST'
    if (!isPost && method.toUpperCase() !== 'GET') throw new ForebayError('REQUEST_FAILED', 'The method is not used here.')
    const answer = isPost ? await client.post({ ...request, body: bodyOf(body) }) : await client.get(request)
    if (answer.truncated) throw new ForebayError('ANSWER_TOO_LARGE', 'The answer is too large.', { status: 502 })
    return new Response(BODILESS.has(answer.status) ? null : Buffer.from(answer.body), { status: answer.status, headers: answer.headers })
  }
}

function bodyOf(body: unknown): string {
  if (typeof body === 'string' || body instanceof URLSearchParams) return String(body)
  if (body === undefined || body === null) return ''
  throw new ForebayError('REQUEST_FAILED', 'The body is of a kind that is not used here.')
}
