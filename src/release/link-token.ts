/** Signs the click gateway's addresses: what a token says was said by us, about that message and that link, and nobody else can make or change one. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { ForebayError } from '../core/error.ts'
import { hostOf } from './address.ts'
import type { LinkKey, LinkKeys } from './link-keys.ts'

export interface SignedLink {
  readonly messageId: string
  readonly linkId: string
  readonly url: string
  /** Milliseconds since the epoch, whole seconds: when its message came in. The same message always gives the same address. */
  readonly issuedAt: number
  /** Whom the address was handed to; null when nobody said. */
  readonly agent: string | null
}

const MAX_TOKEN_CHARACTERS = 8_192
const MAX_AGENT_CHARACTERS = 200
/** ECMA-262 21.4.1.1: no date is further from the epoch. */
const MAX_TIME_MS = 8.64e15
/** Keeps these codes apart from whatever else a key may ever sign. */
const PURPOSE = 'forebay link 2'
const TOKEN = /^([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/

/**
 * `PUBLIC_URL/l/HOST/KEYID.PAYLOAD.CODE`: the host is there to be read by people, so that hovering tells the truth. No query: mail
 * clients, proxies and trackers change those.
 *
 * @param publicUrl without a trailing slash
 * @throws ForebayError `LINK_TOO_LONG` for an address that deciding should not have let be rewritten
 */
export function signLink(link: SignedLink & { readonly host: string }, keys: LinkKeys, publicUrl: string): string {
  const key = keys.at(link.issuedAt)
  const fields = [link.messageId, link.linkId, Math.floor(link.issuedAt / 1_000).toString(36), agentField(link.agent), link.url]
  const payload = Buffer.from(fields.join('\n'), 'utf8').toString('base64url')
  const token = `${key.id}.${payload}.${codeOf(key, payload)}`
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
  if (untrustedToken.length > MAX_TOKEN_CHARACTERS) return null
  const match = TOKEN.exec(untrustedToken)
  const payload = match?.[2]
  const code = match?.[3]
  if (match === null || payload === undefined || code === undefined) return null
  const key = keys.named(match[1] ?? '')
  // The code is compared as text, so that there is one spelling of it and not four.
  if (key === null || !timingSafeEqual(Buffer.from(code, 'latin1'), Buffer.from(codeOf(key, payload), 'latin1'))) return null
  const [messageId, linkId, issued, agent, url, ...more] = Buffer.from(payload, 'base64url').toString('utf8').split('\n')
  if (messageId === undefined || linkId === undefined || issued === undefined || url === undefined || more.length > 0) return null
  if (untrustedHost !== undefined && untrustedHost !== hostOf(url)) return null
  const issuedAt = Number.parseInt(issued, 36) * 1_000
  // One that leaked signs nothing of another month, or it would make addresses that never end.
  if (!(Math.abs(issuedAt) <= MAX_TIME_MS) || keys.at(issuedAt).id !== key.id) return null
  return { messageId, linkId, url, issuedAt, agent: agent === '' ? null : (agent ?? null) }
}

/** A name on one line; who it is was said by the caller's own login, not by a stranger. */
function agentField(agent: string | null): string {
  return (agent ?? '')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, MAX_AGENT_CHARACTERS)
    .toWellFormed()
}

function codeOf(key: LinkKey, payload: string): string {
  return createHmac('sha256', key.secret).update(`${PURPOSE}.${key.id}.${payload}`).digest('base64url')
}
