/** Reads the settings file once, if there is one, and gives the settings of this process. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { ForebayError } from '../core/error.ts'
import { readSettings, type Settings } from './settings.ts'

/** @throws ForebayError `SETTINGS_INVALID` */
export function loadSettings(environment: Readonly<Record<string, string | undefined>>, fileName = 'config/forebay.yaml'): Settings {
  return readSettings(readYaml(fileName), environment, fileName)
}

function readYaml(fileName: string): unknown {
  let text: string
  try {
    text = readFileSync(fileName, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new ForebayError('SETTINGS_INVALID', `${fileName}: cannot be read`, { cause })
  }
  try {
    return parse(text, { maxAliasCount: 10 })
  } catch (cause) {
    throw new ForebayError('SETTINGS_INVALID', `${fileName}: is not valid YAML`, { cause })
  }
}
