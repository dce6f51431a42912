/** A secret that nobody set is made once and kept in a file that only we can read, so that a first start needs no preparation. */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ForebayError } from '../core/error.ts'

export interface Secret {
  readonly value: string
  /** Where it lies; null when it came from the settings. */
  readonly path: string | null
}

/**
 * @param make gives the value of a new one; 64 hex digits when left out
 * @throws ForebayError `SETTINGS_INVALID` when the file is there and holds no secret
 */
export function readOrMakeSecret(
  setting: string | undefined,
  dataDir: string,
  fileName: string,
  make = () => randomBytes(32).toString('hex'),
): Secret {
  if (setting !== undefined) return { value: setting, path: null }
  const path = join(dataDir, fileName)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    const file = openSync(path, 'wx', 0o600)
    try {
      writeSync(file, `${make()}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    // Made by an earlier start, or by another process a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const value = readFileSync(path, 'utf8').trim()
  if (value.length < 16) throw new ForebayError('SETTINGS_INVALID', `${path} holds no secret; remove it, or set one.`, { field: fileName })
  return { value, path }
}
