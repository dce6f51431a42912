/** The API as the proof reads it: every page to its end, and bytes as they are. */
import type { MessageRecord } from '../../src/core/record.ts'

export interface HeldRow {
  readonly messageId: string
  readonly reason: string
}

export interface Api {
  get<T>(path: string): Promise<T>
  bytes(path: string): Promise<Buffer>
  post<T>(path: string, body: unknown): Promise<T>
  messages(): Promise<readonly MessageRecord[]>
  held(): Promise<readonly HeldRow[]>
  failed(): Promise<readonly { readonly messageId: string; readonly failure: string }[]>
  /** Accepted and not settled, up to 200. */
  waiting(): Promise<number>
}

export function openApi(baseUrl: string, apiKey: string): Api {
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${apiKey}` }
    const response = await fetch(new URL(path, baseUrl), { ...init, headers, signal: AbortSignal.timeout(30_000) }).catch((cause) => {
      throw new Error(`${init.method ?? 'GET'} ${path} has no answer`, { cause })
    })
    if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const get = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T

  async function pages<T>(path: string): Promise<readonly T[]> {
    const all: T[] = []
    let cursor: string | null = null
    do {
      const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page: { readonly items: readonly T[]; readonly nextCursor: string | null } = await get(`${path}?limit=200${from}`)
      all.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    return all
  }

  return {
    get,
    bytes: async (path) => Buffer.from(await (await ask(path)).arrayBuffer()),
    post: async <T>(path: string, body: unknown): Promise<T> => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      return (await (await ask(path, init)).json()) as T
    },
    messages: () => pages('/v1/messages'),
    held: () => pages('/v1/quarantine'),
    failed: () => pages('/v1/failed'),
    waiting: async () => (await get<{ readonly items: readonly unknown[] }>('/v1/messages?status=accepted&limit=200')).items.length,
  }
}
