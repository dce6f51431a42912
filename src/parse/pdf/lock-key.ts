/** Finds the key of a locked PDF from a password, as user or as owner (ISO 32000-2, 7.6.4); null when the password is not the right one. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { rc4 } from './rc4.ts'

/** What the encryption dictionary says. */
export interface LockFields {
  readonly revision: number
  /** 5 to 32. */
  readonly keyBytes: number
  readonly owner: Buffer
  readonly user: Buffer
  readonly ownerKey: Buffer
  readonly userKey: Buffer
  readonly permissions: number
  readonly encryptMetadata: boolean
  /** The first of the two file identifiers. */
  readonly fileId: Buffer
}

/** 7.6.4.3.2, algorithm 2, step a */
const PAD = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
/** Algorithm 2.B ends after some seventy rounds; each further one is less likely than the one before. */
const MAX_HASH_ROUNDS = 1_000

export function findKey(fields: LockFields, password: string): Buffer | null {
  return fields.revision >= 5 ? findAesKey(fields, password) : findRc4Key(fields, password)
}

// ---------------------------------------------------------------- revisions 2 to 4

function findRc4Key(fields: LockFields, password: string): Buffer | null {
  const padded = pad(Buffer.from(password, 'latin1'))
  const asUser = userKey(fields, padded)
  if (opens(fields, asUser)) return asUser
  // Algorithm 7: the owner's password opens the user's.
  const asOwner = userKey(fields, pad(passwordOfUser(fields, padded)))
  return opens(fields, asOwner) ? asOwner : null
}

/** Algorithm 2 */
function userKey({ revision, keyBytes, owner, permissions, fileId, encryptMetadata }: LockFields, padded: Buffer): Buffer {
  const flags = Buffer.alloc(4)
  flags.writeInt32LE(permissions | 0)
  const tail = revision >= 4 && !encryptMetadata ? Buffer.alloc(4, 0xff) : Buffer.alloc(0)
  let key = md5(padded, owner.subarray(0, 32), flags, fileId, tail)
  if (revision >= 3) for (let round = 0; round < 50; round += 1) key = md5(key.subarray(0, keyBytes))
  return key.subarray(0, keyBytes)
}

/** Algorithms 4, 5 and 6 */
function opens({ revision, user, fileId }: LockFields, key: Buffer): boolean {
  if (revision < 3) return rc4(key, PAD).equals(user.subarray(0, 32))
  return rounds(key, md5(PAD, fileId), false).equals(user.subarray(0, 16))
}

function passwordOfUser({ revision, keyBytes, owner }: LockFields, padded: Buffer): Buffer {
  let key = md5(padded)
  if (revision >= 3) for (let round = 0; round < 50; round += 1) key = md5(key.subarray(0, keyBytes))
  key = key.subarray(0, keyBytes)
  return revision < 3 ? rc4(key, owner.subarray(0, 32)) : rounds(key, owner.subarray(0, 32), true)
}

function rounds(key: Buffer, data: Buffer, backwards: boolean): Buffer {
  let result = data
  for (let round = 0; round < 20; round += 1) {
    const by = backwards ? 19 - round : round
    result = rc4(
      key.map((byte) => byte ^ by),
      result,
    )
  }
  return result
}

function pad(password: Buffer): Buffer {
  return Buffer.concat([password.subarray(0, 32), PAD]).subarray(0, 32)
}

function md5(...data: readonly Uint8Array[]): Buffer {
  const hash = createHash('md5')
  for (const one of data) hash.update(one)
  return hash.digest()
}

// ---------------------------------------------------------------- revisions 5 and 6

/** Algorithm 2.A. 48 bytes each: a digest, eight to check it with, eight for the key. */
function findAesKey(
  { revision, user, owner, userKey: lockedForUser, ownerKey: lockedForOwner }: LockFields,
  password: string,
): Buffer | null {
  if (user.length < 48 || owner.length < 48) return null
  const secret = Buffer.from(password.normalize('NFKC'), 'utf8').subarray(0, 127)
  const digest = revision === 5 ? sha256 : hardened
  const whole = user.subarray(0, 48)
  const nothing = Buffer.alloc(0)
  if (digest(secret, owner.subarray(32, 40), whole).equals(owner.subarray(0, 32)))
    return unlockKey(digest(secret, owner.subarray(40, 48), whole), lockedForOwner)
  if (digest(secret, user.subarray(32, 40), nothing).equals(user.subarray(0, 32)))
    return unlockKey(digest(secret, user.subarray(40, 48), nothing), lockedForUser)
  return null
}

function unlockKey(key: Buffer, locked: Buffer): Buffer | null {
  if (locked.length < 32) return null
  const decipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false)
  return Buffer.concat([decipher.update(locked.subarray(0, 32)), decipher.final()])
}

/** Adobe's extension level 3, which revision 6 took the place of. */
function sha256(password: Buffer, salt: Buffer, user: Buffer): Buffer {
  return createHash('sha256').update(password).update(salt).update(user).digest()
}

/** Algorithm 2.B */
function hardened(password: Buffer, salt: Buffer, user: Buffer): Buffer {
  let key = sha256(password, salt, user)
  for (let round = 0; round < MAX_HASH_ROUNDS; round += 1) {
    const once = Buffer.concat([password, key, user])
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false)
    const mixed = cipher.update(Buffer.concat(Array.from({ length: 64 }, () => once)))
    let remainder = 0
    for (const byte of mixed.subarray(0, 16)) remainder = (remainder + byte) % 3
    key = createHash(['sha256', 'sha384', 'sha512'][remainder]!).update(mixed).digest()
    if (round >= 63 && mixed[mixed.length - 1]! <= round - 31) break
  }
  return key.subarray(0, 32)
}
