/** Fetches a list from its address into a file: asked whether it has changed, bounded, redirected only to https, and never to what is inside. */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ForebayError } from '../../core/error.ts'
import type { HttpClient } from '../http-client.ts'

export interface ListRequest {
  /** What the list that we have was sent with; null for none. */
  readonly etag: string | null
  readonly lastModified: string | null
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** Written anew; the caller takes it away. */
  readonly toPath: string
}

export type ListAnswer =
  | { readonly status: 'unchanged' }
  | { readonly status: 'fetched'; readonly etag: string | null; readonly lastModified: string | null }

/** Throws ForebayError with a code that may be shown: `LIST_SOURCE_REFUSED`, `HOST_UNKNOWN`, `REQUEST_TIMEOUT`, … */
export type ListFetch = (url: string, request: ListRequest) => Promise<ListAnswer>

const MAX_REDIRECTS = 4
/** 200 MB over a slow line. */
const TIMEOUT_MS = 600_000
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const MAX_VALIDATOR_CHARACTERS = 1_000

type Step = ListAnswer | { readonly status: 'moved'; readonly to: string }

export function createListFetch(client: Pick<HttpClient, 'download'>): ListFetch {
  return async (configuredUrl, request) => {
    let url = configuredUrl
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const step = await fetchOnce(client, url, sameOrigin(url, configuredUrl) ? credentialsOf(configuredUrl) : null, request)
      if (step.status !== 'moved') return step
      url = step.to
    }
    throw new ForebayError('LIST_SOURCE_REFUSED', 'The source of the list redirects without end.')
  }
}

function fetchOnce(client: Pick<HttpClient, 'download'>, url: string, authorization: string | null, request: ListRequest): Promise<Step> {
  const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'gzip', 'user-agent': 'forebay' }
  if (request.etag !== null) headers['if-none-match'] = request.etag
  if (request.lastModified !== null) headers['if-modified-since'] = request.lastModified
  if (authorization !== null) headers.authorization = authorization
  const { maxBytes, signal, toPath } = request
  return client.download({ url: withoutUser(url), headers, maxBytes, signal, timeoutMs: TIMEOUT_MS }, async (answer): Promise<Step> => {
    if (answer.status === 304) return { status: 'unchanged' }
    if (REDIRECTS.has(answer.status)) {
      const to = URL.parse(answer.headers.location ?? '', url)
      if (to?.protocol !== 'https:' && !sameOrigin(to?.href ?? '', url)) {
        throw new ForebayError('LIST_SOURCE_REFUSED', 'The source of the list redirects to something that is not https.')
      }
      return { status: 'moved', to: to!.href }
    }
    if (answer.status !== 200) {
      const retryAfterSeconds = Number(answer.headers['retry-after'])
      throw new ForebayError('LIST_SOURCE_REFUSED', `The source of the list answers ${answer.status}.`, {
        ...(retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
      })
    }
    await pipeline(answer.body, createWriteStream(toPath, { mode: 0o600 }))
    return { status: 'fetched', etag: validator(answer.headers.etag), lastModified: validator(answer.headers['last-modified']) }
  })
}

function validator(value: string | undefined): string | null {
  return value === undefined || value === '' || value.length > MAX_VALIDATOR_CHARACTERS ? null : value
}

/** RFC 7617, for sources that are configured as `https://user:password@…`. */
function credentialsOf(url: string): string | null {
  const { username = '', password = '' } = URL.parse(url) ?? {}
  if (username === '' && password === '') return null
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`
}

function withoutUser(url: string): string {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  return bare.href
}

function sameOrigin(a: string, b: string): boolean {
  const [one, other] = [URL.parse(a), URL.parse(b)]
  return one !== null && one.origin === other?.origin
}
