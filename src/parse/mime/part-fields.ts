/** What the header of one part says of it: type, name, charset, encoding, disposition; broken fields give safe defaults and a defect. */

import { decodeWords } from './encoded-word.ts'
import { fieldValue, type HeaderField, readId } from './header.ts'
import { readStructured, type Structured } from './parameter.ts'

export interface PartFields {
  /** `type/subtype` in lower case, always of that form. */
  readonly claimedType: string
  readonly charset: string | null
  readonly boundary: string | null
  readonly untrustedName: string | null
  readonly disposition: 'inline' | 'attachment' | null
  readonly cid: string | null
  readonly encoding: 'identity' | 'base64' | 'quoted-printable' | 'uuencode'
  readonly defects: readonly string[]
}

/** RFC 6838 4.2 restricted names, with the wider characters of RFC 2045 5.1 that real types have. */
const MEDIA_TYPE = /^[a-z0-9!#$%&'*+.^_`{|}~-]{1,127}\/[a-z0-9!#$%&'*+.^_`{|}~-]{1,127}$/

/** RFC 2046 5.1.1 allows 70; longer ones are in use. */
const MAX_BOUNDARY_CHARACTERS = 1_000

const PART_FIELDS = ['content-type', 'content-transfer-encoding', 'content-disposition']

export function readPartFields(fields: readonly HeaderField[], defaultType: string, maxParameters: number): PartFields {
  const defects: string[] = []
  if (contradicts(fields)) defects.push('MIME_HEADER_DUPLICATE')
  const typeValue = fieldValue(fields, 'content-type')
  const type = readStructured(typeValue ?? '', maxParameters)
  const dispositionValue = fieldValue(fields, 'content-disposition')
  const placed = readStructured(dispositionValue ?? '', maxParameters)
  if (type.truncated || placed.truncated) defects.push('MIME_PARAMETERS_TOO_MANY')

  const untrustedName = readName(placed, 'filename') ?? readName(type, 'name')
  const disposition = dispositionValue === null || placed.value === '' ? null : placed.value === 'inline' ? 'inline' : 'attachment'
  const transfer = readEncoding(fieldValue(fields, 'content-transfer-encoding'))
  if (!transfer.known) defects.push('MIME_ENCODING_UNKNOWN')
  let claimedType = defaultType
  if (MEDIA_TYPE.test(type.value)) claimedType = type.value
  else if (typeValue !== null) {
    defects.push('MIME_TYPE_INVALID')
    // RFC 2045 5.2 has it read as plain text; what is named or attached is a file all the same
    claimedType = untrustedName !== null || disposition === 'attachment' ? 'application/octet-stream' : 'text/plain'
  }
  const boundary = type.parameters.get('boundary')?.slice(0, MAX_BOUNDARY_CHARACTERS).trimEnd() ?? ''
  return {
    claimedType,
    charset: type.parameters.get('charset')?.slice(0, 80) || null,
    boundary: boundary === '' ? null : boundary,
    untrustedName,
    disposition,
    cid: readId(fieldValue(fields, 'content-id')),
    encoding: transfer.encoding,
    defects,
  }
}

/** Two fields that should be one and say different things: mail programs differ in which they believe. We take the first. */
function contradicts(fields: readonly HeaderField[]): boolean {
  for (const name of PART_FIELDS) {
    const first = fieldValue(fields, name)
    if (first !== null && fields.some((field) => field.name === name && field.value !== first)) return true
  }
  return false
}

function readName(from: Structured, parameter: string): string | null {
  const name = from.parameters.get(parameter)
  return name === undefined || name === '' ? null : name
}

interface Encoding {
  readonly encoding: PartFields['encoding']
  readonly known: boolean
}

/** `"base64";`, `Base64 (comment)`: the first word counts. RFC 2045 6.1. */
function readEncoding(untrusted: string | null): Encoding {
  if (untrusted === null) return { encoding: 'identity', known: true }
  const word = /[a-z0-9][a-z0-9_-]*/.exec(decodeWords(untrusted.slice(0, 200)).toLowerCase())?.[0] ?? ''
  switch (word) {
    case 'base64':
    case 'b64':
      return { encoding: 'base64', known: true }
    case 'quoted-printable':
    case 'quoted_printable':
      return { encoding: 'quoted-printable', known: true }
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
    case 'uue':
      return { encoding: 'uuencode', known: true }
    case '':
    case '7bit':
    case '8bit':
    case '7-bit':
    case '8-bit':
    case 'binary':
    case 'none':
      return { encoding: 'identity', known: true }
    default:
      return { encoding: 'identity', known: false }
  }
}
