/** Writes XML anew with pieces of it left out; what is kept is kept to the letter. */
import { readXml, type XmlProblem, type XmlTag } from '../../parse/office/xml.ts'

export interface OpenElement {
  readonly tag: XmlTag
  readonly above: OpenElement | null
  /** Elements in it that stay. */
  kept: number
  removed: number
}

export interface Cuts {
  /** Leaves out from `start` to `end` and puts `put` there. */
  cut(start: number, end: number, put?: string): void
}

export interface Editor {
  open?(element: OpenElement, cuts: Cuts): void
  /** `end` is behind its closing tag, `closeStart` before it. */
  close?(element: OpenElement, closeStart: number, end: number, cuts: Cuts): void
  text?(text: string, within: OpenElement | null, start: number, end: number, cuts: Cuts): void
}

const DECLARATION = /^\s*<\?xml\s[^>]{0,300}?\?>/

export type Edited = { readonly status: 'ok'; readonly xml: string } | { readonly status: XmlProblem }

/** Always UTF-8, and says so. */
export function editXml(xml: string, editor: Editor): Edited {
  const cuts: { readonly start: number; readonly end: number; readonly put: string }[] = []
  const cut = (start: number, end: number, put = ''): void => void cuts.push({ start, end, put })
  let within: OpenElement | null = null
  const problem = readXml(xml, {
    open: (tag) => {
      within = { tag, above: within, kept: 0, removed: 0 }
      editor.open?.(within, { cut })
    },
    close: (_local, start, end) => {
      const element = within
      if (element === null) return
      within = element.above
      editor.close?.(element, start, end, { cut })
    },
    text: (text, start, end) => editor.text?.(text, within, start, end, { cut }),
  })
  return problem === null ? { status: 'ok', xml: applied(xml, cuts) } : { status: problem }
}

function applied(xml: string, cuts: readonly { readonly start: number; readonly end: number; readonly put: string }[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end, put } of [...cuts].sort((a, b) => a.start - b.start || b.end - a.end)) {
    // What lies in a piece that is out already is out as well.
    if (end <= at && !(start === end && start === at)) continue
    pieces.push(xml.slice(at, Math.max(at, start)), put)
    at = Math.max(at, end)
  }
  pieces.push(xml.slice(at))
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${pieces.join('').replace(DECLARATION, '').trimStart()}`
}

/** The nearest element around it with this local name. */
export function enclosing({ above }: OpenElement, local: string): OpenElement | null {
  let at = above
  while (at !== null && at.tag.local !== local) at = at.above
  return at
}
