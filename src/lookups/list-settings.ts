/** Reads what the settings of all kinds of lists have in common: every key known, each id once, and the fault named by its path. */
import { ForebayError } from '../core/error.ts'

const ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/
const MAX_LISTS = 64

/** What one list is given, by key. */
export type GivenList = Readonly<Record<string, unknown>>

export interface NamedList {
  readonly id: string
  readonly kind: 'block' | 'allow'
}

/**
 * @param value as YAML or JSON gives it; undefined and null are no lists
 * @param readOne reads one list, whose keys are among `keys`
 * @throws ForebayError `LISTS_INVALID`; its field is the path of the fault: `lists[2].kind`
 */
export function readSettingsOfLists<List extends NamedList>(
  value: unknown,
  path: string,
  keys: readonly string[],
  readOne: (given: GivenList, path: string) => List,
): readonly List[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw invalidList(path, 'must be a list')
  if (value.length > MAX_LISTS) throw invalidList(path, `has more than ${MAX_LISTS} lists`)
  const lists = value.map((one, at) => readOne(givenIn(one, `${path}[${at}]`, keys), `${path}[${at}]`))
  for (const [at, { id }] of lists.entries())
    if (lists.findIndex((other) => other.id === id) !== at) throw invalidList(`${path}[${at}].id`, `is the id of another list: ${id}`)
  return lists
}

function givenIn(value: unknown, path: string, keys: readonly string[]): GivenList {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidList(path, 'must have id, kind and source')
  const unknown = Object.keys(value).find((key) => !keys.includes(key))
  if (unknown !== undefined) throw invalidList(`${path}.${unknown}`, `is no setting; there are ${keys.join(', ')}`)
  return value as GivenList
}

/** Id and kind, which every list has. */
export function readNamedList({ id, kind }: GivenList, path: string): NamedList {
  if (typeof id !== 'string' || !ID.test(id)) throw invalidList(`${path}.id`, 'must be lower-case letters, digits and hyphens')
  if (kind !== 'block' && kind !== 'allow') throw invalidList(`${path}.kind`, 'must be block or allow')
  return { id, kind }
}

export function invalidList(path: string, what: string): ForebayError {
  return new ForebayError('LISTS_INVALID', `${path} ${what}.`, { field: path })
}
