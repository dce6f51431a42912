/** The one list of declarations that released HTML may hold: they colour and place words where they stand, load nothing and cover nothing. */
import { pixels } from './lengths.ts'
import { takesEffect } from './readable-value.ts'

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
export const COLOUR_FUNCTION = /(?:rgb|hsl)a?\([\d.,%\s/]{1,60}\)/gi
const DISPLAY =
  /^(?:block|inline|inline-block|list-item|table|inline-table|table-(?:row|cell|caption|row-group|header-group|footer-group))$/i
const MIN_SPACING_PIXELS = -2
const FAR_PIXELS = 500
const MOST_PERCENT = 200
/** Moves words, or all that is around them. */
const MOVES = /^(?:margin|padding|text-indent|border(?!-radius)|letter-spacing|word-spacing|line-height|font-size)/
/** Nothing, or a pixel or less. */
const ZERO = /^(?:0{1,6}(?:\.0{1,6})?(?:px|pt|em|rem|%|ex|ch|vw|vh|cm|mm|in|pc)?|(?:0?\.\d{1,6}|1(?:\.0{1,6})?)p[xt])$/i

export function isSafe(property: string, value: string): boolean {
  if (!SAFE_PROPERTIES.has(property) || value === '' || value.length > MAX_VALUE_CHARACTERS || !SAFE_VALUE.test(value)) return false
  // A quotation mark left open would take in the declarations behind it.
  if (value.includes("'") && value.split("'").length % 2 === 0) return false
  if (value.includes('(') && /[()]/.test(value.replace(COLOUR_FUNCTION, ''))) return false
  if (MOVES.test(property) && value.split(/\s+/).some(isFar)) return false
  switch (property) {
    case 'display':
      return DISPLAY.test(value)
    case 'font-size':
    case 'line-height':
      return !ZERO.test(value)
    case 'color':
    case 'background':
    case 'background-color':
      // Of a colour that is not known nobody can tell whether words can be read in it: `Canvas` is white on white.
      return takesEffect(property, value.toLowerCase())
    case 'unicode-bidi':
      // An override shows words in another order than they are written in, as U+202E does, which is left out too.
      return !value.toLowerCase().includes('override')
    case 'letter-spacing':
    case 'word-spacing':
      // More than a letter's width turns words around, or puts them one upon the other.
      return (pixels(value) ?? 0) >= MIN_SPACING_PIXELS
    default:
      // Words pulled over other words could forge what an agent reads.
      return !((property.startsWith('margin') || property === 'text-indent') && value.includes('-'))
  }
}

/** Out of sight, but for who scrolls. */
function isFar(length: string): boolean {
  if (length.endsWith('%')) return Number.parseFloat(length) > MOST_PERCENT
  return (pixels(length) ?? 0) >= FAR_PIXELS
}
