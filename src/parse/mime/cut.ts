/** Takes the bytes of single parts out of a mail and leaves all else as it stands; what cannot be taken out without changing something else stays. */
import { openBudget } from '../budget.ts'
import { straightenLineEnds } from './line-end.ts'
import { type MailLeaf, parseMail } from './mail.ts'

/** Where the body of a leaf stands: `[start, end)` in the bytes of the mail, its line ends made straight. */
export interface LeafSpan {
  /** Its place among the leaves that are inside no attached message. */
  readonly leaf: number
  readonly start: number
  readonly end: number
}

/**
 * In ascending order; empty when the mail would read otherwise without them (a boundary that is no longer found, a footer that became
 * the text). A leaf that stands nowhere as it is, inside a container that was encoded or within other words, is left out.
 * Linear in the size of `raw`, as `parseMail`.
 */
export function leafSpans(raw: Uint8Array, wanted: ReadonlySet<number>): readonly LeafSpan[] {
  const { bytes } = straightenLineEnds(raw)
  const before = topLeaves(bytes)
  const spans = before.flatMap(({ encoded }, leaf) => (wanted.has(leaf) ? spanIn(bytes, encoded, leaf) : []))
  return isSameButFor(spans, before, topLeaves(withoutSpans(bytes, spans))) ? spans : []
}

/** @throws RangeError for spans that are none of this mail, or out of order */
export function withoutSpans(raw: Uint8Array, spans: readonly LeafSpan[]): Buffer {
  const { bytes } = straightenLineEnds(raw)
  const pieces: Buffer[] = []
  let from = 0
  for (const { start, end } of spans) {
    if (!(from <= start && start <= end && end <= bytes.length)) throw new RangeError('A span is out of order.')
    pieces.push(bytes.subarray(from, start))
    from = end
  }
  return Buffer.concat([...pieces, bytes.subarray(from)])
}

function topLeaves(bytes: Uint8Array): readonly MailLeaf[] {
  return parseMail(bytes, openBudget()).leaves.filter(({ parentIndex }) => parentIndex === null)
}

function spanIn(bytes: Buffer, encoded: Uint8Array | null, leaf: number): readonly LeafSpan[] {
  if (encoded === null || encoded.buffer !== bytes.buffer) return []
  const start = encoded.byteOffset - bytes.byteOffset
  const end = start + encoded.byteLength
  return start >= 0 && end <= bytes.length ? [{ leaf, start, end }] : []
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
