/** Wires what links need beside the stages: the lists and services that know addresses, the keys that sign them, the gateway, and the second look when a list has learnt. */
import { hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { loadMasterKey } from './blobs/master-key.ts'
import { ForebayError } from './core/error.ts'
import type { AddressedFile, FileUse } from './core/handed-file.ts'
import type { LookupInspector } from './core/inspector.ts'
import type { Release } from './core/release.ts'
import type { ListState, Reputation } from './core/reputation.ts'
import { stackOf } from './core/stack.ts'
import { type Clock, DAY_MS, MINUTE_MS } from './core/time.ts'
import type { Unwrap } from './http/deps.ts'
import { LOOKUP_INSPECTORS } from './inspection/registry.ts'
import { createHttpClient, resolveLikeSystem } from './lookups/http-client.ts'
import type { CompileResult } from './lookups/lists/compile.ts'
import { compileOnce } from './lookups/lists/compile-once.ts'
import { createListFetch } from './lookups/lists/fetch-list.ts'
import { LIST_FORMATS } from './lookups/lists/formats/detect.ts'
import { bytesOfLink, knowsAnyLink } from './lookups/lists/kept-hashes.ts'
import { openLists } from './lookups/lists/lists.ts'
import { readListSettings } from './lookups/lists/settings.ts'
import { askShortener } from './lookups/shortener-answer.ts'
import { createWebRisk } from './lookups/web-risk.ts'
import { createGateway, type GatewayDeps } from './pipeline/gateway.ts'
import { createRecheck, type Rechecking } from './pipeline/recheck.ts'
import { hostOf } from './release/address.ts'
import { readFileToken, signFile } from './release/file-token.ts'
import { handTo } from './release/hand-to.ts'
import { deriveLinkKeys } from './release/link-keys.ts'
import { readLinkToken, signLink } from './release/link-token.ts'
import type { RewriteLink } from './release/links.ts'
import { type PictureAddress, readPictureToken, signPicture } from './release/picture-token.ts'
import { unwrapHtml, unwrapText } from './release/unwrap.ts'
import { unwrapMail } from './release/unwrap-mail.ts'
import { type Settings, USUAL_LISTS_FILE } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'
import { readListFile } from './wire-list-file.ts'

const HTTP_TIMEOUT_MS = 10_000
const HTTP_ANSWER_BYTES = 1024 * 1024
const SECOND_RECHECK_MS = MINUTE_MS
const NO_BYTES = new Uint8Array()
const WEB_RISK_TIMEOUT_MS = 2_000
/** Messages wait for the first reading of the lists, but not for a feed that does not answer: a second look follows. */
const FIRST_ROUND_MS = 10_000

/** Nothing is known of any address: no list, no service. */
export const NOTHING_KNOWN: Reputation = {
  match: () => [],
  ask: async () => ({ status: 'ok', matches: [] }),
  hashesOf: () => new Uint8Array(),
  isCondemned: () => false,
}

/** What others know of addresses, as this installation asks for it. */
export interface KnownAddresses {
  readonly reputation: Reputation
  /** Without a list or a service there is nothing to ask, and no outcome that would say there was. */
  readonly lookupInspectors: readonly LookupInspector[]
  describe(): readonly ListState[]
  /** After a list has learnt of addresses that were let through before. */
  onLearnt(listener: () => void): void
  close(): Promise<void>
}

/**
 * @param readOnly asks no source of a list and writes nothing: beside a service that runs, or to look once
 * @throws ForebayError `LISTS_INVALID` that names the file and the path in it
 */
export async function openKnownAddresses(
  settings: Settings,
  master: Uint8Array,
  log: Logger,
  clock: Clock,
  readOnly = false,
): Promise<KnownAddresses> {
  const configured = readListFile(
    { fileName: settings.listsFile, usualName: USUAL_LISTS_FILE, setting: 'LISTS_FILE', key: 'lists' },
    readListSettings,
  )
  if (configured.length === 0 && settings.webRiskApiKey === undefined) return NOTHING_ASKED
  const client = openListClient(settings)
  const lists = await openLists({
    settings: configured,
    folder: join(settings.dataDir, 'lists'),
    secret: secretOfLists(master),
    clock,
    fetch: createListFetch(client),
    pollSeconds: settings.listPollSeconds,
    readOnly,
    onStale: ({ id, lastError }) => log.warn('a list is too old or was never read', { code: lastError ?? 'LIST_STALE', list: id }),
  })
  await Promise.race([lists.firstRound, new Promise((resolve) => setTimeout(resolve, FIRST_ROUND_MS).unref())])
  const { webRiskApiKey } = settings
  const ask =
    webRiskApiKey === undefined
      ? NOTHING_KNOWN.ask
      : createWebRisk({ http: client, apiKey: webRiskApiKey, clock, timeoutMs: WEB_RISK_TIMEOUT_MS, endpoint: settings.webRiskUrl }).ask
  return {
    reputation: {
      match: lists.match,
      ask,
      hashesOf: (href) => (configured.length === 0 ? NO_BYTES : bytesOfLink(lists.hashesOf(href))),
      isCondemned: (hashes) => knowsAnyLink(lists, hashes),
    },
    lookupInspectors: LOOKUP_INSPECTORS,
    describe: lists.describe,
    onLearnt(listener) {
      lists.onChange(({ list, added }) => {
        log.info('a list was read anew', { list })
        if (added) listener()
      })
    },
    async close() {
      await lists.close()
      await client.close()
    },
  }
}

export const NOTHING_ASKED: KnownAddresses = {
  reputation: NOTHING_KNOWN,
  lookupInspectors: LOOKUP_INSPECTORS.filter(({ looksAt }) => looksAt !== 'address'),
  describe: () => [],
  onLearnt: () => undefined,
  close: async () => undefined,
}

/** Compiles one list by itself, as the service would for this installation. */
export async function compileByItself(source: string, outPath: string, format: string, settings: Settings): Promise<CompileResult> {
  const known = (['auto', ...LIST_FORMATS] as const).find((one) => one === format)
  if (known === undefined) throw new ForebayError('USAGE', `There is no format "${format}"; there are auto, ${LIST_FORMATS.join(', ')}.`)
  const client = openListClient(settings)
  const secret = secretOfLists(loadMasterKey(settings.encryptionKey, settings.dataDir).key)
  const asked = { list: 'by-itself', source, format: known, outPath, secret, clock: Date.now, signal: new AbortController().signal }
  try {
    return await compileOnce({ ...asked, fetch: createListFetch(client) })
  } finally {
    await client.close()
  }
}

function openListClient({ listAllowPrivate }: Settings) {
  const limits = { timeoutMs: HTTP_TIMEOUT_MS, maxResponseBytes: HTTP_ANSWER_BYTES }
  return createHttpClient({ resolve: resolveLikeSystem, allowPrivate: listAllowPrivate, ...limits })
}

function secretOfLists(master: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, '', 'forebay lists', 32))
}

/** Looks again at what was let through whenever a list has learnt; gives the function that ends it. */
export function startRecheck(
  settings: Settings,
  known: KnownAddresses,
  rechecking: Omit<Rechecking, 'reputation' | 'maxAgeMs'>,
  log: Logger,
): () => void {
  const recheck = createRecheck({ ...rechecking, reputation: known.reputation, maxAgeMs: settings.listRecheckDays * DAY_MS })
  const run = () =>
    recheck().then(
      (count) => (count === 0 ? undefined : log.warn('messages with links that a list has learnt of are decided again', { count })),
      (error: unknown) => log.error('a second look at links failed', { code: 'RECHECK_FAILED', ...stackOf(error) }),
    )
  let timer: NodeJS.Timeout | undefined
  known.onLearnt(() => {
    void run()
    // What was being decided by the list of before has settled by then.
    clearTimeout(timer)
    timer = setTimeout(run, SECOND_RECHECK_MS)
  })
  return () => clearTimeout(timer)
}

const FILE_PATHS: Readonly<Record<FileUse, string>> = { file: 'f', view: 'v' }

/** @param publicUrl without a trailing slash: what links lead to. */
export function openAddresses(master: Uint8Array, epoch: number, publicUrl: string) {
  const keys = deriveLinkKeys(master, epoch)
  const rewriteLink: RewriteLink = (link) => signLink({ ...link, agent: null }, keys, publicUrl)
  const read = (untrustedToken: string, untrustedHost?: string) => readLinkToken(untrustedToken, keys, untrustedHost)
  const signFor = (address: string, agent: string): string | null => {
    if (!address.startsWith(`${publicUrl}/l/`)) return null
    const link = read(address.slice(address.lastIndexOf('/') + 1))
    return link === null ? null : signLink({ ...link, agent, host: hostOf(link.url) ?? '' }, keys, publicUrl)
  }
  const unwrapping = { publicUrl, read: (token: string, host: string) => read(token, host)?.url ?? null }
  const unwrap: Unwrap = {
    words({ text, html }) {
      const [words, page] = [
        text === undefined ? null : unwrapText(text, unwrapping),
        html === undefined ? null : unwrapHtml(html, unwrapping),
      ]
      return {
        ...(words === null ? {} : { text: words.text }),
        ...(page === null ? {} : { html: page.html }),
        links: [...(words?.links ?? []), ...(page?.links ?? [])],
      }
    },
    mail: (untrustedRaw) => unwrapMail(untrustedRaw, unwrapping),
  }
  const pictureAddress: PictureAddress = (picture) => signPicture(picture, keys, publicUrl)
  const signToken = (use: FileUse, file: AddressedFile) => signFile(use, file, keys)
  const fileAddress = (use: FileUse, file: AddressedFile) => `${publicUrl}/${FILE_PATHS[use]}/${signToken(use, file)}`
  const readPicture = (untrustedToken: string) => readPictureToken(untrustedToken, keys)
  return {
    rewriteLink,
    pictureAddress,
    read,
    readPicture,
    unwrap,
    signToken,
    readToken: (use: FileUse, untrustedToken: string) => readFileToken(use, untrustedToken, keys),
    /** @param now when it is handed out: the addresses of files last from then on */
    handTo: (release: Release, agent: string, now: number) =>
      handTo(release, agent, signFor, (use, fileId) => fileAddress(use, { messageId: release.messageId, fileId, agent, issuedAt: now })),
  }
}

export function openGateway(
  settings: Settings,
  addresses: Pick<ReturnType<typeof openAddresses>, 'read'>,
  deps: Omit<GatewayDeps, 'readToken' | 'maxAgeMs' | 'resolve'>,
) {
  // No shortener stands in a private network, whatever webhooks and lists may reach there.
  const limits = { allowPrivate: [], timeoutMs: HTTP_TIMEOUT_MS, maxResponseBytes: 1 }
  const client = settings.resolveShorteners ? createHttpClient({ resolve: resolveLikeSystem, ...limits }) : null
  const gateway = createGateway({
    ...deps,
    readToken: addresses.read,
    maxAgeMs: settings.linkDays * DAY_MS,
    resolve: client === null ? null : askShortener(client),
  })
  return { gateway, close: async () => client?.close() }
}
