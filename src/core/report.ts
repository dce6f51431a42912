/** What inspection saw: findings are facts, outcomes are proof that each check ran; neither decides anything. */
import type { WordsPlace } from './message.ts'

/** OCSF severity, lowest first. */
export const SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

export interface SubjectRef {
  readonly kind: 'message' | 'part' | 'link' | 'words'
  /** `m` for the message, else a partId, a linkId or the id of {@link FoundWords}. */
  readonly id: string
}

/** Words that an inspector found to be worth an action of their own: one value, wherever it stands. */
export interface FoundWords {
  /** `w1`, `w2`, …: the same words of the same message always have the same. */
  readonly id: string
  /** What they are: `iban`, `national/se-personnummer`, the name of an own pattern. */
  readonly kind: string
  /** At least one, in the order of the message. Never the words themselves. */
  readonly places: readonly WordsPlace[]
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
  /** Of a finding about some of the words only. */
  readonly words?: readonly FoundWords[]
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
