/** The platforms whose signatures we check ourselves, and what a connector hands in to have one checked. */

export const PLATFORMS = ['meta', 'line', 'viber', 'slack', 'discord'] as const
export type Platform = (typeof PLATFORMS)[number]

/** Who checked the platform's signature: we did, or a connector that may vouch says that it did. */
export type ProvenBy = Platform | 'connector'

/** One of a channel's secrets, or the public key that stands in for one. */
export interface PlatformSecret {
  readonly channel: string
  readonly platform: Platform
  /** The company's own number, page or workspace there, where one secret is for many; null for any of them. */
  readonly account: string | null
  readonly secret: string
}

/** A webhook as it came, and what a submission says that it proves. */
export interface PlatformClaim {
  readonly channel: string
  /** The platform's own id of the message. */
  readonly externalId: string | null
  readonly senderId: string
  readonly untrustedBody: Uint8Array
  /** The value of the platform's header. */
  readonly untrustedSignature: string
  /** The value of the header beside it, where the platform signs a time. */
  readonly untrustedTimestamp: string | null
}

/** @throws ForebayError 401 or 422 `PLATFORM_…` that names the field, for whatever does not prove the claim */
export type CheckPlatform = (claim: PlatformClaim) => Platform
