/** A file that a setting names is read as it is, or the setting is refused by its name; what is in the file is in no error. */
import { readFileSync } from 'node:fs'
import { ForebayError } from '../core/error.ts'

/** @throws ForebayError `SETTINGS_INVALID` */
export function readFileOf(field: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ForebayError('SETTINGS_INVALID', `${path}: cannot be read.`, { field, cause })
  }
}
