/** Opens the encrypted data of a zip entry with a password: the old cipher (APPNOTE 6.1) and WinZip's AES, both proven before anything is believed. */
import { createCipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import type { ZipContent, ZipEntry } from '../file/zip.ts'

export type Decrypted =
  | { readonly status: 'ok'; readonly packed: Uint8Array; readonly content: ZipContent; readonly proven: boolean }
  | { readonly status: 'wrong' }
  | { readonly status: 'corrupt' }

const AES_METHOD = 99

export function decryptZipEntry(bytes: Uint8Array, entry: ZipEntry, password: string): Decrypted {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset + entry.dataStart, entry.compressedBytes)
  return entry.method === AES_METHOD ? decryptAes(data, entry, Buffer.from(password)) : decryptOld(data, entry, Buffer.from(password))
}

/** winzip.com, "AES Encryption Information": salt, two bytes that prove the key, the data in counter mode, ten bytes that prove the data. */
function decryptAes(data: Buffer, entry: ZipEntry, password: Buffer): Decrypted {
  const { aes } = entry
  // Version, `AE`, strength, and the method below.
  if (aes === null || aes.length < 7 || aes.toString('latin1', 2, 4) !== 'AE') return { status: 'corrupt' }
  const version = aes.readUInt16LE(0)
  const keyBytes = [0, 16, 24, 32][aes[4]!] ?? 0
  const saltBytes = keyBytes / 2
  if (keyBytes === 0 || (version !== 1 && version !== 2) || data.length < saltBytes + 12) return { status: 'corrupt' }
  const keys = pbkdf2Sync(password, data.subarray(0, saltBytes), 1_000, keyBytes * 2 + 2, 'sha1')
  if (!keys.subarray(-2).equals(data.subarray(saltBytes, saltBytes + 2))) return { status: 'wrong' }
  const packed = data.subarray(saltBytes + 2, -10)
  const proof = createHmac('sha1', keys.subarray(keyBytes, keyBytes * 2))
    .update(packed)
    .digest()
    .subarray(0, 10)
  // One wrong password in 65,536 gets this far, so the data may be good all the same.
  if (!timingSafeEqual(proof, data.subarray(-10))) return { status: 'wrong' }
  const content = { method: aes.readUInt16LE(5), sizeBytes: entry.sizeBytes, crc32: version === 1 ? entry.crc32 : null }
  return { status: 'ok', packed: counterMode(packed, keys.subarray(0, keyBytes)), content, proven: true }
}

/** The counter counts from one and is little-endian, which no cipher of OpenSSL does: its key stream is made block by block. */
function counterMode(packed: Buffer, key: Buffer): Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  const counters = Buffer.alloc(Math.ceil(packed.length / 16) * 16)
  for (let block = 0; block * 16 < counters.length; block += 1) counters.writeUInt32LE(block + 1, block * 16)
  const stream = cipher.update(counters)
  for (let at = 0; at < packed.length; at += 1) stream[at]! ^= packed[at]!
  return stream.subarray(0, packed.length)
}

/** APPNOTE 6.1.5: twelve bytes before the data, of which the last is one of the checksum, or of the time where the checksum comes later. */
function decryptOld(data: Buffer, entry: ZipEntry, password: Buffer): Decrypted {
  if (data.length < 12) return { status: 'corrupt' }
  const keys = new Uint32Array([0x12345678, 0x23456789, 0x34567890])
  for (const byte of password) update(keys, byte)
  const plain = Buffer.allocUnsafe(data.length)
  for (let at = 0; at < data.length; at += 1) {
    const mask = keys[2]! | 2
    const byte = data[at]! ^ ((Math.imul(mask, mask ^ 1) >>> 8) & 0xff)
    plain[at] = byte
    update(keys, byte)
    if (at !== 11) continue
    // Writers differ in which of both they prove a key by when a descriptor follows.
    const proofs = [entry.crc32 >>> 24, ...(entry.described ? [entry.time >>> 8] : [])]
    if (!proofs.includes(byte)) return { status: 'wrong' }
  }
  return { status: 'ok', packed: plain.subarray(12), content: entry, proven: false }
}

function update(keys: Uint32Array, byte: number): void {
  keys[0] = CRC_TABLE[(keys[0]! ^ byte) & 0xff]! ^ (keys[0]! >>> 8)
  keys[1] = Math.imul(keys[1]! + (keys[0]! & 0xff), 134_775_813) + 1
  keys[2] = CRC_TABLE[(keys[2]! ^ (keys[1]! >>> 24)) & 0xff]! ^ (keys[2]! >>> 8)
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})
