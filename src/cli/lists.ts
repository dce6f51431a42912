/** `forebay lists`: shows the lists of addresses and how old they are, compiles one, and says which lists know an address. */
import { ForebayError } from '../core/error.ts'
import type { ListMatch, ListState } from '../core/reputation.ts'
import { MINUTE_MS } from '../core/time.ts'
import { hopsOf } from '../parse/link/hops.ts'
import { parseUrl } from '../parse/url.ts'
import { counted, padColumns, plain, readableSize, widthOf } from './terminal.ts'

export interface CompiledFile {
  readonly header: {
    readonly format: string
    readonly hosts: number
    readonly paths: number
    readonly exceptions: number
    readonly duplicates: number
    readonly refused: {
      readonly count: number
      readonly reasons: Readonly<Partial<Record<string, number>>>
      readonly lines: readonly { readonly line: number; readonly why: string }[]
    }
  }
  readonly sizeBytes: number
}

interface Output {
  readonly stdout: { write(text: string): unknown }
}

const NO_LISTS = 'There are no lists. They are named in config/lists.yaml (see config/lists.example.yaml), or in the file of LISTS_FILE.\n'

const HEAD = ['id', 'kind', 'entries', 'refused', 'age', 'state', 'format', 'source'] as const

/** @returns 1 when a list is stale or was never read, 0 else */
export function showLists({ lists, stdout }: Output & { readonly lists: readonly ListState[] }): 0 | 1 {
  if (lists.length === 0) {
    stdout.write(NO_LISTS)
    return 0
  }
  const rows = lists.map((list) => [
    list.id,
    list.kind,
    list.entries.toLocaleString('en-US'),
    String(list.refused.count),
    list.ageMs === null ? '' : ageInWords(list.ageMs),
    stateOf(list),
    list.format ?? '',
    plain(list.source),
  ])
  const table = [HEAD, ...rows]
  const widths = HEAD.map((_, column) => Math.max(...table.map((row) => widthOf(row[column] ?? ''))))
  for (const row of table) {
    const cells = row.map((cell, column) => padColumns(cell, widths[column] ?? 0))
    stdout.write(`${cells.join('  ').trimEnd()}\n`)
  }
  return lists.some(({ stale }) => stale) ? 1 : 0
}

/** @param compile reads the source and writes the file */
export async function compileListFile(
  asked: { readonly source: string; readonly out: string; readonly format: string },
  { compile, stdout }: Output & { compile(source: string, out: string, format: string): Promise<CompiledFile> },
): Promise<void> {
  const { header, sizeBytes } = await compile(asked.source, asked.out, asked.format)
  const { refused } = header
  const parts = [
    counted(header.hosts, 'host'),
    `${header.paths} ${header.paths === 1 ? 'address' : 'addresses'}`,
    counted(header.exceptions, 'exception'),
    counted(header.duplicates, 'duplicate'),
  ]
  stdout.write(`${plain(asked.out)}: ${parts.join(', ')}, read as ${header.format}, ${readableSize(sizeBytes)}\n`)
  if (refused.count === 0) return
  const reasons = Object.entries(refused.reasons).map(([why, count]) => `${why} ${count}`)
  stdout.write(`refused ${refused.count}: ${reasons.join(', ')}\n`)
  for (const { line, why } of refused.lines) stdout.write(`  line ${line}: ${why}\n`)
}

/**
 * @returns 1 when a blocking list knows one of the addresses or one that it carries on to, or a list was never read, 0 else
 * @throws ForebayError `INVALID_FIELD` for what is no address
 */
export function checkAddresses(
  addresses: readonly string[],
  { match, lists, stdout }: Output & { match(href: string): readonly ListMatch[]; readonly lists: readonly ListState[] },
): 0 | 1 {
  const unread = lists.filter(({ ageMs }) => ageMs === null).map(({ id }) => id)
  let blocked = false
  for (const untrusted of addresses) {
    const address = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(untrusted) ? untrusted : `https://${untrusted}`)
    if (address === null || address.host === null) throw new ForebayError('INVALID_FIELD', `"${plain(untrusted, 200)}" is no address.`)
    let known = false
    for (const hop of hopsOf(address)) {
      const inside = hop.outer === null ? '' : `${plain(hop.address.href, 200)}: `
      for (const { kind, list, matched, category, ageMs } of match(hop.address.href)) {
        known = true
        blocked ||= kind === 'block'
        const details = [category, ageMs === null ? null : `read ${ageInWords(ageMs)} ago`].filter((detail) => detail !== null)
        const behind = details.length === 0 ? '' : ` (${details.join(', ')})`
        stdout.write(`${plain(untrusted, 200)}  ${kind}  ${list}  ${inside}${plain(matched, 200)}${behind}\n`)
      }
    }
    if (!known) stdout.write(`${plain(untrusted, 200)}  on no list\n`)
  }
  // "On no list" must not be taken for more than it is.
  if (lists.length === 0) stdout.write(NO_LISTS)
  if (unread.length > 0) stdout.write(`Not looked at, for the service has not read them yet: ${unread.join(', ')}\n`)
  return blocked || unread.length > 0 ? 1 : 0
}

function stateOf({ stale, lastError, ageMs }: ListState): string {
  const state = ageMs === null ? 'never read' : stale ? 'stale' : 'ok'
  return lastError === null ? state : `${state}, ${lastError}`
}

function ageInWords(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 60) return `${minutes} min`
  return minutes < 2_880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} d`
}
