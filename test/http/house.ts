/** A house with everything real but the pipeline: SQLite, encrypted blobs, keys, tokens, intake and the HTTP edge, in a folder of its own. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { openFileBlobs } from '../../src/blobs/file-blobs.ts'
import { createSealer } from '../../src/blobs/seal.ts'
import type { KeyScope } from '../../src/core/api-key.ts'
import type { PlatformSecret } from '../../src/core/platform.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Store } from '../../src/core/store.ts'
import { newEndpoint } from '../../src/delivery/endpoint.ts'
import { createApp } from '../../src/http/app.ts'
import { type AppDeps, DEFAULT_HTTP_LIMITS } from '../../src/http/deps.ts'
import { createRateLimit } from '../../src/http/rate-limit.ts'
import { assessIdentity } from '../../src/identity/assess.ts'
import { claimPieces } from '../../src/identity/claim.ts'
import { createKeyRing, mintKey } from '../../src/identity/keys.ts'
import { loginPiece } from '../../src/identity/login.ts'
import { createPlatformCheck } from '../../src/identity/platform/check.ts'
import { platformPiece } from '../../src/identity/platform/piece.ts'
import { createTokenVerifier } from '../../src/identity/token.ts'
import { senderOf } from '../../src/intake/admit.ts'
import { createIdMaker } from '../../src/intake/id.ts'
import { createIntake } from '../../src/intake/intake.ts'
import { submissionSchema } from '../../src/intake/submission.ts'
import { createCustomerData } from '../../src/pipeline/customer-data.ts'
import { explainTable } from '../../src/policy/explain.ts'
import { tellFinding } from '../../src/release/explain.ts'
import { frameForProgram } from '../../src/release/frame.ts'
import { wordsIn } from '../../src/release/words/words.ts'
import { openStore } from '../../src/store/open-store.ts'
import { LANGUAGES } from '../support/languages.ts'
import { scriptedFiles } from './scripted-files.ts'
import { scriptedGateway } from './scripted-gateway.ts'
import { testPolicy } from './test-policy.ts'

export const TOKEN_SECRET = new TextEncoder().encode('the shared secret of the test house')

export interface HouseOptions {
  readonly maxBacklog?: number
  readonly requestsPerKeyPerMinute?: number
  readonly messagesPerMinute?: number
  readonly deps?: Partial<AppDeps>
  readonly platformSecrets?: readonly PlatformSecret[]
}

export interface LoggedLine {
  readonly sentence: string
  readonly fields: object
}

/** What tests ask of it; close it after each. */
export interface House {
  readonly app: ReturnType<typeof createApp>
  readonly deps: AppDeps
  readonly store: Store
  /** All channels, all scopes. */
  readonly key: string
  readonly keyId: string
  /** Only support-mail, only submit. */
  readonly mailKey: string
  /** All channels, only read. */
  readonly readKey: string
  readonly enqueued: string[]
  readonly log: LoggedLine[]
  addKey(channels: readonly string[] | null, scopes: readonly KeyScope[]): Promise<string>
  token(claims?: object): Promise<string>
  /** Rows by table, and files on disk. */
  counts(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'forebay-http-'))
  const masterKey = randomBytes(32)
  const clock = Date.now
  const store = await openStore({ url: `sqlite:${join(folder, 'house.db')}`, sealer: createSealer(masterKey), clock })
  const blobs = openFileBlobs(join(folder, 'blobs'), masterKey)
  for (const [channel, kind] of [
    ['webchat', 'chat'],
    ['support-mail', 'email'],
  ] as const) {
    const policy = { ...testPolicy(channel, kind), rateLimit: { messagesPerMinute: options.messagesPerMinute ?? 10_000 } }
    await store.publishPolicy(policy, 0, 'test', clock(), 'seed')
  }
  const keys = createKeyRing({ keys: () => store.keys(), clock })
  const verify = createTokenVerifier({ secret: TOKEN_SECRET, jwks: null, maxAgeSeconds: null, clock })
  const rateLimit = createRateLimit({ requestsPerKeyPerMinute: options.requestsPerKeyPerMinute ?? 100_000, redis: null })
  const enqueued: string[] = []
  const log: LoggedLine[] = []
  const maxBacklog = options.maxBacklog ?? 1_000
  const { receive } = createIntake({
    store,
    blobs,
    backlogLimits: { maxTotal: maxBacklog, maxPerChannel: maxBacklog },
    maxUploadBytes: DEFAULT_HTTP_LIMITS.maxUploadBytes,
    checkPlatform: createPlatformCheck(options.platformSecrets ?? [], clock),
    clock,
    newId: createIdMaker(clock),
    async identify(submission, policy) {
      const token = submission.untrustedIdentityToken === null ? null : await verify(submission.untrustedIdentityToken)
      return assessIdentity([
        ...(token === null ? [] : [loginPiece(token, policy.identity)]),
        ...(submission.byPlatform === undefined ? [] : [platformPiece(submission.byPlatform)]),
        ...claimPieces(senderOf(submission)),
      ])
    },
    async enqueue(_channel, messageId) {
      enqueued.push(messageId)
    },
  })
  const note = (sentence: string, fields: object) => void log.push({ sentence, fields })
  const deps: AppDeps = {
    store,
    receive,
    submissionSchema,
    authenticate: keys.authenticate,
    rateLimit,
    waitForSettled: async () => null,
    async identify(_messageId, untrustedToken) {
      await verify(untrustedToken)
      return true
    },
    stepUp: null,
    trustedProxies: 0,
    review: async () => undefined,
    retryFailed: async (messageId) => (await store.runAgain(messageId, clock())) !== null,
    askOriginal: async () => undefined,
    lookAtOriginal: async () => ({ bytes: Buffer.from('original'), name: 'a.pdf', type: 'application/pdf' }),
    openByPassword: async () => undefined,
    files: scriptedFiles(),
    customers: createCustomerData({ store, blobs, clock, onErased: () => undefined }),
    reveal: async () => null,
    picture: () => null,
    gateway: scriptedGateway(),
    languages: LANGUAGES,
    tellFinding: (finding, language) => tellFinding(finding, wordsIn(language)),
    agentHeader: null,
    frame: frameForProgram,
    handTo: (release, agent) => ({ ...release, text: `${release.text} (for ${agent})` }),
    unwrap: { words: (given) => ({ ...given, links: [] }), mail: (raw) => ({ raw, links: [], signaturesBroken: false, untouched: [] }) },
    lists: () => [],
    policies: {
      fromJson: (untrusted) => untrusted as Policy,
      fromYaml: () => testPolicy('webchat', 'chat'),
      toYaml: () => 'channel: webchat\n',
      explain: explainTable,
    },
    onPolicyPublished: () => undefined,
    mintKey,
    onKeysChanged: keys.forget,
    newWebhook: async (url, channels) => newEndpoint(url, channels, { allowHttp: false, createdAt: clock() }),
    openStream: async () => async () => undefined,
    metrics: async () => 'forebay_up 1\n',
    ready: async () => ({ ok: true, checks: {} }),
    log: { info: note, error: note },
    stopping: new AbortController().signal,
    clock,
    limits: DEFAULT_HTTP_LIMITS,
    ...options.deps,
  }

  async function addKey(channels: readonly string[] | null, scopes: readonly KeyScope[]): Promise<string> {
    const { id, key, hash } = mintKey()
    await store.addKey({ id, name: 'test', hash, channels, scopes, createdAt: clock(), revokedAt: null })
    keys.forget()
    return key
  }
  const key = await addKey(null, ['submit', 'read', 'reveal', 'admin'])
  const mailKey = await addKey(['support-mail'], ['submit'])
  const readKey = await addKey(null, ['read'])

  return {
    app: createApp(deps),
    deps,
    store,
    key,
    keyId: key.split('_')[1]!,
    mailKey,
    readKey,
    enqueued,
    log,
    addKey,
    token: (claims = {}) =>
      new SignJWT({ sub: 'customer-7', exp: Math.floor(clock() / 1_000) + 600, ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(TOKEN_SECRET),
    async counts() {
      const files = await readdir(join(folder, 'blobs'), { recursive: true, withFileTypes: true })
      return { ...(await store.counts()), files: files.filter((entry) => entry.isFile()).length }
    },
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
