/** Fills the slots of a rendering: the words stay, a link leads only where its verdict allows, and a picture is one that we drew anew, or a label. */
import type { Rendering } from '../core/message.ts'
import { writePicture, writeShownPicture } from '../parse/html/picture.ts'
import { defang, defangWithin, mayHoldAddress, quieten, showsHost } from './address.ts'
import type { FilledLink } from './links.ts'
import type { PictureSlot, ShowPicture } from './pictures.ts'
import { escapeHtml, plainLine } from './plain.ts'
import type { Words } from './words/words.ts'

const MAX_ALT_CHARACTERS = 200
const MAX_CLAIM_CHARACTERS = 500
/** Many slots may share one long address; past this the rest stand as words, so that a small message cannot become a huge one. */
const MAX_FILLED_CHARACTERS = 4_000_000

/** What a program would take for a part of the address that follows, or that stands before. */
const RUNS_INTO = /[\p{L}\p{N}_.~:/?#@!$&'*+,;=%-]$/u
const GOES_ON = /^[!-/:-@[-`{-~\ufffd]{0,16}[\p{L}\p{N}]|^[_~/?#@$&*+=%-]/u

/** How one kind of text writes what is filled in. */
interface Form {
  /** Addresses stand in the open: words that touch them would become part of them. */
  readonly bare: boolean
  /** Words of ours or words already cleaned, for this kind of text. */
  words(plain: string): string
  open(link: FilledLink): string
  close(link: FilledLink, holdsWords: boolean): string
  /** `address` is null where the label stands for the picture. */
  picture(label: string, slot: PictureSlot, address: string | null): string
  /** A link that is not around any words. */
  whole(link: FilledLink): string
}

const TEXT: Form = {
  bare: true,
  words: (plain) => plain,
  picture: (label) => label,
  open: () => '',
  close: (link, holdsWords) => (holdsWords ? aside(link) : (link.href ?? link.placeholder)),
  whole: (link) => (link.shown === null ? (link.href ?? link.placeholder) : defangWithin(link.shown) + aside(link)),
}

const HTML: Form = {
  bare: false,
  words: escapeHtml,
  picture: (label, slot, address) =>
    address === null ? writePicture(escapeHtml(label), slot) : writeShownPicture(escapeHtml(address), escapeHtml(label), slot),
  open: (link) => (link.href === null ? '' : anchor(link.href)),
  close: (link) =>
    link.href === null ? escapeHtml(aside(link)) : `${link.namesHost || link.onwardHost !== null ? hostBeside(link) : ''}</a>`,
  whole: (link) => {
    if (link.href !== null) return `${anchor(link.href)}${escapeHtml(link.shown ?? link.written)}${hostBeside(link)}</a>`
    return escapeHtml(link.shown === null ? link.placeholder : defangWithin(link.shown) + aside(link))
  },
}

/** Plain text: `shown (address)`, or the address alone. */
export function fillText(rendering: Rendering, links: ReadonlyMap<string, FilledLink>, show: ShowPicture, words: Words): string {
  return fill(rendering, links, show, words, TEXT)
}

/** HTML: anchors that open apart and say nothing of where they come from; the real host stands in them where their words name an address, or something was found about it, where no program makes a link of it again. */
export function fillHtml(rendering: Rendering, links: ReadonlyMap<string, FilledLink>, show: ShowPicture, words: Words): string {
  return fill(rendering, links, show, words, HTML)
}

function fill(rendering: Rendering, links: ReadonlyMap<string, FilledLink>, show: ShowPicture, words: Words, form: Form): string {
  const { body, slots } = rendering
  const quiet = !mayHoldAddress(body)
  const pieces: string[] = []
  let at = 0
  let added = 0
  // An anchor inside an anchor does not exist in HTML, so inner ones are words.
  let open: FilledLink | null = null
  let openHoldsWords = false
  let endsInAddress = false
  const keep = (until: number): void => {
    const words = quiet ? body.slice(at, until) : quieten(body.slice(at, until))
    if (!openHoldsWords) openHoldsWords = words.trim() !== ''
    if (form.bare && endsInAddress && GOES_ON.test(words)) pieces.push(' ')
    at = until
    // Between two slots there may be nothing: what was written last still stands before the next.
    if (words === '') return
    endsInAddress = false
    pieces.push(words)
  }
  const write = (piece: string): void => {
    if (piece === '') return
    openHoldsWords = true
    const isAddress = form.bare && /^https?:/.test(piece)
    if (isAddress && RUNS_INTO.test(pieces.at(-1) ?? '')) pieces.push(' ')
    endsInAddress = isAddress
    pieces.push(piece)
    added += piece.length
  }
  for (const slot of slots) {
    keep(Math.min(Math.max(slot.at, at), body.length))
    if (slot.kind === 'image') {
      const alt = defangWithin(plainLine(slot.alt, MAX_ALT_CHARACTERS))
      const { state, address } = show(slot)
      // A picture that is seen is described by its own words alone.
      const described = slot.from === 'none' || (address !== null && !form.bare)
      write(form.picture(described ? alt : words.picture(state, alt), slot, address))
      continue
    }
    const link = links.get(slot.linkId)
    switch (slot.kind) {
      case 'link':
        if (link === undefined) write(form.words(words.link('removed', '')))
        else if (open !== null || added > MAX_FILLED_CHARACTERS) write(form.words(asWords(claiming(link, slot.untrustedClaim))))
        else write(form.whole(claiming(link, slot.untrustedClaim)))
        break
      case 'link-open':
        if (link === undefined || open !== null || added > MAX_FILLED_CHARACTERS) break
        write(form.open(link))
        open = link
        openHoldsWords = false
        break
      case 'link-close':
        if (link === undefined) write(form.words(` ${words.link('removed', '')}`))
        if (open === null || link !== open) break
        write(form.close(open, openHoldsWords))
        open = null
        break
    }
  }
  keep(body.length)
  if (open !== null) write(form.close(open, openHoldsWords))
  return pieces.join('')
}

/** Of all the words of its anchor, a link that stands for one claim among them shows that claim alone: the others stand around it. */
function claiming(link: FilledLink, untrustedClaim: string | undefined): FilledLink {
  return untrustedClaim === undefined || link.shown === null ? link : { ...link, shown: plainLine(untrustedClaim, MAX_CLAIM_CHARACTERS) }
}

function anchor(href: string): string {
  return `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow" target="_blank">`
}

function hostBeside(link: FilledLink): string {
  const { host, display } = link.released
  if (host === null) return ''
  if (link.onwardHost !== null) return ` (${escapeHtml(host)} → ${escapeHtml(link.onwardHost)})`
  return showsHost(link.shown ?? display, host) ? '' : ` (${escapeHtml(host)})`
}

/** What stands behind the words of a link, with the blank before it. Placeholders have their brackets already. */
function aside(link: FilledLink): string {
  const address = link.href ?? link.placeholder
  if (address === '') return ''
  return address.startsWith('[') ? ` ${address}` : ` (${address})`
}

/** Without its gateway address a link must not be one that others make clickable again. */
function asWords(link: FilledLink): string {
  if (link.href === null) return link.placeholder
  return link.shown === null ? defang(link.released.display) : defangWithin(link.shown)
}
