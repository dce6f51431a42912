/** Reads what a mail server says that it saw (RFC 8601 2.2); a statement that is not written as the standard has it says nothing. */
import { skipBlanks, skipComment } from '../../parse/mime/lexical.ts'

export interface StatedResults {
  /** In lower case. */
  readonly authservId: string
  readonly statements: readonly Statement[]
}

export interface Statement {
  /** `dmarc`, `spf`, … in lower case. */
  readonly method: string
  /** `pass`, `fail`, … in lower case. */
  readonly result: string
  /** By `ptype.property` in lower case: `header.from`. The first of a name counts. */
  readonly properties: ReadonlyMap<string, string>
}

const MAX_CHARACTERS = 16_384
const MAX_STATEMENTS = 50

/** RFC 8601 2.2 with RFC 2045 5.1: a token, or a quoted string. */
const ID = /^(?:"([^"\\]{1,253})"|([^\s"();=,]{1,253}))(?:\s+\d{1,9})?\s*$/
const PAIR = /\s*([A-Za-z][A-Za-z0-9_.-]{0,63})(?:\s*\/\s*\d{1,9})?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y

/** Null where the field does not even say whose it is. */
export function readAuthenticationResults(untrustedValue: string): StatedResults | null {
  if (untrustedValue.length > MAX_CHARACTERS) return null
  const [id = '', ...segments] = splitStatements(untrustedValue)
  const named = ID.exec(id.trim())
  const authservId = named?.[1] ?? named?.[2]
  if (authservId === undefined || segments.length > MAX_STATEMENTS) return null
  return { authservId: authservId.toLowerCase(), statements: segments.flatMap(readStatement) }
}

/** The value of ARC-Authentication-Results without its instance (RFC 8617 4.1.1). */
export function withoutInstance(untrustedValue: string): string {
  const at = skipBlanks(untrustedValue, 0)
  return untrustedValue.slice(at).replace(/^i[ \t\r\n]*=[ \t\r\n]*\d{1,2}[ \t\r\n]*;/i, '')
}

function readStatement(segment: string): readonly Statement[] {
  const pairs: (readonly [string, string])[] = []
  let at = 0
  PAIR.lastIndex = 0
  for (let pair = PAIR.exec(segment); pair !== null; pair = PAIR.exec(segment)) {
    pairs.push([(pair[1] ?? '').toLowerCase(), pair[2]?.replace(/\\(.)/g, '$1') ?? pair[3] ?? ''])
    at = PAIR.lastIndex
  }
  const first = pairs[0]
  if (first === undefined || segment.slice(at).trim() !== '' || first[0].includes('.')) return []
  const properties = new Map<string, string>()
  for (const [name, value] of pairs.slice(1)) if (!properties.has(name)) properties.set(name, value)
  return [{ method: first[0], result: first[1].toLowerCase(), properties }]
}

/** At the semicolons that stand in neither a comment nor a quoted string; comments are left out. */
function splitStatements(text: string): readonly string[] {
  const statements: string[] = []
  let current = ''
  let at = 0
  while (at < text.length) {
    const letter = text[at] ?? ''
    if (letter === '(') {
      at = skipComment(text, at)
      current += ' '
    } else if (letter === '"') {
      const end = endOfQuoted(text, at)
      current += text.slice(at, end)
      at = end
    } else {
      if (letter === ';') {
        statements.push(current)
        current = ''
      } else current += letter
      at += 1
    }
  }
  return [...statements, current]
}

function endOfQuoted(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}
