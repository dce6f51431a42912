/** Wires what files are judged by outside the sandbox: the scanners as one, what their own configuration tells of limits, and the lists of hashes. */
import { readFileSync } from 'node:fs'
import { eicar } from './core/eicar.ts'
import { ForebayError } from './core/error.ts'
import type { HashListState } from './core/hash-list.ts'
import type { Scanner } from './core/scanner.ts'
import { type Clock, MINUTE_MS } from './core/time.ts'
import { createClamdScanner } from './lookups/clamd.ts'
import { type OpenHashLists, openHashLists } from './lookups/hashes/hash-lists.ts'
import { readHashListSettings } from './lookups/hashes/settings.ts'
import { createIcapScanner } from './lookups/icap.ts'
import { allOf } from './lookups/scanner/all-of.ts'
import { readClamdLimit } from './lookups/scanner/clamd-conf.ts'
import { type Settings, USUAL_HASH_LISTS_FILE } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'
import { readListFile } from './wire-list-file.ts'

type ScannerSettings = Pick<Settings, 'clamdUrl' | 'clamdParallel' | 'clamdTimeoutMs' | 'clamdMaxBytes' | 'clamdConf' | 'icapUrl'>

/** @throws ForebayError `SETTINGS_INVALID` for a `clamd.conf` that cannot be read */
export function openScanner(settings: ScannerSettings): Scanner {
  const { clamdUrl = [], icapUrl = [], clamdParallel: parallel, clamdTimeoutMs: timeoutMs, clamdMaxBytes } = settings
  const canary = eicar()
  const maxBytes = Math.min(clamdMaxBytes, limitOf(settings.clamdConf) ?? clamdMaxBytes)
  const clamd = createClamdScanner({ addresses: clamdUrl, parallelPerDaemon: parallel, timeoutMs, maxBytes, canary })
  if (icapUrl.length === 0) return clamd
  const icap = createIcapScanner({ addresses: icapUrl, parallelPerEngine: parallel, timeoutMs, maxBytes: clamdMaxBytes, canary })
  return clamdUrl.length === 0 ? icap : allOf([clamd, icap])
}

function limitOf(clamdConf: string | undefined): number | null {
  if (clamdConf === undefined) return null
  try {
    return readClamdLimit(readFileSync(clamdConf, 'utf8'))
  } catch (cause) {
    throw new ForebayError('SETTINGS_INVALID', `${clamdConf} cannot be read (CLAMD_CONF).`, { field: 'CLAMD_CONF', cause })
  }
}

/**
 * Null when there are none.
 * @param onRead told of each new reading, and of what cannot be read; null looks once, as beside a service that runs
 * @throws ForebayError `LISTS_INVALID` that names the file and the path in it
 */
export async function openListsOfHashes(
  { hashListsFile, listPollSeconds }: Pick<Settings, 'hashListsFile' | 'listPollSeconds'>,
  clock: Clock,
  onRead: ((state: HashListState) => void) | null,
): Promise<OpenHashLists | null> {
  const settings = readListFile(
    { fileName: hashListsFile, usualName: USUAL_HASH_LISTS_FILE, setting: 'HASH_LISTS_FILE', key: 'hashes' },
    readHashListSettings,
  )
  if (settings.length === 0) return null
  return openHashLists({ settings, clock, pollSeconds: onRead === null ? null : listPollSeconds, ...(onRead === null ? {} : { onRead }) })
}

export function tellHashList({ id, entries, refused, lastError }: HashListState, log: Logger): void {
  if (lastError !== null) log.warn('a list of hashes cannot be read: what was read before stays in force', { code: lastError, list: id })
  else log.info(`a list of hashes was read: ${entries} entries, ${refused} lines refused`, { list: id })
}

/** Tells, once each, of signatures that are too old and of a scanner that calls clean what is above its limits. */
export function watchScanner(scanner: Pick<Scanner, 'describe'>, maxAgeMs: number, clock: Clock, log: Logger): () => void {
  const told = new Set<string>()
  const tell = (about: string, isSo: boolean, say: () => void): void => {
    if (isSo && !told.has(about)) say()
    if (isSo) told.add(about)
    else told.delete(about)
  }
  const look = async (): Promise<void> => {
    const { engines = [] } = await scanner.describe()
    for (const { address, signaturesAt, limitBytes, silentAboveLimit } of engines) {
      tell(`age ${address}`, signaturesAt !== null && clock() - signaturesAt > maxAgeMs, () =>
        log.warn('the signatures of a scanner are too old', { code: 'SIGNATURES_OLD', address }),
      )
      tell(`limit ${address}`, silentAboveLimit, () =>
        log.warn('a scanner calls clean what is above its limits: larger files are held', {
          ...{ code: 'SCANNER_SILENT_LIMIT', address },
          ...(limitBytes === null ? {} : { count: limitBytes }),
        }),
      )
    }
  }
  void look()
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

const LOOK_EVERY_MS = MINUTE_MS
