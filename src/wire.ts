/** Wires the service: it opens the edges, hands them to the stages and to the API, and closes them in order. What has a room of its own is in a `wire-*.ts`. */
import { join } from 'node:path'
import type { Express } from 'express'
import { openFileBlobs } from './blobs/file-blobs.ts'
import { keepJustWritten } from './blobs/just-written.ts'
import { loadMasterKey } from './blobs/master-key.ts'
import { ForebayError } from './core/error.ts'
import type { Queue } from './core/queue.ts'
import type { Scanner } from './core/scanner.ts'
import { stackOf } from './core/stack.ts'
import type { Store } from './core/store.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from './core/time.ts'
import { newEndpoint } from './delivery/endpoint.ts'
import { openEventFeed } from './delivery/event-feed.ts'
import { resumeAfter, streamEvents } from './delivery/stream.ts'
import { allRoutes, createApp } from './http/app.ts'
import { type AppDeps, DEFAULT_HTTP_LIMITS } from './http/deps.ts'
import { healthRoutes } from './http/health.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { readiness } from './http/readiness.ts'
import { createKeyRing, mintKey } from './identity/keys.ts'
import { senderOf } from './intake/admit.ts'
import { createIdMaker } from './intake/id.ts'
import { createIntake } from './intake/intake.ts'
import { submissionSchema } from './intake/submission.ts'
import { createHttpClient, resolveLikeSystem } from './lookups/http-client.ts'
import { createAmend } from './pipeline/amend.ts'
import { createBackground } from './pipeline/background.ts'
import { createByteGate } from './pipeline/byte-gate.ts'
import { guarded, startCanary } from './pipeline/canary.ts'
import { createCurrentPolicies } from './pipeline/current-policies.ts'
import { createFileBytes } from './pipeline/file-bytes.ts'
import { createHandedFiles } from './pipeline/handed-files.ts'
import { createJustAccepted } from './pipeline/just-accepted.ts'
import { createOriginals } from './pipeline/originals.ts'
import { createOpenByPassword } from './pipeline/passwords.ts'
import { createPictures } from './pipeline/pictures.ts'
import { createProcess } from './pipeline/process.ts'
import { createReveal } from './pipeline/reveal.ts'
import { createViews } from './pipeline/views.ts'
import { createWaiting } from './pipeline/waiting.ts'
import { warmUp, warmUpFiles } from './pipeline/warm-up.ts'
import { explainTable } from './policy/explain.ts'
import { parsePolicyYaml } from './policy/parse-yaml.ts'
import { renderPolicyYaml } from './policy/render-yaml.ts'
import { parsePolicy } from './policy/schema.ts'
import { tellFinding } from './release/explain.ts'
import { frameForProgram } from './release/frame.ts'
import { wordsIn } from './release/words/words.ts'
import { shieldStates } from './sandbox/shields.ts'
import type { Settings } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'
import { createMetrics } from './telemetry/metrics.ts'
import { openAssessing } from './wire-assessing.ts'
import { openCustomers } from './wire-customers.ts'
import { openStepUp } from './wire-identification.ts'
import { openIdentifying } from './wire-identity.ts'
import { readLanguages, warnOfMissing } from './wire-languages.ts'
import { openAddresses, openGateway, openKnownAddresses } from './wire-links.ts'
import { openPlatformCheck } from './wire-platform.ts'
import { namesIn, readPolicyFiles, seedPolicies } from './wire-policies.ts'
import { shieldsHere, tellIsolation } from './wire-sandbox.ts'
import { openListsOfHashes, tellHashList } from './wire-scanners.ts'
import { openDatabase, openQueue, openRateLimitRedis } from './wire-stores.ts'
import { startWorker } from './wire-worker.ts'

const JUST_WRITTEN = { maxBlobBytes: 8 * 1024 * 1024, maxBytes: 128 * 1024 * 1024 }
const JUST_ACCEPTED_BYTES = 64 * 1024 * 1024
/** Scans that go on after their words were released. */
const SLOW_SCANS = 256
const IN_MEMORY_BYTES = 256 * 1024 * 1024
/** A sound canary is back in a moment. */
const FIRST_CANARY_MS = 5_000
const WEBHOOK_TIMEOUT_MS = 10_000
const WEBHOOK_ANSWER_BYTES = 64 * 1024
/** One flooded channel leaves this share of the backlog to the others. */
const CHANNEL_SHARE = 0.5

export interface Service {
  readonly app: Express
  readonly store: Store
  readonly scanner: Scanner
  /** Ends streams, takes no new work, finishes or gives back what runs; the store stays open until `requestsEnded`. */
  stop(requestsEnded: Promise<void>): Promise<void>
}

/** @param publicUrl without a trailing slash: what links lead to. */
export async function openService(settings: Settings, publicUrl: string, log: Logger): Promise<Service> {
  const clock = Date.now
  const master = loadMasterKey(settings.encryptionKey, settings.dataDir)
  const store = await openDatabase(settings, master.key)
  const languages = readLanguages(settings.languagesDir)
  const mayName = namesIn(languages)
  await seedPolicies(store, readPolicyFiles(settings.channelsDir, languages))
  await warnOfMissing(languages, store, log)
  const blobs = keepJustWritten(openFileBlobs(join(settings.dataDir, 'blobs'), master.key), JUST_WRITTEN)
  const addresses = openAddresses(master.key, settings.linkKeyEpoch, publicUrl)
  const known = await openKnownAddresses(settings, master.key, log, clock)
  const hashLists = await openListsOfHashes(settings, clock, (state) => tellHashList(state, log))
  const opened = openAssessing(settings, addresses, languages, log, known, hashLists, false)
  const { sandbox } = opened
  tellIsolation(log)
  await warmUp(opened.assessing)
  // Words need not wait for it: a message with files waits for a process of its own accord.
  const stopping = new AbortController()
  warmUpFiles(opened.assessing).catch((error) => {
    // Who is asked to stop while it warms up has no trouble to tell of.
    if (!stopping.signal.aborted) log.error('files cannot be opened', { code: 'SANDBOX_UNAVAILABLE', ...stackOf(error) })
  })
  const canary = startCanary({
    assessing: opened.assessing,
    clock,
    everyMs: settings.canaryMinutes * MINUTE_MS,
    onMiss: (detail) => log.error(`the canary was missed: ${detail}`, { code: 'CANARY_MISSED' }),
    onFound: () => log.info('the canary is found again'),
  })
  const scanner = guarded(opened.scanner, canary)
  const assessing = { ...opened.assessing, scanner }
  // A scanner that hangs delays no start: until the canary has come back, files are held.
  await Promise.race([canary.run(), new Promise((resolve) => setTimeout(resolve, FIRST_CANARY_MS).unref())])
  const queue = openQueue(settings, await store.channels(), log)
  const client = createHttpClient({
    resolve: resolveLikeSystem,
    allowPrivate: settings.webhookAllowPrivate,
    timeoutMs: WEBHOOK_TIMEOUT_MS,
    maxResponseBytes: WEBHOOK_ANSWER_BYTES,
  })
  const feed = openEventFeed({
    store,
    onError: (error) => log.error('events cannot be read', { code: 'EVENTS_FAILED', ...stackOf(error) }),
  })
  /** What is due stands in the database: a queue that is away costs a moment, never a message. */
  const wake: Queue['enqueue'] = async (channel, messageId, delayMs) => {
    try {
      await queue.enqueue(channel, messageId, delayMs)
    } catch {
      log.warn('left to the sweeper', { code: 'NOT_ENQUEUED', channel, messageId })
    }
  }
  const rateLimitRedis = openRateLimitRedis(settings, log)
  const metrics = createMetrics({
    depth: () => queue.depth(),
    backlog: () => store.backlog(),
    scanner: () => scanner.describe(),
    canaryOk: () => canary.state().status !== 'missed',
    lists: known.describe,
    shields: () => shieldStates(shieldsHere()),
    now: clock,
  })
  const waiting = createWaiting(store)
  const justAccepted = createJustAccepted(JUST_ACCEPTED_BYTES)
  const identifying = openIdentifying(settings, publicUrl, store, log, clock)

  const intake = createIntake({
    store: {
      policy: store.policy,
      backlog: store.backlog,
      claimWaiting: store.claimWaiting,
      async accept(entry) {
        const result = await store.accept(entry)
        if (result.outcome === 'stored') justAccepted.remember(entry)
        return result
      },
    },
    blobs,
    backlogLimits: { maxTotal: settings.maxBacklog, maxPerChannel: Math.ceil(settings.maxBacklog * CHANNEL_SHARE) },
    maxUploadBytes: settings.maxUploadBytes,
    checkPlatform: await openPlatformCheck(settings, store, log, clock),
    identify: (submission, policy) =>
      identifying.identify(policy, {
        untrustedToken: submission.untrustedIdentityToken,
        sender: senderOf(submission),
        byPlatform: submission.byPlatform,
      }),
    enqueue: wake,
    clock,
    newId: createIdMaker(clock),
    onAccepted: (channel, receipt) => metrics.accepted(channel, receipt.duplicate),
  })
  const people = openCustomers(store, blobs, clock)
  const background = createBackground(SLOW_SCANS, IN_MEMORY_BYTES)
  const policies = createCurrentPolicies(store, clock)
  const amend = createAmend({
    store,
    enqueue: wake,
    clock,
    async identifyByToken(channel, untrustedToken, claimed, known) {
      const version = await store.policy(channel)
      if (version === null) throw new ForebayError('CHANNEL_UNKNOWN', 'The channel has no policy.', { status: 422 })
      return identifying.identify(version.policy, { untrustedToken, sender: claimed, known })
    },
  })
  const stepUp = openStepUp(settings, master.key, publicUrl, { ...amend, store, customers: store, languages, clock })
  const process = createProcess({
    ...assessing,
    store,
    blobs,
    enqueue: wake,
    clock,
    wordsFirstMs: settings.wordsFirstMs,
    rescanMs: settings.rescanSeconds * 1_000,
    maxAttempts: settings.maxAttempts,
    signal: stopping.signal,
    policies,
    gate: createByteGate(IN_MEMORY_BYTES),
    background,
    recall: justAccepted.recall,
    ...(identifying.proveSender === undefined ? {} : { proveSender: identifying.proveSender }),
    recognise: people.recognise,
    ...(stepUp === null ? {} : { askIdentity: stepUp.askIdentity }),
    onSettled(record) {
      metrics.settled(record, clock() - Date.parse(record.receivedAt))
      waiting.settled(record)
    },
    onFailed(channel, code, error) {
      metrics.failed(channel, code)
      log.error('a run failed', { channel, code, ...stackOf(error) })
    },
  })
  const gateway = openGateway(settings, addresses, { assessing, store: { ...store, policy: policies.policy }, enqueue: wake, clock })
  const originals = createOriginals({ store, blobs, clock, sandbox })
  const keys = createKeyRing({ keys: store.keys, clock })
  const deps: AppDeps = {
    store,
    receive: intake.receive,
    submissionSchema,
    authenticate: keys.authenticate,
    rateLimit: createRateLimit({ requestsPerKeyPerMinute: settings.keyRateLimitPerMinute, redis: rateLimitRedis }),
    waitForSettled: waiting.wait,
    identify: amend.identify,
    stepUp: stepUp?.pages ?? null,
    trustedProxies: settings.trustedProxies,
    review: amend.review,
    async retryFailed(messageId) {
      const due = await store.runAgain(messageId, clock())
      if (due !== null) await wake(due.channel, due.messageId)
      return due !== null
    },
    askOriginal: originals.ask,
    lookAtOriginal: originals.look,
    openByPassword: createOpenByPassword({ ...assessing, store, blobs, enqueue: wake, clock, signal: stopping.signal }),
    customers: people.customers,
    files: createHandedFiles({
      store,
      clock,
      readToken: addresses.readToken,
      signToken: addresses.signToken,
      maxAgeMs: settings.fileUrlMinutes * MINUTE_MS,
      fileBytes: createFileBytes({ ...assessing, store, blobs, enqueue: wake, clock }),
      view: createViews({ sandbox, clock }),
    }),
    reveal: createReveal({ store, blobs, clock, sandbox, house: assessing.house }),
    picture: createPictures({ store, blobs, clock, sandbox, readToken: addresses.readPicture, maxAgeMs: settings.linkDays * DAY_MS }),
    gateway: gateway.gateway,
    languages,
    tellFinding: (finding, language) => tellFinding(finding, wordsIn(language)),
    agentHeader: settings.agentHeader ?? null,
    handTo: (release, agent) => addresses.handTo(release, agent, clock()),
    frame: frameForProgram,
    unwrap: addresses.unwrap,
    lists: known.describe,
    policies: {
      fromJson: (untrusted) => parsePolicy(untrusted, 'policy', mayName),
      fromYaml: (untrustedText) => parsePolicyYaml(untrustedText, 'policy', mayName),
      toYaml: renderPolicyYaml,
      explain: explainTable,
    },
    onPolicyPublished(channel) {
      policies.forget(channel)
      intake.forgetPolicy(channel)
    },
    mintKey,
    onKeysChanged: keys.forget,
    async newWebhook(untrustedUrl, channels) {
      // Plain http only where private networks were opened to webhooks by the operator.
      const allowHttp = settings.webhookAllowPrivate.length > 0
      const endpoint = newEndpoint(untrustedUrl, channels, { allowHttp, createdAt: clock() })
      await client.check(endpoint.url)
      return endpoint
    },
    async openStream(lastEventId) {
      const afterSeq = await resumeAfter(store, lastEventId)
      return (stream) => streamEvents({ ...stream, feed, afterSeq })
    },
    metrics: metrics.render,
    ready: () =>
      readiness(store, queue, scanner, known.describe(), {
        canary: canary.state(),
        signatureMaxAgeMs: settings.signatureMaxAgeHours * HOUR_MS,
        now: clock(),
      }),
    log,
    onRefused: metrics.refused,
    stopping: stopping.signal,
    clock,
    limits: { ...DEFAULT_HTTP_LIMITS, maxUploadBytes: settings.maxUploadBytes },
  }

  const isApi = settings.roles.includes('api')
  const stopWorker = settings.roles.includes('worker')
    ? await startWorker({ settings, store, blobs, queue, scanner, known, run: process, amend, stepUp, client, metrics, log, clock })
    : async () => undefined

  return {
    app: createApp(deps, isApi ? allRoutes(deps) : healthRoutes(deps)),
    store,
    scanner,
    async stop(requestsEnded) {
      stopping.abort()
      await stopWorker()
      feed.close()
      await queue.stop(settings.stopGraceMs)
      await Promise.all([background.idle(), canary.stop()])
      await requestsEnded
      await sandbox.close()
      await Promise.all([client.close(), known.close(), hashLists?.close(), gateway.close(), identifying.close(), stepUp?.close()])
      rateLimitRedis?.disconnect()
      await store.close()
    },
  }
}
