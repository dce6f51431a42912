/** Knows whether words at a place can be seen: what hides them is handed down from element to element, as CSS inherits it. */
import type { InlineStyle } from './inline-style.ts'

export interface Look {
  /** Not part of the message's words at all: script, style, title. */
  readonly dropped: boolean
  /** What hides everything inside, whatever the children say. */
  readonly hides: string | null
  readonly invisible: boolean
  readonly sizeless: boolean
  readonly color: string | null
  /** Null when nothing is said, `unknown` when a picture or a style sheet may lie behind. */
  readonly background: string | null
}

export const PLAIN_LOOK: Look = { dropped: false, hides: null, invisible: false, sizeless: false, color: null, background: null }

/** Why words of this look cannot be seen; null when they can. */
export function unseenBecause(look: Look): string | null {
  if (look.hides !== null) return look.hides
  if (look.invisible) return 'visibility'
  if (look.sizeless) return 'font-size'
  // Only a colour that was said twice counts: on a picture, or under a style sheet, white may well be read.
  if (look.color !== null && look.color === look.background) return 'color'
  return null
}

export function styled(look: Look, style: InlineStyle): Look {
  const { hides, invisible, sizeless, color, background } = style
  if ((hides ?? invisible ?? sizeless ?? color ?? background) === null) return look
  return {
    dropped: look.dropped,
    hides: look.hides ?? style.hides,
    invisible: style.invisible ?? look.invisible,
    sizeless: style.sizeless ?? look.sizeless,
    color: style.color ?? look.color,
    background: style.background ?? look.background,
  }
}
