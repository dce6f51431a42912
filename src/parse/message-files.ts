/** Opens the files of a message and everything inside them, each container entered once and under the message's one budget, and reads the codes in their pictures. */
import { type Part, partsThere } from '../core/message.ts'
import type { FileTarget, OpenContext } from './file/contents.ts'
import { openerOf } from './file/open.ts'
import { detectType, UNKNOWN_TYPE } from './file/type.ts'
import { type Album, isPicture } from './image/album.ts'
import { barcodeLinks } from './image/barcode-links.ts'
import { type MailLeaf, parseMail } from './mime/mail.ts'
import {
  addBody,
  addExpired,
  addPart,
  type Body,
  type Claimed,
  incomplete,
  isBody,
  nextPartId,
  type Opening,
  step,
  stepAsync,
} from './opening.ts'

/** Addresses in files of one message: manuals have hundreds. */
const MAX_FILE_LINKS = 1_000
/** A message with this many codes is no message. */
const MAX_BARCODE_LINKS = 500
/** A picture whose look hung is not looked at again; after so many of them the others are not looked at either, or the words would wait for each. */
const MAX_HUNG_PICTURES = 2

/** Adds the leaves of a mail as parts; `parentId` is the file that the mail itself is, for an attached one. */
export async function openLeaves(
  opening: Opening,
  leaves: readonly MailLeaf[],
  parentId: string | null,
  depth: number,
): Promise<readonly Body[]> {
  const bodies: Body[] = []
  const partIds = new Map<number, string>()
  /** How many containers are around each leaf. */
  const depths = new Map<number, number>()
  const entered = new Set(leaves.map((leaf) => leaf.parentIndex))
  for (const leaf of leaves) {
    const inside = leaf.parentIndex === null ? parentId : (partIds.get(leaf.parentIndex) ?? parentId)
    if (inside === null && isBody(leaf)) {
      const body = addBody(opening, leaf)
      partIds.set(leaf.index, body.partId)
      bodies.push(body)
    } else {
      const { untrustedName, claimedType, disposition, cid } = leaf
      const claimed: Claimed = { parentId: inside, role: 'file', untrustedName, claimedType, disposition, cid }
      // parseMail has been inside an attached mail already: its leaves follow as children.
      const opened = entered.has(leaf.index)
      const around = leaf.parentIndex === null ? depth : (depths.get(leaf.parentIndex) ?? depth) + 1
      const part = await openFile(opening, claimed, leaf.bytes, around, opened)
      partIds.set(leaf.index, part.partId)
      depths.set(leaf.index, around)
    }
  }
  return bodies
}

/** Adds a file and everything inside it; `depth` is the number of containers around it, `opened` means that its inside is added by the caller. */
export async function openFile(opening: Opening, claimed: Claimed, bytes: Uint8Array, depth: number, opened = false): Promise<Part> {
  const partId = nextPartId(opening, claimed.parentId)
  const expired = opening.expired.get(partId)
  // Bytes are looked into, whatever is said of them.
  if (expired !== undefined && bytes.byteLength === 0) return addExpired(opening, claimed, expired)
  const detected = await stepAsync(opening, 'parse/type', partId, () => detectType(bytes))
  const part = addPart(opening, claimed, bytes, detected ?? UNKNOWN_TYPE)
  if (opened || detected === null) return part
  if (detected === 'message/rfc822') {
    // A chain of messages must not begin anew with each: what is deeper than the budget allows stays closed.
    const tooDeep = depth >= opening.budget.limits.maxDepth
    const mail = step(opening, 'parse/mime', partId, () => (tooDeep ? null : parseMail(bytes, opening.budget, undefined, depth + 1)))
    if (tooDeep) incomplete(opening, 'parse/mime', partId, 'MIME_TOO_DEEP')
    else if (mail?.incomplete) incomplete(opening, 'parse/mime', partId, mail.incomplete)
    if (mail !== null) await openLeaves(opening, mail.leaves, partId, depth + 1)
    return part
  }
  const opener = openerOf(detected)
  if (opener === null) return part
  const context: OpenContext = { depth, budget: opening.budget, untrustedName: claimed.untrustedName, ...opening.openWith }
  const contents = await stepAsync(opening, opener.id, partId, () => opener.open(bytes, detected, context))
  if (contents === null) return part
  opening.listings.set(partId, contents.listing)
  addTargets(opening, opener.id, partId, contents.targets)
  for (const child of contents.children) {
    const inner: Claimed = {
      parentId: partId,
      role: 'file',
      untrustedName: child.untrustedPath,
      claimedType: 'application/octet-stream',
      disposition: null,
      cid: null,
    }
    await openFile(opening, inner, child.bytes, depth + 1)
  }
  return part
}

/** Links of files come after those of the words and before those of pictures' codes. */
function addTargets(opening: Opening, inspector: string, partId: string, targets: readonly FileTarget[]): void {
  const left = MAX_FILE_LINKS - opening.fileLinks.length
  if (targets.length > left) incomplete(opening, inspector, partId, 'FILE_TOO_MANY_LINKS')
  for (const target of targets.slice(0, left)) opening.fileLinks.push({ partId, target })
}

/** Every picture, also those inside archives and attached mails; the last of all steps, so that links in words are numbered alike with and without. */
export async function readPictures(opening: Opening, look: Album): Promise<void> {
  let left = MAX_BARCODE_LINKS
  const hung = [...opening.hooks.skips.keys()].filter((name) => name.startsWith('parse/barcode@'))
  for (const part of partsThere(opening.parts)) {
    if (!isPicture(part)) continue
    const { partId } = part
    const bytes = opening.bytes.get(partId) ?? new Uint8Array()
    const tooMany = hung.length >= MAX_HUNG_PICTURES && !hung.includes(`parse/barcode@${partId}`)
    const seen = await stepAsync(opening, 'parse/barcode', partId, async () => (tooMany ? null : await look(part, bytes)))
    if (tooMany) incomplete(opening, 'parse/barcode', partId, 'IMAGE_BUDGET_SPENT')
    if (seen === null) continue
    const links = barcodeLinks(seen.codes, partId, opening.links.length + 1, left + 1)
    opening.links.push(...links.slice(0, left))
    const beyond = links.length > left
    left = Math.max(0, left - links.length)
    const reason = seen.incomplete ?? (beyond ? 'IMAGE_TOO_MANY_CODES' : null)
    if (reason !== null) incomplete(opening, 'parse/barcode', partId, reason)
  }
}
