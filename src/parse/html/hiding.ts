/** Knows by which declarations an element and all in it cannot be seen, whatever its children say. */
import { pixels } from './lengths.ts'

/** By property, lower case, last one wins. */
export type Values = ReadonlyMap<string, string>

/** A pixel or less shows no letter. */
const MAX_UNSEEN_PIXELS = 1
/** No screen is as wide, and no honest indent. */
const FAR_PIXELS = 500
/** CSS 2 17.2.1: what is in a column is not displayed. */
const UNDISPLAYED = new Set(['none', 'table-column', 'table-column-group'])
const EDGES = ['left', 'top', 'right', 'bottom']
const ZERO = /^0{1,9}(?:\.0{1,9})?(?:px|pt|em|%)?$/
/** Letters of a twentieth of their size are dots. */
const MAX_UNSEEN_FACTOR = 0.05
const TRANSFORM = /\b(scale(?:x|y|3d)?|matrix|rotate[xy])\(([^)]{1,99})\)/g
/** Seen from their edge. */
const ON_EDGE = /^-?(?:90|270)(?:\.0{1,9})?deg$/

/** `display`, `zero-size`, `off-screen`, `clipped`, or null. */
export function hiddenBy(values: Values): string | null {
  if (values.size === 0) return null
  if (UNDISPLAYED.has(values.get('display') ?? '') || values.get('content-visibility') === 'hidden') return 'display'
  return isZeroSize(values) ? 'zero-size' : isClipped(values) ? 'clipped' : isOffScreen(values) ? 'off-screen' : null
}

function isZeroSize(values: Values): boolean {
  if ([values.get('zoom'), ...(values.get('scale')?.split(/\s+/, 2) ?? [])].some(isTiny)) return true
  for (const [, name = '', inside = ''] of values.get('transform')?.matchAll(TRANSFORM) ?? [])
    if (isTransformedAway(name, inside)) return true
  const cut = (axis: 'x' | 'y'): boolean =>
    /^(?:hidden|clip|scroll|auto)\b/.test(values.get(`overflow-${axis}`) ?? values.get('overflow') ?? '')
  if (cut('y') && [values.get('height'), values.get('max-height')].some(isNothing)) return true
  if (cut('y') && ZERO.test(values.get('line-height') ?? '') && values.get('height') === undefined) return true
  return cut('x') && [values.get('width'), values.get('max-width')].some(isNothing)
}

function isTransformedAway(name: string, inside: string): boolean {
  const parts = inside.split(/[\s,]+/).filter((part) => part !== '')
  if (name.startsWith('rotate')) return ON_EDGE.test(parts[0] ?? '')
  // Of a matrix, the first four turn and scale; all of them are small only where nothing is left.
  return name === 'matrix' ? parts.slice(0, 4).every(isTiny) : parts.slice(0, 2).some(isTiny)
}

function isTiny(factor: string | undefined): boolean {
  if (factor === undefined || !/^[+-]?[\d.]{1,12}%?$/.test(factor)) return false
  return Math.abs(Number.parseFloat(factor)) / (factor.endsWith('%') ? 100 : 1) <= MAX_UNSEEN_FACTOR
}

function isClipped(values: Values): boolean {
  const position = values.get('position')
  if (position === 'absolute' || position === 'fixed') {
    const rectangle = /^rect\(([^)]{1,60})\)/
      .exec(values.get('clip') ?? '')?.[1]
      ?.split(/[\s,]+/)
      .filter((edge) => edge !== '')
    if (rectangle !== undefined) {
      const [top = 0, right = 0, bottom = 0, left = 0] = rectangle.map((edge) => pixels(edge) ?? Number.NaN)
      if (right - left <= MAX_UNSEEN_PIXELS || bottom - top <= MAX_UNSEEN_PIXELS) return true
    }
  }
  const path = values.get('clip-path') ?? values.get('-webkit-clip-path') ?? ''
  if (/^circle\(\s*0/.test(path)) return true
  const inset = /^inset\(\s*(\d{1,4}(?:\.\d{1,4})?)%/.exec(path)
  return inset !== null && Number(inset[1]) >= 50
}

function isOffScreen(values: Values): boolean {
  const position = values.get('position')
  if (position === 'absolute' || position === 'fixed' || position === 'relative')
    for (const edge of [...(values.get('inset')?.split(/\s+/, 4) ?? []), ...EDGES.map((name) => values.get(name))])
      if (isFar(edge)) return true
  for (const property of ['text-indent', 'margin-left', 'margin-top']) if (isFar(values.get(property))) return true
  for (const part of (values.get('margin') ?? '').split(/\s+/, 4)) if (isFar(part)) return true
  const indented = pixels(values.get('text-indent'))
  if (indented !== null && indented >= FAR_PIXELS && values.get('overflow') === 'hidden') return true
  const moved = /\btranslate(?:x|y|3d)?\(([^)]{1,60})\)/.exec(values.get('transform') ?? '')?.[1] ?? values.get('translate') ?? ''
  return moved.split(/[\s,]+/, 3).some((part) => isFar(part) || isFar(`-${part}`))
}

function isNothing(value: string | undefined): boolean {
  const length = pixels(value)
  return length !== null && length <= MAX_UNSEEN_PIXELS
}

function isFar(value: string | undefined): boolean {
  const length = pixels(value)
  return length !== null && length <= -FAR_PIXELS
}
