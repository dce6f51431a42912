/** What inspection saw: findings are facts, outcomes are proof that each check ran; neither decides anything. */

/** OCSF severity, lowest first. */
export const SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

export interface SubjectRef {
  readonly kind: 'message' | 'part' | 'link'
  /** `m` for the message, else a partId or a linkId. */
  readonly id: string
}

export interface Evidence {
  /** What this is: `host`, `shown`, `target`, `signature`, `entry`, … */
  readonly label: string
  /** Bounded to 200 characters, printable. */
  readonly value: string
}

export interface Finding {
  readonly id: string
  readonly code: string
  /** The inspector's path: `links/mismatch`. */
  readonly inspector: string
  readonly severity: Severity
  /** 0 to 1. */
  readonly confidence: number
  readonly subject: SubjectRef
  readonly title: string
  /** One sentence that a customer could read. */
  readonly explanation: string
  readonly evidence: readonly Evidence[]
}

export type OutcomeStatus = 'ok' | 'skipped' | 'timed_out' | 'failed' | 'unscannable'

export interface Outcome {
  readonly inspector: string
  readonly subject: SubjectRef
  readonly status: OutcomeStatus
  readonly ms: number
  /** Why it is not `ok`: a stable code such as `ARCHIVE_TOO_DEEP` or `SCANNER_UNAVAILABLE`. */
  readonly reason?: string
}

/** `complete` is true only if every outcome is `ok`; the subjects of the others are incomplete, never clean. */
export interface Report {
  readonly complete: boolean
  readonly outcomes: readonly Outcome[]
  readonly findings: readonly Finding[]
}
