/** Lays words out in columns (a label, perhaps a lead, the words), wrapped to the page before they are painted. */
import type { Colors } from 'picocolors/types.ts'
import { padColumns, wrap } from './terminal.ts'

export interface Page {
  /** picocolors, on or off. */
  readonly colors: Colors
  /** No line is longer. */
  readonly columns: number
}

export type Paint = (text: string) => string

export interface Row {
  /** Dim unless painted; empty for a row that goes on with the one above. */
  readonly label?: string
  readonly paintLabel?: Paint
  /** A short word that stands before the text, in a column of its own. */
  readonly lead?: string
  readonly paintLead?: Paint
  /** One plain line. */
  readonly text: string
  readonly paint?: Paint
}

export const LABEL_COLUMNS = 12
export const LEAD_COLUMNS = 11
const INDENT = '  '
/** Narrower is not read by anyone; such a terminal wraps by itself. */
const FEWEST_TEXT_COLUMNS = 20

export function layOut(row: Row, { colors, columns }: Page): readonly string[] {
  const lead = row.lead === undefined ? 0 : LEAD_COLUMNS
  const lines = wrap(row.text, Math.max(FEWEST_TEXT_COLUMNS, columns - INDENT.length - LABEL_COLUMNS - lead))
  const paint = row.paint ?? same
  const first = (row.paintLabel ?? colors.dim)(padColumns(row.label ?? '', LABEL_COLUMNS))
  const second = row.lead === undefined ? '' : (row.paintLead ?? same)(padColumns(row.lead, LEAD_COLUMNS))
  return lines.map((line, index) => {
    const before = index === 0 ? `${row.label ? first : ' '.repeat(LABEL_COLUMNS)}${second}` : ' '.repeat(LABEL_COLUMNS + lead)
    return `${INDENT}${before}${paint(line)}`.trimEnd()
  })
}

function same(text: string): string {
  return text
}
