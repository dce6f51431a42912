/** Who wrote a mail is known only where every reader sees the same one address; a header that can be read in two ways names nobody. */

import { readAddresses } from '../../parse/mime/address.ts'
import { DEFAULT_HEADER_LIMITS, readHeaderBlock, skipToHeader } from '../../parse/mime/header.ts'

export interface MailHead {
  /** Of the sole address that the sole From names, in lower case; null when there is no such address. */
  readonly authorDomain: string | null
  /** Null as `authorDomain`; as written. */
  readonly author: string | null
  /** RFC 8601 fields from the top down, unfolded. */
  readonly authenticationResults: readonly string[]
  readonly signatures: number
  readonly seals: number
  /** Offset of the body in the bytes that were given. */
  readonly bodyStart: number
  /** Too long to be read whole. */
  readonly tooBig: boolean
}

/** `dot-atom@domain` (RFC 5322 3.4.1), as every mailbox of a customer has it; in ASCII, for what looks alike is not alike. */
const PLAIN_ADDRESS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@((?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z0-9-]{2,63})$/
const MAX_AUTHENTICATION_RESULTS = 50

/** @param mail from its first field on: see `skipToHeader` */
export function readMailHead(mail: Buffer): MailHead {
  const { fields, bodyStart, tooBig, defects } = readHeaderBlock(mail, DEFAULT_HEADER_LIMITS)
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
    signatures: fields.filter(({ name }) => name === 'dkim-signature').length,
    seals: fields.filter(({ name }) => name.startsWith('arc-')).length,
    bodyStart,
    tooBig,
  }
}

/** The bytes as a verifier takes them: from the first field on, each line end a CRLF (RFC 6376 2.1 needs them so). */
export function canonicalMail(raw: Uint8Array): Buffer {
  const bytes = skipToHeader(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  let bare = 0
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0x0a && bytes[at - 1] !== 0x0d) bare += 1
  if (bare === 0) return bytes
  const out = Buffer.allocUnsafe(bytes.length + bare)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === 0x0a && bytes[at - 1] !== 0x0d) out[length++] = 0x0d
    out[length++] = byte
  }
  return out
}

/** A line without end makes a verifier slow, and no mailer writes one (RFC 5322 2.1.1 allows 998 characters). */
export function hasEndlessLine(mail: Buffer, maxBytes: number): boolean {
  for (let at = 0; at < mail.length; ) {
    const end = mail.indexOf(0x0a, at)
    if ((end === -1 ? mail.length : end) - at > maxBytes) return true
    if (end === -1) return false
    at = end + 1
  }
  return false
}
