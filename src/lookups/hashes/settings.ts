/** Reads the lists of file hashes out of their settings: every key known, and the fault named by its path. */
import { type GivenList, invalidList, type NamedList, readNamedList, readSettingsOfLists } from '../list-settings.ts'

export interface HashListSettings extends NamedList {
  /** A path, from the folder that the service is started in. */
  readonly source: string
}

const KEYS = ['id', 'kind', 'source'] as const

/**
 * @param value as YAML gives it; undefined and null are no lists
 * @throws ForebayError `LISTS_INVALID`; its field is the path of the fault: `hashes[2].kind`
 */
export function readHashListSettings(value: unknown, path = 'hashes'): readonly HashListSettings[] {
  return readSettingsOfLists(value, path, KEYS, readOne)
}

function readOne(given: GivenList, path: string): HashListSettings {
  const { source } = given
  const named = readNamedList(given, path)
  if (typeof source !== 'string' || source === '' || source.includes('\0') || /^[a-z][a-z0-9+.-]*:\/\//i.test(source))
    throw invalidList(`${path}.source`, 'must be the path of a file')
  return { ...named, source }
}
