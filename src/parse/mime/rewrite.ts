/** Rewrites the words of a mail in place: every byte that is not part of a changed body stays as it was, and what may not be touched is named. */
import { openBudget } from '../budget.ts'
import { charsetLabel } from './charset.ts'
import { encodeBase64, encodeQuotedPrintable } from './encode.ts'
import { fieldValue, readHeaderBlock, skipToHeader } from './header.ts'
import { DEFAULT_MAIL_LIMITS, type MailLimits } from './mail.ts'
import { type PartFields, readPartFields } from './part-fields.ts'
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts'
import { openWalk, splitSections, type Walk } from './walk.ts'

/**
 * The words of one body, changed or returned as they are. Other characters than ASCII may be bytes of any charset: they must be
 * neither read nor written.
 */
export type ChangeWords = (words: string, kind: 'text' | 'html') => string

export interface RewrittenMail {
  /** The very bytes given when nothing changed. */
  readonly raw: Uint8Array
  readonly changed: boolean
  /** True when something changed and a signature of the whole mail (DKIM, ARC) no longer holds. */
  readonly signaturesBroken: boolean
  /** Why some of it was not looked into, each once: `MIME_SIGNED`, `MIME_ENCRYPTED`, `MIME_CHARSET`, `MIME_ENCODING`, `MIME_TOO_DEEP`, … */
  readonly untouched: readonly string[]
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly bytes: Buffer
}

interface Rewriting {
  readonly raw: Buffer
  readonly walk: Walk
  readonly change: ChangeWords
  readonly edits: Edit[]
  readonly untouched: Set<string>
}

const SIGNATURE_FIELDS = ['dkim-signature', 'arc-message-signature', 'domainkey-signature']
/** RFC 4880 7 and 6.2: words that are signed or encrypted as they stand. */
const ARMOR = /^-----BEGIN PGP (?:SIGNED )?MESSAGE-----/m
/** Their ASCII is not one byte a character, or not itself. */
const WIDE = /^(?:utf-?16|ucs-?2|iso-10646-ucs-2|unicode|utf-?32|utf-?7|csutf7|ebcdic|ibm-?037|cp037)/

/** Linear in the size of `raw`, times at most `maxDepth` for multiparts inside one another. */
export function rewriteWords(raw: Uint8Array, change: ChangeWords, limits: MailLimits = DEFAULT_MAIL_LIMITS): RewrittenMail {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  if (raw.length > limits.maxBytes) return { raw, changed: false, signaturesBroken: false, untouched: ['MIME_TOO_BIG'] }
  const rewriting: Rewriting = { raw: bytes, walk: openWalk(limits, openBudget()), change, edits: [], untouched: new Set() }
  const whole = skipToHeader(bytes)
  rewriteEntity(rewriting, whole, 'text/plain', 0)
  const untouched = [...rewriting.untouched]
  if (rewriting.edits.length === 0) return { raw, changed: false, signaturesBroken: false, untouched }
  const { fields } = readHeaderBlock(whole, limits)
  const signaturesBroken = SIGNATURE_FIELDS.some((name) => fieldValue(fields, name) !== null)
  return { raw: applied(bytes, rewriting.edits), changed: true, signaturesBroken, untouched }
}

function rewriteEntity(rewriting: Rewriting, entity: Buffer, defaultType: string, depth: number): void {
  const { walk, untouched } = rewriting
  const { limits } = walk
  walk.parts += 1
  if (walk.parts > limits.maxParts) {
    untouched.add('MIME_TOO_MANY_PARTS')
    return
  }
  const header = readHeaderBlock(entity, limits)
  if (header.tooBig) {
    untouched.add('MIME_HEADER_TOO_BIG')
    return
  }
  const part = readPartFields(header.fields, defaultType, limits.maxParameters)
  const body = entity.subarray(header.bodyStart)
  if (part.claimedType.startsWith('multipart/')) rewriteMultipart(rewriting, body, part, depth)
  else if (/^application\/(?:x-)?pkcs7-mime$/.test(part.claimedType)) untouched.add('MIME_ENCRYPTED')
  else if ((part.claimedType === 'text/plain' || part.claimedType === 'text/html') && part.disposition !== 'attachment') {
    rewriteBody(rewriting, body, part)
  }
}

function rewriteMultipart(rewriting: Rewriting, body: Buffer, part: PartFields, depth: number): void {
  const { walk, untouched } = rewriting
  // RFC 1847 2.1: what is signed must not change by one byte.
  if (part.claimedType === 'multipart/signed') untouched.add('MIME_SIGNED')
  else if (part.claimedType === 'multipart/encrypted') untouched.add('MIME_ENCRYPTED')
  else if (depth >= walk.limits.maxDepth) untouched.add('MIME_TOO_DEEP')
  else if (part.encoding !== 'identity') untouched.add('MIME_ENCODING')
  else {
    const sections = part.boundary === null ? [] : splitSections(walk, body, part.boundary)
    if (sections.length === 0) untouched.add('MIME_BOUNDARY_MISSING')
    const defaultType = part.claimedType === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
    for (const section of sections) {
      if (walk.parts > walk.limits.maxParts) break
      rewriteEntity(rewriting, section, defaultType, depth + 1)
    }
  }
}

function rewriteBody(rewriting: Rewriting, body: Buffer, part: PartFields): void {
  const { raw, change, edits, untouched } = rewriting
  if (part.charset !== null && WIDE.test(charsetLabel(part.charset) ?? '')) {
    untouched.add('MIME_CHARSET')
    return
  }
  if (part.encoding === 'uuencode') {
    untouched.add('MIME_ENCODING')
    return
  }
  const decoded =
    part.encoding === 'base64' ? decodeBase64(body).bytes : part.encoding === 'quoted-printable' ? decodeQuotedPrintable(body).bytes : body
  // One character a byte: what is not ASCII comes back as it went in, whatever its charset.
  const words = decoded.toString('latin1', 0, decoded.length)
  if (ARMOR.test(words)) {
    untouched.add(words.includes('PGP SIGNED') ? 'MIME_SIGNED' : 'MIME_ENCRYPTED')
    return
  }
  const changed = change(words, part.claimedType === 'text/html' ? 'html' : 'text')
  if (changed === words) return
  const bytes = Buffer.from(changed, 'latin1')
  const lineEnd = body.includes('\r\n') ? '\r\n' : body.includes('\n') ? '\n' : raw.includes('\r\n') ? '\r\n' : '\n'
  const encoded =
    part.encoding === 'base64'
      ? encodeBase64(bytes, lineEnd, /\n[ \t\r\n]*$/.test(body.toString('latin1', Math.max(0, body.length - 8), body.length)))
      : part.encoding === 'quoted-printable'
        ? encodeQuotedPrintable(bytes, lineEnd)
        : bytes
  const start = body.byteOffset - raw.byteOffset
  edits.push({ start, end: start + body.length, bytes: encoded })
}

function applied(raw: Buffer, edits: readonly Edit[]): Buffer {
  const pieces: Buffer[] = []
  let from = 0
  for (const { start, end, bytes } of edits) {
    pieces.push(raw.subarray(from, start), bytes)
    from = end
  }
  pieces.push(raw.subarray(from))
  return Buffer.concat(pieces)
}
