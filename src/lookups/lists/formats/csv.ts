/** Reads tables with a column of addresses, found by its name (URLhaus, PhishTank, OpenPhish) or, without a header, by what stands in it. */
import { readEntry, refused } from '../entry.ts'
import { type EntrySink, type Feed, lineFeed } from './feed.ts'

/** The first that a header has. Where there are addresses, hosts beside them are no entries: a page was meant, not its whole site. */
const COLUMNS = ['url', 'phish_url', 'urls', 'domain', 'host', 'hostname', 'fqdn'] as const
const MAX_COLUMNS = 64

export function csvFeed(sink: EntrySink): Feed {
  let column: number | null = null
  let rows = 0

  return lineFeed(sink, (line, number) => {
    const text = line.trim()
    if (text === '') return
    if (/^[#;]/.test(text)) {
      // URLhaus writes its header as the last of its comments: `# id,dateadded,url,url_status,…`.
      if (rows === 0) column = addressColumn(splitRow(text.slice(1)) ?? []) ?? column
      return
    }
    const fields = splitRow(text)
    if (fields === null) return sink.take(refused('MALFORMED'), number)
    rows += 1
    const named = rows === 1 ? addressColumn(fields) : null
    if (named !== null) column = named
    else {
      const field = column === null ? fields.find((value) => /^https?:\/\//i.test(value)) : fields[column]
      sink.take(field === undefined || field === '' ? refused('MALFORMED') : readEntry(field), number)
    }
  })
}

export function addressColumn(header: readonly string[]): number | null {
  const names = header.map((name) => name.trim().toLowerCase())
  const found = COLUMNS.map((name) => names.indexOf(name)).find((at) => at >= 0)
  return found ?? null
}

/** RFC 4180 on one line; null when a quote is not closed or there are more columns than any feed has. */
export function splitRow(row: string): readonly string[] | null {
  const fields: string[] = []
  let at = 0
  while (fields.length < MAX_COLUMNS) {
    while (row[at] === ' ') at += 1
    if (row[at] === '"') {
      let value = ''
      for (;;) {
        const close = row.indexOf('"', at + 1)
        if (close < 0) return null
        value += row.slice(at + 1, close)
        at = close + 1
        if (row[at] !== '"') break
        value += '"'
      }
      fields.push(value)
      const comma = row.indexOf(',', at)
      if (comma < 0) return fields
      at = comma + 1
    } else {
      const comma = row.indexOf(',', at)
      fields.push((comma < 0 ? row.slice(at) : row.slice(at, comma)).trim())
      if (comma < 0) return fields
      at = comma + 1
    }
  }
  return null
}
