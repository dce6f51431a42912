/** The lines of the append-only logs: each is chained to the one before it. */

/** `archive`: what became of links and who clicked. `access`: who looked at what. `changes` (settings, policies, keys) is reserved: nothing writes to it. */
export type LogName = 'access' | 'archive' | 'changes'

export interface NewLogEntry {
  readonly log: LogName
  readonly at: number
  /** Who did it: a key's id, an agent's name; `unknown` when nobody said. */
  readonly actor: string
  /** `link.opened`, `link.refused`, … */
  readonly verb: string
  readonly channel: string | null
  readonly messageId: string | null
  /** What of the message: `l1`; null for the whole. */
  readonly subject: string | null
  /** Small and flat; sealed at rest. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** One append-only line: `hash` covers this line and the hash of the one before it in the same log. */
export interface LogEntry extends NewLogEntry {
  readonly seq: number
  /** SHA-256 hex. */
  readonly hash: string
}
