/** The lists of an installation: looked up in memory, kept up to date behind it, and never without the last good one. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListMatch, ListState } from '../../core/reputation.ts'
import { type Clock, HOUR_MS } from '../../core/time.ts'
import { createExpressionReader, type HashedExpressions } from './expressions.ts'
import type { ListFetch } from './fetch-list.ts'
import { type KeptList, keepList, type LoadedList } from './kept-list.ts'
import { createKeyedHash, deriveListKeys } from './keyed-hash.ts'
import type { ListSettings } from './settings.ts'
import type { HashTable } from './table.ts'

export interface ListsOptions {
  readonly settings: readonly ListSettings[]
  /** Of compiled lists; made if it is not there. */
  readonly folder: string
  /** Of the installation, 16 bytes or more; another one makes every compiled list and every kept hash worthless. */
  readonly secret: Uint8Array
  readonly clock: Clock
  readonly fetch: ListFetch
  /** How often files are looked at, and whether it is time for a URL. */
  readonly pollSeconds?: number
  readonly random?: () => number
  /** Only what was compiled is loaded, once: no source is asked and nothing is written, as beside a service that runs. */
  readonly readOnly?: boolean
  /** Once when a list goes stale or was never loaded by the end of the first round, and again after it was well in between. */
  readonly onStale?: (list: ListState) => void
}

/** `added`: addresses are on it, or no longer excepted, that were not; what was let through before wants another look. */
export interface ListChange {
  readonly list: string
  readonly added: boolean
}

export interface Lists {
  /** One match a list at most, that of a path before that of a host. Never throws, never waits. */
  match(href: string): readonly ListMatch[]
  /** Keyed hashes of all that a list could know of this address, to be kept instead of it. Empty for what names no host. */
  hashesOf(href: string): BigUint64Array
  /** As `match`, for the hashes of one address; what of the address was known is no longer known. */
  matchHashes(hashes: BigUint64Array): readonly Omit<ListMatch, 'matched'>[]
  describe(): readonly ListState[]
  /** After each swap; gives the function that ends it. */
  onChange(listener: (change: ListChange) => void): () => void
  /** Looks at all sources (or one) now, also when it is opened to be read only. */
  refresh(list?: string): Promise<void>
  /** Settles when each list was tried once. */
  readonly firstRound: Promise<void>
  close(): Promise<void>
}

const USUAL_POLL_SECONDS = 10
/** No download takes longer. */
const LEFTOVER_AFTER_MS = HOUR_MS
const NO_MATCHES: readonly ListMatch[] = Object.freeze([])

/** Resolves once the lists compiled last are loaded; the sources are asked behind it. */
export async function openLists(options: ListsOptions): Promise<Lists> {
  const { settings, folder, secret, clock, fetch } = options
  const keys = deriveListKeys(secret)
  const reader = createExpressionReader(createKeyedHash(keys.hash))
  const closing = new AbortController()
  const listeners = new Set<(change: ListChange) => void>()
  const alarmed = new Set<string>()
  const { readOnly = false } = options
  if (settings.length > 0 && !readOnly) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await removeLeftovers(folder)
  }

  const changed = (list: string, added: boolean): void => {
    for (const listener of listeners) listener({ list, added })
  }
  const { random = Math.random } = options
  const lists = settings.map((one) =>
    keepList(one, { folder, secret, seal: keys.seal, clock, random, fetch, signal: closing.signal, changed }),
  )
  await Promise.all(lists.map((list) => list.load()))

  let running: Promise<void> = Promise.resolve()
  /** One after the other: a compiler takes a core and some memory. */
  function round(now: boolean, only?: string): Promise<void> {
    running = running.then(async () => {
      for (const list of lists) {
        if (closing.signal.aborted) return
        if (only === undefined || list.settings.id === only) await list.refresh(now)
      }
      alarm()
    })
    return running
  }

  function alarm(): void {
    for (const list of lists) {
      const state = list.state()
      if (!state.stale) alarmed.delete(state.id)
      else if (!alarmed.has(state.id)) {
        alarmed.add(state.id)
        options.onStale?.(state)
      }
    }
  }

  let looking = false
  const timer = setInterval(
    () => {
      // A round that takes long is not queued up behind itself.
      if (looking || readOnly) return
      looking = true
      void round(false).finally(() => {
        looking = false
      })
    },
    (options.pollSeconds ?? USUAL_POLL_SECONDS) * 1_000,
  )
  timer.unref()
  const firstRound = readOnly ? running : round(false)

  function matchOf({ settings: { id, kind, category }, readAt }: KeptList, matched: string): ListMatch {
    const at = readAt()
    return { kind, list: id, matched, category, ageMs: at === null ? null : Math.max(0, clock() - at) }
  }

  return {
    match(href) {
      const hashed = reader.read(href)
      if (hashed === null) return NO_MATCHES
      let matches: ListMatch[] | null = null
      for (const list of lists) {
        const at = find(list.loaded(), hashed)
        if (at < 0) continue
        matches ??= []
        matches.push(matchOf(list, hashed.expression(at)))
      }
      return matches ?? NO_MATCHES
    },
    hashesOf(href) {
      const hashed = reader.read(href)
      hashed?.withPaths()
      return hashed === null ? new BigUint64Array() : new BigUint64Array(hashed.halves.slice(0, 2 * hashed.count).buffer)
    },
    matchHashes(hashes) {
      const halves = new Uint32Array(hashes.buffer, hashes.byteOffset, 2 * hashes.length)
      const kept = { hosts: hashes.length, count: hashes.length, halves, expression: () => '', withPaths: () => undefined }
      return lists
        .filter((list) => find(list.loaded(), kept) >= 0)
        .map((list) => {
          const { matched: _gone, ...match } = matchOf(list, '')
          return match
        })
    },
    describe: () => lists.map((list) => list.state()),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    refresh: (list) => round(true, list),
    firstRound,
    async close() {
      clearInterval(timer)
      closing.abort()
      await running
    },
  }
}

/** Of a process that ended in the middle; another that runs now may be writing its own. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/\.(?:download|tmp)$/.test(name)) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && found.mtimeMs < Date.now() - LEFTOVER_AFTER_MS) await rm(path, { force: true })
  }
}

/** The place of the first hash that the list has and does not except; -1 when there is none. */
function find(list: LoadedList | null, hashed: HashedExpressions): number {
  if (list === null) return -1
  const { hosts, halves } = hashed
  let at = -1
  if (list.paths.size > 0 && findIn(list.pathHosts, halves, 0, hosts) >= 0) {
    hashed.withPaths()
    at = findIn(list.paths, halves, 0, hashed.count)
  }
  if (at < 0 && list.hosts.size > 0) at = findIn(list.hosts, halves, 0, hosts)
  if (at < 0 || list.exceptions.size === 0) return at
  hashed.withPaths()
  return findIn(list.exceptions, halves, 0, hashed.count) < 0 ? at : -1
}

function findIn(table: HashTable, halves: Uint32Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) if (table.has(halves[2 * at + 1]!, halves[2 * at]!)) return at
  return -1
}
