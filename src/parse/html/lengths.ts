/** Reads the lengths of CSS as pixels on an ordinary screen. */

/** CSS Values 4, 5.2: an inch is 96 pixels. */
const PIXELS: Readonly<Record<string, number>> = { '': 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 9.6 / 2.54, q: 2.4 / 2.54 }
const LENGTH = /^([+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))\s{0,3}(px|pt|pc|in|cm|mm|q|r?em|ex|ch|vw|vh|vmin|vmax|%)?$/i

/** Mail is read in a window about this wide. */
export const SCREEN_WIDTH = 1_000
const SCREEN_HEIGHT = 800
const ROOT_SIZE = 16

export interface Basis {
  /** What `em` is, in pixels. */
  readonly em: number
  /** What 100% is, in pixels. */
  readonly whole: number
}

export const USUAL: Basis = { em: ROOT_SIZE, whole: SCREEN_WIDTH }

/** Null for what is no length: `auto`, `calc(…)`, `inherit`. */
export function pixels(value: string | undefined, { em, whole }: Basis = USUAL): number | null {
  const length = value === undefined ? null : LENGTH.exec(value)
  if (length === null) return null
  const amount = Number(length[1])
  const unit = (length[2] ?? '').toLowerCase()
  switch (unit) {
    case '%':
      return (amount / 100) * whole
    case 'em':
      return amount * em
    case 'ex':
    case 'ch':
      return (amount * em) / 2
    case 'rem':
      return amount * ROOT_SIZE
    case 'vw':
    case 'vmax':
      return (amount / 100) * SCREEN_WIDTH
    case 'vh':
    case 'vmin':
      return (amount / 100) * SCREEN_HEIGHT
    default:
      return amount * (PIXELS[unit] ?? 1)
  }
}

/** CSS Fonts 4, 2.5, with a medium of 16 pixels. */
const SIZES: Readonly<Record<string, number>> = {
  ...{ 'xx-small': 9, 'x-small': 10, small: 13, medium: 16, large: 18, 'x-large': 24, 'xx-large': 32, 'xxx-large': 48, initial: 16 },
}

/** In pixels, inside letters of `outer` pixels; null when it says nothing of the size. */
export function fontSize(value: string | undefined, outer: number): number | null {
  if (value === undefined) return null
  if (value === 'smaller') return outer / 1.2
  if (value === 'larger') return outer * 1.2
  return (Object.hasOwn(SIZES, value) ? SIZES[value] : undefined) ?? pixels(value, { em: outer, whole: outer })
}

/** The size in `font: italic 12px/1.5 Arial`: the first thing that is one. */
export function sizeInFont(shorthand: string): string | undefined {
  for (const token of shorthand.split(/[\s/]+/, 8))
    if (Object.hasOwn(SIZES, token) || (/^[.\d+]/.test(token) && !/^\d{3}$/.test(token))) return token
  return undefined
}
