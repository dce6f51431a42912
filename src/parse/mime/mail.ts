/** Parses a whole mail into headers, words and files within limits; it never throws, and what it could not open it says. */
import type { Address } from '../../core/message.ts'
import type { Budget } from '../budget.ts'
import { takeEntry } from '../budget.ts'
import { readAddresses } from './address.ts'
import { type BodyView, chooseBodies } from './body.ts'
import { decodeBytes, sniffMetaCharset } from './charset.ts'
import { readDate } from './date.ts'
import { DEFAULT_HEADER_LIMITS, fieldValue, type HeaderField, readHeaderBlock, readId, readUnstructured, skipToHeader } from './header.ts'
import { straightenLineEnds } from './line-end.ts'
import { extractUuencoded, type UuFile } from './uuencode.ts'
import { type Entity, type Leaf, leaveOut, openWalk, type Walk, type WalkLimits, walkMessage } from './walk.ts'

export interface MailLimits extends WalkLimits {
  /** Of the raw mail; of a larger one only the header is read. */
  readonly maxBytes: number
  /** Of a file name; a longer one loses its middle, never its extension. */
  readonly maxNameCharacters: number
  /** Of one value in `headers`. */
  readonly maxHeaderValueCharacters: number
  /** Of To and Cc together. */
  readonly maxAddresses: number
}

export const DEFAULT_MAIL_LIMITS: MailLimits = {
  ...DEFAULT_HEADER_LIMITS,
  maxBytes: 64 * 1024 * 1024,
  maxParts: 1_000,
  maxDepth: 20,
  maxParameters: 100,
  maxNameCharacters: 1_024,
  maxHeaderValueCharacters: 16_384,
  maxAddresses: 1_000,
}

/** The end of a name that is cut keeps this many characters. */
const NAME_TAIL_CHARACTERS = 128

export interface MailLeaf {
  /** Its place in `leaves`. */
  readonly index: number
  /** The attached message that it is inside; null at the top. */
  readonly parentIndex: number | null
  readonly role: 'text' | 'html' | 'file'
  /** Which body view shows it (RFC 8621 textBody, htmlBody); null for files. */
  readonly view: BodyView | null
  /** `type/subtype` in lower case. */
  readonly claimedType: string
  /** As declared, or as an HTML body says of itself. */
  readonly charset: string | null
  /** Decoded; may hold RLO, CRLF and path separators, no NUL. */
  readonly untrustedName: string | null
  readonly disposition: 'inline' | 'attachment' | null
  /** Content-ID without its angle brackets. */
  readonly cid: string | null
  /** Without transfer encoding; line ends as received. May share memory with the raw mail. */
  readonly bytes: Uint8Array
  /** With its transfer encoding, as it stands in the mail; null for one that stands within other words (uuencode). */
  readonly encoded: Uint8Array | null
  /** Characters of the roles `text` and `html`, line ends LF; null for files. */
  readonly text: string | null
}

export interface ParsedMail {
  /** RFC 5322 Message-ID without its angle brackets. */
  readonly messageIdHeader: string | null
  readonly subject: string | null
  readonly from: Address | null
  readonly replyTo: Address | null
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  /** ISO 8601 UTC, or null when there is none that can be read. */
  readonly date: string | null
  /** The top header: names in lower case, values unfolded and bounded, encoded words as they stand. */
  readonly headers: readonly HeaderField[]
  /** In the order of the mail; the content of an attached message follows it. */
  readonly leaves: readonly MailLeaf[]
  /** Stable codes of what was not as the standards have it: `MIME_BOUNDARY_MISSING`, `MIME_BARE_CR`, … */
  readonly defects: readonly string[]
  /** The first reason why something could not be looked into: `MIME_TOO_DEEP`, `MIME_TOO_MANY_PARTS`, `MIME_EMPTY`, … */
  readonly incomplete: string | null
}

/**
 * RFC 5322 and MIME (RFC 2045 to 2049, 2231, 5322, 6532, 8621 4.1.4), and what the wild makes of them. Linear in the size of
 * `raw` times at most `maxDepth`. Files inside attached messages draw from `budget`. `containersAround` is how many archives and
 * messages this mail itself was taken out of: it counts against `budget.limits.maxDepth`.
 */
export function parseMail(raw: Uint8Array, budget: Budget, limits: MailLimits = DEFAULT_MAIL_LIMITS, containersAround = 0): ParsedMail {
  const walk = openWalk(limits, budget)
  if (raw.length > limits.maxBytes) {
    leaveOut(walk, 'MIME_TOO_BIG')
    const { bytes } = straightenLineEnds(raw.subarray(0, limits.maxHeaderBytes))
    return describe(walk, limits, readHeaderBlock(skipToHeader(bytes), limits).fields, [])
  }
  const { bytes, bareCr } = straightenLineEnds(raw)
  if (bareCr) walk.defects.add('MIME_BARE_CR')
  const { fields, bodyBlank, root } = walkMessage(walk, bytes, containersAround)
  const leaves = root === null ? [] : listLeaves(walk, limits, root)
  const nothingSeen = leaves.length === 0 || (root?.kind === 'leaf' && leaves.every((leaf) => leaf.bytes.length === 0))
  if (raw.length > 0 && nothingSeen && (fields.length === 0 || !bodyBlank)) leaveOut(walk, 'MIME_EMPTY')
  return describe(walk, limits, fields, leaves)
}

function describe(walk: Walk, limits: MailLimits, fields: readonly HeaderField[], leaves: readonly MailLeaf[]): ParsedMail {
  const froms = readAddresses(fieldValue(fields, 'from') ?? '', 2).addresses
  if (froms.length > 1 || fields.filter((field) => field.name === 'from').length > 1) walk.defects.add('MIME_FROM_MULTIPLE')
  const to = readRecipients(walk, fields, 'to', limits.maxAddresses)
  const cc = readRecipients(walk, fields, 'cc', limits.maxAddresses - to.length)
  const dateValue = fieldValue(fields, 'date')
  return {
    messageIdHeader: readId(fieldValue(fields, 'message-id')),
    subject: readUnstructured(fieldValue(fields, 'subject')),
    from: froms[0] ?? null,
    replyTo: readAddresses(fieldValue(fields, 'reply-to') ?? '', 1).addresses[0] ?? null,
    to,
    cc,
    date: dateValue === null ? null : readDate(dateValue),
    headers: fields.map((field) => boundField(field, limits.maxHeaderValueCharacters)),
    leaves,
    defects: [...walk.defects],
    incomplete: walk.incomplete,
  }
}

function boundField(field: HeaderField, maxCharacters: number): HeaderField {
  return field.value.length <= maxCharacters ? field : { name: field.name, value: field.value.slice(0, maxCharacters).toWellFormed() }
}

/** RFC 5322 3.6 allows one field of a name; where there are more, all of them count. */
function readRecipients(walk: Walk, fields: readonly HeaderField[], name: string, maxAddresses: number): readonly Address[] {
  const found: Address[] = []
  for (const field of fields) {
    if (field.name !== name) continue
    const list = readAddresses(field.value, maxAddresses - found.length)
    found.push(...list.addresses)
    if (list.truncated) walk.defects.add('MIME_ADDRESSES_TOO_MANY')
  }
  return found
}

function listLeaves(walk: Walk, limits: MailLimits, root: Entity): readonly MailLeaf[] {
  const views = chooseBodies(root)
  const leaves: MailLeaf[] = []

  const add = (leaf: Omit<MailLeaf, 'index'>): number => leaves.push({ index: leaves.length, ...leaf }) - 1

  const addUuFiles = (files: readonly UuFile[], parentIndex: number | null): void => {
    for (const file of files) {
      walk.parts += 1
      if (walk.parts > limits.maxParts || (parentIndex !== null && !takeEntry(walk.budget))) {
        leaveOut(walk, 'MIME_TOO_MANY_PARTS')
        return
      }
      walk.defects.add('MIME_UUENCODED')
      add({
        parentIndex,
        role: 'file',
        view: null,
        claimedType: 'application/octet-stream',
        charset: null,
        untrustedName: boundName(walk, file.untrustedName, limits.maxNameCharacters),
        disposition: 'attachment',
        cid: null,
        bytes: file.bytes,
        encoded: null,
        text: null,
      })
    }
  }

  const visit = (entity: Entity, parentIndex: number | null): void => {
    if (entity.kind === 'multipart') {
      for (const child of entity.children) visit(child, parentIndex)
      return
    }
    const view = parentIndex === null ? (views.get(entity) ?? null) : null
    const words = view === null ? null : readWords(walk, entity)
    const uu = findUuFiles(entity, words?.text ?? null, limits.maxParts - walk.parts + 1)
    const index = add({
      parentIndex,
      role: view === null ? 'file' : entity.claimedType === 'text/html' ? 'html' : 'text',
      view,
      claimedType: entity.claimedType,
      charset: words === null ? entity.charset : words.charset,
      untrustedName: entity.untrustedName === null ? null : boundName(walk, entity.untrustedName, limits.maxNameCharacters),
      disposition: entity.disposition,
      cid: entity.cid,
      bytes: entity.bytes,
      encoded: entity.encoded,
      text: words === null ? null : (uu?.text ?? words.text),
    })
    if (uu !== null) addUuFiles(uu.files, parentIndex)
    if (entity.inner !== null) visit(entity.inner, index)
  }
  visit(root, null)
  return leaves
}

interface Words {
  readonly text: string
  readonly charset: string | null
}

function readWords(walk: Walk, leaf: Leaf): Words {
  const charset = leaf.charset ?? (leaf.claimedType === 'text/html' ? sniffMetaCharset(leaf.bytes) : null)
  const { text, known } = decodeBytes(leaf.bytes, charset)
  if (!known) walk.defects.add('MIME_CHARSET_UNKNOWN')
  if (!text.includes('\r')) return { text, charset }
  const lines = text.replaceAll('\r\n', '\n')
  if (!lines.includes('\r')) return { text: lines, charset }
  walk.defects.add('MIME_BARE_CR')
  return { text: lines.replaceAll('\r', '\n'), charset }
}

/** Files that stand uuencoded in plain words; those of attached messages are found too. */
function findUuFiles(leaf: Leaf, text: string | null, maxFiles: number): ReturnType<typeof extractUuencoded> {
  if (leaf.claimedType !== 'text/plain' || !leaf.bytes.includes('begin')) return null
  return extractUuencoded(text ?? leaf.bytes.toString('latin1', 0, leaf.bytes.length), maxFiles)
}

function boundName(walk: Walk, untrustedName: string, maxCharacters: number): string {
  if (untrustedName.length <= maxCharacters) return untrustedName
  walk.defects.add('MIME_NAME_TOO_LONG')
  const tail = Math.min(NAME_TAIL_CHARACTERS, maxCharacters - 1)
  return `${untrustedName.slice(0, maxCharacters - 1 - tail)}…${untrustedName.slice(-tail)}`.toWellFormed()
}
