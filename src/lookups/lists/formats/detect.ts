/** Tells the format of a list from its beginning, and gives the reader of each. */
import { ForebayError } from '../../../core/error.ts'
import { adblockFeed, COMMENT } from './adblock.ts'
import { addressColumn, csvFeed, splitRow } from './csv.ts'
import { type EntrySink, type Feed, hostFeed, hostsFileFeed, looksLikeIp } from './feed.ts'
import { jsonFeed } from './json.ts'

/** `hosts` and `urls` are read alike: a name or an address a line. */
export const LIST_FORMATS = ['hosts', 'hostfile', 'urls', 'csv', 'json', 'adblock'] as const
export type ListFormat = (typeof LIST_FORMATS)[number]

/** Enough to get past the longest preamble of comments. */
const LOOK_AT_CHARACTERS = 65_536
const LOOK_AT_LINES = 200

const FEEDS: Readonly<Record<ListFormat, (sink: EntrySink) => Feed>> = {
  hosts: hostFeed,
  urls: hostFeed,
  hostfile: hostsFileFeed,
  csv: csvFeed,
  json: jsonFeed,
  adblock: adblockFeed,
}

export interface DetectingFeed extends Feed {
  /** Null until enough was seen. */
  format(): ListFormat | null
}

export function openFeed(format: ListFormat | 'auto', sink: EntrySink): DetectingFeed {
  let known: ListFormat | null = format === 'auto' ? null : format
  let feed: Feed | null = known === null ? null : FEEDS[known](sink)
  let beginning = ''
  const decide = (): Feed => {
    known = detectFormat(beginning)
    feed = FEEDS[known](sink)
    feed.push(beginning)
    beginning = ''
    return feed
  }
  return {
    push(text) {
      if (feed !== null) return feed.push(text)
      beginning += text
      if (beginning.length >= LOOK_AT_CHARACTERS) decide()
    },
    end: () => (feed ?? decide()).end(),
    format: () => known,
  }
}

/** @throws ForebayError `LIST_NOT_UNDERSTOOD` for a web page: an error, a login or a captcha came instead of the list */
export function detectFormat(beginning: string): ListFormat {
  const text = beginning.slice(0, LOOK_AT_CHARACTERS).replace(/^[\uFEFF\s]+/, '')
  if (text.startsWith('<')) throw new ForebayError('LIST_NOT_UNDERSTOOD', 'The source is a web page, not a list.')
  if (/^\[Adblock|^\[uBlock/i.test(text)) return 'adblock'
  if (/^\{\s*["}]|^\[\s*["{\]]/.test(text)) return 'json'
  const votes: Record<ListFormat, number> = { hosts: 0, hostfile: 0, urls: 0, csv: 0, json: 0, adblock: 0 }
  let comments = 0
  let lines = 0
  for (const line of text.split('\n', 4_000)) {
    const trimmed = line.trim()
    if (trimmed === '') continue
    if (COMMENT.test(trimmed)) {
      // `# id,dateadded,url,…`
      if (trimmed.startsWith('#') && hasColumns(trimmed.slice(1))) return 'csv'
      if (trimmed.startsWith('!')) comments += 1
      continue
    }
    if (lines === 0 && hasColumns(trimmed)) return 'csv'
    votes[formatOfLine(trimmed)] += 1
    lines += 1
    if (lines === LOOK_AT_LINES) break
  }
  // Rules of ad blockers are told by a few of them; the rest of such a list may be plain hosts.
  if (votes.adblock > 0 && (comments > 0 || votes.adblock * 10 >= lines)) return 'adblock'
  const [best] = (['hosts', 'hostfile', 'urls', 'csv'] as const).toSorted((a, b) => votes[b] - votes[a])
  return best ?? 'hosts'
}

function hasColumns(line: string): boolean {
  const fields = line.includes(',') ? splitRow(line) : null
  return fields !== null && addressColumn(fields) !== null
}

function formatOfLine(line: string): ListFormat {
  if (/^(?:@@)?\|\|?/.test(line) || /^\S*?#[@?$%]{0,3}#[^\s#]/.test(line)) return 'adblock'
  const [first = '', second] = line.split(/\s+/, 2)
  if (second !== undefined && looksLikeIp(first)) return 'hostfile'
  const fields = line.includes(',') ? splitRow(line) : null
  if (fields !== null && fields.length >= 3 && fields.some((field) => /^https?:\/\//i.test(field))) {
    // An address may hold commas itself.
    if (!/^https?:\/\//i.test(line)) return 'csv'
  }
  return line.includes('://') ? 'urls' : 'hosts'
}
