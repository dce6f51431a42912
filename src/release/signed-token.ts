/** Signs short fields as `KEYID.PAYLOAD.CODE`: nobody else can make or change one, and one made for a purpose says nothing for another. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { LinkKey, LinkKeys } from './link-keys.ts'

/** Browsers and proxies cut off not far above. */
export const MAX_TOKEN_CHARACTERS = 8_192
const TOKEN = /^([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/

/** Fields without line ends. `purpose` keeps codes apart from whatever else a key may ever sign. */
export function signFields(purpose: string, fields: readonly string[], key: LinkKey): string {
  const payload = Buffer.from(fields.join('\n'), 'utf8').toString('base64url')
  return `${key.id}.${payload}.${codeOf(purpose, key, payload)}`
}

/** Null for anything that was not signed for this purpose with one of `keys`, whatever is wrong with it. */
export function readFields(
  purpose: string,
  untrustedToken: string,
  keys: LinkKeys,
): { readonly fields: readonly string[]; readonly key: LinkKey } | null {
  if (untrustedToken.length > MAX_TOKEN_CHARACTERS) return null
  const [, keyId, payload, code] = TOKEN.exec(untrustedToken) ?? []
  if (payload === undefined || code === undefined) return null
  const key = keys.named(keyId ?? '')
  // The code is compared as text, so that there is one spelling of it and not four.
  if (key === null || !timingSafeEqual(Buffer.from(code, 'latin1'), Buffer.from(codeOf(purpose, key, payload), 'latin1'))) return null
  return { fields: Buffer.from(payload, 'base64url').toString('utf8').split('\n'), key }
}

function codeOf(purpose: string, key: LinkKey, payload: string): string {
  return createHmac('sha256', key.secret).update(`${purpose}.${key.id}.${payload}`).digest('base64url')
}

const MAX_NAME_CHARACTERS = 200

/** An agent's name on one line; who it is was said by the caller's own login, not by a stranger. */
export function nameField(agent: string): string {
  return agent
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, MAX_NAME_CHARACTERS)
    .toWellFormed()
}

/** ECMA-262 21.4.1.1: no date is further from the epoch. */
const MAX_TIME_MS = 8.64e15

/** Milliseconds since the epoch, as whole seconds. */
export function writeTime(ms: number): string {
  return Math.floor(ms / 1_000).toString(36)
}

/** Null for no time, and for one of a month that `key` does not sign: one that leaked must not make addresses that never end. */
export function readTime(field: string, key: LinkKey, keys: LinkKeys): number | null {
  const ms = Number.parseInt(field, 36) * 1_000
  return Math.abs(ms) <= MAX_TIME_MS && keys.at(ms).id === key.id ? ms : null
}
