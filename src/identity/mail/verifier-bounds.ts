/** Bounds what a verifier is given by the header as the verifier reads it: its expressions take the square of a run of blanks, and of the lines of a field. */

export interface VerifierHeader {
  readonly signatures: number
  readonly seals: number
  /** Longer, or with longer fields or more blanks, than a verifier should be given. */
  readonly tooBig: boolean
}

/** Real mail has 40 KB of header at most, and a signature 2 KB. */
const MAX_HEADER_BYTES = 131_072
const MAX_HEADER_LINES = 5_000
const MAX_FIELD_CHARACTERS = 8_192
const MAX_TOGETHER_CHARACTERS = 49_152
/** Folded fields are indented by some ten. */
const LONG_BLANK = /\s{201}/
/** A field name may be folded before its colon, and any line that is not a field's first belongs to the one before. */
const FIELD_START = /^([!-9;-~]+)[ \t\r\n]*:/
/** Of a header without a signature or a seal the verifier is given nothing. */
const READ_TOO: ReadonlySet<string> = new Set(['from', 'content-type', 'return-path'])

/** @param mail from its first field on */
export function readVerifierHeader(mail: Buffer): VerifierHeader {
  const text = mail.toString('latin1', 0, MAX_HEADER_BYTES + 4)
  const end = text.search(/\n\r?\n/)
  const header = end === -1 ? text : text.slice(0, end)
  const lines = header.split(/\r?\n/, MAX_HEADER_LINES + 1)
  const fields = fieldsOf(lines)
  const signatures = fields.filter(({ name }) => name === 'dkim-signature').length
  const seals = fields.filter(({ name }) => name.startsWith('arc-')).length
  const read = fields.filter(({ name }) => name === 'dkim-signature' || name.startsWith('arc-') || READ_TOO.has(name))
  const tooBig =
    header.length > MAX_HEADER_BYTES ||
    lines.length > MAX_HEADER_LINES ||
    read.some(({ raw }) => raw.length > MAX_FIELD_CHARACTERS || LONG_BLANK.test(raw)) ||
    read.reduce((sum, { raw }) => sum + raw.length, 0) > MAX_TOGETHER_CHARACTERS
  return { signatures, seals, tooBig: signatures + seals > 0 && tooBig }
}

interface RawField {
  readonly name: string
  readonly raw: string
}

function fieldsOf(lines: readonly string[]): readonly RawField[] {
  const starts = lines.flatMap((line, at) => {
    const name = FIELD_START.exec(`${line}\r\n${lines[at + 1] ?? ''}`)?.[1]
    return name === undefined ? [] : [{ name: name.toLowerCase(), at }]
  })
  return starts.map(({ name, at }, index) => ({ name, raw: lines.slice(at, starts[index + 1]?.at).join('\r\n') }))
}
