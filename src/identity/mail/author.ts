/** Who wrote a mail is known only where every reader sees the same one address; a header that can be read in two ways names nobody. */

import { readAddresses } from '../../parse/mime/address.ts'
import { DEFAULT_HEADER_LIMITS, readHeaderBlock, skipToHeader } from '../../parse/mime/header.ts'
import { readVerifierHeader } from './verifier-bounds.ts'

export interface MailHead {
  /** Of the sole address that the sole From names, in lower case; null when there is no such address. */
  readonly authorDomain: string | null
  /** Null as `authorDomain`; as written. */
  readonly author: string | null
  /** RFC 8601 fields from the top down, unfolded. */
  readonly authenticationResults: readonly string[]
  readonly signatures: number
  readonly seals: number
  /** Longer, or with longer fields, than any verifier should be given. */
  readonly tooBig: boolean
}

/** Real mail has 40 KB of header at most. */
const MAX_HEADER_BYTES = 131_072
const MAX_FROM_CHARACTERS = 4_096

/** `dot-atom@domain` (RFC 5322 3.4.1), as every mailbox of a customer has it; in ASCII, for what looks alike is not alike. */
const PLAIN_ADDRESS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@((?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z0-9-]{2,63})$/
const MAX_AUTHENTICATION_RESULTS = 50

const CR = 0x0d
const LF = 0x0a

export function readMailHead(raw: Uint8Array): MailHead {
  const mail = skipToHeader(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  const { fields, bodyStart, tooBig, defects } = readHeaderBlock(mail, DEFAULT_HEADER_LIMITS)
  const verifier = readVerifierHeader(mail)
  const from = fields.filter(({ name }) => name === 'from')
  const { addresses, truncated } = readAddresses(from[0]?.value ?? '', 2)
  const author = addresses[0]?.address ?? ''
  const domain = PLAIN_ADDRESS.exec(author)?.[1]?.toLowerCase()
  // Another reader may find another From behind a line that is no field, or before a CR alone.
  const isSole = from.length === 1 && addresses.length === 1 && !truncated && !tooBig && defects.length === 0
  const proven = isSole && domain !== undefined
  return {
    author: proven ? author : null,
    authorDomain: proven ? domain : null,
    authenticationResults: fields
      .filter(({ name }) => name === 'authentication-results')
      .slice(0, MAX_AUTHENTICATION_RESULTS)
      .map(({ value }) => value),
    signatures: verifier.signatures,
    seals: verifier.seals,
    tooBig: tooBig || verifier.tooBig || bodyStart > MAX_HEADER_BYTES || from.some(({ value }) => value.length > MAX_FROM_CHARACTERS),
  }
}

export interface CanonicalMail {
  /** From the first field on, each line end a CRLF (RFC 6376 2.1 needs them so). */
  readonly bytes: Buffer
  /** Of the header and the body. */
  readonly longestLineBytes: number
}

/** As a verifier takes it, in two passes over the bytes at most. */
export function canonicalMail(raw: Uint8Array): CanonicalMail {
  const bytes = skipToHeader(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  let bare = 0
  let longestLineBytes = 0
  let lineStart = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== LF) continue
    if (bytes[at - 1] !== CR) bare += 1
    if (at - lineStart > longestLineBytes) longestLineBytes = at - lineStart
    lineStart = at + 1
  }
  longestLineBytes = Math.max(longestLineBytes, bytes.length - lineStart)
  if (bare === 0) return { bytes, longestLineBytes }
  const out = Buffer.allocUnsafe(bytes.length + bare)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === LF && bytes[at - 1] !== CR) out[length++] = CR
    out[length++] = byte
  }
  return { bytes: out, longestLineBytes }
}
