/** The only thing that agents see: words, links and files after the verdict, with a true reason for whatever is missing. */
import type { ActionKind } from './verdict.ts'

export interface ReleasedLink {
  readonly id: string
  readonly action: ActionKind
  /** What the agent reads: host and path, never clickable by itself. */
  readonly display: string
  readonly host: string | null
  /** The click gateway's address, or the original if the policy keeps links; null when removed, defanged or held. */
  readonly url: string | null
  readonly reason: string
  readonly explanation: string
}

export interface ReleasedFile {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly action: ActionKind
  readonly reason: string
  readonly explanation: string
  readonly size: number
  readonly sha256: string
}

export interface Notice {
  readonly for: 'agent' | 'sender'
  readonly code: string
  readonly text: string
}

export interface Release {
  readonly id: string
  readonly messageId: string
  readonly revision: number
  readonly subject: string | null
  readonly text: string | null
  readonly html: string | null
  readonly links: readonly ReleasedLink[]
  readonly files: readonly ReleasedFile[]
  readonly notices: readonly Notice[]
}
