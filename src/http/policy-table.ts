/** The table of who may send what, as text that stands in columns: kinds of content down, identity levels across, so that it fits a terminal. */
import { IDENTITY_LEVELS } from '../core/identity.ts'
import type { PolicyCell } from './deps.ts'

/** Ends with a newline. */
export function renderPolicyTable(channel: string, version: number, cells: readonly PolicyCell[]): string {
  const contents = [...new Set(cells.map(({ content }) => content))]
  const at = (content: string, level: string) => cells.find((cell) => cell.content === content && cell.level === level)
  const rows = [
    ['', ...IDENTITY_LEVELS],
    ['reaches', ...IDENTITY_LEVELS.map((level) => (at('words', level)?.rule.endsWith('.reaches') === true ? 'nobody' : 'agent'))],
    ...contents.map((content) => [content, ...IDENTITY_LEVELS.map((level) => said(at(content, level)))]),
    ['largest file', ...IDENTITY_LEVELS.map((level) => limit(cells, level, 'maxFileBytes', ' bytes'))],
    ['most files', ...IDENTITY_LEVELS.map((level) => limit(cells, level, 'maxFiles', ''))],
  ]
  const widths = [...rows[0]!.keys()].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  return `What may be sent through ${channel}, by policy version ${version}, when nothing is found in it:\n\n${lines.join('\n')}\n`
}

function said(cell: PolicyCell | undefined): string {
  if (cell === undefined) return ''
  return cell.action === 'hold' && cell.better !== null ? `hold until ${cell.better}` : cell.action
}

/** A level that sends no files has no limits either. */
function limit(cells: readonly PolicyCell[], level: string, key: keyof NonNullable<PolicyCell['limits']>, unit: string): string {
  const value = cells.find((cell) => cell.level === level && cell.limits !== undefined)?.limits?.[key]
  return value === undefined ? '-' : `${value}${unit}`
}
