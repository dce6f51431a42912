/** The one key that everything at rest is sealed under: from the setting, or made once and kept in a file that only we can read. */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ForebayError } from '../core/error.ts'
import { hasCode, syncFolderNow } from './sync-folder.ts'

const KEY_BYTES = 32
const KEY_FILE = 'encryption.key'

export interface MasterKey {
  readonly key: Buffer
  /** The file, when the key was made just now: who loses it loses the messages. */
  readonly made: string | null
}

/**
 * `setting` is 32 bytes in base64, base64url or hex; without it the key lies in `dataDir/encryption.key`.
 * Throws ForebayError `SETTINGS_INVALID` or `KEY_FILE_INVALID`; neither tells the value.
 */
export function loadMasterKey(setting: string | undefined, dataDir: string): MasterKey {
  if (setting !== undefined && setting !== '') {
    const key = parseKey(setting)
    if (key === null) {
      throw new ForebayError('SETTINGS_INVALID', 'ENCRYPTION_KEY has to be 32 bytes in base64 or hex.', { field: 'ENCRYPTION_KEY' })
    }
    return { key, made: null }
  }
  const path = join(dataDir, KEY_FILE)
  return readKeyFile(path) ?? makeKeyFile(path, dataDir)
}

function parseKey(text: string): Buffer | null {
  const trimmed = text.trim()
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, 'hex')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, 'base64')
  return null
}

function readKeyFile(path: string): MasterKey | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw new ForebayError('KEY_FILE_INVALID', `The encryption key cannot be read from ${path}.`, { cause: error })
  }
  const key = parseKey(text)
  if (key === null) throw new ForebayError('KEY_FILE_INVALID', `${path} does not hold an encryption key of 32 bytes in base64 or hex.`)
  return { key, made: null }
}

/** Written aside and linked into place: two processes that start at once agree on one key, and half a key is never read. */
function makeKeyFile(path: string, dataDir: string): MasterKey {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const key = randomBytes(KEY_BYTES)
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  const file = openSync(aside, 'wx', 0o600)
  try {
    writeSync(file, `${key.toString('base64')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(aside, path)
  } catch (error) {
    const theirs = hasCode(error, 'EEXIST') ? readKeyFile(path) : null
    if (theirs === null) throw error
    return theirs
  } finally {
    rmSync(aside, { force: true })
    syncFolderNow(dataDir)
  }
  return { key, made: path }
}
