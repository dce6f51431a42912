/** JSON that was signed is read without guessing: numbers keep their digits, and a text that two readers could take for two things is refused. */
import { isUtf8 } from 'node:buffer'
import { holdsMoreValuesThan, nestsDeeperThan } from '../../core/json-depth.ts'

/** Objects are maps, so that `__proto__` is a key like any other. */
export type SignedJson = null | boolean | string | ExactNumber | readonly SignedJson[] | ReadonlyMap<string, SignedJson>

/** A number as it was written: ids of platforms do not fit into a double. */
export interface ExactNumber {
  readonly written: string
}

/** Webhooks of the platforms nest to twelve or so. */
const MAX_DEPTH = 32
/** A full batch has some thousands. */
const MAX_VALUES = 50_000

/** Of JSON that is known to be valid: a mark, a string, or a number or name. */
const TOKEN = /[ \t\r\n]*(?:([[\]{},:])|("[^"\\]*(?:\\.[^"\\]*)*")|([^\s[\]{},:"]+))/y

/** Undefined for what is no JSON (RFC 8259), is nested or filled beyond any webhook, or says a name twice in one object. */
export function readSignedJson(untrustedBytes: Uint8Array): SignedJson | undefined {
  if (nestsDeeperThan(untrustedBytes, MAX_DEPTH) || holdsMoreValuesThan(untrustedBytes, MAX_VALUES) || !isUtf8(untrustedBytes))
    return undefined
  const text = Buffer.from(untrustedBytes.buffer, untrustedBytes.byteOffset, untrustedBytes.byteLength).toString('utf8')
  if (!isJson(text)) return undefined
  const next = tokensOf(text)
  let ambiguous = false

  function valueFrom(token: string): SignedJson {
    switch (token) {
      case '{':
        return readObject()
      case '[':
        return readArray()
      case 'null':
        return null
      case 'true':
      case 'false':
        return token === 'true'
      default:
        return token.startsWith('"') ? unquoted(token) : { written: token }
    }
  }
  function readObject(): ReadonlyMap<string, SignedJson> {
    const members = new Map<string, SignedJson>()
    for (let token = next(); token !== '}'; token = next()) {
      const name = unquoted(token === ',' ? next() : token)
      next()
      // RFC 8259 4: what a name means that comes twice differs from reader to reader.
      if (members.has(name)) ambiguous = true
      members.set(name, valueFrom(next()))
    }
    return members
  }
  function readArray(): readonly SignedJson[] {
    const items: SignedJson[] = []
    for (let token = next(); token !== ']'; token = next()) items.push(valueFrom(token === ',' ? next() : token))
    return items
  }

  const value = valueFrom(next())
  return ambiguous ? undefined : value
}

/** What is found by going down the names; undefined where one is not there. */
export function at(value: SignedJson | undefined, ...names: readonly string[]): SignedJson | undefined {
  return names.reduce<SignedJson | undefined>((found, name) => (found instanceof Map ? found.get(name) : undefined), value)
}

/** None for what is no array. */
export function itemsOf(value: SignedJson | undefined): readonly SignedJson[] {
  return Array.isArray(value) ? value : []
}

/** Null for what is no string, or an empty one. */
export function textOf(value: SignedJson | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** The digits of a whole number, or of a string that spells one; null for anything else. */
export function digitsOf(value: SignedJson | undefined): string | null {
  const written = typeof value === 'string' ? value : isNumber(value) ? value.written : ''
  return /^(0|[1-9]\d{0,30})$/.test(written) ? written : null
}

function isNumber(value: SignedJson | undefined): value is ExactNumber {
  return typeof value === 'object' && value !== null && 'written' in value
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // The parser's message quotes the text.
    return false
  }
}

function unquoted(token: string): string {
  return JSON.parse(token) as string
}

function tokensOf(validJson: string): () => string {
  let from = 0
  return () => {
    TOKEN.lastIndex = from
    const [, mark, string, word] = TOKEN.exec(validJson) ?? []
    from = TOKEN.lastIndex
    return mark ?? string ?? word ?? ''
  }
}
