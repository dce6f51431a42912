/** Splits what stands in a style attribute into declarations, in time linear in its length. */
import { unescapeStyle } from './style-addresses.ts'

export interface Declaration {
  /** Lower case. */
  readonly property: string
  /** Trimmed, without `!important`, double quotes made single. */
  readonly value: string
  readonly important: boolean
}

const MAX_DECLARATIONS = 200

/** Source: CSS Syntax 3, only as far as style attributes of mail use it; what is no declaration is dropped. Comments are gone already. */
export function readDeclarations(untrustedStyle: string): readonly Declaration[] {
  const declarations: Declaration[] = []
  let from = 0
  while (from < untrustedStyle.length && declarations.length < MAX_DECLARATIONS) {
    let end = untrustedStyle.indexOf(';', from)
    if (end < 0) end = untrustedStyle.length
    const colon = untrustedStyle.indexOf(':', from)
    if (colon < 0) break
    if (colon < end) declarations.push(declaration(untrustedStyle.slice(from, colon), untrustedStyle.slice(colon + 1, end)))
    from = end + 1
  }
  return declarations
}

export function declaration(untrustedProperty: string, untrustedValue: string, important = false): Declaration {
  const property = unescapeStyle(untrustedProperty).trim().toLowerCase()
  const value = unescapeStyle(untrustedValue).trim().replaceAll('"', "'")
  const mark = value.lastIndexOf('!')
  const marked = mark >= 0 && /^\s{0,9}important$/i.test(value.slice(mark + 1))
  return { property, value: marked ? value.slice(0, mark).trim() : value, important: important || marked }
}
