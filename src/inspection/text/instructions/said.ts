/** Gives the words of a rendering as an AI reader would meet them: addresses named as such, tags of HTML taken away. */
import type { Rendering } from '../../../core/message.ts'
import { read } from '../../../parse/reading.ts'

/** What stands for an address that a rendering has a slot for: a known word, and nothing of the address itself. */
const ADDRESS = ' https '

export function saidInText({ body, slots }: Rendering): string {
  let said = ''
  let at = 0
  for (const slot of slots) {
    if (slot.kind === 'image' || slot.at < at) continue
    said += body.slice(at, slot.at)
    if (slot.kind !== 'link-open') said += ADDRESS
    at = slot.at
  }
  return said + body.slice(at)
}

/** A picture or a whole link among the words parts none of them. */
export function saidInHtml(html: Rendering): string {
  return read({ ...html, slots: [] }, true).words
}
