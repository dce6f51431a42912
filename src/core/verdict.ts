/** The decision: one action a subject, each with its reasons, made by a pure function of findings, identity, reviews and policy version. */
import type { SubjectRef } from './report.ts'

export type ActionKind = 'release' | 'rewrite' | 'defang' | 'mask' | 'disarm' | 'remove' | 'hold' | 'block'

export interface Action {
  readonly kind: ActionKind
  readonly subject: SubjectRef
  /** Finding ids; empty when a rule alone decided. */
  readonly because: readonly string[]
  /** Where in the policy: `files.findings.FILE_MALWARE`, `senders.anonymous.files`, `onIncomplete.file`, `review`, `expired`, … */
  readonly rule: string
  /** The machine's reason: a finding code, an outcome's reason, `IDENTITY_REQUIRED`, `EXPIRED`, `REMOVED_BY_REVIEW`, …; `OK` when released untouched. */
  readonly reason: string
  /** What was passed, where the reason is one of size or number. */
  readonly limit?: SenderLimit
}

/** Of a sender's level: the most bytes of a file, or the most files of a message. */
export type SenderLimit = { readonly maxFileBytes: number } | { readonly maxFiles: number }

export type Disposition = 'release' | 'hold' | 'block' | 'expire'

export interface Verdict {
  readonly disposition: Disposition
  readonly policyVersion: number
  readonly actions: readonly Action[]
}

/** A decision that came later, from a person or from the clock; an input to `decide` like any finding. */
export interface Review {
  readonly subject: SubjectRef
  readonly decision: 'release' | 'remove' | 'expire'
  readonly by: string
  readonly at: number
  readonly reason: string
}
