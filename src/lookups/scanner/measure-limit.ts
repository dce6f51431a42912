/** Finds by trying how large a file an engine looks into: many scanners say OK, and nothing more, to what is above their limits. */
import { crc32 } from 'node:zlib'
import type { ScanResult } from '../../core/scanner.ts'

/** What is known so far of how large a file an engine looks into. */
export interface Limit {
  /** It was seen to look into a file of this size. */
  readonly provenBytes: number
  /** It was seen not to look into files that are larger; null when no such was met. */
  readonly mostBytes: number | null
  /** What is above is called clean, not refused. */
  readonly silent: boolean
}

/** Any engine looks into a file of this size. */
export const SURE_BYTES = 64 * 1024
export const NOTHING_TRIED: Limit = { provenBytes: SURE_BYTES, mostBytes: null, silent: false }
/** A limit is found to within this ratio, and the smaller side of it counts. */
const CLOSE_ENOUGH = 1.08

/** Null when that has to be tried first. */
export function looksInto({ provenBytes, mostBytes }: Limit, sizeBytes: number): boolean | null {
  if (sizeBytes <= provenBytes) return true
  return mostBytes === null || sizeBytes <= mostBytes ? null : false
}

/**
 * Has archives scanned, each of `canary` (malware that the engine knows) and as much filling as makes its size, until it is known of files
 * of `sizeBytes` whether they are looked into. One trial as a rule: the next power of two, so that the file after it needs none.
 * @returns null when the engine gave no verdict in between; `unmeasurable` when it finds the canary in no archive at all
 */
export async function measureLimit(
  known: Limit,
  sizeBytes: number,
  maxBytes: number,
  canary: Uint8Array,
  scan: (bytes: Uint8Array) => Promise<ScanResult>,
): Promise<Limit | 'unmeasurable' | null> {
  let silent = known.silent
  const isFoundIn = async (containerBytes: number): Promise<boolean | null> => {
    const container = fillTo(canary, containerBytes)
    let result = await scan(container)
    // One that refuses by closing the connection looks like one that died: only twice in a row, and alive, is a refusal.
    if (result.status === 'unavailable' && result.reason === 'SCANNER_UNAVAILABLE') {
      if ((await scan(canary)).status !== 'infected') return null
      result = await scan(container)
      if ((await scan(canary)).status !== 'infected') return null
    }
    // Slow now is not too large for ever.
    if (result.status === 'unavailable' && result.reason === 'SCANNER_TIMEOUT') return null
    if (result.status === 'clean') silent = true
    return result.status === 'infected'
  }
  const trialBytes = Math.min(maxBytes, 2 ** Math.ceil(Math.log2(sizeBytes)))
  const found = await isFoundIn(trialBytes)
  if (found === null) return null
  if (found) return { ...known, provenBytes: trialBytes }
  const small = await isFoundIn(Math.min(SURE_BYTES, maxBytes))
  if (small === null) return null
  if (!small) return 'unmeasurable'
  let [low, high] = [Math.min(known.provenBytes, maxBytes), trialBytes]
  while (high / low > CLOSE_ENOUGH) {
    const between = Math.round(Math.sqrt(low * high))
    const isLower = await isFoundIn(between)
    if (isLower === null) return null
    if (isLower) low = between
    else high = between
  }
  return { provenBytes: low, mostBytes: low, silent }
}

const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
const END_BYTES = 22

/**
 * A zip of exactly `sizeBytes`, as APPNOTE 4.3 has it, of two stored files: the filling, then the canary, so that only who looks to the end
 * finds it. The canary as it is when that is too small for a zip.
 */
function fillTo(canary: Uint8Array, sizeBytes: number): Uint8Array {
  const names = ['forebay-canary.bin', 'forebay-canary.com'].map((name) => Buffer.from(name))
  const overhead = names.reduce((sum, name) => sum + LOCAL_BYTES + CENTRAL_BYTES + 2 * name.length, END_BYTES)
  const fillingBytes = sizeBytes - overhead - canary.byteLength
  if (fillingBytes < 0) return canary
  const zip = Buffer.alloc(sizeBytes)
  const files = [Buffer.alloc(fillingBytes), canary]
  // Unlike any before: what a scanner has seen already it may not count.
  crypto.getRandomValues(files[0]!.subarray(0, 16))
  const places: number[] = []
  let at = 0
  for (const [index, data] of files.entries()) {
    places.push(at)
    at = writeEntry(zip, at, 0x04034b50, LOCAL_BYTES, names[index]!, data, null)
    zip.set(data, at)
    at += data.byteLength
  }
  const directoryAt = at
  for (const [index, data] of files.entries()) at = writeEntry(zip, at, 0x02014b50, CENTRAL_BYTES, names[index]!, data, places[index]!)
  zip.writeUInt32LE(0x06054b50, at)
  zip.writeUInt16LE(2, at + 8)
  zip.writeUInt16LE(2, at + 10)
  zip.writeUInt32LE(at - directoryAt, at + 12)
  zip.writeUInt32LE(directoryAt, at + 16)
  return zip
}

/** @param localAt null for a local header @returns behind the name */
function writeEntry(
  zip: Buffer,
  at: number,
  mark: number,
  headBytes: number,
  name: Buffer,
  data: Uint8Array,
  localAt: number | null,
): number {
  const central = localAt !== null
  // "Version needed" and all behind it stand two bytes later in the directory, behind "version made by".
  const from = at + (central ? 6 : 4)
  zip.writeUInt32LE(mark, at)
  if (central) zip.writeUInt16LE(20, at + 4)
  zip.writeUInt16LE(20, from)
  zip.writeUInt16LE(0x21, from + 8)
  zip.writeUInt32LE(crc32(data), from + 10)
  zip.writeUInt32LE(data.byteLength, from + 14)
  zip.writeUInt32LE(data.byteLength, from + 18)
  zip.writeUInt16LE(name.length, from + 22)
  if (central) zip.writeUInt32LE(localAt, at + 42)
  zip.set(name, at + headBytes)
  return at + headBytes + name.length
}
