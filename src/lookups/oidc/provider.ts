/** A login counts only as OpenID Connect Core 1.0 has it: code flow with PKCE, state, nonce, a signed ID token of our provider for us, and as fresh as was asked for. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { ForebayError } from '../../core/error.ts'
import type { IdentifyRefusal, IdentityProvider, ProviderLogin } from '../../core/identification.ts'
import { isPlainString } from '../../core/plain-string.ts'

export interface ProviderOptions {
  readonly issuer: string
  readonly clientId: string
  /** Null for a public client, which has PKCE alone. */
  readonly clientSecret: string | null
  readonly scopes: string
  readonly redirectUri: string
  readonly fetch: CustomFetch
  /** Plain http, for a provider in a network of one's own. */
  readonly allowHttp: boolean
  readonly timeoutSeconds: number
}

const MAX_SUBJECT_CHARACTERS = 255
const MAX_ACR_CHARACTERS = 255
const MAX_EMAIL_CHARACTERS = 320

export function createProvider(options: ProviderOptions): IdentityProvider {
  let known: Promise<Configuration> | null = null

  /** Asked for when it is first needed, and kept; what failed is asked for again. */
  function configuration(): Promise<Configuration> {
    known ??= discover(options).catch((cause) => {
      known = null
      throw refused('PROVIDER_UNAVAILABLE', cause)
    })
    return known
  }

  return {
    async begin({ acrValues, maxAgeSeconds, language }) {
      const config = await configuration()
      // A provider that is down now says so here, and not by an error of the browser.
      await isThere(config, options)
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
      const url = buildAuthorizationUrl(config, {
        redirect_uri: options.redirectUri,
        scope: options.scopes,
        response_type: 'code',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ui_locales: language,
        ...(acrValues.length === 0 ? {} : { acr_values: acrValues.join(' ') }),
        ...(maxAgeSeconds === 0 ? {} : { max_age: String(maxAgeSeconds) }),
      })
      return { url: url.href, state, nonce, verifier }
    },

    async finish({ state, nonce, verifier }, untrustedQuery, maxAgeSeconds) {
      const query = new URLSearchParams(untrustedQuery)
      // Before anything else, and before anything is sent: an answer to another login is nobody's.
      if (query.getAll('state').length !== 1 || query.get('state') !== state) throw refused('STATE_MISMATCH')
      if (query.get('error') === 'access_denied') throw refused('LOGIN_CANCELLED')
      if (query.has('error')) throw refused(query.get('error') === 'temporarily_unavailable' ? 'PROVIDER_UNAVAILABLE' : 'LOGIN_INVALID')
      const config = await configuration()
      const url = new URL(options.redirectUri)
      url.search = query.toString()
      try {
        const tokens = await authorizationCodeGrant(config, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
          ...(maxAgeSeconds === 0 ? {} : { maxAge: maxAgeSeconds }),
        })
        const claims = tokens.claims()
        if (claims === undefined) throw refused('LOGIN_INVALID')
        return loginOf(claims, await emailOf(config, claims, tokens.access_token, options.scopes))
      } catch (error) {
        throw reasonOf(error)
      }
    },
  }
}

async function discover({ issuer, clientId, clientSecret, fetch, allowHttp, timeoutSeconds }: ProviderOptions): Promise<Configuration> {
  const found = await discovery(new URL(issuer), clientId, undefined, None(), {
    [customFetch]: fetch,
    timeout: timeoutSeconds,
    ...(allowHttp ? { execute: [allowInsecureRequests] } : {}),
  })
  const metadata = found.serverMetadata()
  const config = new Configuration(
    metadata,
    clientId,
    undefined,
    authenticationOf(clientSecret, metadata.token_endpoint_auth_methods_supported),
  )
  config[customFetch] = fetch
  config.timeout = timeoutSeconds
  // Its signature is checked as well, not only the connection that it came over.
  enableNonRepudiationChecks(config)
  if (allowHttp) allowInsecureRequests(config)
  return config
}

/** OpenID Connect Discovery 1.0, 3: client_secret_basic is the default. */
function authenticationOf(secret: string | null, supported: readonly string[] | undefined): ClientAuth {
  if (secret === null) return None()
  const isPostOnly = supported?.includes('client_secret_post') === true && !supported.includes('client_secret_basic')
  return isPostOnly ? ClientSecretPost(secret) : ClientSecretBasic(secret)
}

async function isThere(config: Configuration, { fetch }: ProviderOptions): Promise<void> {
  const { jwks_uri: address } = config.serverMetadata()
  if (address === undefined) return
  const signal = AbortSignal.timeout((config.timeout ?? 10) * 1_000)
  const answer = await fetch(address, { method: 'GET', headers: {}, body: undefined, redirect: 'manual', signal }).catch((cause) => {
    throw refused('PROVIDER_UNAVAILABLE', cause)
  })
  if (answer.status >= 500) throw refused('PROVIDER_UNAVAILABLE')
}

/** Core 5.4: with an access token, a provider may keep the e-mail for the userinfo endpoint. */
async function emailOf(config: Configuration, claims: IDToken, accessToken: string, scopes: string) {
  const asked = scopes.split(' ').includes('email')
  const isElsewhere = claims.email === undefined && asked && config.serverMetadata().userinfo_endpoint !== undefined
  return isElsewhere ? await fetchUserInfo(config, accessToken, claims.sub) : claims
}

/** RFC 8176 names some twenty. */
const MAX_METHODS = 20

function loginOf(claims: IDToken, about: Readonly<Record<string, unknown>>): ProviderLogin {
  const { sub, acr, auth_time, iat } = claims
  if (!isPlainString(sub, MAX_SUBJECT_CHARACTERS) || (acr !== undefined && !isPlainString(acr, MAX_ACR_CHARACTERS)))
    throw refused('LOGIN_INVALID')
  const { email } = about
  return {
    subject: sub,
    acr: acr ?? null,
    amr: Array.isArray(claims.amr) ? claims.amr.filter((method) => isPlainString(method, MAX_ACR_CHARACTERS)).slice(0, MAX_METHODS) : [],
    at: (auth_time ?? iat) * 1_000,
    verifiedEmail: about.email_verified === true && isPlainString(email, MAX_EMAIL_CHARACTERS) ? email.toLowerCase() : null,
  }
}

/** The library's messages may quote what was sent, so that only its codes are used. */
function reasonOf(error: unknown): ForebayError {
  if (error instanceof ForebayError && error.code in REFUSALS) return error
  if (isOfNetwork(error)) return refused('PROVIDER_UNAVAILABLE', error)
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    // oauth4webapi names the claim that is older than max_age allows in the cause, and one that is missing in the message.
    const { claim } = (at.cause ?? {}) as { readonly claim?: unknown }
    if (claim === 'auth_time' || /"auth_time"/.test(at.message)) return refused('LOGIN_TOO_OLD')
  }
  return refused('LOGIN_INVALID', error)
}

function isOfNetwork(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof ForebayError || at.name === 'TimeoutError' || at.name === 'AbortError') return true
    const { code, status } = at as { readonly code?: unknown; readonly status?: unknown }
    if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT' || (typeof status === 'number' && status >= 500)) return true
  }
  return false
}

const REFUSALS = {
  PROVIDER_UNAVAILABLE: 'The login does not answer now.',
  STATE_MISMATCH: 'The answer belongs to another login.',
  LOGIN_CANCELLED: 'The login was cancelled.',
  LOGIN_INVALID: 'The login proves nothing.',
  LOGIN_TOO_OLD: 'The login is older than is accepted here.',
} as const satisfies Partial<Record<IdentifyRefusal, string>>

function refused(code: keyof typeof REFUSALS, cause?: unknown): ForebayError {
  return new ForebayError(code, REFUSALS[code], {
    status: code === 'PROVIDER_UNAVAILABLE' ? 503 : 422,
    ...(cause === undefined ? {} : { cause }),
  })
}
