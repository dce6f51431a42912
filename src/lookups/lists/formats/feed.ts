/** What a reader of a list format is given and what it says: text in any pieces, entries and refusals with their lines. */
import { type Entry, readEntry, refused } from '../entry.ts'

export interface EntrySink {
  take(entry: Entry, line: number, exception?: boolean): void
}

export interface Feed {
  push(text: string): void
  /** @throws ForebayError `LIST_NOT_UNDERSTOOD` when the end came too early. */
  end(): void
}

/** Longer than any address that is looked up. */
export const MAX_LINE_CHARACTERS = 16_384

/** Cuts text into lines (LF, CRLF) whatever pieces it comes in; a line that is too long is refused, not kept. */
export function lineFeed(sink: EntrySink, read: (line: string, number: number) => void): Feed {
  let rest = ''
  let skipping = false
  let number = 0

  function take(line: string): void {
    number += 1
    if (skipping || line.length > MAX_LINE_CHARACTERS) sink.take(refused('LINE_TOO_LONG'), number)
    else read(line.endsWith('\r') ? line.slice(0, -1) : line, number)
    skipping = false
  }

  return {
    push(text) {
      let from = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        take(from === 0 ? rest + text.slice(0, end) : text.slice(from, end))
        rest = ''
        from = end + 1
      }
      rest += text.slice(from)
      if (rest.length <= MAX_LINE_CHARACTERS) return
      skipping = true
      rest = ''
    },
    end() {
      if (rest !== '' || skipping) take(rest)
    },
  }
}

/** One name or address a line: `#`, `;` and `!` begin comments, also behind a blank. URLs may stand among hosts. */
export function hostFeed(sink: EntrySink): Feed {
  return lineFeed(sink, (line, number) => {
    const entry = withoutComment(line)
    if (entry !== '') sink.take(readEntry(entry), number)
  })
}

/** hosts(5): an address, then its names; the address is a sink and says nothing. */
export function hostsFileFeed(sink: EntrySink): Feed {
  return lineFeed(sink, (line, number) => {
    const [address, ...names] = withoutComment(line).split(/\s+/)
    if (address === undefined || address === '') return
    if (!looksLikeIp(address)) return sink.take(refused('MALFORMED'), number)
    if (names.length === 0) return sink.take(refused('MALFORMED'), number)
    for (const name of names) sink.take(readEntry(name), number)
  })
}

export function looksLikeIp(text: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*(?:%[a-z0-9]+)?)$/i.test(text)
}

function withoutComment(line: string): string {
  const text = line.trim()
  if (text === '' || /^[#;!]/.test(text)) return ''
  // A `#` within an address begins its fragment, so a comment stands behind a blank.
  const comment = text.search(/\s[#;!]/)
  return comment < 0 ? text : text.slice(0, comment).trimEnd()
}
