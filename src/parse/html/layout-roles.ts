/** Tells the text layout what an element's beginning and end mean for the lines around it. */
import type { LayoutRole } from './elements.ts'
import type { TextLayout } from './text-layout.ts'

/** `untrustedStart` is the `start` of an ordered list. */
export function beginRole(text: TextLayout, role: LayoutRole, untrustedStart: string | undefined): void {
  switch (role) {
    case 'inline':
      break
    case 'line':
      text.breakLine(1)
      break
    case 'block':
    case 'preformatted':
      text.breakLine(2)
      break
    case 'break':
      text.hardBreak()
      break
    case 'row':
      text.startRow()
      break
    case 'cell':
      text.startCell()
      break
    case 'quote':
      text.startQuote()
      break
    case 'list':
      text.startList(null)
      break
    case 'ordered':
      text.startList(/^-?\d{1,6}$/.test(untrustedStart ?? '') ? Number(untrustedStart) : 1)
      break
    case 'item':
      text.startItem()
      break
  }
}

export function endRole(text: TextLayout, role: LayoutRole): void {
  switch (role) {
    case 'inline':
    case 'break':
    case 'cell':
      break
    case 'line':
    case 'item':
      text.breakLine(1)
      break
    case 'block':
    case 'preformatted':
      text.breakLine(2)
      break
    case 'row':
      text.endRow()
      break
    case 'quote':
      text.endQuote()
      break
    case 'list':
    case 'ordered':
      text.endList()
      break
  }
}
