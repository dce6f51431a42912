/** What grows while a message is opened: its parts, what is in them, and an outcome for every step that was taken or left out. */
import { createHash } from 'node:crypto'
import type { Listing } from '../core/inspector.ts'
import type { ExpiredPart, Link, Part } from '../core/message.ts'
import type { Outcome } from '../core/report.ts'
import type { StepHooks } from '../core/steps.ts'
import type { RenderedBody } from './bodies.ts'
import type { Budget } from './budget.ts'
import type { FileTarget, OpenContext } from './file/contents.ts'
import type { MailLeaf } from './mime/mail.ts'

export interface WordsHooks extends StepHooks {
  /** Milliseconds, for the outcomes alone. */
  now(): number
  /** Milliseconds that this worker has worked: what a message may take does not depend on what else the machine does. `now` when left out. */
  readonly cpuMs?: () => number
}

/** Just above what is said to be too long a name (files/deceptive-name), so that it still is; the end says what a file is. */
const MAX_NAME_CHARACTERS = 4_200
/** Of one name in a path, and of what stands before it: each part has one. */
const MAX_STEP_CHARACTERS = 200
const MAX_PATH_CHARACTERS = 1_000

/** What a file or body is said to be, before anyone looked into it. */
export type Claimed = Pick<Part, 'parentId' | 'role' | 'untrustedName' | 'claimedType' | 'disposition' | 'cid'>

/** What files are opened with. */
export type OpenWith = Pick<OpenContext, 'password' | 'libarchive'>

/** Owned by one opening of a message. */
export interface Opening {
  readonly openWith: OpenWith
  readonly hooks: WordsHooks
  readonly budget: Budget
  readonly parts: Part[]
  /** By part id: files of which nothing is there any more. */
  readonly expired: ReadonlyMap<string, ExpiredPart>
  /** Of parts that were inside those. */
  numbersLeftOut: number
  readonly links: Link[]
  readonly outcomes: Outcome[]
  readonly bytes: Map<string, Uint8Array>
  readonly listings: Map<string, Listing>
  /** Numbered once the words are read, so that links in words are numbered alike with and without files. */
  readonly fileLinks: { readonly partId: string; readonly target: FileTarget }[]
}

/** A body part that may be shown: words of a leaf, and where they stand among their alternatives. */
export interface Body {
  readonly partId: string
  readonly role: 'text' | 'html'
  readonly view: RenderedBody['view']
  readonly untrustedText: string
}

/** Words that are shown as such: those of an attached mail are a file's. */
export function isBody(leaf: MailLeaf): boolean {
  return leaf.role !== 'file' && leaf.text !== null && leaf.parentIndex === null
}

export function addBody(opening: Opening, leaf: MailLeaf): Body {
  const { untrustedName, claimedType, disposition, cid } = leaf
  const claimed: Claimed = { parentId: null, role: 'body', untrustedName, claimedType, disposition, cid }
  const { partId } = addPart(opening, claimed, leaf.bytes, claimedType)
  return { partId, role: leaf.role === 'html' ? 'html' : 'text', view: leaf.view ?? 'both', untrustedText: leaf.text ?? '' }
}

/** The id of the part that comes next. */
export function nextPartId({ parts, numbersLeftOut }: Opening): string {
  return `p${parts.length + numbersLeftOut + 1}`
}

export function addPart(opening: Opening, claimed: Claimed, bytes: Uint8Array, detectedType: string): Part {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const part = partOf(opening, claimed, { partId: nextPartId(opening), detectedType, sizeBytes: bytes.byteLength, sha256 })
  opening.parts.push(part)
  opening.bytes.set(part.partId, bytes)
  return part
}

/** A file that expired, as what it was; nothing is inside it any more, and no check of it is one that ended well. */
export function addExpired(opening: Opening, claimed: Claimed, { partsInside, ...was }: ExpiredPart): Part {
  const part: Part = { ...partOf(opening, claimed, was), expired: true }
  opening.parts.push(part)
  opening.numbersLeftOut += partsInside
  opening.outcomes.push({ inspector: 'parse/type', subject: subjectOf(part.partId), status: 'skipped', ms: 0, reason: 'FILE_EXPIRED' })
  return part
}

function partOf(opening: Opening, claimed: Claimed, known: Pick<Part, 'partId' | 'detectedType' | 'sizeBytes' | 'sha256'>): Part {
  const parent = opening.parts.find((part) => part.partId === claimed.parentId)
  const untrustedName = claimed.untrustedName?.slice(-MAX_NAME_CHARACTERS) ?? null
  const name = (untrustedName ?? known.partId).slice(-MAX_STEP_CHARACTERS)
  return { ...claimed, ...known, untrustedName, path: parent ? `${parent.path.slice(-MAX_PATH_CHARACTERS)} › ${name}` : name }
}

export function step<T>(opening: Opening, inspector: string, id: string, run: () => T): T | null {
  const begun = begin(opening, inspector, id)
  if (begun === null) return null
  try {
    const value = run()
    end(opening, inspector, id, begun)
    return value
  } catch {
    // What a parser threw may quote the message: only the fact is kept.
    return crashed(opening, inspector, id, begun)
  }
}

export async function stepAsync<T>(opening: Opening, inspector: string, id: string, run: () => Promise<T>): Promise<T | null> {
  const begun = begin(opening, inspector, id)
  if (begun === null) return null
  try {
    const value = await run()
    end(opening, inspector, id, begun)
    return value
  } catch {
    return crashed(opening, inspector, id, begun)
  }
}

function begin(opening: Opening, inspector: string, id: string): number | null {
  const name = `${inspector}@${id}`
  const skip = opening.hooks.skips.get(name)
  if (skip === undefined) {
    opening.hooks.enter(name)
    return opening.hooks.now()
  }
  opening.outcomes.push({ inspector, subject: subjectOf(id), status: skip.status, ms: skip.ms, reason: skip.reason })
  return null
}

function end(opening: Opening, inspector: string, id: string, begunAt: number): void {
  const ms = Math.max(0, Math.round((opening.hooks.now() - begunAt) * 100) / 100)
  opening.outcomes.push({ inspector, subject: subjectOf(id), status: 'ok', ms })
}

function crashed(opening: Opening, inspector: string, id: string, begunAt: number): null {
  const ms = Math.max(0, Math.round((opening.hooks.now() - begunAt) * 100) / 100)
  opening.outcomes.push({ inspector, subject: subjectOf(id), status: 'failed', ms, reason: 'PARSER_CRASHED' })
  return null
}

/** The parser ran and says itself that it did not see all. Takes the place of its `ok`. */
export function incomplete(opening: Opening, inspector: string, id: string, reason: string): void {
  const ran = opening.outcomes.pop()
  opening.outcomes.push({ inspector, subject: subjectOf(id), status: 'unscannable', ms: ran?.ms ?? 0, reason })
}

function subjectOf(id: string) {
  return id === 'm' ? ({ kind: 'message', id } as const) : ({ kind: 'part', id } as const)
}
