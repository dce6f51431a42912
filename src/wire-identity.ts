/** Wires what proves who sent a message: tokens and the keys that they are checked with, and what e-mails prove by the DNS. */
import { ForebayError } from './core/error.ts'
import type { Identity } from './core/identity.ts'
import type { Address } from './core/message.ts'
import type { ProvenBy } from './core/platform.ts'
import type { Policy } from './core/policy.ts'
import type { Store } from './core/store.ts'
import type { Clock } from './core/time.ts'
import { assessIdentity } from './identity/assess.ts'
import { chooseByIssuer } from './identity/choose-token.ts'
import { claimPieces } from './identity/claim.ts'
import { readKeySet } from './identity/key-set.ts'
import { loginPiece } from './identity/login.ts'
import { addressPieces } from './identity/piece.ts'
import { platformPiece } from './identity/platform/piece.ts'
import { remoteKeys } from './identity/remote-keys.ts'
import { PUBLIC_KEY_ALGORITHMS, type SigningTrust, trustOf } from './identity/signed-token.ts'
import { createTokenVerifier, type TokenTrust, type VerifyToken } from './identity/token.ts'
import { openDns } from './lookups/dns.ts'
import { createHttpClient, type HttpClient, resolveLikeSystem } from './lookups/http-client.ts'
import { createProveSender, type ProveSender } from './pipeline/prove-sender.ts'
import type { Settings } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'

const KEYS_TIMEOUT_MS = 5_000
const MAX_KEYS_BYTES = 256 * 1_024
/** Of the two tries for one question, so that a second server gets its turn within the time that a mail waits. */
const DNS_TRY_SHARE = 3
/** As settings allow; RFC 7518 3.2 asks for 32, and a shorter one is warned of. */
const SHORTEST_SECRET = 16
const LONG_ENOUGH = 32

/** What a submission, or a later login, brings to be known by. */
export interface ToIdentify {
  readonly untrustedToken: string | null
  readonly sender: Address | null
  /** Who checked that the platform proved the sender's id; left out where nobody did. */
  readonly byPlatform?: ProvenBy | undefined
  /** What was found out of this message before. */
  readonly known?: Identity
}

export interface Identifying {
  /** @throws ForebayError `TOKEN_…` when a token is there and proves nothing */
  identify(policy: Policy, given: ToIdentify): Promise<Identity>
  /** Missing where mail is not checked. */
  readonly proveSender?: ProveSender
  close(): Promise<void>
}

export function openIdentifying(
  settings: Settings,
  publicUrl: string,
  store: Pick<Store, 'amend'>,
  log: Logger,
  clock: Clock,
): Identifying {
  const client = createHttpClient({
    resolve: resolveLikeSystem,
    allowPrivate: settings.tokenKeysAllowPrivate,
    timeoutMs: KEYS_TIMEOUT_MS,
    maxResponseBytes: MAX_KEYS_BYTES,
  })
  const verifyToken = openTokenVerifier(settings, client, log, clock)
  const dns = openDns({ servers: settings.dnsServers, timeoutMs: Math.ceil(settings.mailAuthTimeoutMs / DNS_TRY_SHARE), clock })
  return {
    async identify(policy, { untrustedToken, sender, byPlatform, known }) {
      const token = untrustedToken === null ? null : await verifyToken(untrustedToken)
      return assessIdentity([
        ...(token === null ? [] : [loginPiece(token, policy.identity)]),
        ...(byPlatform === undefined ? [] : [platformPiece(byPlatform)]),
        ...addressPieces(known?.evidence ?? []),
        ...claimPieces(sender),
      ])
    },
    ...(settings.mailAuth === 'off'
      ? {}
      : {
          proveSender: createProveSender({
            store,
            clock,
            dns,
            receiver: new URL(publicUrl).hostname,
            timeoutMs: settings.mailAuthTimeoutMs,
          }),
        }),
    async close() {
      dns.close()
      await client.close()
    },
  }
}

function openTokenVerifier(settings: Settings, client: HttpClient, log: Logger, clock: Clock): VerifyToken {
  const { customerTokenSecret, customerTokenIssuer, customerTokenAudience, customerTokenMaxAgeSeconds } = settings
  if (customerTokenSecret !== undefined && Buffer.byteLength(customerTokenSecret) < LONG_ENOUGH)
    log.warn(`CUSTOMER_TOKEN_SECRET is short: ${LONG_ENOUGH} characters or more cannot be guessed`, { code: 'SECRET_SHORT' })
  const customer = createTokenVerifier({
    ...customerKeys(settings, client, log, clock),
    ...(customerTokenIssuer === undefined ? {} : { issuer: customerTokenIssuer }),
    ...(customerTokenAudience === undefined ? {} : { audience: customerTokenAudience }),
    maxAgeSeconds: customerTokenMaxAgeSeconds ?? null,
    clock,
  })
  const idToken = idTokenTrust(settings, client, log, clock)
  return idToken === null ? customer : chooseByIssuer([{ issuer: idToken.issuer, verify: createTokenVerifier(idToken) }], customer)
}

function customerKeys(settings: Settings, client: HttpClient, log: Logger, clock: Clock): SigningTrust {
  const { customerTokenSecret, customerTokenJwks, customerTokenJwksUrl } = settings
  const secret = customerTokenSecret === undefined ? null : new TextEncoder().encode(customerTokenSecret)
  const given = { minSecretBytes: SHORTEST_SECRET, secret }
  if (customerTokenJwks !== undefined && customerTokenJwksUrl !== undefined)
    throw new ForebayError('SETTINGS_INVALID', 'Set CUSTOMER_TOKEN_JWKS or CUSTOMER_TOKEN_JWKS_URL, not both.', {
      field: 'CUSTOMER_TOKEN_JWKS_URL',
    })
  if (customerTokenJwksUrl !== undefined) {
    mindHttps('CUSTOMER_TOKEN_JWKS_URL', customerTokenJwksUrl, settings)
    return { ...given, jwks: { keys: keysAt(customerTokenJwksUrl, client, log, clock), algorithms: PUBLIC_KEY_ALGORITHMS } }
  }
  if (customerTokenJwks === undefined) return { ...given, jwks: null }
  return { ...trustOf(readKeySet(parseJwks(customerTokenJwks))), ...given }
}

function parseJwks(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes the keys.
    throw new ForebayError('SETTINGS_INVALID', 'CUSTOMER_TOKEN_JWKS is no JSON.', { field: 'CUSTOMER_TOKEN_JWKS' })
  }
}

function idTokenTrust(
  settings: Settings,
  client: HttpClient,
  log: Logger,
  clock: Clock,
): (TokenTrust & { readonly issuer: string }) | null {
  const { idTokenIssuer, idTokenAudience, idTokenJwksUrl, customerTokenMaxAgeSeconds } = settings
  if (idTokenIssuer === undefined && idTokenAudience === undefined && idTokenJwksUrl === undefined) return null
  // Keys without an issuer and an audience would take the tokens of every other customer of the provider.
  if (idTokenIssuer === undefined || idTokenAudience === undefined || idTokenJwksUrl === undefined)
    throw new ForebayError('SETTINGS_INVALID', 'ID tokens need ID_TOKEN_ISSUER, ID_TOKEN_AUDIENCE and ID_TOKEN_JWKS_URL, all three.', {
      field: 'ID_TOKEN_ISSUER',
    })
  mindHttps('ID_TOKEN_JWKS_URL', idTokenJwksUrl, settings)
  return {
    kind: 'id-token',
    secret: null,
    jwks: { keys: keysAt(idTokenJwksUrl, client, log, clock), algorithms: PUBLIC_KEY_ALGORITHMS },
    issuer: idTokenIssuer,
    audience: idTokenAudience,
    maxAgeSeconds: customerTokenMaxAgeSeconds ?? null,
    clock,
  }
}

/** Whoever is on the way of plain http can put in keys of their own. */
function mindHttps(field: string, url: string, { tokenKeysAllowPrivate }: Settings): void {
  if (tokenKeysAllowPrivate.length > 0 || new URL(url).protocol === 'https:') return
  throw new ForebayError('SETTINGS_INVALID', `${field} has to be https, unless TOKEN_KEYS_ALLOW_PRIVATE opens a network of your own.`, {
    field,
  })
}

function keysAt(url: string, client: HttpClient, log: Logger, clock: Clock) {
  return remoteKeys({
    clock,
    async fetchDocument() {
      const { status, body, truncated } = await client.get({ url, headers: { accept: 'application/json' } })
      if (status !== 200 || truncated) throw new ForebayError('TOKEN_KEYS_UNAVAILABLE', 'The key set was not given.', { status: 503 })
      return body
    },
    onFailed: () => log.warn('keys for identity tokens cannot be had', { code: 'TOKEN_KEYS_UNAVAILABLE' }),
  })
}
