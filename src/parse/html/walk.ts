/** Turns the parser's events into inert HTML, visible text, links and counts at once; what is not allowlisted is never written. */
import type { Handler, Parser } from 'htmlparser2'
import { cleanCharacters, cutCharacters } from '../text/clean-characters.ts'
import { asWords } from '../text/false-address.ts'
import { findAddresses } from '../text/find-addresses.ts'
import { WordsAcrossTags } from '../text/reveal/across-tags.ts'
import { AsWritten } from '../text/reveal/as-written.ts'
import { revealWords } from '../text/reveal/reveal-words.ts'
import { UnseenTally } from '../text/reveal/unseen-tally.ts'
import { ActiveTally, type Attributes, sketch } from './active-tally.ts'
import { readRefresh } from './address-attributes.ts'
import { AttributeReader } from './attribute-reader.ts'
import type { Cascade } from './cascade.ts'
import { commentWords } from './comment-words.ts'
import { ruleOf } from './elements.ts'
import { HiddenTally } from './hidden-tally.ts'
import { HtmlWriter, type WrittenElement } from './html-writer.ts'
import type { Style } from './inline-style.ts'
import { beginRole, endRole } from './layout-roles.ts'
import type { HtmlLimits } from './limits.ts'
import { LinkList } from './link-list.ts'
import { inQuirksTable, type Look, lookInside, PLAIN_LOOK, showsPictures, unseenBecause } from './look.ts'
import { isForScreen } from './media-query.ts'
import type { OpenAnchor, OpenElement } from './open-element.ts'
import { altOf, cidOf, isTiny, pictureSource, sizeOf } from './picture.ts'
import { isQuirky } from './quirks.ts'
import { readClasses, type Selectable } from './selector.ts'
import { readSideHtml } from './side-html.ts'
import { readStyleAddresses } from './style-addresses.ts'
import { TextLayout } from './text-layout.ts'
import { TrackerTally } from './tracker-tally.ts'
import { SPAN, WRITTEN_TAGS } from './written-tags.ts'

const MAX_SHOWN_CHARACTERS = 500
const MAX_EVIDENCE_CHARACTERS = 120
const MAX_VALUE_CHARACTERS = 2_000
const ONLY_BLANKS = /^[ \t\n\r\f]*$/
const UNWRITTEN_INPUTS = new Set(['hidden', 'password', 'checkbox', 'radio', 'file', 'image', 'color', 'range'])

/** `complete`: all sheets are known beforehand; `unread`: they are more than can be applied, and any word may look in any way. */
export type Styling = 'as-met' | 'complete' | 'unread'

/** Owns the state of one pass; htmlparser2 calls its `on…` methods. */
export class HtmlWalk implements Partial<Handler> {
  readonly html = new HtmlWriter()
  readonly text = new TextLayout()
  readonly active = new ActiveTally()
  readonly hidden = new HiddenTally()
  readonly trackers = new TrackerTally()
  readonly unseen = new UnseenTally()
  readonly links: LinkList
  /** Those that decide how the document is shown. */
  readonly sheets: string[] = []
  /** True when a sheet came after something that it may concern. */
  hasLateSheet = false
  /** The limit that ended the pass, null while it goes on. */
  incomplete: string | null = null
  readonly #limits: HtmlLimits
  readonly #attributes: AttributeReader
  #parser: Parser | null = null
  #pending = ''
  readonly #words = new WordsAcrossTags(this.unseen)
  #look: Look = PLAIN_LOOK
  readonly #stack: OpenElement[] = []
  #elements = 0
  #preformatted = 0
  #anchor: OpenAnchor | null = null
  /** The style sheet that is being read. */
  #sheet: string | null = null
  #sheetApplies = false
  #quirks = true
  readonly #cascade: Cascade
  readonly #styling: Styling

  /** Sheets of the document are added to `cascade` as they are met, when `styling` is `as-met`. */
  constructor(firstLink: number, limits: HtmlLimits, cascade: Cascade, styling: Styling) {
    this.#limits = limits
    this.#cascade = cascade
    this.#styling = styling
    this.links = new LinkList(firstLink, limits.maxLinks)
    this.#attributes = new AttributeReader(this.links, this.active, cascade, limits.maxAttributeCharacters)
    if (styling !== 'unread') return
    this.#attributes.hasUnreadSheet = true
    this.active.add('style-unread', () => '<style>')
  }

  onparserinit(parser: Parser): void {
    this.#parser = parser
  }

  ontext(words: string): void {
    if (this.#sheet !== null) this.#sheet += words
    else if (!this.#look.dropped && this.incomplete === null) this.#pending += words
  }

  oncomment(untrustedComment: string): void {
    const head = untrustedComment.slice(0, 40).trimStart()
    if (head.startsWith('[if')) {
      this.active.add('conditional-comment', () => untrustedComment.slice(0, MAX_EVIDENCE_CHARACTERS))
      // `[if mso]>…<![endif]`: Outlook shows what is inside.
      if (this.incomplete === null) this.#readAside(untrustedComment.slice(untrustedComment.indexOf(']') + 1).replace(/^>/, ''), 'comment')
      this.#hideWords('conditional-comment', untrustedComment)
    } else if (head.startsWith('?')) this.active.add('xml-pi', () => untrustedComment.slice(0, MAX_EVIDENCE_CHARACTERS))
    else this.#hideWords('comment', untrustedComment)
  }

  #hideWords(kind: string, untrustedHtml: string): void {
    this.hidden.add(kind, cleanCharacters(commentWords(untrustedHtml)), this.text.body === '')
  }

  onprocessinginstruction(name: string, untrustedData: string): void {
    if (this.#elements === 0 && name.toLowerCase() === '!doctype') this.#quirks = isQuirky(untrustedData)
    // An internal subset could declare entities, were this ever read as XML.
    if (untrustedData.includes('[')) this.active.add('doctype-subset', () => untrustedData.slice(0, MAX_EVIDENCE_CHARACTERS))
  }

  onopentag(name: string, attributes: Attributes): void {
    if (this.incomplete !== null) return
    this.#flush()
    this.#elements += 1
    if (this.#elements > this.#limits.maxElements) this.#stop('HTML_TOO_MANY_ELEMENTS')
    // htmlparser2 is quadratic in depth; real mail has 51 at p99 and 354 at most.
    if (this.#stack.length >= this.#limits.maxDepth) this.#stop('HTML_TOO_DEEP')
    const rule = ruleOf(name)
    if (rule.active !== null) this.active.add(rule.active, () => sketch(name, attributes))
    const around = this.#stack.at(-1)
    const selectable = this.#cascade.isEmpty ? null : selectableOf(name, attributes, around?.selectable ?? null)
    const outer = this.#look
    const start = name === 'summary' && around !== undefined && around.summary !== null ? around.summary : outer
    const { written, look, style } = this.#attributes.read(
      name,
      attributes,
      name === 'table' && this.#quirks ? inQuirksTable(start) : start,
      selectable,
    )
    const shown = !look.dropped && !rule.dropped && look.hides === null && rule.hides === null
    this.#look = lookInside(name, rule, look, attributes)
    const role = style?.isBlock === true && rule.role === 'inline' ? 'line' : rule.role
    this.#stack.push({
      ...(name === 'a' ? this.#openAnchor(attributes, shown ? written : null) : this.#openElement(name, shown ? written : null)),
      role,
      selectable,
      outer,
      shown,
      summary: name === 'details' && this.#look.hides === 'details' ? look : null,
    })
    if (shown) {
      if (role !== 'inline') this.#words.endLine()
      beginRole(this.text, role, attributes.start)
      if (role === 'preformatted') this.#preformatted += 1
    }
    this.#readElement(name, attributes, shown, style)
    if (this.#attributes.tooBig) this.#stop('HTML_ATTRIBUTE_TOO_BIG')
    if (this.links.overflowed) this.#stop('HTML_TOO_MANY_LINKS')
  }

  #openElement(name: string, written: string | null): Pick<OpenElement, 'written' | 'inner'> {
    const isAstray = name === 'form' && this.html.isBetweenCells
    const tag = written === null || isAstray ? undefined : WRITTEN_TAGS.get(name)
    return { written: tag === undefined || written === null ? null : this.html.open(tag, written), inner: null }
  }

  onclosetag(): void {
    if (this.incomplete !== null) return
    this.#flush()
    const element = this.#stack.pop()
    if (element === undefined) return
    if (this.#sheet !== null) {
      if (this.#sheetApplies) this.#takeSheet(this.#sheet)
      for (const address of readStyleAddresses(this.#sheet, this.#limits.maxLinks)) this.links.collect(address, 'style')
      this.#sheet = null
      if (this.links.overflowed) this.#stop('HTML_TOO_MANY_LINKS')
    }
    if (element.inner !== null) this.html.close(element.inner)
    if (this.#anchor !== null && this.#anchor.depth > this.#stack.length) this.#closeAnchor(this.#anchor)
    if (element.written !== null) this.html.close(element.written)
    if (element.shown) {
      if (element.role !== 'inline') this.#words.endLine()
      endRole(this.text, element.role)
      if (element.role === 'preformatted') this.#preformatted -= 1
    }
    this.#look = element.outer
  }

  onend(): void {
    if (this.incomplete !== null) return
    this.#flush()
    this.#words.endLine()
  }

  /** HTML that only some programs show: its links are known, its words are none of the message's. */
  #readAside(untrustedHtml: string, via: string): void {
    readSideHtml(untrustedHtml, { links: this.links, unseen: this.unseen }, via)
    if (this.links.overflowed) this.#stop('HTML_TOO_MANY_LINKS')
  }

  #stop(reason: string): void {
    this.incomplete ??= reason
    this.#parser?.pause()
  }

  /** Elements that are more than their tag. */
  #readElement(name: string, attributes: Attributes, shown: boolean, style: Style | null): void {
    switch (name) {
      case 'area':
        this.#placeArea(attributes, shown && unseenBecause(this.#look) === null)
        break
      case 'img':
        this.#placePicture(attributes, style, shown && showsPictures(this.#look))
        break
      case 'input':
        if (shown && !UNWRITTEN_INPUTS.has((attributes.type ?? '').trim().toLowerCase()))
          this.#pending += ` ${cutCharacters(attributes.value ?? '', MAX_VALUE_CHARACTERS)} `
        break
      case 'base':
        if (attributes.href !== undefined) this.links.setBase(attributes.href)
        break
      case 'style':
        this.#sheet = ''
        this.#sheetApplies = this.#look.hides !== 'template' && isStyleSheet(attributes)
        break
      case 'link':
        if (/\bstylesheet\b/i.test(attributes.rel ?? '')) this.#attributes.hasUnreadSheet = true
        break
      case 'iframe':
        if (attributes.srcdoc !== undefined && attributes.srcdoc.length <= this.#limits.maxAttributeCharacters)
          this.#readAside(attributes.srcdoc, 'iframe[srcdoc]')
        break
      case 'meta':
        if (attributes['http-equiv']?.trim().toLowerCase() === 'refresh') this.#readRefresh(attributes)
        break
    }
  }

  #readRefresh(attributes: Attributes): void {
    this.active.add('meta-refresh', () => sketch('meta', attributes))
    const target = readRefresh(attributes.content ?? '')
    if (target !== null) this.links.collect(target, 'meta[content]')
  }

  #takeSheet(untrustedCss: string): void {
    this.sheets.push(untrustedCss)
    if (this.#styling !== 'as-met') return
    this.#cascade.add(untrustedCss)
    if (this.html.body !== '' && !this.#cascade.isEmpty) this.hasLateSheet = true
  }

  /** `written` are its attributes, null where nothing of it is shown. Gives what is written around its slots, and inside of them. */
  #openAnchor(attributes: Attributes, written: string | null): Pick<OpenElement, 'written' | 'inner'> {
    const untrustedHref = attributes.href ?? attributes['xlink:href']
    const index = untrustedHref === undefined ? -1 : this.links.collect(untrustedHref, 'a[href]', true)
    let around: WrittenElement | null = null
    // HTML 4.5.1: anchors do not nest. An inner one is known as a link and has no place of its own.
    if (index >= 0 && this.#anchor === null) {
      const linkId = this.links.idOf(index)
      const slotted = written !== null && unseenBecause(this.#look) === null
      this.#anchor = { index, linkId, depth: this.#stack.length + 1, words: '', hasPicture: false, slotted }
      if (slotted) {
        around = this.html.openReadable()
        this.html.openLink(linkId)
        this.text.openLink(linkId)
      }
    }
    // What release writes has no style: the sender's own is written inside.
    return { written: around, inner: written === null || written === '' ? null : this.html.open(SPAN, written) }
  }

  #closeAnchor(anchor: OpenAnchor): void {
    this.#anchor = null
    const words = anchor.words.replace(/\s+/g, ' ').trim()
    this.links.show(anchor.index, cutCharacters(words, MAX_SHOWN_CHARACTERS))
    if (!anchor.slotted) return
    this.html.closeLink()
    this.text.closeLink(anchor.linkId, anchor.hasPicture)
  }

  #placeArea(attributes: Attributes, shown: boolean): void {
    const index = this.links.collect(attributes.href ?? '', 'area[href]', true)
    if (index < 0) return
    this.links.show(index, altOf(attributes.alt ?? '', this.unseen).alt)
    if (shown && this.#anchor === null) this.#placeLink(this.links.idOf(index))
  }

  #placeLink(linkId: string, untrustedClaim?: string): void {
    this.html.link(linkId, untrustedClaim)
    this.text.slot({ kind: 'link', linkId, ...(untrustedClaim === undefined ? {} : { untrustedClaim }) })
  }

  #placePicture(attributes: Attributes, style: Style | null, shown: boolean): void {
    const untrustedSrc = attributes.src ?? ''
    const from = pictureSource(untrustedSrc)
    const width = sizeOf(attributes.width, style?.width)
    const height = sizeOf(attributes.height, style?.height)
    if (from === 'remote' && (!shown || (isTiny(width) && isTiny(height)))) this.trackers.add(untrustedSrc)
    if (!shown) return
    // A line a pixel or two thin shows nothing, but holds the layout apart; its address is known as a link all the same.
    if (isTiny(width) || isTiny(height)) {
      this.html.space(width, height)
      return
    }
    const { alt, untrustedUrls } = altOf(attributes.alt ?? '', this.unseen)
    for (const address of untrustedUrls) this.links.collect(address, 'img[alt]')
    if (from === 'none' && alt === '') return
    const picture = { kind: 'image', alt, from, cid: from === 'cid' ? cidOf(untrustedSrc) : null, width, height } as const
    this.html.picture(picture)
    if (alt !== '' || from === 'cid') this.text.slot(picture)
    if (this.#anchor !== null) this.#anchor.hasPicture = true
  }

  /** Words between two tags: hidden, or in both renderings with their addresses cut out. */
  #flush(): void {
    if (this.#pending === '') return
    const pending = cleanCharacters(this.#pending)
    this.#pending = ''
    const because = unseenBecause(this.#look)
    // A blank has no colour and no letters: it parts words whatever they look like.
    if (because !== null && !(this.#look.hides === null && this.#preformatted === 0 && ONLY_BLANKS.test(pending))) {
      this.hidden.add(because, revealWords(pending, this.unseen), this.text.body === '')
      return
    }
    const { written: all, revealed: words } = this.#words.reveal(pending)
    if (words === '') return
    const asWritten = new AsWritten(all, words)
    if (this.#preformatted === 0 && ONLY_BLANKS.test(words)) {
      this.html.blank(words.includes('\n'))
      this.text.words(' ', false)
      return
    }
    let from = 0
    // What is no address is one run of words with what stands before and behind it.
    let run = ''
    for (const address of findAddresses(words, this.#limits.maxLinks + 1)) {
      if (this.links.full) {
        this.#write(run)
        this.#stop('HTML_TOO_MANY_LINKS')
        return
      }
      run += words.slice(from, address.start)
      from = address.end
      const written = words.slice(address.start, from)
      if (address.isFalse) {
        this.links.countPlace()
        run += asWords(written)
        continue
      }
      this.#write(run)
      run = ''
      if (this.#anchor !== null) this.#standIn(this.#anchor, written)
      else this.#placeLink(this.links.idOf(this.links.add(asWritten.slice(address.start, from), 'text', { target: address.target })))
    }
    this.#write(from === 0 ? words : run + words.slice(from))
  }

  /** An address among an anchor's words is only a claim: where it stood, the anchor's own link stands, whole. */
  #standIn(anchor: OpenAnchor, claimed: string): void {
    this.links.countPlace()
    if (anchor.words.length < MAX_SHOWN_CHARACTERS) anchor.words += claimed
    if (anchor.slotted) {
      this.html.dropLink()
      this.text.dropOpening(anchor.linkId)
    }
    // A hidden anchor has no place; its visible part, if any, has one now.
    anchor.slotted = false
    this.#placeLink(anchor.linkId, claimed)
  }

  #write(words: string): void {
    if (words === '') return
    if (this.#preformatted === 0 && ONLY_BLANKS.test(words)) this.html.blank(words.includes('\n'))
    else this.html.words(words)
    this.text.words(words, this.#preformatted > 0)
    if (this.#anchor !== null && this.#anchor.words.length < MAX_SHOWN_CHARACTERS) this.#anchor.words += words
  }
}

function selectableOf(name: string, attributes: Attributes, parent: Selectable | null): Selectable {
  return { name, id: (attributes.id ?? '').toLowerCase(), classes: readClasses(attributes.class), attributes, parent }
}

function isStyleSheet({ type, media }: Attributes): boolean {
  return (type === undefined || /^\s{0,9}(?:text\/css)?\s{0,9}$/i.test(type)) && isForScreen(media ?? '')
}
