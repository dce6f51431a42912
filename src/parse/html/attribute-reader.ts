/** Reads an element's attributes once: what may be written of them, what they hide, where they lead and what is live in them. */
import type { ActiveTally, Attributes } from './active-tally.ts'
import { sketch } from './active-tally.ts'
import { activeScheme, readAddresses } from './address-attributes.ts'
import { ALLOWED_ATTRIBUTES } from './allowlist.ts'
import { holdsAddress } from './elements.ts'
import { type InlineStyle, normalColour, readInlineStyle } from './inline-style.ts'
import type { LinkList } from './link-list.ts'
import { type Look, styled } from './look.ts'

const MAX_ALLOWED_CHARACTERS = 200
const MAX_EVIDENCE_CHARACTERS = 120
const MAX_CACHED_STYLES = 2_000

export interface ReadAttributes {
  /** ` name="value"` of each that is allowed, ready to be written. */
  readonly written: string
  /** The look inside the element. */
  readonly look: Look
  readonly style: InlineStyle | null
}

/** Owns the styles that were read before: mail repeats a few on every cell. */
export class AttributeReader {
  /** True once an address or a style was too long to be looked into. */
  tooBig = false
  /** True once a style sheet may change what colours lie behind words. */
  hasStyleSheet = false
  readonly #links: LinkList
  readonly #active: ActiveTally
  readonly #maxCharacters: number
  readonly #styles = new Map<string, InlineStyle>()

  constructor(links: LinkList, active: ActiveTally, maxCharacters: number) {
    this.#links = links
    this.#active = active
    this.#maxCharacters = maxCharacters
  }

  read(name: string, attributes: Attributes, outer: Look): ReadAttributes {
    let written = ''
    // A browser gives anchors a colour of their own.
    let look = name === 'a' && outer.color !== null && attributes.href !== undefined ? { ...outer, color: null } : outer
    let style: InlineStyle | null = null
    for (const attribute in attributes) {
      const untrusted = attributes[attribute] as string
      const pattern = ALLOWED_ATTRIBUTES.get(attribute)
      if (pattern !== undefined) {
        if (untrusted.length > MAX_ALLOWED_CHARACTERS || !pattern.test(untrusted)) continue
        written += ` ${attribute}="${untrusted}"`
        if (attribute === 'bgcolor') look = { ...look, background: normalColour(untrusted) }
        else if (attribute === 'color') look = { ...look, color: normalColour(untrusted) }
      } else if (attribute === 'style') {
        style = this.#readStyle(name, attributes, untrusted)
        if (style.kept !== '') written += ` style="${style.kept}"`
      } else if (holdsAddress(attribute)) {
        if (attribute === 'background') look = { ...look, background: 'unknown' }
        this.#readAddress(name, attribute, untrusted, attributes)
      } else if (attribute === 'hidden') {
        look = { ...look, hides: look.hides ?? 'hidden' }
      } else if (attribute === 'class' || attribute === 'id') {
        if (this.hasStyleSheet && look.background !== null) look = { ...look, background: 'unknown' }
      } else if (attribute.startsWith('on') && attribute.length > 3) {
        this.#active.add('event-handler', () => `${attribute}="${untrusted.slice(0, MAX_EVIDENCE_CHARACTERS)}"`)
      } else if (attribute === 'srcdoc') {
        this.#active.add('srcdoc', () => sketch(name, attributes))
        if (untrusted.length > this.#maxCharacters) this.tooBig = true
      }
    }
    return { written, look: style === null ? look : styled(look, style), style }
  }

  #readStyle(name: string, attributes: Attributes, untrusted: string): InlineStyle {
    let style = this.#styles.get(untrusted)
    if (style === undefined) {
      if (untrusted.length > this.#maxCharacters) this.tooBig = true
      style = readInlineStyle(untrusted.slice(0, this.#maxCharacters))
      if (this.#styles.size < MAX_CACHED_STYLES) this.#styles.set(untrusted, style)
    }
    for (const kind of style.active) this.#active.add(kind, () => sketch(name, attributes))
    for (const address of style.untrustedUrls) this.#links.collect(address, via(name, 'style'))
    return style
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

/** A picture whose bytes are in its address leads nowhere. */
function isInlinePicture(untrusted: string): boolean {
  return /^\s{0,99}data:image\//i.test(untrusted.slice(0, 120))
}

function via(untrustedName: string, attribute: string): string {
  return `${/^[a-z0-9:-]{1,30}$/i.test(untrustedName) ? untrustedName : 'element'}[${attribute}]`
}
