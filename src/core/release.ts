/** The only thing that agents see: words, links and files after the verdict, with a true reason for whatever is missing. */
import type { ActionKind } from './verdict.ts'

/** An agent who went on through the gateway. */
export interface LinkClick {
  readonly agent: string
  /** ISO 8601 UTC. */
  readonly at: string
}

export interface ReleasedLink {
  readonly id: string
  readonly action: ActionKind
  /** What the agent reads: host and path, never clickable by itself. */
  readonly display: string
  readonly host: string | null
  /** The words that the sender gave it, with nothing clickable in them; null when the address itself was shown. */
  readonly shown: string | null
  /** The click gateway's address, or the original if the policy keeps links; null when removed, defanged or held. */
  readonly url: string | null
  readonly reason: string
  readonly explanation: string
  /** Who had opened it before it was taken back; only on such a link. */
  readonly clicks?: readonly LinkClick[]
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
  /** Only of a file that was built anew: what it lost, each with a sentence. Name, type, size and hash are those of the new file. */
  readonly lost?: readonly { readonly kind: string; readonly count: number; readonly text: string }[]
  /** Only of a file that was built anew: the file as it came, which can be asked for. */
  readonly original?: { readonly size: number; readonly sha256: string; readonly type: string }
  /** Where it is had from, for a while, by the agent that the release was handed to; null where none is named, and when it cannot be had. */
  readonly url: string | null
  /** The same for a page that shows it without opening it; null for types that are not shown. */
  readonly viewUrl: string | null
}

/** Personal data that the agent sees a placeholder for. */
export interface Mask {
  /** What to ask for: `w1`. */
  readonly id: string
  /** `PERSONAL_CARD`, … */
  readonly code: string
  /** `iban`, `national/se-personnummer`, the name of an own pattern. */
  readonly kind: string
  /** What stands in its place. */
  readonly placeholder: string
  readonly explanation: string
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
  readonly masks: readonly Mask[]
  readonly notices: readonly Notice[]
}
