/** Reads one style attribute in time linear in its length: what may be kept of it, what it hides, and what it would load. */
import { readStyleAddresses } from './style-addresses.ts'

export interface InlineStyle {
  /** Safe declarations, joined by `;`: no address, no escape, no function but colours. Empty when none is left. */
  readonly kept: string
  /** Hides the element and all in it, whatever its children say: `display`, `opacity`, `zero-size`, `off-screen`. */
  readonly hides: string | null
  /** True hidden, false shown again, null not said (inherited). */
  readonly invisible: boolean | null
  /** True when letters have no size, false when they have one again, null not said or relative. */
  readonly sizeless: boolean | null
  readonly color: string | null
  /** `unknown` when a picture or a gradient lies behind the words. */
  readonly background: string | null
  /** In pixels or percent, as the attributes of a picture have them; null when not said so. */
  readonly width: string | null
  readonly height: string | null
  readonly untrustedUrls: readonly string[]
  /** Active kinds: `style-url`, `style-expression`, `style-escape`. */
  readonly active: readonly string[]
}

const MAX_DECLARATIONS = 200
const MAX_URLS = 100
const MAX_VALUE_CHARACTERS = 200

const SAFE_PROPERTIES = new Set(
  (
    'color background-color background font font-family font-size font-style font-variant font-weight line-height letter-spacing ' +
    'word-spacing text-align text-decoration text-decoration-color text-decoration-line text-transform text-indent white-space ' +
    'word-break word-wrap overflow-wrap vertical-align direction unicode-bidi list-style-type table-layout caption-side empty-cells ' +
    'border border-top border-right border-bottom border-left border-color border-style border-width border-radius border-collapse ' +
    'border-spacing border-top-color border-right-color border-bottom-color border-left-color border-top-style border-right-style ' +
    'border-bottom-style border-left-style border-top-width border-right-width border-bottom-width border-left-width ' +
    'padding padding-top padding-right padding-bottom padding-left margin margin-top margin-right margin-bottom margin-left ' +
    'width height min-width max-width min-height max-height box-sizing display float clear'
  ).split(' '),
)
// A dot only before a digit, no colon, no backslash, no double quote: a value can be no address and cannot leave its attribute.
const SAFE_VALUE = /^(?:[\p{L}\p{N}#%,()'!+/ _-]|\.(?=\d))*$/u
const COLOUR_FUNCTION = /(?:rgb|hsl)a?\([\d.,%\s/]{1,60}\)/gi
// CSS Syntax 4.3.2: a comment parts words; old Internet Explorer joined them (`expr/**/ession`), so loads are read that way.
const COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/g
const DISPLAY =
  /^(?:block|inline|inline-block|list-item|table|inline-table|table-(?:row|cell|caption|column|row-group|header-group|footer-group))$/

/** Source: CSS Syntax 3, only as far as style attributes of mail use it; what it does not understand it drops. */
export function readInlineStyle(untrustedStyle: string): InlineStyle {
  const commented = untrustedStyle.includes('/*')
  const style = commented ? untrustedStyle.replace(COMMENT, ' ') : untrustedStyle
  const values = new Map<string, string>()
  let kept = ''
  let from = 0
  for (let count = 0; from < style.length && count < MAX_DECLARATIONS; count += 1) {
    let end = style.indexOf(';', from)
    if (end < 0) end = style.length
    const colon = style.indexOf(':', from)
    if (colon < 0) break
    if (colon < end) {
      const property = style.slice(from, colon).trim().toLowerCase()
      const value = plainValue(style.slice(colon + 1, end))
      values.set(property, value.toLowerCase())
      if (SAFE_PROPERTIES.has(property)) {
        const safe = safeValue(property, value)
        if (safe !== null) kept += kept === '' ? `${property}:${safe}` : `;${property}:${safe}`
      }
    }
    from = end + 1
  }
  return {
    kept,
    ...readVisibility(values),
    ...readColours(values),
    width: sizeOf(values.get('width')),
    height: sizeOf(values.get('height')),
    ...readLoads(commented ? untrustedStyle.replace(COMMENT, '') : style),
  }
}

function plainValue(untrusted: string): string {
  const value = untrusted.trim().replaceAll('"', "'")
  const important = value.lastIndexOf('!')
  return important >= 0 &&
    value
      .slice(important + 1)
      .trim()
      .toLowerCase() === 'important'
    ? value.slice(0, important).trim()
    : value
}

function safeValue(property: string, value: string): string | null {
  if (value === '' || value.length > MAX_VALUE_CHARACTERS || !SAFE_VALUE.test(value)) return null
  if (value.includes('(') && /[()]/.test(value.replace(COLOUR_FUNCTION, ''))) return null
  if (property === 'display' && !DISPLAY.test(value.toLowerCase())) return null
  // Words pulled over other words could forge what an agent reads.
  if ((property.startsWith('margin') || property === 'text-indent') && value.includes('-')) return null
  if (property === 'font-size' && isZero(value)) return null
  return value
}

function readVisibility(values: ReadonlyMap<string, string>): Pick<InlineStyle, 'hides' | 'invisible' | 'sizeless'> {
  const visibility = values.get('visibility')
  const fontSize = values.get('font-size')
  return {
    hides: hiddenBy(values),
    invisible:
      visibility === undefined
        ? null
        : visibility === 'hidden' || visibility === 'collapse'
          ? true
          : visibility === 'visible'
            ? false
            : null,
    sizeless:
      fontSize === undefined ? null : isZero(fontSize) ? true : /^[\d.]+(?:em|%|ex|ch)$|^inherit$|er$/.test(fontSize) ? null : false,
  }
}

function hiddenBy(values: ReadonlyMap<string, string>): string | null {
  if (values.get('display') === 'none') return 'display'
  const opacity = values.get('opacity')
  if (opacity !== undefined && Number.parseFloat(opacity) <= 0.05) return 'opacity'
  if (values.get('overflow') === 'hidden' || values.get('overflow-y') === 'hidden') {
    for (const property of ['height', 'max-height', 'width', 'max-width']) if (isZero(values.get(property))) return 'zero-size'
  }
  const position = values.get('position')
  if (position === 'absolute' || position === 'fixed') {
    for (const property of ['left', 'top', 'right', 'bottom']) if (isFar(values.get(property))) return 'off-screen'
    const clip = values.get('clip') ?? ''
    if (/^rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]/.test(clip)) return 'off-screen'
  }
  for (const property of ['text-indent', 'margin-left', 'margin-top']) if (isFar(values.get(property))) return 'off-screen'
  return null
}

/** Nothing, or a pixel or less. */
function isZero(value: string | undefined): boolean {
  if (value === undefined) return false
  const size = /^(\d{0,6}(?:\.\d{1,6})?)\s*(px|pt|em|rem|%|ex|ch|vw|vh|cm|mm|in|pc)?$/i.exec(value)
  if (size === null || size[1] === '') return false
  const amount = Number(size[1])
  return amount === 0 || (amount <= 1 && /^p[xt]$/i.test(size[2] ?? ''))
}

function sizeOf(value: string | undefined): string | null {
  return value !== undefined && /^\d{1,5}(?:\.\d{1,3})?(?:px|%)$/.test(value) ? value.replace('px', '') : null
}

function isFar(value: string | undefined): boolean {
  return value !== undefined && /^-\d{3,9}(?:\.\d{1,6})?(?:px|pt|em|rem|%)?$/.test(value) && Number.parseFloat(value) <= -500
}

function readColours(values: ReadonlyMap<string, string>): Pick<InlineStyle, 'color' | 'background'> {
  const shorthand = values.get('background')
  const image = values.get('background-image')
  const color = values.get('color')
  let background: string | null = null
  const solid = values.get('background-color')
  if (solid !== undefined) background = normalColour(solid)
  else if (shorthand !== undefined) background = /[(\s]/.test(shorthand.replace(COLOUR_FUNCTION, '')) ? 'unknown' : normalColour(shorthand)
  if (image !== undefined && image !== 'none') background = 'unknown'
  if (background === 'transparent' || background === 'none' || background === 'inherit') background = null
  return { color: color === undefined || color === 'inherit' ? null : normalColour(color), background }
}

/** One spelling a colour, as far as mail uses them, so that equal ones compare equal. */
export function normalColour(untrustedColour: string): string {
  const colour = untrustedColour.trim().toLowerCase()
  if (colour === 'white') return '#ffffff'
  if (colour === 'black') return '#000000'
  if (/^#[0-9a-f]{3}$/.test(colour)) return `#${colour.slice(1).replace(/./g, '$&$&')}`
  if (/^[0-9a-f]{6}$/.test(colour)) return `#${colour}`
  const rgb = /^rgb\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*\)$/.exec(colour)
  if (rgb === null) return colour
  return `#${rgb
    .slice(1)
    .map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0'))
    .join('')}`
}

function readLoads(style: string): Pick<InlineStyle, 'untrustedUrls' | 'active'> {
  const suspicious = /url\s*\(|image-set|expression|behaviou?r|-moz-binding|javascript:|\\/i
  if (!suspicious.test(style)) return NO_LOADS
  const untrustedUrls = readStyleAddresses(style, MAX_URLS)
  const active: string[] = []
  if (untrustedUrls.length > 0) active.push('style-url')
  if (/expression\s{0,99}\(|behaviou?r\s{0,99}:|-moz-binding|javascript:/i.test(style)) active.push('style-expression')
  if (style.includes('\\')) active.push('style-escape')
  return { untrustedUrls, active }
}

const NO_LOADS = { untrustedUrls: [], active: [] } as const
