/** Decides whether a media query means an ordinary screen in a light room; what it does not understand it does not apply, as CSS has it. */
import { pixels, SCREEN_WIDTH } from './lengths.ts'

const MAX_QUERY_CHARACTERS = 500
/** What is said of the screen beside its width. Media Queries 4 and 5. */
const TRUE_FEATURES = new Set([
  ...['color', 'grid:0', 'orientation:landscape', 'hover', 'hover:hover', 'pointer:fine', 'update:fast', 'scripting:none'],
  ...['prefers-color-scheme:light', 'prefers-reduced-motion:no-preference', 'forced-colors:none', 'inverted-colors:none'],
])
const COMPARISON = /^(width|device-width|height|device-height)\s{0,9}([<>]=?|=)\s{0,9}(\S{1,20})$/

/** An empty list means all media. Source: Media Queries 4. */
export function isForScreen(untrustedQueries: string): boolean {
  const queries = untrustedQueries.trim().toLowerCase()
  return queries === '' || queries.split(',').some((query) => query.length <= MAX_QUERY_CHARACTERS && holds(query.trim()))
}

function holds(query: string): boolean {
  const [, not, type, rest = ''] = /^(?:only\s+)?(not\s+)?(?:([a-z-]+)(?:\s+and\s+|$))?(.*)$/.exec(query) ?? []
  const meant = (type === undefined || type === 'all' || type === 'screen') && hasAll(rest)
  return not === undefined ? meant : !meant
}

function hasAll(features: string): boolean {
  return (
    features === '' ||
    features.split(/\s+and\s+/, 20).every((feature) => feature.startsWith('(') && feature.endsWith(')') && has(feature.slice(1, -1).trim()))
  )
}

function has(feature: string): boolean {
  const comparison = COMPARISON.exec(feature)
  if (comparison !== null) {
    const [, name = '', sign = '', value] = comparison
    const limit = pixels(value)
    if (limit === null) return false
    const size = sizeOf(name)
    return sign.startsWith('<')
      ? size < limit || (sign === '<=' && size === limit)
      : sign.startsWith('>')
        ? size > limit || (sign === '>=' && size === limit)
        : size === limit
  }
  const [name = '', value] = feature.split(':', 2).map((part) => part.trim())
  const bound = /^(min|max)-((?:device-)?(?:width|height))$/.exec(name)
  if (bound !== null) {
    const limit = pixels(value)
    if (limit === null) return false
    return bound[1] === 'min' ? sizeOf(bound[2] ?? '') >= limit : sizeOf(bound[2] ?? '') <= limit
  }
  // A screen of one pixel to the pixel.
  if (name.endsWith('min-device-pixel-ratio')) return Number.parseFloat(value ?? '') <= 1
  if (name === 'min-resolution') return Number.parseFloat(value ?? '') <= (value?.endsWith('dpi') === true ? 96 : 1)
  return TRUE_FEATURES.has(value === undefined ? name : `${name}:${value}`)
}

function sizeOf(name: string): number {
  return name.endsWith('width') ? SCREEN_WIDTH : (SCREEN_WIDTH * 4) / 5
}
