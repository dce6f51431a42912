/** Splits what stands in a style attribute into declarations, in time linear in its length. */
import { unescapeStyle } from './style-addresses.ts'

export interface Declaration {
  /** Lower case. */
  readonly property: string
  /** Trimmed, without `!important`, double quotes made single. */
  readonly value: string
  readonly important: boolean
}

const NESTS = /["'([{\\]/
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Source: CSS Syntax 3, only as far as style attributes of mail use it; what is no declaration is dropped. Comments are gone already. */
export function readDeclarations(untrustedStyle: string): readonly Declaration[] {
  const declarations: Declaration[] = []
  const nests = NESTS.test(untrustedStyle)
  let from = 0
  while (from < untrustedStyle.length) {
    const end = nests ? endOfNested(untrustedStyle, from) : endOf(untrustedStyle, from)
    const colon = untrustedStyle.indexOf(':', from)
    if (colon < 0) break
    if (colon < end) declarations.push(declaration(untrustedStyle.slice(from, colon), untrustedStyle.slice(colon + 1, end)))
    from = end + 1
  }
  return declarations
}

function endOf(style: string, from: number): number {
  const end = style.indexOf(';', from)
  return end < 0 ? style.length : end
}

/** CSS Syntax 3, 5.4.4 and 5.4.7: a semicolon in a string or in brackets, or behind a backslash, ends nothing. */
function endOfNested(style: string, from: number): number {
  const closers: string[] = []
  let quote = ''
  for (let at = from; at < style.length; at += 1) {
    const character = style.charAt(at)
    if (character === '\\') at += 1
    else if (quote !== '') {
      // A string ends with its line, too.
      if (character === quote || character === '\n') quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character in CLOSING) closers.push(CLOSING[character] as string)
    else if (character === closers.at(-1)) closers.pop()
    else if (character === ';' && closers.length === 0) return at
  }
  return style.length
}

export function declaration(untrustedProperty: string, untrustedValue: string, important = false): Declaration {
  const property = unescapeStyle(untrustedProperty).trim().toLowerCase()
  const value = unescapeStyle(untrustedValue).trim().replaceAll('"', "'")
  const mark = value.lastIndexOf('!')
  const marked = mark >= 0 && /^\s{0,9}important$/i.test(value.slice(mark + 1))
  return { property, value: marked ? value.slice(0, mark).trim() : value, important: important || marked }
}
