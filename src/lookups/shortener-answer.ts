/** Asks a shortener where it leads, one step and no further: it is never followed, and never looked for inside. */
import { ForebayError } from '../core/error.ts'
import type { HttpClient } from './http-client.ts'

/** The `Location` of the answer; null when there is none, or no answer. */
export function askShortener(client: Pick<HttpClient, 'get'>): (url: string) => Promise<string | null> {
  return async (url) => {
    try {
      const { status, headers } = await client.get({ url, headers: { 'user-agent': 'forebay' } })
      const { location } = headers
      // Of nothing the URL parser makes the address that it is relative to.
      if (status < 300 || status >= 400 || location === undefined || location === '') return null
      return URL.parse(location, url)?.href ?? null
    } catch (error) {
      // It cannot be told where it leads: the click goes on to the short address itself, as it was judged.
      if (error instanceof ForebayError) return null
      throw error
    }
  }
}
