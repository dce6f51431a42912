/** Knows how the written HTML looks by itself, so that no words are written where they could not be read, nor would be taken for hidden. */
import { readInlineStyle, type Style } from './inline-style.ts'
import { inQuirksTable, type Look, styled, unseenBecause, withAttribute } from './look.ts'

const NAMES_LOOK = /color|background|size|font/
const DECLARES_LOOK = /^(?:color|background(?:-color)?|font(?:-size)?):/
const ATTRIBUTE = / ([a-z]{1,20})="([^"]*)"/g
const MAX_CACHED = 2_000

/** Dark on light, wherever it stands. */
const READABLE_COLOURS = 'color:#000000;background-color:#ffffff'
const READABLE_SIZE = 'font-size:13px'

interface Written {
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly style: Style | null
}

/** Owns the styles that were read before: mail repeats a few on every cell. `attributes` are as AttributeReader writes them. */
export class WrittenLooks {
  readonly #read = new Map<string, Written>()

  /** Inside an element called `name` that has `attributes`, and `around` outside of it. */
  within(name: string, attributes: string, around: Look): Look {
    let look = name === 'table' ? inQuirksTable(around) : around
    if (attributes === '' || !NAMES_LOOK.test(attributes)) return look
    let written = this.#read.get(attributes)
    if (written === undefined) {
      written = readWritten(attributes)
      if (this.#read.size < MAX_CACHED) this.#read.set(attributes, written)
    }
    for (const [attribute, value] of written.attributes) look = withAttribute(look, name, attribute, value)
    return written.style === null ? look : styled(look, written.style)
  }
}

function readWritten(written: string): Written {
  const attributes: (readonly [string, string])[] = []
  let style: Style | null = null
  for (const [, attribute = '', value = ''] of written.matchAll(ATTRIBUTE)) {
    if (attribute === 'style') style = readLook(value)
    else if (attribute === 'bgcolor' || attribute === 'color' || attribute === 'size') attributes.push([attribute, value])
  }
  return { attributes, style }
}

/** Nothing else that may be written makes words unseen. */
function readLook(kept: string): Style | null {
  const declarations = kept.split(';').filter((declaration) => DECLARES_LOOK.test(declaration))
  return declarations.length === 0 ? null : readInlineStyle(declarations.join(';'))
}

/** The attributes of an element that makes words readable where they stood on a picture, in a link or under a style that is gone; null when they are. */
export function makingReadable(look: Look): string | null {
  switch (unseenBecause(look)) {
    case null:
      return null
    case 'font-size':
      return ` style="${READABLE_COLOURS};${READABLE_SIZE}"`
    default:
      return ` style="${READABLE_COLOURS}"`
  }
}
