/** Keeps account of one archive while it is opened: what comes out is counted against the message's budget, and nothing of an archive past a limit is kept. */
import type { ListedEntry, Trait } from '../../core/inspector.ts'
import { type Budget, hasTime, takeBytes, takeEntry, takeTime } from '../budget.ts'
import type { Contents, InnerFile, OpenContext } from '../file/contents.ts'

/** Below this an entry's ratio says nothing: a small text of spaces packs a thousandfold. */
const RATIO_CHECKED_ABOVE_BYTES = 1024 * 1024
/** The same for the whole archive: some dozens of such texts are a folder of logs. */
const TOTAL_RATIO_CHECKED_ABOVE_BYTES = 8 * 1024 * 1024
const MAX_TRAIT_EVIDENCE = 120

/** Past one of these the archive is a bomb or behaves like one: what came out of it up to then is dropped, and it is held as a whole. */
const OVER_LIMIT: ReadonlySet<string> = new Set(['ARCHIVE_TOO_BIG', 'ARCHIVE_RATIO', 'ARCHIVE_TOO_MANY_ENTRIES', 'ARCHIVE_TOO_SLOW'])

export interface Unpacking {
  readonly format: string
  readonly packedBytes: number
  readonly context: OpenContext
  readonly begunAt: number
  readonly entries: ListedEntry[]
  readonly children: InnerFile[]
  readonly traits: Map<string, Trait>
  unpackedBytes: number
  incomplete: string | null
}

export interface Allowance {
  readonly maxBytes: number
  /** What it is called when there are more. */
  readonly reason: string
}

export function beginUnpacking(format: string, packed: Uint8Array, context: OpenContext): Unpacking {
  const begunAt = context.budget.now()
  return {
    format,
    packedBytes: packed.length,
    context,
    begunAt,
    entries: [],
    children: [],
    traits: new Map(),
    unpackedBytes: 0,
    incomplete: null,
  }
}

/** The first reason stands, but for one: past a limit is past a limit. */
export function leaveClosed(unpacking: Unpacking, reason: string): void {
  if (unpacking.incomplete === null || (OVER_LIMIT.has(reason) && !OVER_LIMIT.has(unpacking.incomplete))) unpacking.incomplete = reason
}

/** True while a limit was not passed; readers stop when it is false. */
export function mayGoOn(unpacking: Unpacking): boolean {
  if (!hasTime(unpacking.context.budget, unpacking.begunAt)) leaveClosed(unpacking, 'ARCHIVE_TOO_SLOW')
  return unpacking.incomplete === null || !OVER_LIMIT.has(unpacking.incomplete)
}

/** Counts an entry before anything is known of it; false when it is one too many. */
export function mayList(unpacking: Unpacking): boolean {
  if (!takeEntry(unpacking.context.budget)) leaveClosed(unpacking, 'ARCHIVE_TOO_MANY_ENTRIES')
  return mayGoOn(unpacking)
}

/** False, and left closed, when the containers around it are as many as allowed. */
export function mayDescend(unpacking: Unpacking): boolean {
  const { depth, budget } = unpacking.context
  if (depth < budget.limits.maxDepth) return true
  leaveClosed(unpacking, 'ARCHIVE_TOO_DEEP')
  return false
}

/** How many bytes may come out of `packedBytes` of this archive. */
export function allowanceFor(unpacking: Unpacking, packedBytes: number): Allowance {
  const { budget } = unpacking.context
  const byRatio = Math.min(
    Math.max(RATIO_CHECKED_ABOVE_BYTES, packedBytes * budget.limits.maxRatio),
    Math.max(TOTAL_RATIO_CHECKED_ABOVE_BYTES, unpacking.packedBytes * budget.limits.maxRatio) - unpacking.unpackedBytes,
  )
  const left = bytesLeft(budget)
  return byRatio < left ? { maxBytes: Math.max(0, byRatio), reason: 'ARCHIVE_RATIO' } : { maxBytes: left, reason: 'ARCHIVE_TOO_BIG' }
}

function bytesLeft(budget: Budget): number {
  return Math.max(0, budget.limits.maxInflatedBytes - budget.inflatedBytes)
}

/** Counts bytes that came out, kept or not; false when they are too many. */
export function takeUnpacked(unpacking: Unpacking, bytes: number): boolean {
  unpacking.unpackedBytes += bytes
  if (!takeBytes(unpacking.context.budget, bytes)) leaveClosed(unpacking, 'ARCHIVE_TOO_BIG')
  return mayGoOn(unpacking)
}

/** Keeps a file that came out whole, and counts it; false when it is too much. */
export function keep(unpacking: Unpacking, untrustedPath: string, bytes: Uint8Array): boolean {
  if (!takeUnpacked(unpacking, bytes.length)) return false
  unpacking.children.push({ untrustedPath, bytes })
  return true
}

/** Lists and keeps the one file of a format that has just one. */
export function listAndKeep(unpacking: Unpacking, untrustedPath: string, bytes: Uint8Array, compressedBytes: number): boolean {
  unpacking.entries.push({ untrustedPath, sizeBytes: bytes.length, compressedBytes, encrypted: false, directory: false })
  return keep(unpacking, untrustedPath, bytes)
}

/** Counted once a kind; the first evidence stands. */
export function addTrait(unpacking: Unpacking, kind: string, untrustedEvidence: string): void {
  const known = unpacking.traits.get(kind)
  const evidence = known?.evidence ?? untrustedEvidence.replace(/[^\x20-\x7e\u00a1-\ud7ff]/g, '\ufffd').slice(0, MAX_TRAIT_EVIDENCE)
  unpacking.traits.set(kind, { kind, count: (known?.count ?? 0) + 1, evidence })
}

export function endUnpacking(unpacking: Unpacking): Contents {
  const { format, entries, children, incomplete } = unpacking
  takeTime(unpacking.context.budget, unpacking.begunAt)
  const overLimit = incomplete !== null && OVER_LIMIT.has(incomplete)
  // A folder of one name twice is nothing; a file is one thing to who takes the first and another to who takes the last.
  const seen = new Set<string>()
  for (const { untrustedPath, directory } of entries) {
    if (!directory && seen.has(untrustedPath)) addTrait(unpacking, 'archive/duplicate', untrustedPath)
    seen.add(untrustedPath)
    if (untrustedPath.includes('\\')) addTrait(unpacking, 'archive/backslash', untrustedPath)
  }
  return {
    listing: { format, entries, traits: [...unpacking.traits.values()], incomplete },
    children: overLimit ? [] : children,
    targets: [],
  }
}
