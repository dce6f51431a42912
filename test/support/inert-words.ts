/** Fills the slots of a rendering with words that lead nowhere, as release does where a policy withholds every link. */
import type { Rendering, Slot } from '../../src/core/message.ts'
import { parseHtml } from '../../src/parse/html/html.ts'

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

function wordsFor({ kind }: Slot): string {
  switch (kind) {
    case 'link-open':
      return ''
    case 'link-close':
      return ' [link removed] '
    case 'link':
      return ' [link removed] '
    case 'image':
      return ' [picture] '
  }
}
