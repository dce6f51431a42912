/** Fills the slots of a rendering with words that lead nowhere, as release does where a policy withholds every link. */
import type { Rendering, Slot } from '../../src/core/message.ts'
import { parseHtml } from '../../src/parse/html/html.ts'
import { writePicture } from '../../src/parse/html/picture.ts'
import { escapeHtml } from '../../src/release/plain.ts'

/** The inert HTML of a source with words in its slots; null when a bound made text of it. */
export function sanitizedWithWords(untrustedHtml: string): string | null {
  const { html } = parseHtml(untrustedHtml, { partId: 'p1', firstLink: 1 })
  return html === null ? null : withWords(html)
}

function withWords({ body, slots }: Rendering): string {
  let filled = ''
  let from = 0
  for (const slot of slots) {
    filled += body.slice(from, slot.at) + wordsFor(slot)
    from = slot.at
  }
  return filled + body.slice(from)
}

function wordsFor(slot: Slot): string {
  switch (slot.kind) {
    case 'link-open':
      return ''
    case 'link-close':
      return ' [link removed] '
    case 'link':
      return ' [link removed] '
    case 'image':
      return writePicture(slot.from === 'none' ? escapeHtml(slot.alt) : '[picture]', slot)
  }
}
