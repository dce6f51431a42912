/** What each level may send, as rows that stand below one another like a table. */
import { IDENTITY_LEVELS, type IdentityLevel } from '../core/identity.ts'
import type { LevelRule } from '../core/policy.ts'
import { ANY_OTHER } from '../core/sender-rule.ts'

/** Without a newline at the end. */
export function senderRows(senders: Readonly<Record<IdentityLevel, LevelRule>>): string {
  const rows = IDENTITY_LEVELS.map((level) => cellsOf(senders[level]))
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => (cell === '' ? '' : cell.padEnd(widths[column] ?? 0)))
      .filter((cell) => cell !== '')
      .join(' ')
      .trimEnd()
      .replace(/,$/, ''),
  )
  return IDENTITY_LEVELS.map((level, at) => `  ${`${level}:`.padEnd(14)} { ${lines[at]} }`).join('\n')
}

function cellsOf({ reaches, text, links, files, maxFileBytes, maxFiles }: LevelRule): readonly string[] {
  return [
    `reaches: ${reaches ?? 'agent'},`,
    `text: ${text},`,
    `links: ${links},`,
    `files: ${typeof files === 'string' ? files : tableOf(files)},`,
    maxFileBytes === undefined ? '' : `maxFileBytes: ${maxFileBytes},`,
    maxFiles === undefined ? '' : `maxFiles: ${maxFiles},`,
  ]
}

/** The rule for all others stands first. */
function tableOf(files: Exclude<LevelRule['files'], string>): string {
  const names = [ANY_OTHER, ...Object.keys(files).filter((name) => name !== ANY_OTHER)]
  return `{ ${names.map((name) => `${name}: ${files[name] ?? 'hold'}`).join(', ')} }`
}
