/** Reads a file of lists: what is wrong with it is told with its name, and one that somebody named is there. */
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { ForebayError } from './core/error.ts'

export interface ListFile {
  readonly fileName: string
  /** Where it is looked for when nobody says where: it may be missing there. */
  readonly usualName: string
  /** The setting that names it. */
  readonly setting: string
  /** Its one key. */
  readonly key: string
}

/**
 * @param read takes what stands under the key; undefined when nothing does
 * @throws ForebayError `LISTS_INVALID` that names the file and the path in it
 */
export function readListFile<List>(file: ListFile, read: (value: unknown) => readonly List[]): readonly List[] {
  const { fileName, usualName, setting, key } = file
  if (!existsSync(fileName)) {
    // Named by somebody, it is a slip: a start without the lists would let through what is on them.
    if (fileName !== usualName) throw new ForebayError('LISTS_INVALID', `${fileName}: there is no such file (${setting}).`)
    return []
  }
  let value: unknown
  try {
    value = parse(readFileSync(fileName, 'utf8'), { maxAliasCount: 10 })
  } catch (cause) {
    throw new ForebayError('LISTS_INVALID', `${fileName}: is not valid YAML.`, { cause })
  }
  if (value !== null && (typeof value !== 'object' || Object.keys(value).some((one) => one !== key)))
    throw new ForebayError('LISTS_INVALID', `${fileName}: has one key, ${key}.`)
  try {
    return read((value as Readonly<Record<string, unknown>> | null)?.[key])
  } catch (error) {
    if (!(error instanceof ForebayError)) throw error
    throw new ForebayError(error.code, `${fileName}: ${error.publicMessage}`, {
      ...(error.field === undefined ? {} : { field: error.field }),
    })
  }
}
