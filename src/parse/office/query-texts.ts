/** Looks into the small texts that spreadsheet programs compute or load from: SYLK (`.slk`) and web queries (`.iqy`). */
import { judgeFormula } from './fields.ts'
import { addTarget, leaveOpen, note, type Seen } from './seen.ts'

const MAX_CHARACTERS = 32 * 1024 * 1024

/** SYLK as Multiplan wrote it: a record a line, fields after semicolons; a doubled semicolon is one of the text. */
export function lookIntoSylk(seen: Seen, bytes: Uint8Array): void {
  const text = Buffer.from(bytes.subarray(0, MAX_CHARACTERS)).toString('latin1')
  if (bytes.length > MAX_CHARACTERS) leaveOpen(seen, 'OFFICE_TOO_BIG')
  for (const line of text.split(/[\r\n]+/)) {
    const [record, ...fields] = line.replaceAll(';;', '\0').split(';')
    for (const field of fields) {
      // `O;E`: the sheet is one of macros. `NN;NAuto_open;E…`: a name, and what it stands for.
      if (record === 'O' && field === 'E') note(seen, 'xlm', 'macro sheet')
      else if (/^N(?:_xlnm\.)?auto_?(?:open|close|activate|deactivate)/i.test(field)) note(seen, 'xlm-auto-run', field.slice(1))
      else if (/^[EG]/.test(field)) judgeFormula(seen, field.slice(1).replaceAll('\0', ';'))
    }
  }
}

/** The line behind the two of the head is what Excel asks for as soon as it opens the file (learn.microsoft.com, "Web query file format"). */
export function lookIntoWebQuery(seen: Seen, bytes: Uint8Array): void {
  const [, , address = ''] = Buffer.from(bytes.subarray(0, 64 * 1024))
    .toString('latin1')
    .split(/\r?\n/)
  note(seen, 'external-relationship', address.trim() === '' ? 'web query' : address)
  addTarget(seen, address.trim(), 'web query')
}
