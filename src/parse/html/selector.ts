/** Plain selectors of style sheets, made ready for matching: an element and those around it, nothing that depends on what a reader does. */
import type { CssNode } from 'css-tree/parser'
import { unescapeStyle } from './style-addresses.ts'

/** An element as selectors see it; names are lower case. */
export interface Selectable {
  readonly name: string
  readonly id: string
  /** Of classes: each between blanks. */
  readonly classes: string
  readonly attributes: Readonly<Record<string, string>>
  readonly parent: Selectable | null
}

interface Compound {
  readonly name: string | null
  readonly id: string | null
  readonly classes: readonly string[]
  readonly attributes: readonly { readonly name: string; readonly matcher: string | null; readonly value: string }[]
  /** The element to its left has to be the parent, not just any that is around. */
  readonly isChild: boolean
}

export interface Selector {
  /** The rightmost first. */
  readonly compounds: readonly Compound[]
  readonly specificity: number
}

const MAX_COMPOUNDS = 32
/** Of an element that nobody points at, and in every link. Others depend on the reader, or on places that are not kept. */
const ALWAYS = new Set(['link', 'any-link'])
const MAX_CLASS_CHARACTERS = 1_000

export function readClasses(untrustedClass: string | undefined): string {
  if (untrustedClass === undefined || untrustedClass === '') return ''
  return ` ${untrustedClass.slice(0, MAX_CLASS_CHARACTERS).toLowerCase().replace(/\s+/g, ' ')} `
}

/** Null for a selector that is not plain. In quirks mode, in which most mail is shown, case does not count. */
export function readSelector(selector: CssNode): Selector | null {
  if (selector.type !== 'Selector') return null
  const compounds: Compound[] = []
  let specificity = 0
  let compound = emptyCompound(false)
  let isEmpty = true
  for (const node of selector.children) {
    if (node.type === 'Combinator') {
      if ((node.name !== ' ' && node.name !== '>') || isEmpty) return null
      compounds.push(compound)
      compound = emptyCompound(node.name === '>')
      isEmpty = true
      continue
    }
    const weight = addTo(compound, node)
    if (weight === null) return null
    specificity += weight
    isEmpty = false
  }
  compounds.push(compound)
  if (isEmpty || compounds.length > MAX_COMPOUNDS) return null
  return { compounds: compounds.reverse(), specificity }
}

function plainName(untrustedName: string): string {
  return unescapeStyle(untrustedName).toLowerCase()
}

type Growing = { -readonly [K in keyof Compound]: Compound[K] extends readonly (infer T)[] ? T[] : Compound[K] }

function emptyCompound(isChild: boolean): Growing {
  return { name: null, id: null, classes: [], attributes: [], isChild }
}

/** The specificity of what was added (Selectors 4, 17), null when it is not plain. */
function addTo(compound: Growing, node: CssNode): number | null {
  switch (node.type) {
    case 'TypeSelector':
      if (node.name === '*') return 0
      compound.name = plainName(node.name)
      return 1
    case 'ClassSelector':
      compound.classes.push(plainName(node.name))
      return 0x100
    case 'IdSelector':
      if (compound.id !== null) return null
      compound.id = plainName(node.name)
      return 0x10000
    case 'AttributeSelector': {
      const value = node.value === null ? '' : node.value.type === 'String' ? node.value.value : node.value.name
      compound.attributes.push({ name: node.name.name.toLowerCase(), matcher: node.matcher, value: value.toLowerCase() })
      return 0x100
    }
    case 'PseudoClassSelector':
      if (!ALWAYS.has(node.name.toLowerCase())) return null
      compound.attributes.push({ name: 'href', matcher: null, value: '' })
      return 0x100
    default:
      return null
  }
}

/** `spend` is called for each comparison, so that the caller can end what takes too long. */
export function matches(selector: Selector, element: Selectable, spend: () => boolean): boolean {
  return matchesFrom(selector.compounds, 0, element, spend)
}

function matchesFrom(compounds: readonly Compound[], at: number, element: Selectable, spend: () => boolean): boolean {
  const compound = compounds[at] as Compound
  if (!spend() || !fits(compound, element)) return false
  // The combinator stands with the compound to its right.
  if (at + 1 === compounds.length) return true
  for (let around = element.parent; around !== null; around = around.parent) {
    if (matchesFrom(compounds, at + 1, around, spend)) return true
    if (compound.isChild) return false
  }
  return false
}

function fits(compound: Compound, element: Selectable): boolean {
  if (compound.name !== null && compound.name !== element.name) return false
  if (compound.id !== null && compound.id !== element.id) return false
  for (const each of compound.classes) if (!element.classes.includes(` ${each} `)) return false
  return compound.attributes.every(({ name, matcher, value }) => {
    const written = Object.hasOwn(element.attributes, name) ? element.attributes[name]?.toLowerCase() : undefined
    if (written === undefined) return false
    switch (matcher) {
      case null:
        return true
      case '=':
        return written === value
      case '~=':
        return value !== '' && written.split(/\s+/).includes(value)
      case '|=':
        return written === value || written.startsWith(`${value}-`)
      case '^=':
        return value !== '' && written.startsWith(value)
      case '$=':
        return value !== '' && written.endsWith(value)
      case '*=':
        return value !== '' && written.includes(value)
      default:
        return false
    }
  })
}
