/** Takes a message apart into its tree of parts in linear time, within limits, and says so when something was left unopened. */
import type { Budget } from '../budget.ts'
import { takeBytes, takeEntry } from '../budget.ts'
import { type HeaderField, type HeaderLimits, readHeaderBlock, skipToHeader } from './header.ts'
import { type PartFields, readPartFields } from './part-fields.ts'
import { decodeBase64, decodeQuotedPrintable, type Transferred } from './transfer.ts'
import { decodeUuencoded } from './uuencode.ts'

export interface WalkLimits extends HeaderLimits {
  /** Multiparts and leaves over the whole mail. */
  readonly maxParts: number
  /** Multiparts and attached messages inside one another. */
  readonly maxDepth: number
  /** Parameters of one Content-Type or Content-Disposition. */
  readonly maxParameters: number
}

export interface Leaf extends PartFields {
  readonly kind: 'leaf'
  /** Without its transfer encoding. */
  readonly bytes: Buffer
  /** As it stands in the message; shares memory with that, unless something around it was encoded. */
  readonly encoded: Buffer
  /** The opened content of an attached message. */
  readonly inner: Entity | null
}

export interface Multipart {
  readonly kind: 'multipart'
  /** `mixed`, `alternative`, … */
  readonly subtype: string
  readonly children: readonly Entity[]
}

export type Entity = Leaf | Multipart

/** What one walk has gathered so far; owned by it. */
export interface Walk {
  readonly limits: WalkLimits
  readonly budget: Budget
  readonly defects: Set<string>
  /** The first reason why something could not be looked into. */
  incomplete: string | null
  parts: number
}

export function openWalk(limits: WalkLimits, budget: Budget): Walk {
  return { limits, budget, defects: new Set(), incomplete: null, parts: 0 }
}

export function leaveOut(walk: Walk, reason: string): void {
  walk.incomplete ??= reason
}

/** Where an entity stands: its bytes, and inside how many others. */
interface Place {
  readonly bytes: Buffer
  readonly depth: number
  /** Attached messages and archives around it. */
  readonly messages: number
}

const LF = 0x0a
const CR = 0x0d
const DASH = 0x2d
const SPACE = 0x20
const TAB = 0x09

const ATTACHED_MESSAGE = /^message\/(?:rfc822|global|news)$/
/** Named as a mail by who sent it: opened whatever its type says. `.mht` is a web page saved as MIME (RFC 2557). */
const MESSAGE_NAME = /\.(?:eml|mht|mhtml|nws)\s*$/i

export interface WalkedMessage {
  readonly fields: readonly HeaderField[]
  /** True when nothing but blanks follows the header. */
  readonly bodyBlank: boolean
  readonly root: Entity | null
}

/** A whole message: a header and what it heads. */
export function walkMessage(walk: Walk, bytes: Buffer, containersAround: number): WalkedMessage {
  return openEntity(walk, { bytes: skipToHeader(bytes), depth: 0, messages: containersAround }, 'text/plain')
}

function openEntity(walk: Walk, place: Place, defaultType: string): WalkedMessage {
  const header = readHeaderBlock(place.bytes, walk.limits)
  for (const defect of header.defects) walk.defects.add(defect)
  if (header.tooBig) leaveOut(walk, 'MIME_HEADER_TOO_BIG')
  const part = readPartFields(header.fields, defaultType, walk.limits.maxParameters)
  for (const defect of part.defects) walk.defects.add(defect)
  const body = { ...place, bytes: place.bytes.subarray(header.bodyStart) }
  return { fields: header.fields, bodyBlank: isBlank(body.bytes), root: openBody(walk, body, part) }
}

/** Null once there are more parts than allowed. */
function openBody(walk: Walk, place: Place, part: PartFields): Entity | null {
  walk.parts += 1
  if (walk.parts > walk.limits.maxParts || (place.messages > 0 && !takeEntry(walk.budget))) {
    leaveOut(walk, 'MIME_TOO_MANY_PARTS')
    return null
  }
  if (part.claimedType.startsWith('multipart/')) {
    const multipart = openMultipart(walk, place, part)
    if (multipart !== null) return multipart
    // No boundary to be found: the words are shown as they stand (RFC 2046 5.1 calls it an error and leaves it open)
    return openLeaf(walk, place, { ...part, claimedType: 'text/plain' })
  }
  return openLeaf(walk, place, part)
}

function openLeaf(walk: Walk, place: Place, part: PartFields): Leaf {
  const { bytes, junk } = undoTransfer(place.bytes, part)
  if (junk || (bytes.length === 0 && !isBlank(place.bytes))) walk.defects.add('MIME_ENCODING_JUNK')
  if (part.claimedType === 'message/partial') leaveOut(walk, 'MIME_PARTIAL')
  const holdsMessage = ATTACHED_MESSAGE.test(part.claimedType) || (part.untrustedName !== null && MESSAGE_NAME.test(part.untrustedName))
  if (!holdsMessage || bytes.length === 0) return { kind: 'leaf', ...part, bytes, encoded: place.bytes, inner: null }
  if (place.depth >= walk.limits.maxDepth || place.messages >= walk.budget.limits.maxDepth) {
    leaveOut(walk, 'MIME_TOO_DEEP')
    return { kind: 'leaf', ...part, bytes, encoded: place.bytes, inner: null }
  }
  if (part.encoding !== 'identity' && !takeBytes(walk.budget, bytes.length)) {
    leaveOut(walk, 'MIME_TOO_BIG')
    return { kind: 'leaf', ...part, bytes, encoded: place.bytes, inner: null }
  }
  const inside = { bytes: skipToHeader(bytes), depth: place.depth + 1, messages: place.messages + 1 }
  return { kind: 'leaf', ...part, bytes, encoded: place.bytes, inner: openEntity(walk, inside, 'text/plain').root }
}

function undoTransfer(encoded: Buffer, part: PartFields): Transferred {
  switch (part.encoding) {
    case 'base64':
      return decodeBase64(encoded)
    case 'quoted-printable':
      return decodeQuotedPrintable(encoded)
    case 'uuencode':
      return decodeUuencoded(encoded)
    case 'identity':
      return { bytes: encoded, junk: false }
  }
}

/** Null when no delimiter line is to be found, declared or guessed. */
function openMultipart(walk: Walk, place: Place, part: PartFields): Multipart | Leaf | null {
  if (place.depth >= walk.limits.maxDepth) {
    leaveOut(walk, 'MIME_TOO_DEEP')
    return { kind: 'leaf', ...part, bytes: place.bytes, encoded: place.bytes, inner: null }
  }
  const subtype = part.claimedType.slice('multipart/'.length)
  const here = findBoundary(walk, place, part)
  if (here === null) {
    // Nothing but blanks: a container that holds nothing, as when one delimiter serves two levels
    return isBlank(place.bytes) ? { kind: 'multipart', subtype, children: [] } : null
  }
  // RFC 2046 5.1.5
  const defaultType = subtype === 'digest' ? 'message/rfc822' : 'text/plain'
  const children: Entity[] = []
  for (const section of splitSections(walk, here.bytes, here.boundary)) {
    const child = openEntity(walk, { bytes: section, depth: place.depth + 1, messages: place.messages }, defaultType).root
    if (child !== null) children.push(child)
    if (walk.parts > walk.limits.maxParts) break
  }
  return { kind: 'multipart', subtype, children }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === LF || byte === CR || byte === SPACE || byte === TAB)
}

interface FoundBoundary {
  readonly bytes: Buffer
  readonly boundary: string
}

function findBoundary(walk: Walk, place: Place, part: PartFields): FoundBoundary | null {
  const { bytes } = place
  const declared = part.boundary
  if (declared !== null && firstDelimiter(bytes, declared) !== null) return { bytes, boundary: declared }
  if (part.encoding !== 'identity' && declared !== null) {
    // RFC 2045 6.4 forbids it; a filter that does not decode it is blind to what some mail programs show
    const decoded = undoTransfer(bytes, part).bytes
    if (!takeBytes(walk.budget, decoded.length)) leaveOut(walk, 'MIME_TOO_BIG')
    else if (firstDelimiter(decoded, declared) !== null) {
      walk.defects.add('MIME_MULTIPART_ENCODED')
      return { bytes: decoded, boundary: declared }
    }
  }
  if (isBlank(bytes)) return null
  walk.defects.add('MIME_BOUNDARY_MISSING')
  const guessed = guessBoundary(bytes)
  return guessed === null ? null : { bytes, boundary: guessed }
}

/** The first line that begins with two dashes and has a Content- field below it. */
function guessBoundary(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 65_536))
  return /(?:^|\n)--([^\r\n]{0,200}[^\s-])[ \t]{0,20}\r?\ncontent-[a-z-]{1,60}:/i.exec(head)?.[1] ?? null
}

interface Delimiter {
  /** Offset where the section before it stops. */
  readonly before: number
  /** Offset of the line feed that ends it, or the end. */
  readonly lineEnd: number
  readonly closing: boolean
}

function firstDelimiter(bytes: Buffer, boundary: string): Delimiter | null {
  const pattern = delimiterPattern(boundary)
  // A body may open with it: then no line feed stands before
  const opens = bytes.subarray(0, pattern.length - 1).equals(pattern.subarray(1))
  return (opens ? readDelimiter(bytes, pattern, -1) : null) ?? nextDelimiter(bytes, pattern, 0)
}

function delimiterPattern(boundary: string): Buffer {
  return Buffer.from(`\n--${boundary}`, 'utf8')
}

function nextDelimiter(bytes: Buffer, pattern: Buffer, from: number): Delimiter | null {
  for (let at = bytes.indexOf(pattern, from); at !== -1; at = bytes.indexOf(pattern, at + 1)) {
    const delimiter = readDelimiter(bytes, pattern, at)
    if (delimiter !== null) return delimiter
  }
  return null
}

/**
 * RFC 2046 5.1.1: a line of two dashes, the boundary, and blanks at most. A line that only begins so is none:
 * `--a1` must not cut at `--a`, for mail programs number the boundaries of one mail. `at` is the line feed before it.
 */
function readDelimiter(bytes: Buffer, pattern: Buffer, at: number): Delimiter | null {
  let next = at + pattern.length
  const closing = bytes[next] === DASH && bytes[next + 1] === DASH
  if (closing) next += 2
  while (bytes[next] === SPACE || bytes[next] === TAB) next += 1
  if (bytes[next] === CR) next += 1
  if (next < bytes.length && bytes[next] !== LF) return null
  return { before: at > 0 && bytes[at - 1] === CR ? at - 1 : Math.max(at, 0), lineEnd: Math.min(next, bytes.length), closing }
}

/**
 * The bytes between delimiters. What comes after a closing one is read too when more delimiters follow:
 * some mail programs show those parts, and two levels that share a boundary close it early.
 */
export function splitSections(walk: Walk, bytes: Buffer, boundary: string): Buffer[] {
  const pattern = delimiterPattern(boundary)
  const sections: Buffer[] = []
  let closed = false
  // Each section is a part at least, so that more than this cannot be opened anyway
  for (let delimiter = firstDelimiter(bytes, boundary); delimiter !== null && sections.length <= walk.limits.maxParts; ) {
    const following: Delimiter | null = delimiter.lineEnd < bytes.length ? nextDelimiter(bytes, pattern, delimiter.lineEnd) : null
    if (delimiter.closing && following !== null) walk.defects.add('MIME_BOUNDARY_REOPENED')
    const start = delimiter.lineEnd + 1
    const end = following?.before ?? bytes.length
    // Two delimiters in a row hold nothing, not even an empty part
    if (!delimiter.closing && start < end) sections.push(bytes.subarray(start, end))
    closed = delimiter.closing
    delimiter = following
  }
  if (!closed) walk.defects.add('MIME_BOUNDARY_UNCLOSED')
  return sections
}
