/** What waited in vain is deleted once its release says so: a file with all that is inside it, and of a message that expired the words too; all that is left keeps its number, and each file its placeholder. */

import type { Blobs } from '../core/blobs.ts'
import type { Arrival, ArrivalWords, ExpiredPart, InboundMessage, Part } from '../core/message.ts'
import type { MessageRecord } from '../core/record.ts'
import type { StoredMessage } from '../core/stored-message.ts'
import { MAX_INLINE_MAIL_BYTES } from '../intake/admit.ts'
import { withoutSpans } from '../parse/mime/cut.ts'
import { rulingsOf } from '../policy/reviews.ts'
import { type Assessing, sizeOf } from './assess.ts'
import { openArrival } from './open-arrival.ts'

/** The arrival without what expired. */
export interface CutDown {
  readonly arrival: Arrival
  /** Named by the new arrival alone. */
  readonly written: readonly string[]
  /** Named by the old one alone. */
  readonly obsolete: readonly string[]
}

interface Cutting {
  readonly blobs: Pick<Blobs, 'read' | 'write'>
  readonly sandbox: Assessing['sandbox']
}

type Parts = InboundMessage['parts']
type MailContent = Exclude<Arrival['content'], { readonly type: 'words' }>

/** Its part keeps its number as long as it is not empty. */
const NO_WORDS = ' '

/**
 * Null when nothing expired, or nothing of it is there any more.
 * @param parts of the message as it was opened for `record`
 */
export async function withoutExpired(
  { arrival, reviews }: Pick<StoredMessage, 'arrival' | 'reviews'>,
  parts: Parts,
  record: Pick<MessageRecord, 'status' | 'release'>,
  deps: Cutting,
): Promise<CutDown | null> {
  if (!reviews.some(({ decision }) => decision === 'expire')) return null
  const { content } = arrival
  const isGone = goneOf(arrival, parts, record, reviews)
  return content.type === 'words'
    ? cutFiles(arrival, content, parts, isGone, record.status === 'expired')
    : await cutMail(arrival, content, parts, isGone, deps)
}

/** Of parts that stand in the message itself: true where the bytes are to go, and are there still. */
function goneOf(
  { expired = [] }: Arrival,
  parts: Parts,
  { status, release }: Pick<MessageRecord, 'status' | 'release'>,
  reviews: StoredMessage['reviews'],
): (part: Part) => boolean {
  const ruling = rulingsOf(reviews)
  const before = new Set(expired.map(({ partId }) => partId))
  const listed = new Set(release?.files.filter(({ reason }) => reason === 'EXPIRED').map(({ id }) => id))
  const ids = new Set(
    topOf(parts)
      .map(({ partId }) => partId)
      .filter((id) => status === 'expired' || (listed.has(id) && ruling({ kind: 'part', id }) === 'expire')),
  )
  return ({ partId, sizeBytes }) => ids.has(partId) && !before.has(partId) && sizeBytes > 0
}

function cutFiles(
  arrival: Arrival,
  content: Extract<Arrival['content'], { readonly type: 'words' }>,
  parts: Parts,
  isGone: (part: Part) => boolean,
  isWhole: boolean,
): CutDown | null {
  const { words, files } = content
  const listed = topOf(parts).filter(({ role }) => role === 'file')
  // Of a message that could not be opened nothing is listed.
  if (listed.length !== files.length && !isWhole) return null
  const goes = (at: number) => (listed.length === files.length ? isGone(listed[at]!) : isWhole)
  const obsolete = files.flatMap(({ blobId }, at) => (blobId !== null && goes(at) ? [blobId] : []))
  const left = isWhole ? withoutWords(words) : words
  if (obsolete.length === 0 && JSON.stringify(left) === JSON.stringify(words)) return null
  const cut = { ...content, words: left, files: files.map((file, at) => (goes(at) ? { ...file, blobId: null } : file)) }
  return { arrival: withExpired(arrival, cut, parts, isGone), written: [], obsolete }
}

async function cutMail(
  arrival: Arrival,
  content: MailContent,
  parts: Parts,
  isGone: (part: Part) => boolean,
  { blobs, sandbox }: Cutting,
): Promise<CutDown | null> {
  const top = topOf(parts)
  const leaves = top.flatMap((part, at) => (isGone(part) ? [at] : []))
  if (leaves.length === 0) return null
  const opened = await openArrival(arrival, blobs)
  const ran = await sandbox.run({ kind: 'leaf-spans', arrival: opened, leaves }, sizeOf(opened), arrival.channel)
  const spans = ran.status === 'done' ? (ran.result.spans ?? []).filter(({ start, end }) => start < end) : []
  if (opened.content.type !== 'mail' || spans.length === 0) return null
  const raw = withoutSpans(opened.content.raw, spans)
  const cut = new Set(spans.map(({ leaf }) => top[leaf]?.partId))
  const isCut = (part: Part) => isGone(part) && cut.has(part.partId)
  const obsolete = content.type === 'mail' ? [content.rawBlobId] : []
  if (raw.length <= MAX_INLINE_MAIL_BYTES)
    return { arrival: withExpired(arrival, { type: 'mail-inline', raw }, parts, isCut), written: [], obsolete }
  const { blobId, sizeBytes } = await blobs.write(raw, raw.length)
  const kept = withExpired(arrival, { type: 'mail', rawBlobId: blobId, sizeBytes }, parts, isCut)
  return { arrival: kept, written: [blobId], obsolete }
}

function withExpired(arrival: Arrival, content: Arrival['content'], parts: Parts, isGone: (part: Part) => boolean): Arrival {
  const top = topOf(parts)
  const last = Math.max(0, ...parts.map(numberOf))
  const more = top.flatMap((part, at): ExpiredPart[] => {
    if (part.role !== 'file' || !isGone(part)) return []
    const { partId, detectedType, sizeBytes, sha256 } = part
    const following = top[at + 1]
    return [
      { partId, detectedType, sizeBytes, sha256, partsInside: (following === undefined ? last : numberOf(following) - 1) - numberOf(part) },
    ]
  })
  return { ...arrival, expired: [...(arrival.expired ?? []), ...more], content }
}

/** Who wrote and when, and that there were words. */
function withoutWords({ sender, sentAt, text, html }: ArrivalWords): ArrivalWords {
  return {
    ...(sender === undefined ? {} : { sender }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(text ? { text: NO_WORDS } : {}),
    ...(html ? { html: NO_WORDS } : {}),
  }
}

function topOf(parts: Parts): Parts {
  return parts.filter(({ parentId }) => parentId === null)
}

/** `p12`; one that was seen with a password has the number of its file. */
function numberOf({ partId }: Part): number {
  return Number.parseInt(partId.slice(1), 10)
}
