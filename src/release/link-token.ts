/** Signs the click gateway's addresses: what a token says was said by us, about that message and that link, and nobody else can make or change one. */
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { ForebayError } from '../core/error.ts'
import { hostOf } from './address.ts'

/** HMAC-SHA-256 (RFC 2104). `id` is public and tells keys apart while one takes over from another. */
export interface LinkKey {
  /** 1 to 16 of `A-Za-z0-9_-`. */
  readonly id: string
  /** At least 32 bytes. */
  readonly secret: KeyObject
}

export interface SignedLink {
  readonly messageId: string
  readonly linkId: string
  readonly url: string
}

const MAX_TOKEN_CHARACTERS = 8_192
/** Keeps these codes apart from whatever else a key may ever sign. */
const PURPOSE = 'forebay link 1'
const TOKEN = /^([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/

/**
 * `PUBLIC_URL/l/HOST/KEYID.PAYLOAD.CODE`: the host is there to be read by people, so that hovering tells the truth.
 *
 * @param publicUrl without a trailing slash
 * @throws ForebayError `LINK_TOO_LONG` for an address that deciding should not have let be rewritten
 */
export function signLink(link: SignedLink & { readonly host: string }, key: LinkKey, publicUrl: string): string {
  const payload = Buffer.from(`${link.messageId}\n${link.linkId}\n${link.url}`, 'utf8').toString('base64url')
  const token = `${key.id}.${payload}.${codeOf(key, payload)}`
  if (token.length > MAX_TOKEN_CHARACTERS) {
    throw new ForebayError('LINK_TOO_LONG', 'An address is too long for the click gateway', {
      limit: { maxTokenCharacters: MAX_TOKEN_CHARACTERS },
    })
  }
  return `${publicUrl}/l/${encodeURIComponent(link.host)}/${token}`
}

/**
 * Null for anything that we did not sign with one of `keys`, whatever is wrong with it.
 *
 * @param untrustedHost the host in the path beside the token, when there is one: it must be the link's own
 */
export function readLinkToken(untrustedToken: string, keys: readonly LinkKey[], untrustedHost?: string): SignedLink | null {
  if (untrustedToken.length > MAX_TOKEN_CHARACTERS) return null
  const match = TOKEN.exec(untrustedToken)
  const key = keys.find((one) => one.id === match?.[1])
  const payload = match?.[2]
  const code = match?.[3]
  if (key === undefined || payload === undefined || code === undefined) return null
  // The code is compared as text, so that there is one spelling of it and not four.
  if (!timingSafeEqual(Buffer.from(code, 'latin1'), Buffer.from(codeOf(key, payload), 'latin1'))) return null
  const [messageId, linkId, url, ...more] = Buffer.from(payload, 'base64url').toString('utf8').split('\n')
  if (messageId === undefined || linkId === undefined || url === undefined || more.length > 0) return null
  if (untrustedHost !== undefined && untrustedHost !== hostOf(url)) return null
  return { messageId, linkId, url }
}

function codeOf(key: LinkKey, payload: string): string {
  return createHmac('sha256', key.secret).update(`${PURPOSE}.${key.id}.${payload}`).digest('base64url')
}
