/** Keeps one list: loads what was compiled last, reads its source when that has changed, and swaps old for new in one step; what goes wrong leaves the old one standing. */
import { randomBytes } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ForebayError } from '../../core/error.ts'
import type { ListState } from '../../core/reputation.ts'
import { type Clock, HOUR_MS, MINUTE_MS } from '../../core/time.ts'
import { type CompileResult, digestOf } from './compile.ts'
import { compileInThread } from './compile-thread.ts'
import { type ListHeader, type RefusedLines, readCompiled, type SourceState } from './compiled-file.ts'
import type { ListFetch } from './fetch-list.ts'
import { isUrl, type ListSettings, shownSource } from './settings.ts'
import { createHashTable, type HashTable } from './table.ts'

/** What is looked up in. Never changed: a look sees one or the next. */
export interface LoadedList {
  readonly header: ListHeader
  readonly hosts: HashTable
  readonly paths: HashTable
  readonly pathHosts: HashTable
  readonly exceptions: HashTable
}

export interface KeptList {
  readonly settings: ListSettings
  loaded(): LoadedList | null
  readAt(): number | null
  state(): ListState
  /** Loads the compiled file, if it is there and whole. */
  load(): Promise<void>
  /** Looks whether there is something new, if it is time to; `now` true does not wait for the time. */
  refresh(now: boolean): Promise<void>
}

export interface KeptListDeps {
  readonly folder: string
  readonly secret: Uint8Array
  readonly seal: Uint8Array
  readonly clock: Clock
  readonly random: () => number
  readonly fetch: ListFetch
  readonly signal: AbortSignal
  /** After each swap. */
  readonly changed: (list: string, added: boolean) => void
}

export const MAX_DOWNLOAD_BYTES = 200 * 1_024 * 1_024
const FIRST_BACKOFF_MS = MINUTE_MS
const NOTHING_REFUSED: RefusedLines = { count: 0, reasons: {}, lines: [] }
const NO_STATE: SourceState = { etag: null, lastModified: null, mtimeMs: null, sizeBytes: null }

export function keepList(settings: ListSettings, deps: KeptListDeps): KeptList {
  const { id, source } = settings
  const { clock } = deps
  const remote = isUrl(source)
  const compiledPath = join(deps.folder, `${id}.list`)
  const sourceDigest = digestOf(source)
  let loaded: LoadedList | null = null
  let readAt: number | null = null
  let lastError: string | null = null
  let failures = 0
  let nextAt = 0
  /** Of the compiled file and of the source as last seen, and of the source that could not be compiled. */
  let seenCompiled = ''
  let seenSource = ''
  let failedSource = ''

  async function take(): Promise<boolean> {
    const mark = await markOf(compiledPath)
    if (mark === null || mark === seenCompiled) return false
    seenCompiled = mark
    const { header, hashes } = await readCompiled(compiledPath, deps.seal)
    // Another source has this id now, or another process was slower than we were.
    if (header.sourceDigest !== sourceDigest || header.sourceReadAt < (loaded?.header.sourceReadAt ?? 0)) return false
    loaded = {
      header,
      hosts: createHashTable(hashes.hosts),
      paths: createHashTable(hashes.paths),
      pathHosts: createHashTable(hashes.pathHosts),
      exceptions: createHashTable(hashes.exceptions),
    }
    readAt = Math.max(readAt ?? 0, header.sourceReadAt)
    return true
  }

  async function load(): Promise<void> {
    try {
      const first = loaded === null
      if ((await take()) && !first) deps.changed(id, true)
    } catch (error) {
      lastError = codeOf(error)
    }
  }

  async function compile(sourcePath: string, sourceState: SourceState): Promise<void> {
    const at = clock()
    const { folder: _folder, secret } = deps
    const job = { list: id, sourcePath, source: shownSource(source), sourceDigest, sourceState, sourceReadAt: at, compiledAt: at }
    const result: CompileResult = await compileInThread(
      { ...job, format: settings.format, outPath: compiledPath, secret, refuseEmpty: remote },
      deps.signal,
    )
    const first = loaded === null
    await take()
    if (first || result.added || result.removed) deps.changed(id, first || result.added)
  }

  async function refreshFile(now: boolean): Promise<void> {
    const mark = await markOf(source)
    if (mark === null) throw new ForebayError('LIST_SOURCE_MISSING', 'The file of the list is not there.')
    const { mtimeMs, size } = await stat(source)
    const known = loaded?.header.sourceState
    const unchanged = known?.mtimeMs === mtimeMs && known.sizeBytes === size
    const stands = seenSource === mark
    seenSource = mark
    if (unchanged && !now) return
    // A file that is being written changes from look to look: it is read once it stands still.
    if (loaded !== null && !stands && !now) return
    if (failedSource === mark && !now && clock() < nextAt) throw new ForebayError(lastError ?? 'LIST_NOT_COMPILED', 'As before.')
    failedSource = mark
    await compile(source, { ...NO_STATE, mtimeMs, sizeBytes: size })
    failedSource = ''
  }

  async function refreshUrl(again: boolean): Promise<void> {
    const toPath = join(deps.folder, `${id}.${randomBytes(6).toString('hex')}.download`)
    // A list that has to be read again is not asked for only if it has changed.
    const { etag, lastModified } = (again ? null : loaded?.header.sourceState) ?? NO_STATE
    try {
      const answer = await deps.fetch(source, { etag, lastModified, maxBytes: MAX_DOWNLOAD_BYTES, signal: deps.signal, toPath })
      if (answer.status === 'fetched') {
        await compile(toPath, { ...NO_STATE, etag: answer.etag, lastModified: answer.lastModified })
      } else if (loaded === null) throw new ForebayError('LIST_SOURCE_REFUSED', 'The source says unchanged of a list that was never read.')
    } finally {
      await rm(toPath, { force: true })
    }
  }

  return {
    settings,
    loaded: () => loaded,
    readAt: () => readAt,
    load,
    async refresh(now) {
      // The command line, or another process of this installation, may have compiled it.
      await load()
      const damaged = lastError === 'LIST_DAMAGED' && failures === 0
      if (remote && !now && !damaged && clock() < dueAt()) return
      try {
        if (remote) await refreshUrl(damaged)
        else await refreshFile(now || damaged)
        readAt = clock()
        lastError = null
        failures = 0
        nextAt = 0
      } catch (error) {
        if (deps.signal.aborted) return
        const again = clock() < nextAt && !now
        lastError = codeOf(error)
        if (again) return
        failures += 1
        nextAt = clock() + backoffMs(error)
      }
    },
    state() {
      const ageMs = readAt === null ? null : Math.max(0, clock() - readAt)
      const header = loaded?.header
      return {
        ...{ id, kind: settings.kind, source: shownSource(source), format: header?.format ?? null, category: settings.category },
        entries: header === undefined ? 0 : header.hosts + header.paths,
        refused: header?.refused ?? NOTHING_REFUSED,
        ...{ readAt, ageMs, stale: isStale(), lastError },
      }
    },
  }

  /** With a tenth of jitter, so that installations do not ask a feed all at once. */
  function dueAt(): number {
    if (failures > 0) return nextAt
    if (nextAt === 0) nextAt = readAt === null ? clock() : readAt + settings.refreshMinutes * MINUTE_MS * (0.9 + 0.2 * deps.random())
    return nextAt
  }

  function backoffMs(error: unknown): number {
    const asked = error instanceof ForebayError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0
    const longest = Math.max(FIRST_BACKOFF_MS, settings.refreshMinutes * MINUTE_MS)
    const doubled = Math.min(longest, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 20))
    return Math.max(Math.min(asked, longest), doubled * (0.75 + 0.5 * deps.random()))
  }

  /** A file that nobody writes any more is as stale as a feed that does not answer. */
  function isStale(): boolean {
    if (loaded === null || readAt === null) return true
    if (settings.staleAfterHours === null) return false
    const since = loaded.header.sourceState.mtimeMs ?? readAt
    return clock() - Math.min(since, readAt) > settings.staleAfterHours * HOUR_MS
  }
}

/** Changes whenever the file does; null when there is none. */
async function markOf(path: string): Promise<string | null> {
  try {
    const { mtimeMs, size, ino } = await stat(path)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    // Not there, or not for us: the caller says which file that was.
    return null
  }
}

function codeOf(error: unknown): string {
  return error instanceof ForebayError ? error.code : 'LIST_NOT_COMPILED'
}
