/** Says of each link where it stands: in the words that an agent reads, inside a file, or nowhere to be seen. */
import type { InboundMessage, Rendering } from '../core/message.ts'
import type { FileTree } from './file-tree.ts'

export type LinkPlace = 'words' | 'file' | 'nowhere'

export function linkPlaces(message: InboundMessage, tree: FileTree): ReadonlyMap<string, LinkPlace> {
  const places = new Map<string, LinkPlace>()
  if (message.links.length === 0) return places
  const shown = new Set<string>()
  addShown(shown, message.text)
  addShown(shown, message.html)
  for (const link of message.links) {
    const place = shown.has(link.linkId) ? 'words' : tree.rootOf.has(link.partId) ? 'file' : 'nowhere'
    places.set(link.linkId, place)
  }
  return places
}

function addShown(shown: Set<string>, rendering: Rendering | null): void {
  for (const slot of rendering?.slots ?? []) if (slot.kind !== 'image') shown.add(slot.linkId)
}
