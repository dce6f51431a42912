/** Makes sure that laid-out text holds no address that only came together across tags: `evil.<b>com</b>` reads as one word. */
import type { Rendering, Slot } from '../../core/message.ts'
import { asWords } from '../text/false-address.ts'
import { findAddresses } from '../text/find-addresses.ts'
import type { FoundAddress } from '../text/found-address.ts'
import { withHidden } from '../text/hidden-destination.ts'
import type { LinkList } from './link-list.ts'
import { dropOpening } from './text-layout.ts'

export interface CutText {
  readonly rendering: Rendering
  /** False when there were more addresses than links allowed: the body stops before the first that was left. */
  readonly whole: boolean
}

export interface CutOptions {
  /** Slots that part the words around them, so that no address reaches over. */
  readonly parting: ReadonlySet<Slot['kind']>
  readonly maxAddresses: number
  /** The piece [start, end) of the body as it was written; asked in ascending order. */
  readonly written?: (start: number, end: number) => string
}

/** In HTML the openings and closings of links part nothing: release may fill them with nothing. */
const LAID_OUT: CutOptions = { parting: new Set(['link', 'image']), maxAddresses: Number.POSITIVE_INFINITY }

/** Cuts what is left into `link` slots; inside an anchor the anchor's own link stands in, whole, as everywhere. */
export function cutAddresses({ body, slots }: Rendering, links: LinkList, options = LAID_OUT): CutText {
  const asWritten = options.written ?? ((start: number, end: number) => body.slice(start, end))
  const addresses = findBetween(body, slots, options)
  if (addresses.length === 0) return { rendering: { body, slots }, whole: true }
  const cut: Slot[] = []
  let written = ''
  let from = 0
  let anchor: { readonly linkId: string; slotted: boolean } | null = null
  let next = 0
  // A slot at the very place where an address begins comes before it.
  const placeUpTo = (limit: number): void => {
    for (let slot = slots[next]; slot !== undefined && slot.at <= limit; slot = slots[next]) {
      next += 1
      // Inside what was cut out there is only one place left: where it was.
      const at = written.length + Math.max(0, slot.at - from)
      if (slot.kind === 'link-open') anchor = { linkId: slot.linkId, slotted: true }
      const keeps: boolean = slot.kind !== 'link-close' || anchor === null || anchor.slotted
      if (slot.kind === 'link-close') anchor = null
      if (keeps) cut.push({ ...slot, at })
    }
  }
  for (const address of addresses) {
    placeUpTo(address.start)
    written += body.slice(from, address.start)
    from = address.end
    const open = anchor as { readonly linkId: string; slotted: boolean } | null
    if (links.full) {
      if (open?.slotted === true) cut.push({ at: written.length, kind: 'link-close', linkId: open.linkId })
      return { rendering: { body: written, slots: cut }, whole: false }
    }
    if (address.isFalse) {
      links.countPlace()
      written += asWords(body.slice(address.start, address.end))
      continue
    }
    if (open === null) {
      const index = links.add(asWritten(address.start, address.end), 'text', { target: address.target })
      cut.push({ at: written.length, kind: 'link', linkId: links.idOf(index) })
      continue
    }
    links.countPlace()
    if (open.slotted) dropOpening(cut, open.linkId)
    open.slotted = false
    cut.push({ at: written.length, kind: 'link', linkId: open.linkId, untrustedClaim: body.slice(address.start, address.end) })
  }
  placeUpTo(body.length)
  return { rendering: { body: written + body.slice(from), slots: cut }, whole: true }
}

/** Addresses of the words between the slots that part them. */
function findBetween(body: string, slots: readonly Slot[], { parting, maxAddresses }: CutOptions): readonly FoundAddress[] {
  const found: FoundAddress[] = []
  let from = 0
  const look = (to: number): void => {
    if (to === from || found.length >= maxAddresses) return
    const words = body.slice(from, to)
    const most = Math.min(words.length, maxAddresses)
    for (const address of withHidden(words, findAddresses(words, most), most))
      found.push({ ...address, start: from + address.start, end: from + address.end })
    from = to
  }
  for (const slot of slots) if (parting.has(slot.kind)) look(slot.at)
  look(body.length)
  return found
}
