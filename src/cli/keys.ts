/** `forebay keys`: lists, adds and revokes API keys, and signs a customer token to try things with; a secret is shown once. */
import { SignJWT } from 'jose'
import type { KeyScope } from '../core/api-key.ts'
import { ForebayError } from '../core/error.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import { mintKey } from '../identity/keys.ts'
import type { Command } from './command.ts'
import { padColumns, plain, widthOf } from './terminal.ts'

export interface KeysDeps {
  readonly store: Pick<Store, 'keys' | 'addKey' | 'revokeKey'>
  readonly clock: Clock
  readonly stdout: { write(text: string): unknown }
}

const SCOPES: readonly KeyScope[] = ['submit', 'vouch', 'read', 'reveal', 'admin']
const HEAD = ['id', 'state', 'since', 'may', 'channels', 'name'] as const

export async function listKeys({ store, stdout }: KeysDeps): Promise<void> {
  const rows = (await store.keys()).map(({ id, name, channels, scopes, createdAt, revokedAt }) => [
    id,
    revokedAt === null ? 'active' : 'revoked',
    new Date(createdAt).toISOString().slice(0, 10),
    scopes.join('+'),
    channels?.join(',') ?? 'all',
    plain(name),
  ])
  if (rows.length === 0) {
    stdout.write('There are no keys yet. The first start of the service makes one, and so does: forebay keys add NAME\n')
    return
  }
  const table = [HEAD, ...rows]
  const widths = HEAD.map((_, column) => Math.max(...table.map((row) => widthOf(row[column] ?? ''))))
  for (const row of table)
    stdout.write(
      `${row
        .map((cell, column) => padColumns(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
}

/** @throws ForebayError `INVALID_FIELD` for a scope or channel that does not exist */
export async function addKey(
  { keyName, channels, scopes }: Pick<Extract<Command, { readonly name: 'keys add' }>, 'keyName' | 'channels' | 'scopes'>,
  knownChannels: readonly string[],
  { store, clock, stdout }: KeysDeps,
): Promise<void> {
  refuseUnknown('scope', '--scopes', scopes, SCOPES)
  refuseUnknown('channel', '--channels', channels, knownChannels)
  const { id, key, hash } = mintKey()
  await store.addKey({
    id,
    name: keyName,
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
  stdout.write(`revoked ${plain(id)}\n`)
}

/** Signs as the customer's site would (HS256, RFC 7519), to try identification by hand. */
export async function signCustomerToken(
  { subject, email, customerName, acr, hours }: Omit<Extract<Command, { readonly name: 'keys token' }>, 'name'>,
  secret: string,
  clock: Clock,
): Promise<string> {
  const nowSeconds = Math.floor(clock() / 1_000)
  const claims = { ...(email ? { email } : {}), ...(customerName ? { name: customerName } : {}), ...(acr ? { acr } : {}) }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + Math.round(hours * 3_600))
    .sign(new TextEncoder().encode(secret))
}

/** None at all would make a key that opens nothing. */
function refuseUnknown(what: string, field: string, given: readonly string[] | null, known: readonly string[]): void {
  if (given === null) return
  const unknown = given.find((one) => !known.includes(one))
  if (unknown !== undefined)
    throw new ForebayError('INVALID_FIELD', `There is no ${what} ${unknown}; there are ${known.join(', ')}.`, { field })
  if (given.length === 0) throw new ForebayError('INVALID_FIELD', `${field} names none; there are ${known.join(', ')}.`, { field })
}
