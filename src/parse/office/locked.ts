/** Opens OOXML documents behind a password ([MS-OFFCRYPTO] 2.3): bounded in work and in bytes, and only when the verifier says that the password is right. */
import { createDecipheriv, hash, timingSafeEqual } from 'node:crypto'
import type { Cfb } from './cfb.ts'
import { attribute, readXml } from './xml.ts'

/** Excel writes 100,000; each is one hash. */
const MAX_SPIN_COUNT = 200_000
const MAX_INFO_BYTES = 64 * 1024
const MAX_PACKAGE_BYTES = 64 * 1024 * 1024
const HASHES: ReadonlyMap<string, string> = new Map([
  ['SHA1', 'sha1'],
  ['SHA-1', 'sha1'],
  ['SHA256', 'sha256'],
  ['SHA384', 'sha384'],
  ['SHA512', 'sha512'],
])
/** 2.3.4.13 */
const VERIFIER_INPUT = Buffer.from('fea7d2763b4b9e79', 'hex')
const VERIFIER_VALUE = Buffer.from('d7aa0f6d3061344e', 'hex')
const KEY_VALUE = Buffer.from('146e0be7abacd0d6', 'hex')

export type Unlocked =
  | { readonly status: 'open'; readonly bytes: Buffer; readonly password: string }
  | { readonly status: 'wrong' }
  /** Another way of locking than those two, or broken. */
  | { readonly status: 'unsupported' }

/** Tries each of the passwords. Never throws. */
export function unlockPackage(cfb: Cfb, passwords: readonly string[]): Unlocked {
  const stream = (name: string, maxBytes: number): Buffer | null => {
    const entry = cfb.entries.find(({ path, kind }) => kind === 'stream' && path.length === 1 && path[0] === name)
    return entry === undefined ? null : cfb.read(entry, maxBytes)
  }
  const info = stream('EncryptionInfo', MAX_INFO_BYTES)
  const locked = stream('EncryptedPackage', MAX_PACKAGE_BYTES)
  if (info === null || locked === null || info.length < 8 || locked.length < 8) return { status: 'unsupported' }
  // 2.3.4.10 (agile) and 2.3.2 (standard)
  const version = `${info.readUInt16LE(0)}.${info.readUInt16LE(2)}`
  try {
    if (version === '4.4') return unlockAgile(info.toString('utf8', 8), locked, passwords)
    if (/^[234]\.2$/.test(version)) return unlockStandard(info, locked, passwords)
  } catch {
    // A cipher refuses lengths and names that no honest writer writes: what stays closed is said to be.
  }
  return { status: 'unsupported' }
}

interface Agile {
  readonly salt: Buffer
  readonly hash: string
  readonly keyBytes: number
  readonly blockBytes: number
  readonly spinCount: number
  readonly values: ReadonlyMap<string, Buffer>
}

function unlockAgile(xml: string, locked: Buffer, passwords: readonly string[]): Unlocked {
  let data: Agile | null = null
  let key: Agile | null = null
  readXml(xml.replace(/\0+$/, ''), {
    open: (tag) => {
      if (tag.local !== 'keyData' && tag.local !== 'encryptedKey') return
      const said = (local: string): string => attribute(tag, local) ?? ''
      const algorithm = HASHES.get(said('hashAlgorithm').toUpperCase())
      if (algorithm === undefined || said('cipherAlgorithm') !== 'AES' || said('cipherChaining') !== 'ChainingModeCBC') return
      const read: Agile = {
        salt: Buffer.from(said('saltValue'), 'base64'),
        hash: algorithm,
        keyBytes: Number(said('keyBits')) / 8,
        blockBytes: Number(said('blockSize')),
        spinCount: tag.local === 'encryptedKey' ? Number(said('spinCount')) : 0,
        values: new Map(tag.attributes.map(({ local, value }) => [local, Buffer.from(value, 'base64')])),
      }
      if (tag.local === 'keyData') data = read
      else key ??= read
    },
  })
  return data === null || key === null ? { status: 'unsupported' } : openAgile(data, key, locked, passwords)
}

function openAgile(data: Agile, key: Agile, locked: Buffer, passwords: readonly string[]): Unlocked {
  if (![16, 24, 32].includes(key.keyBytes) || key.blockBytes !== 16 || data.blockBytes !== 16) return { status: 'unsupported' }
  if (!(key.spinCount >= 0 && key.spinCount <= MAX_SPIN_COUNT)) return { status: 'unsupported' }
  for (const password of passwords) {
    // 2.3.4.11
    const spun = spin(key.hash, key.salt, password, key.spinCount)
    const unwrap = (block: Buffer, name: string): Buffer =>
      decrypt('cbc', fit(hashOf(key.hash, spun, block), key.keyBytes), fit(key.salt, 16), key.values.get(name) ?? Buffer.alloc(0))
    const hashBytes = hashOf(key.hash).length
    const input = unwrap(VERIFIER_INPUT, 'encryptedVerifierHashInput').subarray(0, key.salt.length)
    const expected = unwrap(VERIFIER_VALUE, 'encryptedVerifierHashValue').subarray(0, hashBytes)
    const actual = hashOf(key.hash, input)
    if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) continue
    const packageKey = unwrap(KEY_VALUE, 'encryptedKeyValue').subarray(0, data.keyBytes)
    // 2.3.4.15: 4,096 bytes at a time, each with a vector of its own.
    const pieces: Buffer[] = []
    for (let at = 8, index = 0; at < locked.length; at += 4096, index += 1) {
      const counter = Buffer.alloc(4)
      counter.writeUInt32LE(index)
      const piece = locked.subarray(at, at + 4096)
      const whole = piece.subarray(0, piece.length - (piece.length % 16))
      pieces.push(decrypt('cbc', packageKey, fit(hashOf(data.hash, data.salt, counter), 16), whole))
    }
    return { status: 'open', bytes: Buffer.concat(pieces).subarray(0, locked.readUInt32LE(0)), password }
  }
  return { status: 'wrong' }
}

/** 2.3.4.5 to 2.3.4.9: AES in single blocks, SHA-1 fifty thousand times. */
function unlockStandard(info: Buffer, locked: Buffer, passwords: readonly string[]): Unlocked {
  const headerBytes = info.readUInt32LE(8)
  const verifierAt = 12 + headerBytes
  if (headerBytes < 32 || verifierAt + 72 > info.length) return { status: 'unsupported' }
  const keyBytes = info.readUInt32LE(12 + 16) / 8
  // 2.3.2: AES is 0x660E to 0x6610.
  const algorithm = info.readUInt32LE(12 + 8)
  if (algorithm < 0x660e || algorithm > 0x6610 || ![16, 24, 32].includes(keyBytes)) return { status: 'unsupported' }
  const salt = info.subarray(verifierAt + 4, verifierAt + 20)
  for (const password of passwords) {
    const block = Buffer.alloc(4)
    const hashed = hashOf('sha1', spin('sha1', salt, password, 50_000), block)
    const derived = (fill: number): Buffer =>
      hashOf('sha1', Buffer.from(Buffer.alloc(64, fill).map((byte, at) => byte ^ (hashed[at] ?? 0))))
    const key = Buffer.concat([derived(0x36), derived(0x5c)]).subarray(0, keyBytes)
    const verifier = decrypt('ecb', key, null, info.subarray(verifierAt + 20, verifierAt + 36))
    const expected = decrypt('ecb', key, null, info.subarray(verifierAt + 40, verifierAt + 72)).subarray(0, 20)
    if (!timingSafeEqual(hashOf('sha1', verifier), expected)) continue
    const packed = locked.subarray(8)
    const opened = decrypt('ecb', key, null, packed.subarray(0, packed.length - (packed.length % 16)))
    return { status: 'open', bytes: opened.subarray(0, locked.readUInt32LE(0)), password }
  }
  return { status: 'wrong' }
}

function spin(algorithm: string, salt: Buffer, password: string, count: number): Buffer {
  const first = hashOf(algorithm, salt, Buffer.from(password, 'utf16le'))
  const counted = Buffer.concat([Buffer.alloc(4), first])
  for (let index = 0; index < count; index += 1) {
    counted.writeUInt32LE(index)
    hash(algorithm, counted, 'buffer').copy(counted, 4)
  }
  return Buffer.from(counted.subarray(4))
}

function hashOf(algorithm: string, ...pieces: readonly Buffer[]): Buffer {
  return hash(algorithm, Buffer.concat(pieces), 'buffer')
}

/** 2.3.4.11 and 2.3.4.12: cut, or filled up with 0x36. */
function fit(bytes: Buffer, length: number): Buffer {
  return bytes.length >= length ? bytes.subarray(0, length) : Buffer.concat([bytes, Buffer.alloc(length - bytes.length, 0x36)])
}

function decrypt(mode: 'cbc' | 'ecb', key: Buffer, vector: Buffer | null, bytes: Buffer): Buffer {
  const cipher = createDecipheriv(`aes-${key.length * 8}-${mode}`, key, vector)
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}
