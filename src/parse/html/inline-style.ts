/** Reads the declarations of one element: what may be kept of them, what they hide, and what they would load; in time linear in their length. */
import { BLACK, type Colour, isTransparent, readColour } from './colour.ts'
import { type Declaration, readDeclarations } from './declarations.ts'
import { hiddenBy, type Values } from './hiding.ts'
import { pixels, sizeInFont } from './lengths.ts'
import { takesEffect } from './readable-value.ts'
import { COLOUR_FUNCTION, isSafe } from './safe-style.ts'
import { readStyleAddresses } from './style-addresses.ts'

export interface Style {
  /** Safe declarations, joined by `;`: no address, no escape, no function but colours. Empty when none is left. */
  readonly kept: string
  /** Hides the element and all in it, whatever its children say: `display`, `zero-size`, `off-screen`, `clipped`. */
  readonly hides: string | null
  /** True hidden, false shown again, null not said (inherited). */
  readonly invisible: boolean | null
  /** As written, for it may be relative; null not said. */
  readonly fontSize: string | null
  /** 0 to 1, of the element and all in it. */
  readonly opacity: number
  readonly color: Colour | null
  /** Null when nothing is said or nothing is seen of it. */
  readonly background: Colour | null
  /** A picture, a gradient, or another element lies behind the words, in colours that are not known. */
  readonly onPicture: boolean
  /** Its display is that of a block, whatever kind of element it is. */
  readonly isBlock: boolean
  /** In pixels or percent, as the attributes of a picture have them; null when not said so. */
  readonly width: string | null
  readonly height: string | null
}

/** What a style attribute would do besides. */
export interface Loads {
  readonly untrustedUrls: readonly string[]
  /** Active kinds: `style-url`, `style-expression`, `style-escape`. */
  readonly active: readonly string[]
}

const MAX_URLS = 100
// CSS Syntax 4.3.2: a comment parts words; old Internet Explorer joined them (`expr/**/ession`), so loads are read that way.
const COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/g
const MAY_LOAD = /url\s{0,9}\(|image-set|expression|behaviou?r|-moz-binding|javascript:|\\|\/\*/i

/** The declarations of a style attribute, in their order. */
export function readInlineDeclarations(untrustedStyle: string): readonly Declaration[] {
  return readDeclarations(untrustedStyle.includes('/*') ? untrustedStyle.replace(COMMENT, ' ') : untrustedStyle)
}

export function readInlineStyle(untrustedStyle: string): Style {
  return readStyle(readInlineDeclarations(untrustedStyle))
}

/** False for nearly all, quickly: neither a function, nor one of the few words that once ran code, nor a way to hide them. */
export function mayLoad(untrustedStyle: string): boolean {
  return MAY_LOAD.test(untrustedStyle)
}

export function readLoads(untrustedStyle: string): Loads {
  const style = untrustedStyle.includes('/*') ? untrustedStyle.replace(COMMENT, '') : untrustedStyle
  const untrustedUrls = readStyleAddresses(style, MAX_URLS)
  const active: string[] = []
  if (untrustedUrls.length > 0) active.push('style-url')
  if (/expression\s{0,99}\(|behaviou?r\s{0,99}:|-moz-binding|javascript:/i.test(style)) active.push('style-expression')
  if (style.includes('\\')) active.push('style-escape')
  return { untrustedUrls, active }
}

/** Later ones win over earlier ones, and important ones over all. */
export function readStyle(declarations: readonly Declaration[]): Style {
  const values = new Map<string, string>()
  const kept = new Map<string, string>()
  let hasImportant = false
  for (const each of declarations) {
    if (each.important) hasImportant = true
    else declare(each, values, kept)
  }
  if (hasImportant) for (const each of declarations) if (each.important) declare(each, values, kept)
  let written = ''
  for (const [property, value] of kept) written += written === '' ? `${property}:${value}` : `;${property}:${value}`
  return {
    kept: written,
    ...readSight(values),
    ...readColours(values),
    width: sizeOf(values.get('width')),
    height: sizeOf(values.get('height')),
  }
}

function declare({ property, value }: Declaration, values: Map<string, string>, kept: Map<string, string>): void {
  const lower = value.toLowerCase()
  if (takesEffect(property, lower)) {
    if (property === 'background') {
      values.delete('background-color')
      values.delete('background-image')
    } else if (property === 'font') {
      const size = sizeInFont(lower)
      if (size !== undefined) values.set('font-size', size)
    }
    values.set(property, lower)
  }
  if (isSafe(property, value)) keep(kept, property, value)
  else if (property === 'background') {
    // The picture goes, and the colour that the sender chose for when it does not come stays.
    const colour = colourIn(lower)
    if (colour !== undefined && isSafe('background-color', colour)) keep(kept, 'background-color', colour)
  }
}

/** In the order of the last of each, for a shorthand takes back what stood before it. */
function keep(kept: Map<string, string>, property: string, value: string): void {
  kept.delete(property)
  kept.set(property, value)
}

function readSight(values: Values): Pick<Style, 'hides' | 'invisible' | 'fontSize' | 'opacity' | 'isBlock'> {
  const visibility = values.get('visibility')
  const opacity = values.get('opacity')
  const share = opacity === undefined ? 1 : Number.parseFloat(opacity) / (opacity.endsWith('%') ? 100 : 1)
  return {
    hides: hiddenBy(values),
    invisible:
      visibility === 'hidden' || visibility === 'collapse' ? true : visibility === 'visible' || visibility === 'initial' ? false : null,
    fontSize: values.get('font-size') ?? null,
    opacity: share >= 0 && share < 1 ? share : /opacity\(\s{0,9}0?(?:\.0\d{0,9})?%?\s{0,9}\)/.test(values.get('filter') ?? '') ? 0 : 1,
    isBlock: /^(?:block|flex|grid|table|list-item)$/.test(values.get('display') ?? ''),
  }
}

function sizeOf(value: string | undefined): string | null {
  if (value === undefined) return null
  if (/^\d{1,5}(?:\.\d{1,3})?%$/.test(value)) return value
  const length = pixels(value)
  return length === null || length < 0 || length >= 100_000 ? null : String(Math.round(length))
}

function readColours(values: Values): Pick<Style, 'color' | 'background' | 'onPicture'> {
  const shorthand = values.get('background')
  const image = values.get('background-image')
  const position = values.get('position')
  const filled = values.get('-webkit-text-fill-color')
  const written = filled !== undefined && filled !== 'currentcolor' ? filled : values.get('color')
  const background = readColour(values.get('background-color') ?? (shorthand === undefined ? '' : (colourIn(shorthand) ?? '')))
  const behind = `${image ?? ''} ${shorthand ?? ''}`
  return {
    color: written === undefined ? null : written === 'initial' ? BLACK : readColour(written),
    background: background === null || isTransparent(background) ? null : background,
    // What is placed elsewhere stands on what is there.
    onPicture: /url\(|gradient|image|var\(/.test(behind) || ((position === 'absolute' || position === 'fixed') && background === null),
  }
}

/** The colour among the values of a `background`. */
function colourIn(shorthand: string): string | undefined {
  const called = shorthand.includes('(') ? shorthand.match(COLOUR_FUNCTION)?.at(-1) : undefined
  if (called !== undefined && !/gradient/.test(shorthand)) return called
  if (/gradient/.test(shorthand)) return undefined
  return shorthand
    .split(/\s+/, 20)
    .find(
      (word) =>
        !word.includes('(') &&
        !/^(?:none|center|top|left|right|bottom|fixed|scroll|local|no-repeat|repeat(?:-[xy])?|cover|contain|\d.*)$/.test(word) &&
        readColour(word) !== null,
    )
}
