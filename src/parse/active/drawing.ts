/** Opens an SVG: whatever is not plainly drawing is told, so that a drawing without any of it is a harmless picture. */
import { type SaxesAttributePlain, SaxesParser } from 'saxes'
import type { Contents, OpenContext, Opener } from '../file/contents.ts'
import { wholeText } from '../file/text.ts'
import { readEmbedded } from './embedded.ts'
import { Seen } from './seen.ts'
import { readDeclarations } from './xml-declarations.ts'

/** Maps of cities have some millions. */
const MAX_CHARACTERS = 12_000_000
/** Groups in groups; the deepest drawings of editors have some dozens. */
const MAX_DEPTH = 500
/** Of one element; the parser keeps them until it ends. */
const MAX_ATTRIBUTES = 1_000
/** Real ones declare some names; what goes on is made to be read without end. */
const MAX_DOCTYPE_CHARACTERS = 100_000
const CHUNK = 65_536

/** SVG 2 and SVG 1.1, element index: those that draw, lay out, paint, filter, describe or move, and neither run code nor hold other languages. */
const DRAWING = new Set(
  (
    'svg g defs symbol use switch a title desc metadata view style image path rect circle ellipse line polyline polygon text tspan tref textpath ' +
    'altglyph altglyphdef altglyphitem glyphref marker pattern clippath mask lineargradient radialgradient meshgradient meshpatch meshrow hatch hatchpath ' +
    'solidcolor stop filter feblend fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight ' +
    'fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset fepointlight ' +
    'fespecularlighting fespotlight fetile feturbulence animate animatecolor animatemotion animatetransform set mpath discard font font-face ' +
    'font-face-src font-face-name font-face-format font-face-uri glyph missing-glyph hkern vkern cursor color-profile flowroot flowpara ' +
    'flowregion flowspan flowdiv flowline unknown'
  ).split(' '),
)
/** Namespaces whose elements a browser acts on: SVG, XHTML, MathML, XML Events. */
const ACTING = /^http:\/\/www\.w3\.org\/(?:2000\/svg|1999\/xhtml|1998\/Math\/MathML|2001\/xml-events)$/
const PICTURE_DATA = /^\s*data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/i

export const drawingOpener: Opener = {
  id: 'parse/drawing',
  opens: (type) => type === 'image/svg+xml',
  open: async (bytes, type, context) => openDrawing(bytes, type, context),
}

function openDrawing(bytes: Uint8Array, type: string, context: OpenContext): Contents {
  const seen = new Seen(context)
  const xml = wholeText(bytes, MAX_CHARACTERS)
  if (bytes.length > MAX_CHARACTERS) seen.incomplete = 'MARKUP_TOO_BIG'
  const encoding = /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([^"']{1,40})/i.exec(xml)?.[1]
  // Read in another encoding than a browser reads it in, a drawing may hold anything.
  if (encoding !== undefined && !/^(?:utf-?8|utf-?16(?:le|be)?|us-ascii|iso-8859-1|windows-1252)$/i.test(encoding))
    seen.incomplete ??= 'MARKUP_ENCODING'
  readDeclarations(xml, seen)
  const doctype = xml.search(/<!DOCTYPE/i)
  const element = xml.search(/<(?:[\w.-]{1,40}:)?svg[\s/>]/i)
  if (doctype !== -1 && (element === -1 || element - doctype > MAX_DOCTYPE_CHARACTERS)) seen.incomplete ??= 'MARKUP_TOO_BIG'
  else new DrawingReader(seen).read(xml)
  return seen.contents(type)
}

/** Owns the parser of one drawing; entities other than the five of XML are never expanded, they are errors. */
class DrawingReader {
  readonly #seen: Seen
  readonly #parser = new SaxesParser({ xmlns: false, position: false, fragment: false })
  /** Prefixes of namespaces that nothing acts on: what editors keep for themselves. */
  readonly #inert = new Set<string>()
  readonly #acting = new Set<string>()
  #depth = 0
  #attributes = 0
  #inStyle = false
  #stopped = false

  constructor(seen: Seen) {
    this.#seen = seen
    this.#parser.on('error', () => {
      // A browser shows, and runs, what stands before the error.
      seen.add('svg/malformed', 'not well-formed')
      this.#stopped = true
    })
    this.#parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes as Record<string, string | SaxesAttributePlain>))
    this.#parser.on('attribute', () => {
      this.#attributes += 1
      if (this.#attributes > MAX_ATTRIBUTES) {
        seen.incomplete ??= 'MARKUP_TOO_BIG'
        this.#stopped = true
      }
    })
    this.#parser.on('closetag', () => {
      this.#depth -= 1
      this.#inStyle = false
    })
    this.#parser.on('text', (text) => this.#text(text))
    this.#parser.on('cdata', (text) => this.#text(text))
    this.#parser.on('processinginstruction', ({ target, body }) => {
      if (/^xml-stylesheet$/i.test(target)) seen.add('svg/style-sheet', body)
    })
  }

  read(xml: string): void {
    for (let at = 0; at < xml.length && !this.#stopped; at += CHUNK) this.#parser.write(xml.slice(at, at + CHUNK))
    if (!this.#stopped) this.#parser.close()
  }

  #open(name: string, attributes: Record<string, string | SaxesAttributePlain>): void {
    this.#attributes = 0
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) {
      this.#seen.incomplete ??= 'MARKUP_TOO_DEEP'
      this.#stopped = true
      return
    }
    const pairs = Object.entries(attributes).map(([key, value]) => [key, String(value)] as const)
    for (const [key, value] of pairs) if (key === 'xmlns' || key.startsWith('xmlns:')) this.#declare(key.slice(6), value.trim())
    const colon = name.indexOf(':')
    const prefix = colon === -1 ? '' : name.slice(0, colon)
    const local = name.slice(colon + 1).toLowerCase()
    const inert = prefix !== '' && this.#inert.has(prefix) && !this.#acting.has(prefix)
    this.#inStyle = local === 'style' && !inert
    if (!inert) {
      if (local === 'script' || local === 'handler' || local === 'listener') this.#seen.add('svg/script', `<${name}>`)
      else if (local === 'foreignobject') this.#seen.add('svg/foreign-object', `<${name}>`)
      else if (!DRAWING.has(local)) this.#seen.add('svg/element', `<${name}>`)
    }
    for (const [key, value] of pairs) this.#attribute(local, key, value)
  }

  #declare(prefix: string, namespace: string): void {
    if (prefix !== '') (ACTING.test(namespace) ? this.#acting : this.#inert).add(prefix)
    // The default namespace of an element inside is what it says, and a page begins so.
    else if (/^http:\/\/www\.w3\.org\/(?:1999\/xhtml|1998\/Math\/MathML)$/.test(namespace)) this.#seen.add('svg/foreign-object', namespace)
  }

  #attribute(element: string, name: string, value: string): void {
    const local = name.slice(name.indexOf(':') + 1).toLowerCase()
    // Within a value a browser passes over tabs and line ends, and over controls before it (WHATWG URL 4.4).
    const bare = value.replace(/[\0-\x20]+/g, '')
    if (/^on[a-z]{2,40}$/.test(local)) this.#seen.add('svg/event-handler', `${name}="${value.slice(0, 80)}"`)
    else if (/(?:^|[;,])(?:javascript:|vbscript:)|^data:(?:text\/html|application\/|text\/xml|image\/svg)/i.test(bare))
      this.#seen.add('svg/script-address', `${name}="${value.slice(0, 80)}"`)
    if (name.startsWith('xmlns')) return
    if (local === 'href' || local === 'src') this.#address(element, value, bare)
    else if (local === 'style' || /url\s*\(/i.test(value)) this.#style(value)
    // SMIL moves an address to where it likes, or sets a handler.
    if (local === 'attributename' && /^(?:xlink:)?(?:href|src|on\w+|style)$/i.test(bare))
      this.#seen.add('svg/animated-address', `${name}="${value.slice(0, 80)}"`)
  }

  #address(element: string, value: string, bare: string): void {
    if (bare === '' || bare.startsWith('#') || PICTURE_DATA.test(value)) return
    if (/^data:/i.test(bare)) {
      this.#seen.add('svg/data-address', value.slice(0, 80))
      readEmbedded(value, this.#seen)
    } else if (element === 'a') this.#seen.leadsTo(value, 'svg a[href]')
    else {
      this.#seen.add('svg/external-reference', value.slice(0, 100))
      this.#seen.leadsTo(value, `svg ${element}[href]`)
    }
  }

  #text(text: string): void {
    if (this.#inStyle) this.#style(text)
  }

  /** CSS may fetch by `@import` and `url()`; a backslash can spell both in other letters (CSS Syntax 4.3.7). */
  #style(css: string): void {
    if (/@import|expression\s*\(|-moz-binding|behavior\s*:/i.test(css)) this.#seen.add('svg/style', css.slice(0, 80))
    if (css.includes('\\') && /\\(?:[0-9a-f]{1,6}|[a-z(])/i.test(css)) this.#seen.add('svg/style-escape', css.slice(0, 80))
    for (const [, address] of css.matchAll(/url\s*\(\s*["']?\s*([^)"']{0,300})/gi)) {
      if (address === undefined || address === '' || address.startsWith('#') || PICTURE_DATA.test(address)) continue
      if (/^data:(?:font|application\/(?:x-)?font|application\/font)/i.test(address)) continue
      this.#seen.add('svg/external-reference', address)
      this.#seen.leadsTo(address, 'svg style')
    }
  }
}
