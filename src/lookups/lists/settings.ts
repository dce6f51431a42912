/** Reads the lists of an installation out of its settings: every key known, every value in bounds, and the fault named by its path. */
import { type GivenList, invalidList, type NamedList, readNamedList, readSettingsOfLists } from '../list-settings.ts'
import { LIST_FORMATS, type ListFormat } from './formats/detect.ts'

export interface ListSettings extends NamedList {
  /** A path, or an https URL. */
  readonly source: string
  readonly format: ListFormat | 'auto'
  /** `phishing`, `malware`: what is on it; null when that is mixed. */
  readonly category: string | null
  /** For a URL. Files are watched. */
  readonly refreshMinutes: number
  /** Null: it may be as old as it likes, as a list kept by hand. */
  readonly staleAfterHours: number | null
}

const KEYS = ['id', 'kind', 'source', 'format', 'category', 'refreshMinutes', 'staleAfterHours'] as const
const CATEGORY = /^[a-z][a-z0-9-]{0,31}$/
const MAX_SOURCE_CHARACTERS = 2_000
const A_YEAR_OF_MINUTES = 525_600
const A_YEAR_OF_HOURS = 8_760
const USUAL_REFRESH_MINUTES = 60
const USUAL_STALE_HOURS = 48

/**
 * @param value as YAML or JSON gives it; undefined and null are no lists
 * @throws ForebayError `LISTS_INVALID`; its field is the path of the fault: `lists[2].kind`
 */
export function readListSettings(value: unknown, path = 'lists'): readonly ListSettings[] {
  return readSettingsOfLists(value, path, KEYS, readOne)
}

function readOne(given: GivenList, path: string): ListSettings {
  const source = readSource(given.source, `${path}.source`)
  return {
    ...readNamedList(given, path),
    source,
    format: given.format === undefined ? 'auto' : readChoice(given.format, `${path}.format`, ['auto', ...LIST_FORMATS]),
    category: given.category === undefined || given.category === null ? null : readCategory(given.category, `${path}.category`),
    refreshMinutes: readNumber(given.refreshMinutes ?? USUAL_REFRESH_MINUTES, `${path}.refreshMinutes`, 1, A_YEAR_OF_MINUTES),
    staleAfterHours: readStale(given.staleAfterHours, `${path}.staleAfterHours`, source),
  }
}

function readSource(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '' || value.length > MAX_SOURCE_CHARACTERS || value.includes('\0'))
    throw invalidList(path, 'must be a path or an https URL')
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return value
  if (!/^https:\/\//i.test(value) || URL.parse(value) === null) throw invalidList(path, 'must be a path or an https URL')
  return value
}

function readStale(value: unknown, path: string, source: string): number | null {
  if (value === null) return null
  if (value === undefined) return isUrl(source) ? USUAL_STALE_HOURS : null
  return readNumber(value, path, 1, A_YEAR_OF_HOURS)
}

function readCategory(value: unknown, path: string): string {
  return readText(value, path, CATEGORY, 'must be a word like phishing')
}

function readText(value: unknown, path: string, pattern: RegExp, what: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw invalidList(path, what)
  return value
}

function readChoice<const Choice extends string>(value: unknown, path: string, choices: readonly Choice[]): Choice {
  const chosen = choices.find((choice) => choice === value)
  if (chosen === undefined) throw invalidList(path, `must be ${choices.join(' or ')}`)
  return chosen
}

function readNumber(value: unknown, path: string, least: number, most: number): number {
  if (typeof value !== 'number' || !(value >= least && value <= most)) throw invalidList(path, `must be a number from ${least} to ${most}`)
  return value
}

export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source)
}

/** A source as people may see it: keys stand in user, query and path of many feeds, so only its ends are shown. */
export function shownSource(source: string): string {
  const url = isUrl(source) ? URL.parse(source) : null
  if (url === null) return source
  const folders = url.pathname.split('/')
  const last = folders.pop() ?? ''
  return `${url.origin}/${folders.length > 1 ? '…/' : ''}${last}`
}
