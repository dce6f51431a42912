/** Finds the click gateway's addresses in words, however mail programs have escaped, encoded or broken them; in one pass, whatever the words are. */

/** The original address for a token, or null when the token is not ours. Both arguments are untrusted. */
export type ReadToken = (token: string, host: string) => string | null

export interface FoundGatewayAddress {
  /** [start, end) in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** The address as it was made, without line breaks and encodings around it. */
  readonly address: string
  /** Null: it looks like one of ours and is none. */
  readonly original: string | null
  /** How many times it stands percent-encoded, as in the query of another gateway's address. */
  readonly encodings: number
}

/** `https://forebay.example/l/`, plain and inside one or two other addresses. */
const SEPARATORS = [
  { slash: '/', colon: ':', scheme: /https?:\/\/$/i, host: /(?:[A-Za-z0-9_.~!*'()-]|%){1,600}/y },
  { slash: '%2F', colon: '%3A', scheme: /https?%3A%2F%2F$/i, host: /(?:[A-Za-z0-9_.~!*'()-]|%(?!2F)){1,600}/iy },
  { slash: '%252F', colon: '%253A', scheme: /https?%253A%252F%252F$/i, host: /(?:[A-Za-z0-9_.~!*'()-]|%(?!252F)){1,600}/iy },
] as const

/** RFC 1035: a name has 253 characters; those of an IPv6 address take five for one when encoded twice. */
const MAX_HOST_CHARACTERS = 600
const MAX_TOKEN_CHARACTERS = 8_192
/** HMAC-SHA-256 in base64url, the last field of a token. */
const CODE_CHARACTERS = 43
const MAX_READS = 4
const SCHEME_CHARACTERS = 'https%253A%252F%252F'.length
const MAX_BREAK_CHARACTERS = 200

// Bounded, or text that begins an address over and over would be read to its end each time.
const TOKEN_RUN = /[A-Za-z0-9_.-]{1,8192}/y
/** A line end, with blanks around it and the marks of quoting (RFC 3676 4.5) after it; `<wbr>` in markup. */
const LINE_BREAK = /(?:[ \t]{0,4}\r?\n[ \t>|]{0,100}|<wbr {0,4}\/?>|\u00AD|\u200B)/y
const NAME_BEFORE = /[A-Za-z0-9.-]$/

/** @param publicUrl without a trailing slash */
export function gatewayAddressFinder(publicUrl: string, read: ReadToken): (words: string) => readonly FoundGatewayAddress[] {
  const bare = publicUrl.replace(/^https?:\/\//i, '')
  const markers = SEPARATORS.map(({ slash, colon }) => `${bare}/l/`.replaceAll('/', slash).replace(/:/g, colon))
  const marker = new RegExp(markers.map(escapePattern).join('|'), 'gi')

  return (words) => {
    const found: FoundGatewayAddress[] = []
    let from = 0
    for (const match of words.matchAll(marker)) {
      // Inside one that was found before.
      if (match.index < from) continue
      const encodings = markers.findIndex((one) => one.length === match[0].length && one.toLowerCase() === match[0].toLowerCase())
      const start = beginOf(words, Math.max(from, match.index - SCHEME_CHARACTERS), match.index, encodings)
      if (start === null) continue
      const rest = readRest(words, match.index + match[0].length, encodings, read)
      if (rest === null) continue
      found.push({ start, end: rest.end, address: `${publicUrl}/l/${rest.path}`, original: rest.original, encodings })
      from = rest.end
    }
    return found
  }
}

/** Where the scheme begins, if there is one; null when what stands before makes it another host. */
function beginOf(words: string, from: number, at: number, encodings: number): number | null {
  const before = words.slice(from, at)
  const scheme = SEPARATORS[encodings]!.scheme.exec(before)
  if (scheme !== null) return from + scheme.index
  // `%2F` before an encoded one ends in a letter and is no name.
  return NAME_BEFORE.test(before) && !/%(?:25)*(?:2F|3D)$/i.test(before) ? null : at
}

interface Rest {
  readonly end: number
  readonly path: string
  readonly original: string | null
}

/** `HOST/TOKEN` from `at` on; null when there is nothing of that form. */
function readRest(words: string, at: number, encodings: number, read: ReadToken): Rest | null {
  const host = readHost(words, at, encodings)
  if (host === null) return null
  const untrustedHost = decodedTimes(host.text, encodings + 1)
  let token = ''
  let plainEnd: Rest | null = null
  let reads = 0
  for (let next = host.end; token.length <= MAX_TOKEN_CHARACTERS; ) {
    const run = runAt(TOKEN_RUN, words, next)
    if (run === '') break
    const before = token.length
    token += run
    for (const end of codeEnds(token, before)) {
      const candidate = token.slice(0, end)
      reads += 1
      const original = untrustedHost === null || reads > MAX_READS ? null : read(candidate, untrustedHost)
      if (original !== null) return { end: next + end - before, path: `${host.text}/${candidate}`, original }
    }
    // Not ours as far as it goes: what is told of it ends with the line.
    const shown = token.replace(/\.+$/, '')
    plainEnd ??= { end: next + Math.max(0, shown.length - before), path: `${host.text}/${shown}`, original: null }
    next += run.length
    const gap = runAt(LINE_BREAK, words, next)
    if (gap === '' || gap.length > MAX_BREAK_CHARACTERS) break
    next += gap.length
  }
  // `/l/` of some page that is no link: three fields make a token.
  return plainEnd !== null && plainEnd.path.split('.').length >= 3 ? plainEnd : null
}

interface Host {
  readonly text: string
  readonly end: number
}

function readHost(words: string, at: number, encodings: number): Host | null {
  const { slash, host } = SEPARATORS[encodings]!
  let text = ''
  for (let next = at; text.length <= MAX_HOST_CHARACTERS; ) {
    const run = runAt(host, words, next)
    text += run
    next += run.length
    if (words.slice(next, next + slash.length).toUpperCase() === slash) return text === '' ? null : { text, end: next + slash.length }
    const gap = runAt(LINE_BREAK, words, next)
    if (gap === '') return null
    next += gap.length
  }
  return null
}

/** Where a whole token may end in the part of `token` from `from` on: at the 43rd character of its third field or a later one. */
function codeEnds(token: string, from: number): readonly number[] {
  const ends: number[] = []
  let fieldStart = 0
  for (let field = 0; fieldStart <= token.length; field += 1) {
    const dot = token.indexOf('.', fieldStart)
    const fieldEnd = dot === -1 ? token.length : dot
    const end = fieldStart + CODE_CHARACTERS
    if (field >= 2 && end <= fieldEnd && end > from) ends.push(end)
    if (field > 8 || dot === -1) break
    fieldStart = dot + 1
  }
  // The longest first: a later format may have more fields.
  return ends.reverse()
}

function runAt(pattern: RegExp, words: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(words)?.[0] ?? ''
}

function decodedTimes(untrusted: string, times: number): string | null {
  try {
    let text = untrusted
    for (let time = 0; time < times; time += 1) text = decodeURIComponent(text)
    return text
  } catch {
    // No UTF-8 once decoded: no host of ours.
    return null
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
