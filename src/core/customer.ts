/** A customer is a pseudonymous subject with the addresses that a login linked to it: what is known of a person, and no more. */
import type { IdentityLevel } from './identity.ts'

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
  /** Normalised: mail in lower case. */
  readonly address: string
  readonly subject: string
  readonly level: ProvenLogin['level']
  readonly linkedAt: number
  readonly lapsesAt: number
  readonly revokedAt: number | null
}

/** Keeps who was identified, and by which address. */
export interface Customers {
  /** Records a login; with an address, the address is the customer's until the link lapses. Idempotent for the same login. */
  identified(login: ProvenLogin, channel: string, address: string | null, lapsesAt: number): Promise<void>
  /** The link that counts now, or null; one that lapsed or was revoked never counts. */
  linkOf(channel: string, address: string, now: number): Promise<LinkedAddress | null>
}
