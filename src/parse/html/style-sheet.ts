/** Reads the style sheets of a document as rules for an ordinary screen; what a browser would fetch, animate or ask the reader for is left out. */
import parse, { type CssNode } from 'css-tree/parser'
import { type Declaration, declaration } from './declarations.ts'
import { isForScreen } from './media-query.ts'
import { readSelector, type Selector } from './selector.ts'

export interface StyleRule {
  readonly selector: Selector
  readonly declarations: readonly Declaration[]
}

const MAX_RULES = 4_000
const MAX_DEPTH = 4
const MAX_CHARACTERS = 512_000

const OPTIONS = { parseValue: false, parseAtrulePrelude: false, parseCustomProperty: false } as const

/** Null when it is more than can be read. Takes time linear in the source, never throws. */
export function readStyleSheet(untrustedCss: string): readonly StyleRule[] | null {
  if (untrustedCss.length > MAX_CHARACTERS) return null
  const sheet = parseSafely(untrustedCss)
  if (sheet === null) return null
  const rules: StyleRule[] = []
  return readRules(sheet, rules, 0) && rules.length <= MAX_RULES ? rules : null
}

function parseSafely(untrustedCss: string): CssNode | null {
  try {
    return parse(untrustedCss, OPTIONS)
  } catch {
    // Nested beyond the parser's stack.
    return null
  }
}

/** False when there is more than is read: what was left out might hide words. */
function readRules(list: CssNode, rules: StyleRule[], depth: number): boolean {
  if (list.type !== 'StyleSheet' && list.type !== 'Block') return true
  for (const node of list.children) {
    if (rules.length > MAX_RULES) return false
    if (node.type === 'Rule') readRule(node.prelude, node.block, rules)
    else if (node.type === 'Atrule' && node.block !== null && applies(node.name.toLowerCase(), node.prelude)) {
      if (depth === MAX_DEPTH || !readRules(node.block, rules, depth + 1)) return false
    }
  }
  return true
}

function applies(name: string, prelude: CssNode | null): boolean {
  const condition = prelude?.type === 'Raw' ? prelude.value : ''
  if (name === 'media') return isForScreen(condition)
  // A browser of today has what mail asks for, and what it must not have is old.
  return (name === 'supports' && !/^\s*not\b/i.test(condition)) || name === 'layer'
}

function readRule(prelude: CssNode, block: CssNode, rules: StyleRule[]): void {
  if (prelude.type !== 'SelectorList' || block.type !== 'Block') return
  const declarations: Declaration[] = []
  for (const node of block.children) {
    if (node.type !== 'Declaration' || node.value.type !== 'Raw') continue
    declarations.push(declaration(node.property, node.value.value, node.important !== false))
  }
  if (declarations.length === 0) return
  for (const node of prelude.children) {
    if (rules.length > MAX_RULES) return
    const selector = readSelector(node)
    if (selector !== null) rules.push({ selector, declarations })
  }
}
