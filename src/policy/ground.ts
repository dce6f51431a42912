/** One reason to do something with a subject, and the order among reasons: the strictest wins, and ties always fall the same way. */
import { SEVERITIES, type Severity } from '../core/report.ts'
import type { ActionKind, SenderLimit } from '../core/verdict.ts'

/** Mildest first; one scale for messages, links and files, so that the strictest of any set is known. */
const STRICTNESS: Readonly<Record<ActionKind, number>> = {
  release: 0,
  rewrite: 1,
  defang: 2,
  mask: 3,
  disarm: 4,
  hold: 5,
  remove: 6,
  block: 7,
}

/** Which of two equally strict grounds is the one shown. Identity goes first: it is the one that the sender can do something about. */
const SOURCE_ORDER = { review: 0, sender: 1, finding: 2, incomplete: 3, rule: 4 } as const
type GroundSource = keyof typeof SOURCE_ORDER

export interface Ground {
  readonly kind: ActionKind
  readonly source: GroundSource
  /** Where in the policy: `files.findings.FILE_MALWARE`. */
  readonly rule: string
  readonly reason: string
  /** Ids of the findings that ask for it; empty when a rule alone does. */
  readonly findings: readonly string[]
  /** Of the finding; null when there is none. */
  readonly severity: Severity | null
  /** A hold that no reviewer lifts: malware, and what nobody has looked at yet. */
  readonly pinned: boolean
  /** Only of a sender's level. */
  readonly limit?: SenderLimit
}

export function strictness(kind: ActionKind): number {
  return STRICTNESS[kind]
}

/** Null when there are none. */
export function strictest(grounds: readonly Ground[]): Ground | null {
  let winner: Ground | null = null
  for (const ground of grounds) {
    if (winner === null || compare(ground, winner) < 0) winner = ground
  }
  return winner
}

/** The findings that asked for one of `kinds`, in the order of their numbers. */
export function findingsBehind(grounds: readonly Ground[], ...kinds: readonly ActionKind[]): readonly string[] {
  const ids: string[] = []
  for (const ground of grounds) {
    if (kinds.includes(ground.kind)) ids.push(...ground.findings)
  }
  if (ids.length < 2) return ids
  // f9 before f10: shorter first, then as text.
  return [...new Set(ids)].sort((a, b) => a.length - b.length || order(a, b))
}

/** A total order over everything that is shown, so that the order of arrival never matters. */
function compare(a: Ground, b: Ground): number {
  return (
    STRICTNESS[b.kind] - STRICTNESS[a.kind] ||
    SOURCE_ORDER[a.source] - SOURCE_ORDER[b.source] ||
    severityOf(b) - severityOf(a) ||
    order(a.reason, b.reason) ||
    order(a.rule, b.rule)
  )
}

function severityOf(ground: Ground): number {
  return ground.severity === null ? -1 : SEVERITIES.indexOf(ground.severity)
}

/** By code unit, not by locale: the same on every machine. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
