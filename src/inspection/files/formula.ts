/** Says when a table in plain text has cells that a spreadsheet program takes for commands or lets fetch something. */
import type { PartInspector } from '../../core/inspector.ts'
import { extensionsOf } from '../../parse/file/extension.ts'
import { wholeText } from '../../parse/file/text.ts'
import { evidence } from './evidence.ts'

const MAX_CHARACTERS = 40_000_000
const MAX_QUOTED = 5
/** Of one cell and what follows; what it is shows at its beginning. */
const MAX_CELL = 300
const EXTENSIONS: ReadonlySet<string> = new Set(['csv', 'tsv', 'tab', 'prn', 'dif', 'slk'])

/** A cell from its first character on, behind a separator or a line end, its quote and blanks passed over; an apostrophe makes text of it (OWASP, "CSV Injection"). */
const CELL = /(?:^|[,;|\t\r\n])[ \u00a0]{0,20}"?[ \t\u00a0]{0,20}(?=[=+@-])/g
/** Another program by DDE: `cmd|' /C calc'!A0`. */
const COMMAND = /^[=+@-][^|,;\r\n]{0,100}?[A-Za-z][\w.:\\ ]{0,100}\|[^!\r\n]{0,300}!/
/** Functions that open, fetch, send or call (Microsoft and Google, function lists), at any depth of a formula. */
const REACHES =
  /\b(?:HYPERLINK|WEBSERVICE|FILTERXML|IMPORT(?:XML|DATA|HTML|FEED|RANGE)|IMAGE|RTD|CALL|EXEC|REGISTER(?:\.ID)?|DDE|DDEINITIATE|SQL\.REQUEST|GOOGLEFINANCE|FORMULA|RUN|SHELL)\(/i
/** `=SUM(A1)` computes when the table is opened; `-12`, `+46 70`, `="0012"` and `@name` do not. */
const COMPUTES = /^=\s{0,10}[-+@]{0,3}[A-Za-z][A-Za-z0-9.]{1,40} ?\(|^[+@-]\s{0,3}[-+@=]{0,3}[A-Z][A-Z0-9.]{1,40}\([^)]{0,200}\)/

export const formula: PartInspector = {
  id: 'files/formula',
  looksAt: 'part',
  codes: {
    FILE_CSV_FORMULA: {
      severity: 'medium',
      title: 'Table with formulas',
      explanation:
        'The table holds cells that a spreadsheet program runs as formulas when it is opened; they can start a program or send data away.',
    },
  },
  applies: ({ role, detectedType, untrustedName }) =>
    role === 'file' &&
    (detectedType === 'text/csv' ||
      (detectedType.startsWith('text/') && EXTENSIONS.has(extensionsOf(untrustedName ?? '').at(-1) ?? '')) ||
      detectedType === 'text/plain'),
  inspect: ({ part, bytes }) => {
    const isTable = part.detectedType === 'text/csv' || EXTENSIONS.has(extensionsOf(part.untrustedName ?? '').at(-1) ?? '')
    const found: string[] = []
    const text = wholeText(bytes, MAX_CHARACTERS)
    for (const { 0: before, index } of text.matchAll(CELL)) {
      const at = index + before.length
      const cell = text.slice(at, at + MAX_CELL)
      // In words that are no table only what nobody writes by chance counts.
      if (!(isCommand(cell) || (isTable && reaches(cell)))) continue
      found.push(cell)
      if (found.length === MAX_QUOTED) break
    }
    return {
      status: 'ok',
      sightings:
        found.length === 0
          ? []
          : [{ code: 'FILE_CSV_FORMULA', evidence: found.map((cell) => evidence('cell', cell.split(/[\r\n]/, 1)[0] ?? '')) }],
    }
  },
}

/** The bar and the mark behind it are looked for first: a megabyte of cells is a million questions. */
function isCommand(cell: string): boolean {
  const bar = cell.indexOf('|')
  return bar !== -1 && cell.includes('!', bar) && COMMAND.test(cell)
}

/** Only `=` is followed by a formula whatever comes; behind the others a number, a name or a sentence may end with the cell. */
function reaches(cell: string): boolean {
  const line = /^[^\r\n]*/.exec(cell)![0]
  return COMPUTES.test(line) || REACHES.test(line.startsWith('=') ? line : /^[^,;\t]*/.exec(line)![0])
}
