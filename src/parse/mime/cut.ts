/** Takes the bytes of single parts out of a mail and leaves all else as it stands; what cannot be taken out without changing something else stays. */
import { openBudget } from '../budget.ts'
import { straightenLineEnds } from './line-end.ts'
import { type MailLeaf, parseMail } from './mail.ts'
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts'
import { decodeUuencoded } from './uuencode.ts'

/** Where the body of a leaf stands: `[start, end)` in the bytes of the mail, its line ends made straight. */
export interface LeafSpan {
  /** Its place among the leaves that are inside no attached message. */
  readonly leaf: number
  readonly start: number
  readonly end: number
}

/**
 * In ascending order; empty when the mail would read otherwise without them (a boundary that is no longer found, a footer that became
 * the text). A leaf that stands nowhere as it is, inside a container that was encoded or within other words, is left out, and so are those words.
 * Linear in the size of `raw`, as `parseMail`.
 */
export function leafSpans(raw: Uint8Array, wanted: ReadonlySet<number>): readonly LeafSpan[] {
  const { bytes } = straightenLineEnds(raw)
  const before = topLeaves(bytes)
  const spans = before.flatMap((one, leaf) => (wanted.has(leaf) && !holdsOthers(before, leaf) ? spanIn(bytes, one.encoded, leaf) : []))
  return isSameButFor(spans, before, topLeaves(withoutSpans(bytes, spans))) ? spans : []
}

/** Does the span hold, in some transfer encoding, bytes of which `is` says so? Spans are those of a mail whose line ends were made straight. */
export function holdsBytes(straightened: Buffer, { start, end }: LeafSpan, is: (bytes: Uint8Array) => boolean): boolean {
  const encoded = straightened.subarray(start, end)
  return is(encoded) || [decodeBase64, decodeQuotedPrintable, decodeUuencoded].some((decode) => is(decode(encoded).bytes))
}

/** True where they stand in these bytes one after the other, as `leafSpans` gives them. */
export function areInOrder(straightened: Buffer, spans: readonly LeafSpan[]): boolean {
  return spans.every(({ start, end }, at) => (spans[at - 1]?.end ?? 0) <= start && start < end && end <= straightened.length)
}

/** @param spans in order */
export function withoutSpans(straightened: Buffer, spans: readonly LeafSpan[]): Buffer {
  const kept = spans.map(({ start }, at) => straightened.subarray(spans[at - 1]?.end ?? 0, start))
  return Buffer.concat([...kept, straightened.subarray(spans.at(-1)?.end ?? 0)])
}

function topLeaves(bytes: Uint8Array): readonly MailLeaf[] {
  return parseMail(bytes, openBudget()).leaves.filter(({ parentIndex }) => parentIndex === null)
}

/** Files that stand uuencoded within the words of a leaf are listed right behind it. */
function holdsOthers(leaves: readonly MailLeaf[], at: number): boolean {
  return leaves[at + 1]?.encoded === null
}

function spanIn(bytes: Buffer, encoded: Uint8Array | null, leaf: number): readonly LeafSpan[] {
  if (encoded === null || encoded.buffer !== bytes.buffer) return []
  const start = encoded.byteOffset - bytes.byteOffset
  const end = start + encoded.byteLength
  return start >= 0 && start < end && end <= bytes.length ? [{ leaf, start, end }] : []
}

function isSameButFor(spans: readonly LeafSpan[], before: readonly MailLeaf[], after: readonly MailLeaf[]): boolean {
  const cut = new Set(spans.map(({ leaf }) => leaf))
  const isKept = (one: MailLeaf, other: MailLeaf, at: number) =>
    cut.has(at) ? other.bytes.length === 0 : Buffer.compare(one.bytes, other.bytes) === 0
  return before.length === after.length && before.every((one, at) => isAlike(one, after[at]!) && isKept(one, after[at]!, at))
}

function isAlike(one: MailLeaf, other: MailLeaf): boolean {
  return (['role', 'view', 'claimedType', 'untrustedName', 'disposition', 'cid'] as const).every((field) => one[field] === other[field])
}
