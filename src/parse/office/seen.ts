/** What looking into one Office document has gathered so far: traits are merged by kind, the first reason for what stayed closed stands, and nothing comes out beyond the message's budget. */
import type { ListedEntry, Trait } from '../../core/inspector.ts'
import { takeBytes } from '../budget.ts'
import type { Contents, FileTarget, InnerFile, OpenContext } from '../file/contents.ts'
import { type Inflated, inflateBounded, type Packing } from '../file/inflate.ts'

/** Facts about documents; `src/inspection/files` makes findings of them. */
export type OfficeTrait =
  | 'vba'
  | 'vba-auto-run'
  | 'vba-suspicious'
  | 'vba-stomped'
  | 'xlm'
  | 'xlm-auto-run'
  | 'dde'
  | 'remote-template'
  | 'external-relationship'
  | 'embedded-document'
  | 'embedded-object'
  | 'equation-editor'
  | 'activex'
  | 'script'
  | 'run-action'
  | 'default-password'

export type OfficeProblem =
  | 'OFFICE_ENCRYPTED'
  | 'OFFICE_PASSWORD_WRONG'
  | 'OFFICE_CORRUPT'
  | 'OFFICE_ENTITIES'
  | 'OFFICE_LEGACY'
  | 'OFFICE_UNREAD_PART'
  | 'OFFICE_TOO_BIG'
  | 'OFFICE_TOO_DEEP'
  | 'OFFICE_TOO_MANY_ENTRIES'

/** Mutable on purpose, and owned by one call of an opener. */
export interface Seen {
  readonly context: OpenContext
  /** Of this document alone, whatever the message's budget has left. */
  madeBytes: number
  readonly entries: ListedEntry[]
  readonly traits: Map<OfficeTrait, { count: number; evidence: string }>
  readonly children: InnerFile[]
  readonly targets: FileTarget[]
  incomplete: OfficeProblem | null
}

const MAX_EVIDENCE_CHARACTERS = 120
/** Below this a ratio says nothing: a small text of spaces packs a thousandfold. */
const RATIO_CHECKED_ABOVE_BYTES = 1024 * 1024
/** What one document may come to: a sheet of a million cells has some ten million bytes. */
const MAX_MADE_BYTES = 96 * 1024 * 1024
/** The budget of addresses is the message's; this bounds what one document hands over. */
const MAX_TARGETS = 2_000

export function beginLook(context: OpenContext): Seen {
  return { context, madeBytes: 0, entries: [], traits: new Map(), children: [], targets: [], incomplete: null }
}

export function endLook(seen: Seen, format: string): Contents {
  const traits: Trait[] = [...seen.traits].map(([kind, { count, evidence }]) => ({ kind: `office/${kind}`, count, evidence }))
  return {
    listing: { format, entries: seen.entries, traits, incomplete: seen.incomplete },
    children: seen.children,
    targets: seen.targets,
  }
}

export function note(seen: Seen, kind: OfficeTrait, untrustedEvidence: string, count = 1): void {
  const known = seen.traits.get(kind)
  if (known !== undefined) known.count += count
  else seen.traits.set(kind, { count, evidence: printable(untrustedEvidence) })
}

export function leaveOpen(seen: Seen, problem: OfficeProblem): void {
  seen.incomplete ??= problem
}

export function addTarget(seen: Seen, untrustedUrl: string, via: string, untrustedShownText: string | null = null): void {
  if (seen.targets.length >= MAX_TARGETS) leaveOpen(seen, 'OFFICE_TOO_MANY_ENTRIES')
  else if (untrustedUrl.trim() !== '') seen.targets.push({ untrustedUrl, untrustedShownText, source: 'office', via })
}

/** A file inside; at the depth that the budget allows it stays closed, and the document incomplete. */
export function addChild(seen: Seen, untrustedPath: string, bytes: Uint8Array): void {
  if (seen.context.depth >= seen.context.budget.limits.maxDepth) leaveOpen(seen, 'OFFICE_TOO_DEEP')
  else seen.children.push({ untrustedPath, bytes })
}

/** True when `bytes` more may be made of this message. */
export function mayMake(seen: Seen, bytes: number): boolean {
  seen.madeBytes += bytes
  const within = takeBytes(seen.context.budget, bytes) && seen.madeBytes <= MAX_MADE_BYTES
  if (!within) leaveOpen(seen, 'OFFICE_TOO_BIG')
  return within
}

/** The most that may come out of `packedBytes`. */
export function allowance({ context: { budget }, madeBytes }: Seen, packedBytes: number): number {
  const left = Math.max(0, Math.min(budget.limits.maxInflatedBytes - budget.inflatedBytes, MAX_MADE_BYTES - madeBytes))
  return Math.min(left, Math.max(RATIO_CHECKED_ABOVE_BYTES, packedBytes * budget.limits.maxRatio))
}

/** Inflated under the budget; null, and the document incomplete, when it is too big or broken. */
export function inflateWithin(seen: Seen, packing: Packing, packed: Uint8Array): Uint8Array | null {
  const maxBytes = allowance(seen, packed.length)
  const inflated: Inflated = inflateBounded(packing, packed, maxBytes)
  if (inflated.status === 'corrupt') {
    leaveOpen(seen, 'OFFICE_CORRUPT')
    return null
  }
  if (inflated.status === 'too-big') {
    leaveOpen(seen, 'OFFICE_TOO_BIG')
    mayMake(seen, maxBytes)
    return null
  }
  return mayMake(seen, inflated.bytes.length) ? inflated.bytes : null
}

function printable(untrustedText: string): string {
  const shown = untrustedText
    .slice(0, MAX_EVIDENCE_CHARACTERS * 2)
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return shown.length <= MAX_EVIDENCE_CHARACTERS ? shown : `${shown.slice(0, MAX_EVIDENCE_CHARACTERS - 1).toWellFormed()}…`
}
