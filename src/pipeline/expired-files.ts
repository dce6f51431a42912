/** What waited in vain is deleted once its release says so: a file with all that is inside it, and of a message that expired the words too; each file keeps its placeholder. */

import type { Blobs } from '../core/blobs.ts'
import type { Arrival, ArrivalWords, ExpiredPart, Part } from '../core/message.ts'
import type { MessageRecord } from '../core/record.ts'
import type { CutDown, StoredMessage } from '../core/stored-message.ts'
import { DAY_MS } from '../core/time.ts'
import { MAX_INLINE_MAIL_BYTES } from '../intake/admit.ts'
import { areInOrder, holdsBytes, type LeafSpan, withoutSpans } from '../parse/mime/cut.ts'
import { straightenLineEnds } from '../parse/mime/line-end.ts'
import { rulingsOf } from '../policy/reviews.ts'
import { type Assessing, sizeOf } from './assess.ts'
import { openArrival } from './open-arrival.ts'
import { sha256Of } from './sha256.ts'

interface Cutting {
  readonly blobs: Pick<Blobs, 'read' | 'write'>
  readonly sandbox: Assessing['sandbox']
}

/** What of a message is to go, and is there still. */
interface Expired {
  readonly arrival: Arrival
  /** Of the message itself, in their order: `top[1]` is the second leaf of a mail. */
  readonly top: readonly Part[]
  readonly isGone: (part: Part) => boolean
  /** The words too. */
  readonly isWhole: boolean
  /** By part id: why each file is not there, as its release says. */
  readonly reasons: ReadonlyMap<string, string>
}

/** Its part keeps its number as long as it is not empty. */
const NO_WORDS = ' '

/**
 * Null when nothing expired, or nothing of it is there any more that can be cut out; `later` when the sandbox could not say where it stands.
 * @param parts of the message as it was opened for `record`
 */
export async function withoutExpired(
  { arrival, reviews }: Pick<StoredMessage, 'arrival' | 'reviews'>,
  parts: readonly Part[],
  { status, release }: Pick<MessageRecord, 'status' | 'release'>,
  deps: Cutting,
): Promise<CutDown | 'later' | null> {
  if (!reviews.some(({ decision }) => decision === 'expire')) return null
  const isWhole = status === 'expired'
  const ruling = rulingsOf(reviews)
  const reasons = new Map(release?.files.map(({ id, reason }) => [id, reason]))
  const before = new Set(arrival.expired?.map(({ partId }) => partId))
  const hasExpired = (id: string) => isWhole || (reasons.get(id) === 'EXPIRED' && ruling({ kind: 'part', id }) === 'expire')
  const isGone = ({ partId, sizeBytes }: Part) => sizeBytes > 0 && !before.has(partId) && hasExpired(partId)
  const expired = { arrival, top: parts.filter(({ parentId }) => parentId === null), isGone, isWhole, reasons }
  return arrival.content.type === 'words' ? cutFiles(expired, arrival.content) : await cutMail(expired, arrival.content, deps)
}

function cutFiles(expired: Expired, content: Extract<Arrival['content'], { readonly type: 'words' }>): CutDown | null {
  const { top, isGone, isWhole } = expired
  const { words, files } = content
  const listed = top.filter(({ role }) => role === 'file')
  // Of a message that could not be opened nothing is listed.
  const isListed = listed.length === files.length
  const goes = (at: number) => (isListed ? isGone(listed[at]!) : isWhole)
  const obsolete = files.flatMap(({ blobId }, at) => (blobId !== null && goes(at) ? [blobId] : []))
  const left = isWhole ? withoutWords(words) : words
  if (obsolete.length === 0 && JSON.stringify(left) === JSON.stringify(words)) return null
  const cut = { ...content, words: left, files: files.map((file, at) => (goes(at) ? { ...file, blobId: null } : file)) }
  return { arrival: withExpired(expired, cut, listed.filter(isGone)), written: [], obsolete }
}

async function cutMail(
  expired: Expired,
  content: Exclude<Arrival['content'], { readonly type: 'words' }>,
  { blobs, sandbox }: Cutting,
): Promise<CutDown | 'later' | null> {
  const { arrival, top, isGone } = expired
  const leaves = top.flatMap((part, at) => (isGone(part) ? [at] : []))
  if (leaves.length === 0) return null
  const opened = await openArrival(arrival, blobs)
  if (opened.content.type !== 'mail') return null
  const ran = await sandbox.run({ kind: 'leaf-spans', arrival: opened, leaves }, sizeOf(opened), arrival.channel)
  const said = ran.status === 'done' ? ran.result.spans : undefined
  if (said === undefined) return 'later'
  const { bytes } = straightenLineEnds(opened.content.raw)
  // Whoever took the sandbox over could else have anything deleted.
  const spans = areInOrder(bytes, said) ? said.filter((span) => leaves.includes(span.leaf) && isOf(top[span.leaf], bytes, span)) : []
  if (spans.length === 0) return null
  const raw = withoutSpans(bytes, spans)
  const gone = spans.map(({ leaf }) => top[leaf]!)
  const obsolete = content.type === 'mail' ? [content.rawBlobId] : []
  if (raw.length <= MAX_INLINE_MAIL_BYTES)
    return { arrival: withExpired(expired, { type: 'mail-inline', raw }, gone), written: [], obsolete }
  const { blobId, sizeBytes } = await blobs.write(raw, raw.length)
  return { arrival: withExpired(expired, { type: 'mail', rawBlobId: blobId, sizeBytes }, gone), written: [blobId], obsolete }
}

/** When the sandbox is asked again; it is not for ever, for a mail that it never gets through stays one. */
export function dueToCut({ reviews }: Pick<StoredMessage, 'reviews'>, dueAt: number | null, now: number, rescanMs: number): number | null {
  const since = Math.max(...reviews.filter(({ decision }) => decision === 'expire').map(({ at }) => at))
  return now - since >= DAY_MS ? dueAt : Math.min(dueAt ?? Number.POSITIVE_INFINITY, now + Math.max(now - since, rescanMs))
}

/** True where the span holds the very part, in whatever transfer encoding. */
function isOf(part: Part | undefined, straightened: Buffer, span: LeafSpan): boolean {
  return (
    part !== undefined && holdsBytes(straightened, span, (bytes) => bytes.byteLength === part.sizeBytes && sha256Of(bytes) === part.sha256)
  )
}

function withExpired({ arrival, reasons }: Expired, content: Arrival['content'], gone: readonly Part[]): Arrival {
  const more = gone.flatMap(({ role, partId, detectedType, sizeBytes, sha256 }): ExpiredPart[] =>
    role === 'file' ? [{ partId, detectedType, sizeBytes, sha256, reason: reasons.get(partId) ?? 'EXPIRED' }] : [],
  )
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
