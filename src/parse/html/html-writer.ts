/** Writes the inert HTML and its slots in the one spelling that sanitize-html writes too, so that the two can be compared. */
import type { Slot } from '../../core/message.ts'
import { type Look, PLAIN_LOOK } from './look.ts'
import { dropOpening } from './text-layout.ts'
import { makingReadable, WrittenLooks } from './written-look.ts'
import { SPAN, type WrittenTag } from './written-tags.ts'

export interface WrittenElement {
  readonly tag: WrittenTag
  /** Of the words in it, by what is written alone. */
  readonly look: Look
  /** Its end tag is written, or was implied by what came after. */
  ended: boolean
}

/** Characters around a seam that are asked whether an address grows together over it: a label of a host has 63 at most (RFC 1035 2.3.4). */
const SEAM_CHARACTERS = 64
const MAKES_ADDRESS = /[.:\\\u3002\uff0e\uff61]\S/

const CELLS = new Set(['td', 'th'])
const BETWEEN_CELLS = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup'])

/** Owns the HTML under construction. Elements nest; at most one link is open. */
export class HtmlWriter {
  body = ''
  readonly slots: Slot[] = []
  readonly #open: WrittenElement[] = []
  readonly #looks = new WrittenLooks()
  /** Where the last blank ended. To look at the body's last character would copy the whole of it each time. */
  #blankEnd = 0
  #link: string | null = null
  /** How many elements were open around the opening of the link. */
  #linkDepth = 0
  /** Where the words written last end. */
  #wordsEnd = -1
  #lastWords = ''
  /** True from the start of a cell to what is seen first in it. */
  #isCellEmpty = false
  /** Where a block ended that was a picture in a line. */
  #brokenAt = -1

  /** `attributes` as AttributeReader writes them. Null for an element without an end. */
  open(tag: WrittenTag, attributes: string): WrittenElement | null {
    // The line that it ends has ended with a block.
    if (tag.name === 'br' && this.body.length === this.#brokenAt) return null
    if (tag.ends !== null) this.#endImplied(tag.ends)
    this.#isCellEmpty = CELLS.has(tag.name)
    this.body += tag.open + attributes + tag.end
    if (tag.close === '') return null
    const element = { tag, look: this.#looks.within(tag.name, attributes, this.#look), ended: false }
    this.#open.push(element)
    return element
  }

  close(element: WrittenElement): void {
    if (element.ended) return
    element.ended = true
    this.#open.pop()
    this.body += element.tag.close
  }

  get #look(): Look {
    return this.#open.at(-1)?.look ?? PLAIN_LOOK
  }

  /** Opens an element in which words can be read; null where they can be read anyhow. */
  openReadable(): WrittenElement | null {
    const attributes = makingReadable(this.#look)
    return attributes === null ? null : this.open(SPAN, attributes)
  }

  words(text: string): void {
    const readable = this.openReadable()
    this.#words(text)
    if (readable !== null) this.close(readable)
  }

  #words(text: string): void {
    this.#isCellEmpty = false
    const follows = this.body.length === this.#wordsEnd && !this.#hasSlotAt(this.#wordsEnd)
    // Between them stood an element that is not written: `evil<x></x>.com` was looked at in two pieces, and must not be read as one.
    if (follows && growsTogether(this.#lastWords, text)) this.body += '<wbr />'
    this.#lastWords = follows ? this.#lastWords.slice(-SEAM_CHARACTERS) + text : text
    this.body += /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text
    this.#wordsEnd = this.body.length
  }

  /** The edges of a link are no bounds: they are taken back when its words are an address, and may be filled with nothing. */
  #hasSlotAt(place: number): boolean {
    for (let index = this.slots.length - 1; index >= 0 && this.slots[index]?.at === place; index -= 1) {
      const { kind } = this.slots[index] as Slot
      if (kind === 'link' || kind === 'image') return true
    }
    return false
  }

  /** Blanks between elements, written as one; not at all where no browser shows them (CSS 2.2 17.2.1: between rows and cells) or one stands already. */
  blank(isLineEnd: boolean): void {
    if (this.isBetweenCells) return
    if (this.body.length === this.#blankEnd && !this.#hasSlotAt(this.#blankEnd)) return
    this.body += isLineEnd ? '\n' : ' '
    this.#blankEnd = this.body.length
  }

  openLink(linkId: string): void {
    this.#link = linkId
    this.#linkDepth = this.#open.length
    this.slots.push({ at: this.body.length, kind: 'link-open', linkId })
  }

  closeLink(): void {
    if (this.#link !== null) this.slots.push({ at: this.body.length, kind: 'link-close', linkId: this.#link })
    this.#link = null
  }

  /** Takes the opening back: whole links stand in its place. */
  dropLink(): void {
    if (this.#link !== null) dropOpening(this.slots, this.#link)
    this.#link = null
  }

  link(linkId: string, untrustedClaim?: string): void {
    const readable = this.openReadable()
    this.slots.push({ at: this.body.length, kind: 'link', linkId, ...(untrustedClaim === undefined ? {} : { untrustedClaim }) })
    if (readable !== null) this.close(readable)
  }

  /** Between rows and cells nothing else is at home: a browser would move it out of the table. */
  get isBetweenCells(): boolean {
    return BETWEEN_CELLS.has(this.#open.at(-1)?.tag.name ?? '')
  }

  picture(picture: Omit<Extract<Slot, { kind: 'image' }>, 'at'>): void {
    this.slots.push({ at: this.body.length, ...picture })
  }

  /** As large as a picture of nothing, which old layouts are built of. */
  space(width: string | null, height: string | null): void {
    const style = `width:${inPixels(width)};height:${inPixels(height)}`
    // Alone in a cell it makes a block of its size; in a line it would be as high as letters.
    const isAlone = this.#isCellEmpty
    const element = this.open(SPAN, ` style="display:${isAlone ? 'block' : 'inline-block'};${style}"`)
    if (element !== null) this.close(element)
    this.#isCellEmpty = isAlone
    this.#brokenAt = isAlone ? this.body.length : -1
  }

  #endImplied(ended: ReadonlySet<string>): void {
    for (let top = this.#open.at(-1); top !== undefined && ended.has(top.tag.name); top = this.#open.at(-1)) {
      const link = this.#link
      // A link does not reach over the end of an element that it stands in: it ends there and begins anew.
      if (link === null || this.#linkDepth < this.#open.length) this.close(top)
      else {
        this.#suspendLink()
        this.close(top)
        this.openLink(link)
      }
    }
  }

  #suspendLink(): void {
    const last = this.slots.at(-1)
    if (last?.kind === 'link-open' && last.at === this.body.length) this.slots.pop()
    else this.closeLink()
  }
}

function inPixels(size: string | null): string {
  return size === null ? '1px' : size.endsWith('%') ? size : `${size}px`
}

function growsTogether(before: string, after: string): boolean {
  const last = /\S*$/.exec(before.slice(-SEAM_CHARACTERS))?.[0] ?? ''
  const first = /^\S*/.exec(after.slice(0, SEAM_CHARACTERS))?.[0] ?? ''
  return last !== '' && first !== '' && MAKES_ADDRESS.test(last + first)
}
