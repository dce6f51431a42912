/** Signs the click gateway's addresses: what a token says was said by us, about that message and that link, and nobody else can make or change one. */
import { ForebayError } from '../core/error.ts'
import { hostOf } from './address.ts'
import type { LinkKeys } from './link-keys.ts'
import { MAX_TOKEN_CHARACTERS, nameField, readFields, readTime, signFields, writeTime } from './signed-token.ts'

export interface SignedLink {
  readonly messageId: string
  readonly linkId: string
  readonly url: string
  /** Milliseconds since the epoch, whole seconds: when its message came in. The same message always gives the same address. */
  readonly issuedAt: number
  /** Whom the address was handed to; null when nobody said. */
  readonly agent: string | null
}

const PURPOSE = 'forebay link 2'

/**
 * `PUBLIC_URL/l/HOST/KEYID.PAYLOAD.CODE`: the host is there to be read by people, so that hovering tells the truth. No query: mail
 * clients, proxies and trackers change those.
 *
 * @param publicUrl without a trailing slash
 * @throws ForebayError `LINK_TOO_LONG` for an address that deciding should not have let be rewritten
 */
export function signLink(link: SignedLink & { readonly host: string }, keys: LinkKeys, publicUrl: string): string {
  const key = keys.at(link.issuedAt)
  const fields = [link.messageId, link.linkId, writeTime(link.issuedAt), nameField(link.agent ?? ''), link.url]
  const token = signFields(PURPOSE, fields, key)
  if (token.length > MAX_TOKEN_CHARACTERS) {
    throw new ForebayError('LINK_TOO_LONG', 'An address is too long for the click gateway', {
      limit: { maxTokenCharacters: MAX_TOKEN_CHARACTERS },
    })
  }
  return `${publicUrl}/l/${encodeURIComponent(link.host)}/${token}`
}

/**
 * Null for anything that we did not sign with one of `keys`, whatever is wrong with it. How old it may be is the caller's business.
 *
 * @param untrustedHost the host in the path beside the token, when there is one: it must be the link's own
 */
export function readLinkToken(untrustedToken: string, keys: LinkKeys, untrustedHost?: string): SignedLink | null {
  const read = readFields(PURPOSE, untrustedToken, keys)
  const [messageId, linkId, issued, agent, url, ...more] = read?.fields ?? []
  if (messageId === undefined || linkId === undefined || issued === undefined || url === undefined || more.length > 0) return null
  if (untrustedHost !== undefined && untrustedHost !== hostOf(url)) return null
  const issuedAt = read === null ? null : readTime(issued, read.key, keys)
  if (issuedAt === null) return null
  return { messageId, linkId, url, issuedAt, agent: agent === '' ? null : (agent ?? null) }
}
