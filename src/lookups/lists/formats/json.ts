/** Reads addresses out of JSON of any size (an array, lines, objects in objects) without ever holding more than one of them. */
import { ForebayError } from '../../../core/error.ts'
import { readEntry, refused } from '../entry.ts'
import { type EntrySink, type Feed, MAX_LINE_CHARACTERS } from './feed.ts'

/** PhishTank, OpenPhish and URLhaus: `url`. Hosts count only in an object that has no address. */
const ADDRESS_KEY = 'url'
const HOST_KEYS: ReadonlySet<string> = new Set(['domain', 'host', 'hostname'])
const MAX_DEPTH = 64

interface Frame {
  readonly array: boolean
  address: string | null
  host: string | null
}

export function jsonFeed(sink: EntrySink): Feed {
  const frames: Frame[] = []
  let line = 1
  /** The text of the string that is open, as written; null outside of strings. */
  let open: string | null = null
  let escaped = false
  let tooLong = false
  let last: string | null = null
  let key: string | null = null

  function closeValue(): void {
    const frame = frames.at(-1)
    const value = last
    last = null
    const named = key
    key = null
    if (value === null || frame === undefined) return
    if (frame.array) {
      // `["evil.example", …]`, not the names and tags deeper in.
      if (frames.length === 1) take(value)
    } else if (named === ADDRESS_KEY) frame.address = value
    // An object in an object tells where a page was found, not what is listed.
    else if (named !== null && HOST_KEYS.has(named) && frames.slice(0, -1).every(({ array }) => array)) frame.host ??= value
  }

  function take(written: string): void {
    const text = unquoted(written)
    sink.take(text === null ? refused('MALFORMED') : readEntry(text), line)
  }

  function closeFrame(array: boolean): void {
    closeValue()
    const frame = frames.pop()
    if (frame === undefined || frame.array !== array) throw notJson()
    const found = frame.address ?? frame.host
    if (found !== null) take(found)
  }

  function step(character: string): void {
    switch (character) {
      case '"':
        open = ''
        return
      case ':':
        key = last === null ? null : unquoted(last)
        last = null
        return
      case ',':
        closeValue()
        return
      case '{':
      case '[':
        if (frames.length === MAX_DEPTH) throw notJson()
        frames.push({ array: character === '[', address: null, host: null })
        key = null
        return
      case '}':
      case ']':
        closeFrame(character === ']')
        return
    }
  }

  /** @returns where the string goes on after the piece that holds no end of it */
  function readString(text: string, from: number): number {
    let at = from
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (escaped) escaped = false
      else if (code === 0x5c) escaped = true
      else if (code === 0x22) break
    }
    if (!tooLong) open += text.slice(from, at)
    if ((open?.length ?? 0) > MAX_LINE_CHARACTERS) {
      tooLong = true
      open = ''
    }
    if (at === text.length) return at
    if (tooLong) sink.take(refused('LINE_TOO_LONG'), line)
    last = tooLong ? null : open
    open = null
    tooLong = false
    return at + 1
  }

  return {
    push(text) {
      let at = 0
      while (at < text.length) {
        if (open !== null) at = readString(text, at)
        else {
          const character = text[at]!
          if (character === '\n') line += 1
          else step(character)
          at += 1
        }
      }
    },
    end() {
      if (open !== null || frames.length > 0) throw notJson()
    },
  }
}

function unquoted(written: string): string | null {
  try {
    return JSON.parse(`"${written}"`) as string
  } catch {
    // A control character or an escape that JSON does not know.
    return null
  }
}

function notJson(): ForebayError {
  return new ForebayError('LIST_NOT_UNDERSTOOD', 'The list is no whole JSON document.')
}
