/** Knows whether words at a place can be seen: what hides them is handed down from element to element, as CSS inherits it. */
import type { Attributes } from './active-tally.ts'
import { BLACK, type Colour, cannotBeRead, isTransparent, over, readLegacyColour, WHITE } from './colour.ts'
import type { ElementRule } from './elements.ts'
import type { Style } from './inline-style.ts'
import { fontSize } from './lengths.ts'

export interface Look {
  /** Not part of the message's words at all: script, style, title. */
  readonly dropped: boolean
  /** What hides everything inside, whatever the children say. */
  readonly hides: string | null
  readonly invisible: boolean
  /** Pixels. */
  readonly fontSize: number
  readonly opacity: number
  readonly color: Colour
  /** True when a table in quirks mode may not have taken the colour over. */
  readonly colorUnsure: boolean
  readonly background: Colour
  /** True when a picture, or another element, lies behind, in colours of which nothing is known. */
  readonly onPicture: boolean
}

export const PLAIN_LOOK: Look = {
  dropped: false,
  hides: null,
  invisible: false,
  fontSize: 16,
  opacity: 1,
  color: BLACK,
  colorUnsure: false,
  // A page is white until something else is said.
  background: WHITE,
  onPicture: false,
}

const MAX_UNREADABLE_PIXELS = 2
const MAX_UNSEEN_OPACITY = 0.05

/** Why words of this look cannot be seen; null when they can. */
export function unseenBecause(look: Look): string | null {
  if (look.hides !== null) return look.hides
  if (look.invisible) return 'visibility'
  if (look.opacity <= MAX_UNSEEN_OPACITY) return 'opacity'
  if (look.fontSize <= MAX_UNREADABLE_PIXELS) return 'font-size'
  if (isTransparent(look.color)) return 'color'
  // On a picture, or under a style sheet that nobody read, white may well be read.
  return !look.onPicture && !look.colorUnsure && cannotBeRead(look.color, look.background) ? 'color' : null
}

/** The look of what is inside an element, by what the element is. */
export function lookInside(name: string, rule: ElementRule, look: Look, attributes: Attributes): Look {
  const hides = name === 'details' && attributes.open === undefined ? 'details' : rule.hides
  if (!rule.dropped && hides === null) return look
  return { ...look, dropped: look.dropped || rule.dropped, hides: look.hides ?? hides }
}

/** Pictures have no letters that could be too small or too pale. */
export function showsPictures(look: Look): boolean {
  return look.hides === null && !look.invisible && look.opacity > MAX_UNSEEN_OPACITY
}

/** HTML Standard 15.3.10: in quirks mode a table takes neither size nor colour of letters from what is around it. */
export function inQuirksTable(look: Look): Look {
  return { ...look, fontSize: PLAIN_LOOK.fontSize, colorUnsure: look.color !== BLACK }
}

/** HTML Standard 15.3.1: pixels of `size` 1 to 7. */
const FONT_SIZES = [10, 13, 16, 18, 24, 32, 48]

/** HTML Standard, obsolete features: on others `bgcolor` says nothing. */
const HAS_BACKGROUND = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'body', 'marquee'])

/** What an attribute says of the look of an element called `name`. */
export function withAttribute(look: Look, name: string, attribute: string, value: string): Look {
  switch (attribute) {
    case 'bgcolor': {
      const background = HAS_BACKGROUND.has(name) ? readLegacyColour(value) : null
      return background === null ? look : { ...look, background, onPicture: false }
    }
    case 'color': {
      const color = name === 'font' ? readLegacyColour(value) : null
      return color === null ? look : { ...look, color, colorUnsure: false }
    }
    case 'size': {
      if (name !== 'font') return look
      const size = Number(value) + (/^[+-]/.test(value) ? 3 : 0)
      return { ...look, fontSize: FONT_SIZES[Math.min(7, Math.max(1, size)) - 1] ?? look.fontSize }
    }
    default:
      return look
  }
}

export function styled(look: Look, style: Style): Look {
  const { hides, invisible, opacity, color, background, onPicture } = style
  const size = style.fontSize === null ? null : fontSize(style.fontSize, look.fontSize)
  if ((hides ?? invisible ?? size ?? color ?? background) === null && opacity === 1 && !onPicture) return look
  return {
    dropped: look.dropped,
    hides: look.hides ?? hides,
    invisible: invisible ?? look.invisible,
    fontSize: size ?? look.fontSize,
    opacity: look.opacity * opacity,
    color: color ?? look.color,
    colorUnsure: color === null && look.colorUnsure,
    background: background === null ? look.background : over(background, look.background),
    onPicture: onPicture || (background === null && look.onPicture),
  }
}
