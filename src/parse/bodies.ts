/** Joins the rendered bodies of a message into the one text and the one HTML that may be shown. */
import type { Rendering } from '../core/message.ts'

/** One body, rendered; `html` is null for a text body and for HTML that hit a bound. */
export interface Bodies {
  readonly role: 'text' | 'html'
  readonly html: Rendering | null
  readonly text: Rendering
}

/**
 * With HTML: its visible text is the text, and text bodies beside it are taken for its alternative.
 * Without: all text bodies in order. A part of HTML that hit a bound makes the whole fall back to text.
 */
export function joinBodies(bodies: readonly Bodies[]): { readonly text: Rendering | null; readonly html: Rendering | null } {
  const html = bodies.filter((body) => body.role === 'html')
  const shown = html.length > 0 ? html : bodies
  const renderings = html.map((body) => body.html)
  const whole = renderings.length > 0 && renderings.every((rendering) => rendering !== null)
  return {
    text: concatenate(
      shown.map((body) => body.text),
      '\n\n',
    ),
    html: whole ? concatenate(renderings, '<hr>') : null,
  }
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
