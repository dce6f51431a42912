/** Reads an element's attributes once: what may be written of them, how it looks by them and by the style sheets, where they lead and what is live in them. */
import type { ActiveTally, Attributes } from './active-tally.ts'
import { sketch } from './active-tally.ts'
import { activeScheme, readAddresses } from './address-attributes.ts'
import { ALLOWED_ATTRIBUTES } from './allowlist.ts'
import { type Cascade, type Matched, NOTHING_MATCHED } from './cascade.ts'
import { LINK_BLUE, readLegacyColour } from './colour.ts'
import type { Declaration } from './declarations.ts'
import { holdsAddress } from './elements.ts'
import { type Loads, mayLoad, readInlineDeclarations, readLoads, readStyle, type Style } from './inline-style.ts'
import type { LinkList } from './link-list.ts'
import { type Look, styled, withAttribute } from './look.ts'
import type { Selectable } from './selector.ts'

const MAX_ALLOWED_CHARACTERS = 200
const MAX_EVIDENCE_CHARACTERS = 120
const MAX_CACHED_STYLES = 2_000

export interface ReadAttributes {
  /** ` name="value"` of each that is allowed, ready to be written. */
  readonly written: string
  /** The look inside the element. */
  readonly look: Look
  readonly style: Style | null
}

/** Owns the styles that were read before: mail repeats a few on every cell. */
export class AttributeReader {
  /** True once an address or a style was too long to be looked into. */
  tooBig = false
  /** True once there is a style sheet that nobody read: it may change how words look. */
  hasUnreadSheet = false
  readonly #links: LinkList
  readonly #active: ActiveTally
  readonly #cascade: Cascade
  readonly #maxCharacters: number
  /** By the style sheets' declarations, then by the element's own. */
  readonly #styles = new Map<Matched, Map<string, Style>>()
  #cached = 0
  /** Null for a style that loads nothing, as nearly all. */
  readonly #loads = new Map<string, Loads | null>()

  constructor(links: LinkList, active: ActiveTally, cascade: Cascade, maxCharacters: number) {
    this.#links = links
    this.#active = active
    this.#cascade = cascade
    this.#maxCharacters = maxCharacters
  }

  /** `selectable` is null where no style sheet is applied. */
  read(name: string, attributes: Attributes, outer: Look, selectable: Selectable | null): ReadAttributes {
    let written = ''
    let look = outer
    let untrustedStyle: string | null = null
    for (const attribute in attributes) {
      const untrusted = attributes[attribute] as string
      const pattern = ALLOWED_ATTRIBUTES.get(attribute)
      if (pattern !== undefined) {
        if (untrusted.length > MAX_ALLOWED_CHARACTERS || !pattern.test(untrusted)) continue
        // What is written of `body` is a `div`.
        if (name === 'body' && attribute === 'bgcolor') continue
        written += ` ${attribute}="${untrusted}"`
        if (attribute === 'bgcolor' || attribute === 'color' || attribute === 'size') look = withAttribute(look, name, attribute, untrusted)
      } else if (attribute === 'style') {
        untrustedStyle = untrusted
        this.#readLoads(name, attributes, untrusted)
      } else if (holdsAddress(attribute)) {
        if (attribute === 'background') look = { ...look, onPicture: true }
        this.#readAddress(name, attribute, untrusted, attributes)
      } else if (attribute === 'hidden') {
        look = { ...look, hides: look.hides ?? 'hidden' }
      } else if (attribute === 'class' || attribute === 'id') {
        if (this.hasUnreadSheet && !look.onPicture) look = { ...look, onPicture: true }
      } else if (attribute.startsWith('on') && attribute.length > 3) {
        this.#active.add('event-handler', () => `${attribute}="${untrusted.slice(0, MAX_EVIDENCE_CHARACTERS)}"`)
      } else if (attribute === 'srcdoc') {
        this.#active.add('srcdoc', () => sketch(name, attributes))
        if (untrusted.length > this.#maxCharacters) this.tooBig = true
      }
    }
    // A browser gives links a colour of their own.
    if (name === 'a' && attributes.href !== undefined) look = { ...look, color: LINK_BLUE, colorUnsure: false }
    const style = this.#readStyle(name, attributes, untrustedStyle, selectable)
    if (style === null) return { written, look, style }
    return { written: style.kept === '' ? written : `${written} style="${style.kept}"`, look: styled(look, style), style }
  }

  /** Attributes that are styles, then the style sheets, then the element's own. */
  #readStyle(name: string, attributes: Attributes, untrustedStyle: string | null, selectable: Selectable | null): Style | null {
    const hints = name === 'body' ? pageColours(attributes) : ''
    const matched = selectable === null ? NOTHING_MATCHED : this.#cascade.match(selectable)
    if (untrustedStyle === null && hints === '' && matched === NOTHING_MATCHED) return null
    const known = this.#stylesUnder(matched)
    // One page has one body.
    let style = hints === '' ? known.get(untrustedStyle ?? '') : undefined
    if (style === undefined) {
      const own = (untrustedStyle ?? '').slice(0, this.#maxCharacters)
      const declarations: readonly Declaration[] = [
        ...(hints === '' ? [] : readInlineDeclarations(hints)),
        ...matched.declarations,
        ...(own === '' ? [] : readInlineDeclarations(own)),
      ]
      style = readStyle(declarations)
      if (matched !== NOTHING_MATCHED) this.#cascade.countRead(declarations.length)
      this.#cached += 1
      if (hints === '' && this.#cached <= MAX_CACHED_STYLES) known.set(untrustedStyle ?? '', style)
    }
    if (matched !== NOTHING_MATCHED) this.#cascade.countWritten(style.kept.length)
    return style
  }

  #stylesUnder(matched: Matched): Map<string, Style> {
    let styles = this.#styles.get(matched)
    if (styles === undefined) {
      styles = new Map()
      this.#styles.set(matched, styles)
    }
    return styles
  }

  #readLoads(name: string, attributes: Attributes, untrusted: string): void {
    let loads = this.#loads.get(untrusted)
    if (loads === undefined) {
      if (untrusted.length > this.#maxCharacters) this.tooBig = true
      loads = mayLoad(untrusted) ? readLoads(untrusted.slice(0, this.#maxCharacters)) : null
      if (this.#loads.size < MAX_CACHED_STYLES) this.#loads.set(untrusted, loads)
    }
    if (loads === null) return
    for (const kind of loads.active) this.#active.add(kind, () => sketch(name, attributes))
    for (const address of loads.untrustedUrls) this.#links.collect(address, via(name, 'style'))
  }

  #readAddress(name: string, attribute: string, untrusted: string, attributes: Attributes): void {
    const kind = activeScheme(untrusted)
    if (kind !== null) this.#active.add(kind, () => sketch(name, attributes))
    // The walk gives anchors their place among the words.
    if ((name === 'a' || name === 'area') && attribute !== 'ping') return
    if (attribute === 'data' && name !== 'object') return
    if (!attribute.endsWith('srcset') && isInlinePicture(untrusted)) return
    if (untrusted.length > this.#maxCharacters) this.tooBig = true
    else for (const address of readAddresses(attribute, untrusted)) this.#links.collect(address, via(name, attribute))
  }
}

/** The page's own colours as a style, for what is written of `body` is a `div`, which has no such attributes. */
function pageColours({ bgcolor, text }: Attributes): string {
  return [colourHint('background-color', bgcolor), colourHint('color', text)].filter((hint) => hint !== '').join(';')
}

function colourHint(property: string, untrustedColour: string | undefined): string {
  const colour = untrustedColour === undefined ? null : readLegacyColour(untrustedColour)
  return colour === null ? '' : `${property}:#${(colour >>> 8).toString(16).padStart(6, '0')}`
}

/** A picture whose bytes are in its address leads nowhere. */
function isInlinePicture(untrusted: string): boolean {
  return /^\s{0,99}data:image\//i.test(untrusted.slice(0, 120))
}

function via(untrustedName: string, attribute: string): string {
  return `${/^[a-z0-9:-]{1,30}$/i.test(untrustedName) ? untrustedName : 'element'}[${attribute}]`
}
