/** The lists of file hashes of an installation: looked up in memory, read anew when their file changes, and never without the last good reading. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { ForebayError } from '../../core/error.ts'
import type { HashListMatch, HashListState, HashLists } from '../../core/hash-list.ts'
import type { Clock } from '../../core/time.ts'
import { HASHES, type HashFile, type HashName, readHashFile } from './read-hash-file.ts'
import type { HashListSettings } from './settings.ts'

export interface HashListsOptions {
  readonly settings: readonly HashListSettings[]
  readonly clock: Clock
  /** How often the files are looked at; null looks once. */
  readonly pollSeconds: number | null
  /** When a file cannot be read, and after each new reading. */
  onRead?(state: HashListState): void
}

export interface OpenHashLists extends HashLists {
  describe(): readonly HashListState[]
  /** Looks at all files now. */
  refresh(): Promise<void>
  close(): Promise<void>
}

interface Kept {
  readonly settings: HashListSettings
  file: HashFile | null
  /** Changes whenever the file does. */
  mark: string
  readAt: number | null
  lastError: string | null
}

const NO_MATCHES: readonly HashListMatch[] = Object.freeze([])

/** Resolves when each file was tried once. */
export async function openHashLists({ settings, clock, pollSeconds, onRead }: HashListsOptions): Promise<OpenHashLists> {
  const lists = settings.map((one): Kept => ({ settings: one, file: null, mark: '', readAt: null, lastError: null }))
  const closing = new AbortController()
  let running: Promise<void> = Promise.resolve()

  function refresh(): Promise<void> {
    running = running.then(async () => {
      for (const list of lists) if (!closing.signal.aborted && (await readIfChanged(list, clock, closing.signal))) onRead?.(stateOf(list))
    })
    return running
  }

  await refresh()
  const timer = pollSeconds === null || lists.length === 0 ? undefined : setInterval(() => void refresh(), pollSeconds * 1_000)
  timer?.unref()

  return {
    match(sha256, bytes) {
      if (lists.length === 0) return NO_MATCHES
      const known = new Map<HashName, Uint8Array>([['sha256', Buffer.from(sha256, 'hex')]])
      // What no list has is not worked out.
      const hashOf = (kind: HashName): Uint8Array => {
        const hash = known.get(kind) ?? createHash(kind).update(bytes).digest()
        known.set(kind, hash)
        return hash
      }
      return lists.flatMap((list) => matchOf(list, hashOf))
    },
    unread: () => lists.some(({ settings, file }) => settings.kind === 'block' && file === null),
    describe: () => lists.map(stateOf),
    refresh,
    async close() {
      clearInterval(timer)
      closing.abort()
      await running
    },
  }
}

function matchOf({ settings: { id, kind }, file }: Kept, hashOf: (kind: HashName) => Uint8Array): readonly HashListMatch[] {
  for (const hash of Object.keys(HASHES) as HashName[]) {
    const table = file?.tables.get(hash)
    const place = table?.find(hashOf(hash)) ?? -1
    if (table !== undefined && place >= 0) return [{ kind, list: id, name: table.nameAt(place), hash }]
  }
  return NO_MATCHES
}

/** True when there is something new to tell of it. */
async function readIfChanged(list: Kept, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const { source } = list.settings
  try {
    const { mtimeMs, size, ino } = await stat(source)
    const mark = `${mtimeMs} ${size} ${ino}`
    if (mark === list.mark) return false
    // The mark of before reading: what is written meanwhile is read next time.
    const file = await readHashFile(source, signal)
    // A file that is being written anew is empty for a moment.
    if (file.entries === 0 && (list.file?.entries ?? 0) > 0) throw new ForebayError('HASH_LIST_EMPTY', 'The list has no entries any more.')
    list.file = file
    list.mark = mark
    list.readAt = clock()
    list.lastError = null
    return true
  } catch (error) {
    if (signal.aborted) return false
    const lastError = (error as NodeJS.ErrnoException).code ?? 'HASH_LIST_UNREADABLE'
    const isNew = lastError !== list.lastError
    list.lastError = lastError
    return isNew
  }
}

function stateOf({ settings, file, readAt, lastError }: Kept): HashListState {
  return { ...settings, entries: file?.entries ?? 0, refused: file?.refused ?? 0, readAt, lastError }
}
