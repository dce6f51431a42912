/** Seals small values with AES-256-GCM so that a changed, moved or foreign one never opens. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from 'node:crypto'
import { ForebayError } from '../core/error.ts'
import type { Sealer } from '../core/sealer.ts'

// A sealed value: key id (1) | salt of its working key (16) | nonce (12) | ciphertext | tag (16).
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const BODY_AT = 1 + SALT_BYTES + NONCE_BYTES
export const SEAL_OVERHEAD_BYTES = BODY_AT + TAG_BYTES

// NIST SP 800-38D 8.3: at most 2^32 values under one key with random nonces. A new working key long before that,
// and one for each process, keeps many busy workers that share one master key below it together.
const SEALS_PER_WORKING_KEY = 2 ** 28
const FINGERPRINT_BYTES = 16
const NONCES_AT_ONCE = 1024
const MAX_CACHED_KEYS = 1024

/** `masterKey` has 32 bytes. */
export function createSealer(masterKey: Uint8Array): Sealer {
  const keyId = new Uint8Array(hkdfSync('sha256', masterKey, '', 'forebay/key-id/1', 1))[0]!
  const fingerprintKey = createSecretKey(new Uint8Array(hkdfSync('sha256', masterKey, '', 'forebay/fingerprint/1', 32)))
  const workingKeys = new Map<string, KeyObject>()
  const nonces = Buffer.alloc(NONCES_AT_ONCE * NONCE_BYTES)
  let nonceAt = nonces.length
  let salt: Buffer = randomBytes(SALT_BYTES)
  let key = deriveWorkingKey(masterKey, salt)
  let sealed = 0

  function nextNonce(): Buffer {
    if (nonceAt === nonces.length) {
      randomFillSync(nonces)
      nonceAt = 0
    }
    nonceAt += NONCE_BYTES
    return nonces.subarray(nonceAt - NONCE_BYTES, nonceAt)
  }

  function workingKey(foreignSalt: Buffer): KeyObject {
    if (foreignSalt.equals(salt)) return key
    const name = foreignSalt.toString('latin1')
    let known = workingKeys.get(name)
    if (known === undefined) {
      known = deriveWorkingKey(masterKey, foreignSalt)
      if (workingKeys.size >= MAX_CACHED_KEYS) workingKeys.clear()
      workingKeys.set(name, known)
    }
    return known
  }

  return {
    seal(plain, context) {
      if (sealed === SEALS_PER_WORKING_KEY) {
        salt = randomBytes(SALT_BYTES)
        key = deriveWorkingKey(masterKey, salt)
        sealed = 0
      }
      sealed += 1
      const nonce = nextNonce()
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(Buffer.from(context))
      const out = Buffer.allocUnsafe(plain.length + SEAL_OVERHEAD_BYTES)
      out[0] = keyId
      salt.copy(out, 1)
      nonce.copy(out, 1 + SALT_BYTES)
      cipher.update(plain).copy(out, BODY_AT)
      cipher.final()
      cipher.getAuthTag().copy(out, BODY_AT + plain.length)
      return out
    },

    open(untrustedSealed, context) {
      const bytes = Buffer.from(untrustedSealed.buffer, untrustedSealed.byteOffset, untrustedSealed.byteLength)
      if (bytes.length < SEAL_OVERHEAD_BYTES) throw broken()
      if (bytes[0] !== keyId) throw broken('sealed under another key')
      const nonce = bytes.subarray(1 + SALT_BYTES, BODY_AT)
      const decipher = createDecipheriv('aes-256-gcm', workingKey(bytes.subarray(1, 1 + SALT_BYTES)), nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      const plain = decipher.update(bytes.subarray(BODY_AT, -TAG_BYTES))
      try {
        decipher.final()
      } catch (cause) {
        throw broken('changed, moved or sealed under another key', cause)
      }
      return plain
    },

    fingerprint(value) {
      return createHmac('sha256', fingerprintKey).update(value).digest().subarray(0, FINGERPRINT_BYTES)
    },
  }
}

function deriveWorkingKey(masterKey: Uint8Array, salt: Uint8Array): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', masterKey, salt, 'forebay/seal/1', 32)))
}

function broken(why = 'cut short', cause?: unknown): ForebayError {
  return new ForebayError('SEAL_BROKEN', `A stored value cannot be opened: ${why}.`, { cause })
}
