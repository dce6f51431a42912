/** Opens what a PDF's own encryption locks (ISO 32000-2, 7.6), once a password gave its key. */
import { createDecipheriv, createHash } from 'node:crypto'
import { findKey } from './lock-key.ts'
import { rc4 } from './rc4.ts'
import { entryOf, isString, nameOf, type PdfDict, type PdfValue } from './values.ts'

/** What locked bytes belong to: the object's number is part of most keys. */
export interface LockedIn {
  readonly number: number
  readonly generation: number
}

export interface Lock {
  openString(bytes: Buffer, object: LockedIn): Buffer
  /** `cryptFilter` is the name that the stream gives itself, null for the one of all streams. */
  openStream(bytes: Buffer, object: LockedIn, kind: 'stream' | 'embedded-file' | 'metadata', cryptFilter: string | null): Buffer
}

type Cipher = 'none' | 'rc4' | 'aes-128' | 'aes-256'

/** `locked` also for what other handlers than the standard one lock: no password opens it here. */
export type Unlocked = { readonly status: 'open'; readonly lock: Lock } | { readonly status: 'locked' }

/** `encrypt` with nothing in it indirect. */
export function unlock(encrypt: PdfDict, fileId: Buffer, password: string): Unlocked {
  const number = (key: string, otherwise: number): number => {
    const value = entryOf(encrypt, key)
    return typeof value === 'number' ? value : otherwise
  }
  const version = number('V', 0)
  const revision = number('R', 0)
  if (nameOf(entryOf(encrypt, 'Filter')) !== 'Standard' || ![1, 2, 4, 5].includes(version) || revision < 2 || revision > 6)
    return { status: 'locked' }
  const encryptMetadata = entryOf(encrypt, 'EncryptMetadata') !== false
  const key = findKey(
    {
      revision,
      keyBytes: keyBytesOf(version, number('Length', 40)),
      owner: bytesOf(entryOf(encrypt, 'O')),
      user: bytesOf(entryOf(encrypt, 'U')),
      ownerKey: bytesOf(entryOf(encrypt, 'OE')),
      userKey: bytesOf(entryOf(encrypt, 'UE')),
      permissions: number('P', 0),
      encryptMetadata,
      fileId,
    },
    password,
  )
  if (key === null) return { status: 'locked' }
  const ciphers = cipherNames(encrypt, version)
  const open = (bytes: Buffer, object: LockedIn, cipher: Cipher): Buffer => decipher(bytes, keyOf(key, object, cipher), cipher)
  return {
    status: 'open',
    lock: {
      openString: (bytes, object) => open(bytes, object, ciphers.named(entryOf(encrypt, 'StrF'))),
      openStream: (bytes, object, kind, cryptFilter) => {
        if (cryptFilter !== null) return open(bytes, object, ciphers.byName(cryptFilter))
        if (kind === 'metadata' && !encryptMetadata) return bytes
        const files = entryOf(encrypt, 'EFF')
        return open(bytes, object, ciphers.named(kind === 'embedded-file' && files !== null ? files : entryOf(encrypt, 'StmF')))
      },
    },
  }
}

function keyBytesOf(version: number, lengthBits: number): number {
  if (version === 1) return 5
  if (version === 4) return 16
  // Some write bytes for bits.
  const bytes = Math.floor(lengthBits < 40 ? lengthBits : lengthBits / 8)
  return Math.min(16, Math.max(5, bytes))
}

/** 7.6.6: from version 4 on each kind of data names a filter, and the filter a method. */
function cipherNames(encrypt: PdfDict, version: number) {
  const byName = (name: string): Cipher => {
    if (version < 4) return 'rc4'
    if (name === 'Identity') return 'none'
    switch (nameOf(entryOf(entryOf(entryOf(encrypt, 'CF'), name), 'CFM'))) {
      case 'V2':
        return 'rc4'
      case 'AESV2':
        return 'aes-128'
      case 'AESV3':
        return 'aes-256'
      default:
        return 'none'
    }
  }
  return { byName, named: (value: PdfValue): Cipher => byName(nameOf(value) ?? 'Identity') }
}

/** Algorithm 1; 1.A uses the key as it is. */
function keyOf(key: Buffer, { number, generation }: LockedIn, cipher: Cipher): Buffer {
  if (cipher === 'aes-256' || cipher === 'none') return key
  const object = Buffer.from([number, number >> 8, number >> 16, generation, generation >> 8])
  const hash = createHash('md5').update(key).update(object)
  if (cipher === 'aes-128') hash.update('sAlT')
  return hash.digest().subarray(0, Math.min(16, key.length + 5))
}

function decipher(bytes: Buffer, key: Buffer, cipher: Cipher): Buffer {
  if (cipher === 'none') return bytes
  if (cipher === 'rc4') return rc4(key, bytes)
  const length = bytes.length - (bytes.length % 16)
  if (length < 32 || key.length !== (cipher === 'aes-128' ? 16 : 32)) return Buffer.alloc(0)
  const opened = createDecipheriv(`${cipher}-cbc`, key, bytes.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([opened.update(bytes.subarray(16, length)), opened.final()])
  const padding = padded[padded.length - 1] ?? 0
  return padding >= 1 && padding <= 16 ? padded.subarray(0, padded.length - padding) : padded
}

function bytesOf(value: PdfValue): Buffer {
  return isString(value) ? value.bytes : Buffer.alloc(0)
}
