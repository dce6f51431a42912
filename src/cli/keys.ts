/** `forebay keys`: lists, adds and revokes API keys, and signs a customer token to try things with; a secret is shown once. */
import { SignJWT } from 'jose'
import { ForebayError } from '../core/error.ts'
import type { Clock, KeyScope, Store } from '../core/ports.ts'
import { mintKey } from '../identity/keys.ts'

export interface KeysDeps {
  readonly store: Pick<Store, 'keys' | 'addKey' | 'revokeKey' | 'channels'>
  readonly clock: Clock
  readonly stdout: { write(text: string): unknown }
}

const SCOPES: readonly KeyScope[] = ['submit', 'read', 'admin']

export async function listKeys({ store, stdout }: KeysDeps): Promise<void> {
  for (const { id, name, channels, scopes, createdAt, revokedAt } of await store.keys()) {
    const state = revokedAt === null ? 'active ' : 'revoked'
    stdout.write(
      `${id}  ${state}  ${new Date(createdAt).toISOString().slice(0, 10)}  ${scopes.join('+')}  ${channels?.join(',') ?? 'all channels'}  ${name}\n`,
    )
  }
}

/** @throws ForebayError `INVALID_FIELD` for a scope or channel that does not exist */
export async function addKey(
  name: string,
  channels: readonly string[] | null,
  scopes: readonly string[],
  { store, clock, stdout }: KeysDeps,
): Promise<void> {
  const unknownScope = scopes.find((scope) => !SCOPES.some((known) => known === scope))
  if (unknownScope !== undefined)
    throw new ForebayError('INVALID_FIELD', `There is no scope ${unknownScope}; there are ${SCOPES.join(', ')}.`, { field: '--scopes' })
  const known = await store.channels()
  const unknownChannel = channels?.find((channel) => !known.includes(channel))
  if (unknownChannel !== undefined)
    throw new ForebayError('INVALID_FIELD', `There is no channel ${unknownChannel}; there are ${known.join(', ')}.`, {
      field: '--channels',
    })
  const { id, key, hash } = mintKey()
  await store.addKey({
    id,
    name,
    hash,
    channels,
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    createdAt: clock(),
    revokedAt: null,
  })
  stdout.write(`${key}\n`)
}

/** @throws ForebayError `KEY_NOT_FOUND` */
export async function revokeKey(id: string, { store, clock, stdout }: KeysDeps): Promise<void> {
  if (!(await store.revokeKey(id, clock()))) throw new ForebayError('KEY_NOT_FOUND', `There is no active key ${id}.`)
  stdout.write(`revoked ${id}\n`)
}

export interface CustomerClaims {
  readonly subject: string
  readonly email?: string
  readonly name?: string
  readonly acr?: string
  readonly hours: number
}

/** Signs as the customer's site would (HS256, RFC 7519), to try identification by hand. */
export async function signCustomerToken(
  { subject, email, name, acr, hours }: CustomerClaims,
  secret: string,
  clock: Clock,
): Promise<string> {
  const nowSeconds = Math.floor(clock() / 1_000)
  const claims = { ...(email ? { email } : {}), ...(name ? { name } : {}), ...(acr ? { acr } : {}) }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + Math.round(hours * 3_600))
    .sign(new TextEncoder().encode(secret))
}
