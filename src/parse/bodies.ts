/** Joins the rendered bodies of a message into the one text and the one HTML that may be shown; no body that a mail program would show is left out. */
import type { Rendering, Slot } from '../core/message.ts'

/** One body, rendered. */
export interface RenderedBody {
  readonly role: 'text' | 'html'
  /** Which view shows it (RFC 8621 textBody, htmlBody); `both` for a text footer below an alternative. */
  readonly view: 'text' | 'html' | 'both'
  /** Null for a text body and for HTML that hit a bound. */
  readonly html: Rendering | null
  readonly text: Rendering
}

/**
 * With HTML its view is what is shown, as mail programs do, and its visible text is the text; else the text view.
 * One HTML body that hit a bound makes the whole fall back to text.
 */
export function joinBodies(bodies: readonly RenderedBody[]): { readonly text: Rendering | null; readonly html: Rendering | null } {
  const hasHtml = bodies.some((body) => body.role === 'html')
  const shown = bodies.filter((body) => body.view === 'both' || (body.view === 'html') === hasHtml)
  const text = concatenate(
    shown.map((body) => body.text),
    '\n\n',
  )
  if (!hasHtml) return { text, html: null }
  const renderings = shown.map((body) => (body.role === 'html' ? body.html : textAsHtml(body.text)))
  const whole = renderings.every((rendering) => rendering !== null)
  return { text, html: whole ? concatenate(renderings, '<hr />') : null }
}

function concatenate(renderings: readonly Rendering[], separator: string): Rendering | null {
  const [first, ...rest] = renderings
  if (first === undefined || rest.length === 0) return first ?? null
  let body = first.body
  const slots = [...first.slots]
  for (const rendering of rest) {
    body += separator
    const shift = body.length
    for (const slot of rendering.slots) slots.push({ ...slot, at: slot.at + shift })
    body += rendering.body
  }
  return { body, slots }
}

const OPENING = '<div style="white-space:pre-wrap">'
const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function textAsHtml({ body, slots }: Rendering): Rendering {
  let html = OPENING
  let taken = 0
  const moved: Slot[] = []
  for (const slot of slots) {
    html += escapeText(body.slice(taken, slot.at))
    taken = slot.at
    moved.push({ ...slot, at: html.length })
  }
  return { body: `${html}${escapeText(body.slice(taken))}</div>`, slots: moved }
}

/** In the spelling of html/html-writer.ts: words stand between tags, never in an attribute. */
function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPED[character] ?? '')
}
