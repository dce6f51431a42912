/** Proves that every byte of a zip belongs to an entry, the directory or its end, so that no two programs can find different files in it. */

/** Where one entry lies, and what must stand behind its data. */
export interface Laid {
  readonly headerStart: number
  readonly dataStart: number
  readonly compressedBytes: number
  readonly sizeBytes: number
  readonly crc32: number
  /** APPNOTE 4.4.4 bit 3: sizes and checksum stand behind the data. */
  readonly described: boolean
  /** True when they stand in the local header as well, so that nothing needs to be behind. */
  readonly toldBefore: boolean
}

const END = Buffer.from([0x50, 0x4b, 5, 6])
const ZIP64_END = Buffer.from([0x50, 0x4b, 6, 6])
const ZIP64_LOCATOR = Buffer.from([0x50, 0x4b, 6, 7])
const DESCRIPTOR = Buffer.from([0x50, 0x4b, 7, 8])
const LOCAL = Buffer.from([0x50, 0x4b, 3, 4])
/** APPNOTE 8.5.4: a zip that was to be split and was not, begins with one of these. */
const SPLIT_MARKS = ['504b0708', '504b3030']
/** source.android.com, "APK Signature Scheme v2": a block between entries and directory. */
const APK_SIGNED = Buffer.from('APK Sig Block 42')

/** @param directoryBytes the sum of all records of the directory, as they were read */
export function isLaidOutPlainly(buffer: Buffer, entries: readonly Laid[], directoryBytes: number): boolean {
  const directory = directoryOf(buffer)
  if (directory === null || directory.end - directory.start !== directoryBytes) return false
  let end = SPLIT_MARKS.includes(buffer.toString('hex', 0, 4)) ? 4 : 0
  let before: Laid | null = null
  for (const entry of [...entries].sort((a, b) => a.headerStart - b.headerStart)) {
    if (!isFilled(buffer, before, end, entry.headerStart)) return false
    before = entry
    end = entry.dataStart + entry.compressedBytes
  }
  return isFilled(buffer, before, end, directory.start)
}

/** True when from the end of an entry's data to the next thing there is its descriptor, zeros, or nothing. */
function isFilled(buffer: Buffer, entry: Laid | null, from: number, to: number): boolean {
  if (from > to) return false
  const gap = buffer.subarray(from, to)
  if (gap.includes(LOCAL)) return false
  if (entry?.described) {
    const bytes = descriptorBytes(gap, entry)
    if (bytes !== null) return isPadding(gap.subarray(bytes))
    if (!entry.toldBefore) return false
  }
  return isPadding(gap)
}

function isPadding(gap: Buffer): boolean {
  return gap.every((byte) => byte === 0) || gap.subarray(-APK_SIGNED.length).equals(APK_SIGNED)
}

/** APPNOTE 4.3.9: with or without signature, with sizes of four or of eight bytes. Null when it is none of these. */
function descriptorBytes(gap: Buffer, { crc32, compressedBytes, sizeBytes }: Laid): number | null {
  for (const at of gap.subarray(0, 4).equals(DESCRIPTOR) ? [4, 0] : [0]) {
    if (gap.length < at + 12 || gap.readUInt32LE(at) !== crc32) continue
    if (
      gap.length >= at + 20 &&
      gap.readBigUInt64LE(at + 4) === BigInt(compressedBytes) &&
      gap.readBigUInt64LE(at + 12) === BigInt(sizeBytes)
    ) {
      return at + 20
    }
    if (gap.readUInt32LE(at + 4) === compressedBytes && gap.readUInt32LE(at + 8) === sizeBytes) return at + 12
  }
  return null
}

/** APPNOTE 4.3.14 to 4.3.16: the directory ends where its end record begins, which ends where the file does. */
function directoryOf(buffer: Buffer): { readonly start: number; readonly end: number } | null {
  const at = buffer.lastIndexOf(END, Math.max(0, buffer.length - 22))
  if (at < 0 || at + 22 > buffer.length || at + 22 + buffer.readUInt16LE(at + 20) !== buffer.length) return null
  const start = buffer.readUInt32LE(at + 16)
  const bytes = buffer.readUInt32LE(at + 12)
  const locator = at - 20
  if (locator < 0 || !buffer.subarray(locator, locator + 4).equals(ZIP64_LOCATOR)) return start + bytes === at ? { start, end: at } : null
  const record = Number(buffer.readBigUInt64LE(locator + 8))
  if (!Number.isSafeInteger(record) || record + 56 > locator || !buffer.subarray(record, record + 4).equals(ZIP64_END)) return null
  if (record + 12 + Number(buffer.readBigUInt64LE(record + 4)) !== locator) return null
  const start64 = Number(buffer.readBigUInt64LE(record + 48))
  if (start64 + Number(buffer.readBigUInt64LE(record + 40)) !== record) return null
  // Programs without Zip64 read the old fields: where these say something, they must say the same.
  if (start !== 0xffff_ffff && start !== start64) return null
  return { start: start64, end: record }
}
