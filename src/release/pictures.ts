/** Says for each picture in the words what stands there: itself, drawn anew, when it is a released file of the message, else a label that tells why not. */
import type { InboundMessage, Slot } from '../core/message.ts'
import type { ReleasedFile } from '../core/release.ts'
import { isRedrawable } from '../parse/image/redraw.ts'
import type { PictureAddress } from './picture-token.ts'
import type { PictureState } from './words/words.ts'

export type PictureSlot = Extract<Slot, { readonly kind: 'image' }>

export interface ShownPicture {
  readonly state: PictureState
  /** Null: its label stands for it. */
  readonly address: string | null
}

export type ShowPicture = (slot: PictureSlot) => ShownPicture

const BLOCKED: ShownPicture = { state: 'blocked', address: null }

/** Without an `address` no picture is shown, only named. Names are those of the message's own parts (RFC 2392), never of a mail inside it. */
export function showPictures(message: InboundMessage, files: readonly ReleasedFile[], address: PictureAddress | undefined): ShowPicture {
  const partIds = new Map<string, string>()
  for (const { cid, partId, parentId, role } of message.parts)
    if (cid !== null && parentId === null && role === 'file' && !partIds.has(cid)) partIds.set(cid, partId)
  return ({ from, cid }) => {
    if (from !== 'cid') return BLOCKED
    const partId = cid === null ? undefined : partIds.get(cid)
    const file = files.find(({ id }) => id === partId)
    // It names a file that is not there.
    if (file === undefined) return BLOCKED
    // One that was rebuilt is drawn anew all the same, from what it was rebuilt from.
    if (file.action !== 'release' && file.action !== 'disarm') return { state: file.action === 'hold' ? 'held' : 'blocked', address: null }
    if (address === undefined || !isRedrawable(file.original?.type ?? file.type)) return { state: 'attached', address: null }
    return { state: 'shown', address: address({ messageId: message.id, partId: file.id, issuedAt: message.receivedAt }) }
  }
}
