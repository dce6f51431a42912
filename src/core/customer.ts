/** A customer is a pseudonymous subject with the addresses that a login linked to it: what is known of a person, and no more. */
import type { IdentityLevel } from './identity.ts'
import type { ChannelKind } from './message.ts'

/** A login that succeeded, as a token or an identity provider states it. */
export interface ProvenLogin {
  /** `sub`, stable and pseudonymous. */
  readonly subject: string
  readonly level: Extract<IdentityLevel, 'authenticated' | 'verified'>
  /** Authentication context class reference (OpenID Connect Core 2); null when the provider names none. */
  readonly acr: string | null
  /** Milliseconds since the epoch: when the person logged in. */
  readonly at: number
}

/** An address of a channel (an e-mail address, a platform's sender id) that a login in a conversation with it linked to a customer. */
export interface LinkedAddress {
  readonly channel: string
  /** As `addressFor` writes it. */
  readonly address: string
  readonly subject: string
  readonly level: ProvenLogin['level']
  readonly linkedAt: number
  readonly lapsesAt: number
  readonly revokedAt: number | null
}

/** One that can be revoked by its id. */
export interface KeptAddress extends LinkedAddress {
  readonly id: string
}

/** The whole record of one person. */
export interface Customer {
  readonly subject: string
  /** Of the login that is the newest. */
  readonly level: ProvenLogin['level']
  readonly acr: string | null
  readonly firstLoginAt: number
  readonly lastLoginAt: number
  /** In the order in which they were linked, also those that lapsed or were revoked. */
  readonly addresses: readonly KeptAddress[]
}

/** Keeps who was identified, and by which address. */
export interface Customers {
  /** The link that counts now, or null; one that lapsed or was revoked never counts, and neither does an address of two customers. */
  linkOf(channel: string, address: string, now: number): Promise<LinkedAddress | null>
}

/** How an address has written so far. Whatever it says, it proves nothing about who writes now. */
export interface SenderHistory {
  /** At most `HISTORY_MESSAGES`, newest first counted. */
  readonly messages: number
  /** Of the oldest that was counted; null when there is none. */
  readonly since: number | null
  /** Of them: held whole, blocked or expired. */
  readonly stopped: number
  /** Of the newest `HISTORY_LOOKED_INTO`: with malware in them. */
  readonly malware: number
}

export const HISTORY_MESSAGES = 1_000
export const HISTORY_LOOKED_INTO = 10

/** More people than that in one conversation are no one person, whoever the others are. */
export const MAX_SUBJECTS_TOLD = 100

/** Whose data are meant: a customer, or an address that was never a customer's. */
export type Person = { readonly subject: string } | { readonly channel: string; readonly address: string }

/** What one pass over some messages removed. */
export interface ErasedMessages {
  readonly messages: number
  /** Log lines whose detail was removed. */
  readonly logLines: number
  /** What they named to the last: a mail may have been written anew meanwhile. */
  readonly blobIds: readonly string[]
}

/** Finds and removes what is kept of one person. */
export interface People {
  customer(subject: string): Promise<Customer | null>
  /** A name for the person by which an entry of a log can be found again, and from which nobody without the key can tell who it is. */
  pseudonymOf(person: Person): string
  /** False when this customer has no such link that counts. */
  revokeAddress(subject: string, addressId: string, at: number): Promise<boolean>
  historyOf(channel: string, address: string, before: number): Promise<SenderHistory>
  /**
   * Ids, oldest first: what is identified as the customer, what came unidentified from an address of theirs, and what came unidentified
   * before or after it in a conversation that has nobody else in it. What is identified as somebody else is never among them.
   */
  messagesOf(person: Person): Promise<readonly string[]>
  /** Everybody that a message of the conversation is identified as, however long ago, each once; of so many only the first `MAX_SUBJECTS_TOLD`. */
  subjectsIn(channel: string, conversationId: string): Promise<readonly string[]>
  /**
   * Records a login that a message brought; with an address, the address is the customer's until the link lapses. Idempotent for the same login.
   * An address is handed in only where the channel proved it, or where what the login answered had been sent to it.
   * False, and nothing is recorded, when the message is not there any more.
   */
  identifiedBy(messageId: string, login: ProvenLogin, channel: string, address: string | null, lapsesAt: number): Promise<boolean>
  /** Named by these messages. */
  blobsOf(messageIds: readonly string[]): Promise<readonly string[]>
  /** All rows of these messages in one transaction; what is running on them finds them gone. Log lines stay, without their detail. */
  eraseMessages(messageIds: readonly string[], at: number): Promise<ErasedMessages>
  /** The record and its links; returns how many links. */
  eraseCustomer(person: Person): Promise<number>
  /** Leaves nothing of deleted rows in the files of the database, as far as the database can. */
  compact(): Promise<void>
}

/** How an address is compared: mail without regard to case, a platform's id exactly as it is. */
export function addressFor(kind: ChannelKind, untrustedAddress: string): string {
  const address = untrustedAddress.trim().normalize('NFC')
  return kind === 'email' ? address.toLowerCase() : address
}
