/** Wires the login of customers: the provider behind a guarded client, the codes, the pages; nothing of it without a provider. */
import { hkdfSync } from 'node:crypto'
import { createSealer } from './blobs/seal.ts'
import { ForebayError } from './core/error.ts'
import type { StepUpPages } from './http/deps.ts'
import { createReferenceCodes } from './identity/reference-code.ts'
import { createHttpClient, resolveLikeSystem } from './lookups/http-client.ts'
import { guardedFetch } from './lookups/oidc/guarded-fetch.ts'
import { createProvider } from './lookups/oidc/provider.ts'
import { createIdentifications, type IdentificationDeps, type Identifications } from './pipeline/identification.ts'
import { readFileOf } from './settings/read-file.ts'
import type { Settings } from './settings/settings.ts'

const TIMEOUT_MS = 10_000
/** Keys and metadata of the largest providers take some 100 KB. */
const ANSWER_BYTES = 1024 * 1024
const COOKIE = 'identification cookie'

export interface StepUp {
  readonly pages: StepUpPages
  readonly askIdentity: Identifications['open']
  tidy(): Promise<void>
  close(): Promise<void>
}

/**
 * @param publicUrl without a trailing slash
 * @throws ForebayError `SETTINGS_INVALID` as `openProvider`
 */
export function openStepUp(
  settings: Settings,
  master: Uint8Array,
  publicUrl: string,
  deps: Pick<IdentificationDeps, 'store' | 'identifyAs' | 'recheck' | 'customers' | 'languages' | 'clock'>,
): StepUp | null {
  const opened = openProvider(settings, publicUrl)
  if (opened === null) return null
  const { provider, client } = opened
  const { host, protocol } = new URL(publicUrl)
  const identifications = createIdentifications({
    ...deps,
    provider,
    publicUrl,
    codes: createReferenceCodes(master),
    site: settings.identifySite ?? `${host}/identify`,
  })
  const sealer = createSealer(new Uint8Array(hkdfSync('sha256', master, '', 'forebay identification cookies', 32)))
  return {
    askIdentity: identifications.open,
    tidy: identifications.tidy,
    close: client.close,
    pages: {
      identify: identifications,
      openAgain: identifications.openAgain,
      brand: { name: settings.companyName ?? host, logoUrl: settings.companyLogoUrl ?? null, colour: settings.companyColour ?? null },
      isSecure: protocol === 'https:',
      seal: (plain) => sealer.seal(Buffer.from(plain), COOKIE).toString('base64url'),
      unseal(untrusted) {
        try {
          return sealer.open(Buffer.from(untrusted, 'base64url'), COOKIE).toString()
        } catch (error) {
          if (error instanceof ForebayError && error.code === 'SEAL_BROKEN') return null
          throw error
        }
      },
    },
  }
}

/**
 * @param publicUrl without a trailing slash
 * @throws ForebayError `SETTINGS_INVALID` for half of a provider, and for one by plain http
 */
export function openProvider(settings: Settings, publicUrl: string) {
  const { oidcIssuer: issuer, oidcClientId: clientId } = settings
  if (issuer === undefined || clientId === undefined) {
    if (issuer === clientId) return null
    const field = issuer === undefined ? 'OIDC_ISSUER' : 'OIDC_CLIENT_ID'
    throw new ForebayError('SETTINGS_INVALID', `${field} is missing: a login needs an issuer and a client.`, { field })
  }
  const allowHttp = settings.oidcAllowPrivate.length > 0
  if (!allowHttp && new URL(issuer).protocol !== 'https:')
    throw new ForebayError('SETTINGS_INVALID', 'OIDC_ISSUER has to be https, unless OIDC_ALLOW_PRIVATE opens a network of your own.', {
      field: 'OIDC_ISSUER',
    })
  const client = createHttpClient({
    resolve: resolveLikeSystem,
    allowPrivate: settings.oidcAllowPrivate,
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: ANSWER_BYTES,
  })
  const provider = createProvider({
    issuer,
    clientId,
    clientSecret: secretOf(settings),
    scopes: settings.oidcScopes,
    redirectUri: `${publicUrl}/identify/callback`,
    fetch: guardedFetch(client),
    allowHttp,
    timeoutSeconds: TIMEOUT_MS / 1_000,
  })
  return { provider, client, issuer }
}

/** @throws ForebayError `SETTINGS_INVALID`; the secret is in no message */
function secretOf({ oidcClientSecret, oidcClientSecretFile }: Settings): string | null {
  if (oidcClientSecretFile === undefined) return oidcClientSecret ?? null
  const secret = readFileOf('OIDC_CLIENT_SECRET_FILE', oidcClientSecretFile).trim()
  if (secret === '')
    throw new ForebayError('SETTINGS_INVALID', `${oidcClientSecretFile}: holds no secret.`, { field: 'OIDC_CLIENT_SECRET_FILE' })
  return secret
}
