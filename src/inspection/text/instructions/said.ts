/** Gives the words of a rendering as an AI reader would meet them: addresses named as such, tags of HTML taken away. */
import type { Rendering } from '../../../core/message.ts'

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

// Of the HTML that release lets through, these stand inside a line; all others part two.
const INLINE = /^<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u|var|wbr)\b/i
const REFERENCES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' }

/** Of HTML that the parser wrote: every `<` begins a tag, and no attribute holds a `>`. */
export function saidInHtml({ body }: Rendering): string {
  return body
    .replace(/<[^>]*>/g, (tag) => (INLINE.test(tag) ? '' : '\n'))
    .replace(/&(?:lt|gt|amp|quot|#39|nbsp);/g, (reference) => REFERENCES[reference] ?? ' ')
}
