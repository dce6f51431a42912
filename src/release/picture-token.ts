/** Signs the addresses of pictures that stand in a release: which message, which file, and since when; whether it may be seen is decided at each look. */
import type { LinkKeys } from './link-keys.ts'
import { readFields, readTime, signFields, writeTime } from './signed-token.ts'

export interface SignedPicture {
  readonly messageId: string
  readonly partId: string
  /** Milliseconds since the epoch, whole seconds: when its message came in. */
  readonly issuedAt: number
}

/** Makes the address that a picture of the message is shown from. */
export type PictureAddress = (picture: SignedPicture) => string

const PURPOSE = 'forebay picture 1'

/** `PUBLIC_URL/i/TOKEN`. @param publicUrl without a trailing slash */
export function signPicture({ messageId, partId, issuedAt }: SignedPicture, keys: LinkKeys, publicUrl: string): string {
  return `${publicUrl}/i/${signFields(PURPOSE, [messageId, partId, writeTime(issuedAt)], keys.at(issuedAt))}`
}

/** Null for anything that we did not sign. How old it may be is the caller's business. */
export function readPictureToken(untrustedToken: string, keys: LinkKeys): SignedPicture | null {
  const read = readFields(PURPOSE, untrustedToken, keys)
  const [messageId, partId, issued, ...more] = read?.fields ?? []
  if (read === null || messageId === undefined || partId === undefined || issued === undefined || more.length > 0) return null
  const issuedAt = readTime(issued, read.key, keys)
  return issuedAt === null ? null : { messageId, partId, issuedAt }
}
