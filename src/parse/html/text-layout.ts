/** Lays visible words out as plain text, the way a reader would type them: block breaks, bullets, cells by tab, quotes by `> `. */
import type { Slot } from '../../core/message.ts'

const UNEVEN = /[\t\n\r\f\u00a0]| {2}/
const BLANKS = /[ \t\n\r\f\u00a0]+/g
const MAX_BREAKS = 3
/** Deeper quotes and lists are laid out at this level, so that hostile nesting cannot multiply its prefixes. */
const MAX_LEVEL = 20

type NewSlot = Slot extends infer S ? (S extends Slot ? Omit<S, 'at'> : never) : never

/** Owns the text under construction; breaks and blanks are only written once words follow. */
export class TextLayout {
  body = ''
  readonly slots: Slot[] = []
  #breaks = 0
  #blank = false
  #tab = false
  /** True from a cell's start to its first word: its blocks stay on the row's line. */
  #freshCell = false
  #rowHasWords = false
  #started = false
  #quotes = 0
  /** Characters of the quote prefix of the line before. */
  #quoted = 0
  readonly #lists: { ordinal: number | null }[] = []
  #bullet = ''
  #opening: string | null = null

  /** Words with blanks as in the source; `preformatted` keeps them. */
  words(text: string, preformatted: boolean): void {
    if (preformatted) {
      this.#preformatted(text)
      return
    }
    const words = UNEVEN.test(text) ? text.replace(BLANKS, ' ') : text
    const from = words.charCodeAt(0) === 0x20 ? 1 : 0
    if (from === 1) this.#blank = true
    if (words.length === from) return
    const to = words.charCodeAt(words.length - 1) === 0x20 ? words.length - 1 : words.length
    this.#begin()
    this.body += from === 0 && to === words.length ? words : words.slice(from, to)
    this.#blank = to < words.length
  }

  slot(slot: NewSlot): void {
    this.#begin()
    this.slots.push({ at: this.body.length, ...slot } as Slot)
  }

  /** The slot is written with the first word that follows. */
  openLink(linkId: string): void {
    this.#opening = linkId
  }

  /** Ends what `openLink` began; when no word came between, nothing is written, or a whole link if `asWhole`. */
  closeLink(linkId: string, asWhole: boolean): void {
    if (this.#opening === null) {
      this.slots.push({ at: this.body.length, kind: 'link-close', linkId })
      return
    }
    this.#opening = null
    if (asWhole) this.slot({ kind: 'link', linkId })
  }

  /** The slots, with a link that was still open when the pass was ended closed at the end. */
  closedSlots(): readonly Slot[] {
    for (let index = this.slots.length - 1; index >= 0; index -= 1) {
      const slot = this.slots[index] as Slot
      if (slot.kind === 'link-close') break
      if (slot.kind === 'link-open') return [...this.slots, { at: this.body.length, kind: 'link-close', linkId: slot.linkId }]
    }
    return this.slots
  }

  /** Forgets the opening of `linkId`: its place is taken by whole links. */
  dropOpening(linkId: string): void {
    this.#opening = null
    dropOpening(this.slots, linkId)
  }

  breakLine(count: number): void {
    if (!this.#freshCell && count > this.#breaks) this.#breaks = count
  }

  /** `<br>`: one more, whatever is pending. */
  hardBreak(): void {
    if (this.#breaks < MAX_BREAKS) this.#breaks += 1
  }

  startRow(): void {
    this.breakLine(1)
    this.#rowHasWords = false
  }

  startCell(): void {
    if (this.#rowHasWords) {
      this.#tab = true
      // The blocks of the cell before end with it.
      this.#breaks = 0
    }
    this.#freshCell = true
  }

  endRow(): void {
    this.#freshCell = false
    // The blocks of its cells end with it, too.
    if (this.#rowHasWords) this.#breaks = 1
    else this.breakLine(1)
  }

  startQuote(): void {
    this.breakLine(2)
    this.#quotes += 1
  }

  endQuote(): void {
    this.breakLine(2)
    this.#quotes -= 1
  }

  startList(ordinal: number | null): void {
    this.breakLine(this.#lists.length === 0 ? 2 : 1)
    this.#lists.push({ ordinal })
  }

  endList(): void {
    this.#lists.pop()
    this.#bullet = ''
    this.breakLine(this.#lists.length === 0 ? 2 : 1)
  }

  startItem(): void {
    this.#freshCell = false
    this.breakLine(1)
    const list = this.#lists[this.#lists.length - 1]
    this.#bullet = list === undefined || list.ordinal === null ? '\u2022 ' : `${list.ordinal++}. `
  }

  #preformatted(text: string): void {
    let from = 0
    for (;;) {
      const newline = text.indexOf('\n', from)
      const line = text.slice(from, newline < 0 ? text.length : newline).replaceAll('\r', '')
      if (line !== '') {
        this.#begin()
        this.body += line
      }
      if (newline < 0) return
      this.hardBreak()
      from = newline + 1
    }
  }

  /** Writes the break, tab or blank that was due, and the link that begins here. */
  #begin(): void {
    if (this.#breaks > 0 || !this.#started) {
      const quotes = '> '.repeat(Math.min(this.#quotes, MAX_LEVEL))
      if (this.#started) this.body += `\n${`${quotes.slice(0, this.#quoted).trimEnd()}\n`.repeat(this.#breaks - 1)}`
      this.#quoted = quotes.length
      this.body += quotes + '  '.repeat(Math.min(Math.max(this.#lists.length - 1, 0), MAX_LEVEL)) + this.#bullet
    } else if (this.#tab) {
      this.body += '\t'
    } else if (this.#blank) {
      this.body += ' '
    }
    this.#started = true
    this.#rowHasWords = true
    this.#breaks = 0
    this.#bullet = ''
    this.#tab = false
    this.#blank = false
    this.#freshCell = false
    if (this.#opening !== null) {
      this.slots.push({ at: this.body.length, kind: 'link-open', linkId: this.#opening })
      this.#opening = null
    }
  }
}

/** Takes the last opening of `linkId` away; links do not nest, so it is near the end. */
export function dropOpening(slots: Slot[], linkId: string): void {
  for (let index = slots.length - 1; index >= 0; index -= 1) {
    const slot = slots[index] as Slot
    if (slot.kind === 'link-close') return
    if (slot.kind === 'link-open' && slot.linkId === linkId) {
      slots.splice(index, 1)
      return
    }
  }
}
