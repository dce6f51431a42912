/** Judges HTML by a second sanitizer, sanitize-html: what it would write in any other way than ours is not inert. */
import type { IOptions } from 'sanitize-html'
import type { Rendering, Slot } from '../../core/message.ts'
import { ALLOWED_ATTRIBUTES, ANCHOR_ATTRIBUTES, HTML_ALLOWLIST } from './allowlist.ts'
import { readInlineStyle } from './inline-style.ts'
import { writeSize } from './picture.ts'
import { sanitizeHtml } from './sanitize-html.ts'

const OURS = 'https://slot.invalid/'
// As release writes them: an anchor around words, an anchor by itself, and a picture as words.
const OPENING = `<a href="${OURS}">`
const WHOLE = `${OPENING}link</a>`
/** The style of a picture is one and the same, and no stranger's: to read it a hundred times tells nothing. */
const LABEL = 'picture'
const PICTURE_ATTRIBUTES = new Set(['alt', 'width', 'height', 'style'])
/** Words of ours around words that parsing has cut every address out of. */
const ALT = /^[^<>]*$/
const UNESCAPED = /[<>]|&(?!(?:amp|lt|gt);)/
const OTHER_ENTITY = /&(?!(?:amp|lt|gt|quot);)/

class NotInert extends Error {}

const OPTIONS = {
  ...HTML_ALLOWLIST,
  allowedTags: ['a', 'img', ...HTML_ALLOWLIST.allowedTags],
  allowedAttributes: { ...HTML_ALLOWLIST.allowedAttributes, a: [...ANCHOR_ATTRIBUTES], img: ['alt'] },
  selfClosing: ['img', ...HTML_ALLOWLIST.selfClosing],
  // The one allowed attribute that holds an address; the default list has nineteen to search through.
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  // With no entity but `&amp;`, `&lt;`, `&gt;` and `&quot;`, nothing that it looks for can hide in one; undecoded is a tenth quicker.
  parser: { decodeEntities: false },
} satisfies IOptions

/** For what has no address but one of ours, to the letter: it need not be read as one. */
const WITHIN = { ...OPTIONS, allowedSchemesAppliedToAttributes: [] } satisfies IOptions

/** True when the rendering, its slots filled as release fills them, is what sanitize-html makes of it. Never throws. */
export function isInert(rendering: Rendering): boolean {
  const { body, slots } = rendering
  if (!body.includes('<') && slots.length === 0) return !UNESCAPED.test(body)
  // A rendering itself has no picture: each is a slot.
  if (body.includes('<img')) return false
  const anchors = slots.reduce((count, slot) => (slot.kind === 'link' || slot.kind === 'link-open' ? count + 1 : count), 0)
  let met = 0
  const inert = isWrittenAs(fill(body, slots), WITHIN, (href) => {
    met += 1
    return href === OURS
  })
  return inert && met === anchors
}

/**
 * True when sanitize-html writes `html` exactly as it is, every value passes the allowlist, and every anchor leads where `mayLead` allows.
 * Never throws: a judge that breaks down has not acquitted.
 */
export function isUnchanged(html: string, mayLead: (href: string) => boolean): boolean {
  return isWrittenAs(html, OPTIONS, mayLead)
}

function isWrittenAs(html: string, options: IOptions, mayLead: (href: string) => boolean): boolean {
  if (OTHER_ENTITY.test(html)) return false
  const styles = new Set<string>()
  try {
    const written = sanitizeHtml(html, {
      ...options,
      onOpenTag(name, attributes) {
        if (!isAllowed(name, attributes, styles, mayLead)) throw new NotInert()
      },
    })
    return written === html
  } catch {
    // Thrown by us or by sanitize-html itself: either way it did not come to the same end.
    return false
  }
}

/** sanitize-html judges names; what stands in the values is ours to judge. `styles` has those that were read before. */
function isAllowed(
  name: string,
  attributes: Readonly<Record<string, string>>,
  styles: Set<string>,
  mayLead: (href: string) => boolean,
): boolean {
  if (name === 'a') return mayLead((attributes.href ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
  for (const attribute in attributes) {
    const value = attributes[attribute] as string
    if (attribute === 'style') {
      if (styles.has(value)) continue
      if (readInlineStyle(value).kept !== value) return false
      styles.add(value)
    } else if (name === 'img' && !PICTURE_ATTRIBUTES.has(attribute)) return false
    else if ((attribute === 'alt' ? ALT : ALLOWED_ATTRIBUTES.get(attribute))?.test(value) !== true) return false
  }
  return true
}

function fill(body: string, slots: readonly Slot[]): string {
  let filled = ''
  let from = 0
  for (const slot of slots) {
    filled += body.slice(from, slot.at)
    from = slot.at
    filled +=
      slot.kind === 'link-open'
        ? OPENING
        : slot.kind === 'link-close'
          ? '</a>'
          : slot.kind === 'link'
            ? WHOLE
            : `<img alt="${LABEL}"${writeSize(slot)} />`
  }
  return filled + body.slice(from)
}
