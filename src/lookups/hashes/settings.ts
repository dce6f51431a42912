/** Reads the lists of file hashes out of their settings: every key known, and the fault named by its path. */
import { ForebayError } from '../../core/error.ts'

export interface HashListSettings {
  readonly id: string
  readonly kind: 'block' | 'allow'
  /** A path, from the folder that the service is started in. */
  readonly source: string
}

const KEYS = ['id', 'kind', 'source'] as const
const ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/
const MAX_LISTS = 64

/**
 * @param value as YAML gives it; undefined and null are no lists
 * @throws ForebayError `LISTS_INVALID`; its field is the path of the fault: `hashes[2].kind`
 */
export function readHashListSettings(value: unknown, path = 'hashes'): readonly HashListSettings[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw invalid(path, 'must be a list')
  if (value.length > MAX_LISTS) throw invalid(path, `has more than ${MAX_LISTS} lists`)
  const lists = value.map((one, at) => readOne(one, `${path}[${at}]`))
  for (const [at, { id }] of lists.entries())
    if (lists.findIndex((other) => other.id === id) !== at) throw invalid(`${path}[${at}].id`, `is the id of another list: ${id}`)
  return lists
}

function readOne(value: unknown, path: string): HashListSettings {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(path, 'must have id, kind and source')
  const given = value as Readonly<Record<string, unknown>>
  const unknown = Object.keys(given).find((key) => !KEYS.some((known) => known === key))
  if (unknown !== undefined) throw invalid(`${path}.${unknown}`, `is no setting; there are ${KEYS.join(', ')}`)
  const { id, kind, source } = given
  if (typeof id !== 'string' || !ID.test(id)) throw invalid(`${path}.id`, 'must be lower-case letters, digits and hyphens')
  if (kind !== 'block' && kind !== 'allow') throw invalid(`${path}.kind`, 'must be block or allow')
  if (typeof source !== 'string' || source === '' || source.includes('\0') || /^[a-z][a-z0-9+.-]*:\/\//i.test(source))
    throw invalid(`${path}.source`, 'must be the path of a file')
  return { id, kind, source }
}

function invalid(path: string, what: string): ForebayError {
  return new ForebayError('LISTS_INVALID', `${path} ${what}.`, { field: path })
}
