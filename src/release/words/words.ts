/** What a language has to say: one clause a reason, and the sentences that they go into. */
import type { ActionKind } from '../../core/verdict.ts'
import type { ReasonKey } from '../reasons.ts'

/** Lower case, no full stop; fits after a colon, for one thing or many. Two forms where agent and sender read it differently. */
export type Clause = string | { readonly agent: string; readonly sender: string }

export type Reader = 'agent' | 'sender'

/** What is talked about: some files, some links, or the message. */
export interface Topic {
  readonly what: 'file' | 'link' | 'message'
  readonly count: number
}

export interface Words {
  readonly reasons: Readonly<Record<ReasonKey, Clause>>
  /** Before the colon in an explanation: `Held: …`. */
  readonly fates: Readonly<Record<ActionKind, string>>
  /** What stands in the words instead of a link. */
  readonly linkRemoved: string
  readonly linkHeld: string
  /** What stands in the words instead of a picture; `attached` ones are among the files. */
  picture(alt: string, attached: boolean): string
  /** A whole sentence each. `kind` is never `release` or `rewrite`. */
  tellAgent(topic: Topic, kind: ActionKind, clause: string): string
  tellSender(topic: Topic, kind: ActionKind, clause: string): string
  /** To the sender whose items wait for identification. */
  askToIdentify(topic: Topic): string
  readonly activeContentLeftOut: string
  /** To the agent: a link was taken back, and these had opened it. */
  openedBefore(agents: readonly string[]): string
  /** Stands for a file without a usable name. */
  readonly fileWithoutName: string
}
