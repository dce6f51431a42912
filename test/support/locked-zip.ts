/** Zips behind a password that a test knows, by the old cipher (APPNOTE.TXT 6.1): every program opens them. */
import { crc32, deflateRawSync } from 'node:zlib'

/** One entry, deflated and encrypted. */
export function makeLockedZip(name: string, data: Uint8Array | string, password: string): Buffer {
  const plain = Buffer.from(data as string)
  const checksum = crc32(plain)
  // 6.1.5: eleven bytes of anything, and one by which the password is known.
  const packed = encrypt(Buffer.concat([Buffer.alloc(11, 7), Buffer.from([checksum >>> 24]), deflateRawSync(plain)]), password)
  const path = Buffer.from(name)
  const common = Buffer.alloc(26)
  for (const [value, at] of [
    [20, 0],
    [1, 2],
    [8, 4],
    [0x5a21, 8],
    [path.length, 22],
  ] as const)
    common.writeUInt16LE(value, at)
  for (const [value, at] of [
    [checksum, 10],
    [packed.length, 14],
    [plain.length, 18],
  ] as const)
    common.writeUInt32LE(value, at)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, packed])
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(14), path])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

function encrypt(plain: Buffer, password: string): Buffer {
  const keys = [0x12345678, 0x23456789, 0x34567890] as [number, number, number]
  const update = (byte: number): void => {
    keys[0] = crcOf(keys[0], byte)
    keys[1] = (Math.imul((keys[1] + (keys[0] & 0xff)) >>> 0, 134_775_813) + 1) >>> 0
    keys[2] = crcOf(keys[2], keys[1] >>> 24)
  }
  for (const byte of Buffer.from(password)) update(byte)
  return plain.map((byte) => {
    const mask = keys[2] | 2
    update(byte)
    return byte ^ ((Math.imul(mask, mask ^ 1) >>> 8) & 0xff)
  }) as Buffer
}

/** One step of CRC-32 without its complements. */
function crcOf(crc: number, byte: number): number {
  return ~crc32(Buffer.from([byte]), ~crc >>> 0) >>> 0
}
