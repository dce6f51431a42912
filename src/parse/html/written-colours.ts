/** Knows which colours the written HTML gives to words, so that none of them is written in the colour that lies behind it. */
import { normalColour, readInlineStyle } from './inline-style.ts'

export interface Colours {
  readonly color: string | null
  readonly background: string | null
}

export const NO_COLOURS: Colours = { color: null, background: null }

const NAMES_COLOUR = /color|background/
const DECLARES_COLOUR = /^(?:color|background|background-color):/
const MAX_CACHED = 2_000

/** Owns what was read before: mail repeats a few attributes on every cell. `attributes` are as AttributeReader writes them. */
export class WrittenColours {
  readonly #read = new Map<string, Colours>()

  /** Inside an element that has `attributes`, and `around` outside of it. */
  within(attributes: string, around: Colours): Colours {
    if (!NAMES_COLOUR.test(attributes)) return around
    let own = this.#read.get(attributes)
    if (own === undefined) {
      own = coloursOf(attributes)
      if (this.#read.size < MAX_CACHED) this.#read.set(attributes, own)
    }
    return { color: own.color ?? around.color, background: own.background ?? around.background }
  }
}

/** On a picture, under a style sheet or in an anchor such words could be read; nothing of these is left in what is written. */
export function isUnreadable({ color, background }: Colours): boolean {
  return color !== null && color === background
}

export function withoutColours(attributes: string): string {
  return attributes.replace(/ (?:bg)?color="[^"]*"/g, '').replace(/ style="([^"]*)"/, (_, style: string) => {
    const left = style
      .split(';')
      .filter((declaration) => !DECLARES_COLOUR.test(declaration))
      .join(';')
    return left === '' ? '' : ` style="${left}"`
  })
}

function coloursOf(attributes: string): Colours {
  const attribute = (name: string): string | undefined => attributes.split(` ${name}="`, 2)[1]?.split('"', 1)[0]
  const [color, bgcolor, style] = [attribute('color'), attribute('bgcolor'), attribute('style')]
  const styled = style === undefined ? NO_COLOURS : readInlineStyle(style)
  return {
    color: styled.color ?? (color === undefined ? null : normalColour(color)),
    background: styled.background ?? (bgcolor === undefined ? null : normalColour(bgcolor)),
  }
}
