/** What is remembered of an element, and of an anchor, until it ends. */
import type { LayoutRole } from './elements.ts'
import type { WrittenElement } from './html-writer.ts'
import type { Look } from './look.ts'
import type { Selectable } from './selector.ts'

export interface OpenElement {
  /** Null when its tag is not written. */
  readonly written: WrittenElement | null
  /** What is written of a link inside of its slots. */
  readonly inner: WrittenElement | null
  readonly role: LayoutRole
  readonly selectable: Selectable | null
  /** The look around it, to go back to. */
  readonly outer: Look
  /** False when nothing of it is written: its role was not told to the layout. */
  readonly shown: boolean
  /** The look of a summary to come, when all else in it is closed away. */
  readonly summary: Look | null
}

export interface OpenAnchor {
  readonly index: number
  readonly linkId: string
  readonly depth: number
  words: string
  hasPicture: boolean
  /** True while its opening slot stands; an address among its words takes its place. */
  slotted: boolean
}
