/** Reads colours as CSS and old HTML write them, and knows which two of them no eye can tell apart. */
import colorString, { type Model } from 'color-string'

/** `0xRRGGBBAA`. */
export type Colour = number

export const BLACK: Colour = 0x000000ff
export const WHITE: Colour = 0xffffffff
/** HTML Standard 15.3.4: unvisited links. */
export const LINK_BLUE: Colour = 0x0000eeff

/** WCAG 2.2 has 1 for equal colours and 21 for black on white; #f6f6f6 on white is 1.08, and nobody reads it. */
const UNREADABLE_CONTRAST = 1.1
const MAX_COLOUR_CHARACTERS = 100

/** Null for what is no colour: a variable, `inherit`, a word that nobody knows. */
export function readColour(untrustedColour: string): Colour | null {
  if (untrustedColour.length > MAX_COLOUR_CHARACTERS) return null
  const written = untrustedColour.trim().toLowerCase()
  // In quirks mode, in which most mail is shown, the `#` may be missing.
  return convert(colorString.get(/^(?:[\da-f]{3}|[\da-f]{6})$/.test(written) ? `#${written}` : written))
}

/** Of `bgcolor`, `color` and `text`. HTML Standard 2.3.6, rules for parsing a legacy color value: nearly everything is a colour. */
export function readLegacyColour(untrustedColour: string): Colour | null {
  const written = untrustedColour.trim().toLowerCase()
  if (written === '' || written === 'transparent') return null
  const plain = /^(?:#[\da-f]{3}|#?[\da-f]{6}|[a-z]+)$/.test(written) ? readColour(written) : null
  if (plain !== null) return plain
  const digits = written
    .slice(0, 128)
    .replace(/^#/, '')
    .replace(/[^\da-f]/g, '0')
  const length = Math.ceil(digits.length / 3)
  let parts = [0, 1, 2].map((at) =>
    digits
      .padEnd(3 * length, '0')
      .slice(at * length, (at + 1) * length)
      .slice(-8),
  )
  while ((parts[0]?.length ?? 0) > 2 && parts.every((part) => part.startsWith('0'))) parts = parts.map((part) => part.slice(1))
  const [red = 0, green = 0, blue = 0] = parts.map((part) => Number.parseInt(part.slice(0, 2), 16) || 0)
  return pack(red, green, blue, 1)
}

/** What is seen of `upper` where `lower` lies behind it; `lower` is opaque. */
export function over(upper: Colour, lower: Colour): Colour {
  const alpha = (upper & 0xff) / 255
  if (alpha === 1) return upper
  const mix = (shift: number): number => ((upper >>> shift) & 0xff) * alpha + ((lower >>> shift) & 0xff) * (1 - alpha)
  return pack(mix(24), mix(16), mix(8), 1)
}

export function isTransparent(colour: Colour): boolean {
  return (colour & 0xff) < 13
}

export function cannotBeRead(words: Colour, background: Colour): boolean {
  if (words === background) return true
  const seen = over(words, background)
  if (!isNear(seen, background)) return false
  const [a, b] = [luminance(seen), luminance(background)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) <= UNREADABLE_CONTRAST
}

/** Red and a grey may have one luminance and yet be two colours. */
function isNear(a: Colour, b: Colour): boolean {
  return isNearIn(a, b, 24) && isNearIn(a, b, 16) && isNearIn(a, b, 8)
}

function isNearIn(a: Colour, b: Colour, shift: number): boolean {
  return Math.abs(((a >>> shift) & 0xff) - ((b >>> shift) & 0xff)) <= 32
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: Colour): number {
  const linear = (shift: number): number => {
    const part = ((colour >>> shift) & 0xff) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(24) + 0.7152 * linear(16) + 0.0722 * linear(8)
}

function convert(read: { readonly model: Model; readonly value: readonly number[] } | null): Colour | null {
  if (read === null) return null
  const [first = 0, second = 0, third = 0, alpha = 1] = read.value
  switch (read.model) {
    case 'rgb':
      return pack(first, second, third, alpha)
    case 'hsl':
      return fromHue(
        first,
        (position) => {
          const [saturation, lightness] = [second / 100, third / 100]
          return lightness + saturation * Math.min(lightness, 1 - lightness) * position
        },
        alpha,
      )
    case 'hwb': {
      const [white, black] = [second / 100, third / 100]
      const sum = Math.max(1, white + black)
      return fromHue(first, (position) => ((position + 1) / 2) * (1 - (white + black) / sum) + white / sum, alpha)
    }
  }
}

/** CSS Color 4, 7.1: a channel lies between -1 and 1 by its distance from the hue. */
function fromHue(hue: number, channel: (position: number) => number, alpha: number): Colour {
  const at = (offset: number): number => {
    const k = (offset + hue / 30) % 12
    return channel(-Math.max(-1, Math.min(k - 3, 9 - k, 1))) * 255
  }
  return pack(at(0), at(8), at(4), alpha)
}

function pack(red: number, green: number, blue: number, alpha: number): Colour {
  const byte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)))
  return ((byte(red) << 24) | (byte(green) << 16) | (byte(blue) << 8) | byte(alpha * 255)) >>> 0
}
