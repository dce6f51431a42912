/** Signs the addresses that files are had and looked at from: each is one agent's, for one file, for a while, and for one use of the two. */
import type { AddressedFile, FileUse } from '../core/handed-file.ts'
import type { LinkKeys } from './link-keys.ts'
import { nameField, readFields, readTime, signFields, writeTime } from './signed-token.ts'

const PURPOSES: Readonly<Record<FileUse, string>> = { file: 'forebay file 1', view: 'forebay view 1' }

export function signFile(use: FileUse, { messageId, fileId, agent, issuedAt }: AddressedFile, keys: LinkKeys): string {
  return signFields(PURPOSES[use], [messageId, fileId, writeTime(issuedAt), nameField(agent)], keys.at(issuedAt))
}

/** Null for anything that we did not sign for this use. How old it may be is the caller's business. */
export function readFileToken(use: FileUse, untrustedToken: string, keys: LinkKeys): AddressedFile | null {
  const read = readFields(PURPOSES[use], untrustedToken, keys)
  const [messageId, fileId, issued, agent, ...more] = read?.fields ?? []
  if (read === null || messageId === undefined || fileId === undefined || issued === undefined || more.length > 0) return null
  const issuedAt = readTime(issued, read.key, keys)
  return issuedAt === null || agent === undefined || agent === '' ? null : { messageId, fileId, agent, issuedAt }
}
