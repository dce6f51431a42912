/** Whose a message is, as fingerprints: the same person always has the same, and nobody without the key can try out a guess. */

import type { AcceptEntry } from '../core/accept.ts'
import { addressFor } from '../core/customer.ts'
import type { Sealer } from '../core/sealer.ts'

export const NOBODY = Buffer.alloc(0)

/** @param address as `addressFor` writes it */
export function addressKey(sealer: Sealer, channel: string, address: string): Buffer {
  return address === '' ? NOBODY : sealer.fingerprint(JSON.stringify(['address', channel, address]))
}

export function subjectKey(sealer: Sealer, subject: string | null): Buffer {
  return subject === null ? NOBODY : sealer.fingerprint(JSON.stringify(['subject', subject]))
}

/** `senderKey` is null of a mail whose sender was not told. */
export function personKeys(
  { arrival, identity, sender }: Pick<AcceptEntry, 'arrival' | 'identity' | 'sender'>,
  sealer: Sealer,
): { readonly senderKey: Buffer | null; readonly subjectKey: Buffer } {
  const { channel, kind, content } = arrival
  const stated = content.type === 'words' ? (content.words.sender ?? null) : sender
  return {
    senderKey: stated === undefined ? null : addressKey(sealer, channel, addressFor(kind, stated?.address ?? '')),
    subjectKey: subjectKey(sealer, identity.subject),
  }
}
