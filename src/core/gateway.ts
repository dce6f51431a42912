/** The words of the click gateway: what is known of a signed address at the moment of the click, and what may be done with it. */
import type { MessageRecord } from './record.ts'
import type { Finding } from './report.ts'

/** A link that we signed, as it stands today. */
export interface ClickedLink {
  readonly messageId: string
  readonly linkId: string
  /** A web address as the WHATWG parser writes it. */
  readonly url: string
  /** The part of its host that an owner registered, one label below the public suffix; null for an IP address and the like. */
  readonly site: string | null
  /** The host that it carries on to, when that can be read off the address: behind a mail filter's or a redirector's. */
  readonly onwardHost: string | null
  /** The words that the sender gave it; null when the address itself was shown. */
  readonly shown: string | null
  /** Whom the address was handed to; null when nobody said. */
  readonly agent: string | null
  /** By today's lists and inspectors. */
  readonly findings: readonly Finding[]
  readonly record: MessageRecord
  /** BCP 47, of its channel. */
  readonly language: string
}

/** A finding in words for people. */
export interface ToldFinding {
  /** Null when the text says it all. */
  readonly title: string | null
  readonly text: string
  /** BCP 47: what it is said in. */
  readonly language: string
}

export type Click =
  | { readonly state: 'open'; readonly link: ClickedLink }
  | {
      readonly state: 'blocked'
      readonly link: ClickedLink
      /** A sentence for the agent; empty when the link is in no release any more. */
      readonly explanation: string
      /** A reviewer could open it. */
      readonly canAsk: boolean
    }
  | { readonly state: 'expired'; readonly messageId: string; readonly linkId: string; readonly language: string }
  /** Not signed by us, or changed on the way. */
  | { readonly state: 'unknown' }

export interface Gateway {
  /** Judges anew; opens nothing. `untrustedHost` stands beside the token in the path. */
  look(untrustedToken: string, untrustedHost: string): Promise<Click>
  /** The same after a deliberate step, with where to go on to when it is open: of a shortener, if that is switched on, the address behind it. */
  goOn(untrustedToken: string, untrustedHost: string): Promise<{ readonly click: Click; readonly address: string | null }>
  /** Durable in the archive log when it resolves; `agent` is who is logged in, null when nobody said. */
  note(click: Click, verb: 'link.looked-at' | 'link.opened' | 'link.refused', agent: string | null): Promise<void>
  /** False when there is nothing that a reviewer could open. */
  askReview(untrustedToken: string, untrustedHost: string, agent: string | null): Promise<boolean>
}
