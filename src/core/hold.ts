/** What is held, why, and until when. */
import type { SubjectRef } from './report.ts'

export interface Hold {
  readonly subject: SubjectRef
  /** `IDENTITY_REQUIRED`, `SCANNER_UNAVAILABLE`, a finding code, … */
  readonly reason: string
  readonly heldAt: number
  readonly expiresAt: number
}

export interface HeldItem extends Hold {
  readonly messageId: string
  readonly channel: string
  readonly conversationId: string | null
}
