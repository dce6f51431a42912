/** Reads compound files (OLE2, [MS-CFB]) by their chains: no chain is followed further than the file is long, nothing is allocated by what a header claims, and what does not add up is said. */
import { OLE2_MAGIC } from '../file/ole.ts'

export interface CfbEntry {
  /** Storages from the root down, its own name last: `['Macros', 'VBA', 'dir']`. */
  readonly path: readonly string[]
  readonly name: string
  /** The storage that it lies in; null in the root, and where it hangs in no tree. Two of one name have one path. */
  readonly inside: CfbEntry | null
  readonly kind: 'storage' | 'stream'
  /** Lower-case hex of the 16 bytes as they stand; all zeros for streams. */
  readonly clsid: string
  /** As declared. */
  readonly sizeBytes: number
  readonly startSector: number
}

export interface Cfb {
  readonly rootClsid: string
  /** Without the root, each behind the storage that it lies in. An entry that hangs in no tree is listed by its bare name. */
  readonly entries: readonly CfbEntry[]
  /** False when a chain is broken or an entry hangs in no tree: two readers could see two files. */
  readonly sound: boolean
  /** Null when the chain is broken, ends too soon, or the stream is longer than `maxBytes`. */
  read(entry: CfbEntry, maxBytes: number): Buffer | null
}

const HEADER_BYTES = 512
const ENTRY_BYTES = 128
const MINI_SECTOR_BYTES = 64
/** A mail to a thousand people has twenty for each. */
const MAX_ENTRIES = 20_000
/** [MS-CFB] 2.1: sector numbers from here up mean something else. */
const MAX_SECTOR = 0xfffffffa
const END_OF_CHAIN = 0xfffffffe
const MAX_DEPTH = 32
const NO_STREAM = 0xffffffff
const NO_CLSID = '0'.repeat(32)

interface Sectors {
  readonly buffer: Buffer
  readonly sectorBytes: number
  readonly count: number
}

interface RawEntry {
  readonly name: string
  readonly kind: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly clsid: string
  readonly startSector: number
  readonly sizeBytes: number
}

/** Null when it is no compound file, or has no readable directory. Never throws. */
export function readCfb(bytes: Uint8Array): Cfb | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < HEADER_BYTES || !buffer.subarray(0, 8).equals(OLE2_MAGIC)) return null
  const shift = buffer.readUInt16LE(30)
  // [MS-CFB] 2.2: version 3 has sectors of 512 bytes, version 4 of 4,096; mini sectors are 64 always.
  if ((shift !== 9 && shift !== 12) || buffer.readUInt16LE(32) !== 6 || buffer.readUInt32LE(56) !== 4096) return null
  const sectorBytes = 1 << shift
  // The last sector may be cut short.
  const sectors: Sectors = { buffer, sectorBytes, count: Math.ceil(buffer.length / sectorBytes) - 1 }
  const fat = readFat(sectors)
  if (fat === null) return null
  const directory = wholeChain(fat.table, buffer.readUInt32LE(48), sectors.count)
  if (directory === null) return null
  const raw = readDirectory(sectors, directory)
  const root = raw[0]
  if (root === undefined || root.kind !== 5) return null

  const tree = walkTree(raw)
  let sound = fat.sound && tree.sound
  const miniTable = tableOf(sectors, wholeChain(fat.table, buffer.readUInt32LE(60), sectors.count) ?? [])
  const miniSectors = wholeChain(fat.table, root.startSector, sectors.count)
  if (miniSectors === null && root.startSector < MAX_SECTOR) sound = false

  const read = (entry: CfbEntry, maxBytes: number): Buffer | null => {
    const { sizeBytes, startSector } = entry
    if (sizeBytes > maxBytes || sizeBytes > buffer.length) return null
    if (sizeBytes === 0) return Buffer.alloc(0)
    if (sizeBytes >= 4096) return joined(sectors, chain(fat.table, startSector, Math.ceil(sizeBytes / sectorBytes)), sizeBytes)
    const minis = chain(miniTable, startSector, Math.ceil(sizeBytes / MINI_SECTOR_BYTES))
    return miniSectors === null || minis === null ? null : joinedMinis(sectors, miniSectors, minis, sizeBytes)
  }
  return { rootClsid: root.clsid, entries: tree.entries, sound, read }
}

function at(sectors: Sectors, sector: number): number {
  return (sector + 1) * sectors.sectorBytes
}

/** [MS-CFB] 2.5: the first 109 sectors of the table stand in the header, the others in a chain of their own. */
function readFat(sectors: Sectors): { readonly table: Uint32Array; readonly sound: boolean } | null {
  const { buffer, sectorBytes, count } = sectors
  const perSector = sectorBytes / 4
  const fatSectors: number[] = []
  let sound = true
  const add = (sector: number): void => {
    if (sector >= MAX_SECTOR) return
    if (sector < count && fatSectors.length < count) fatSectors.push(sector)
    else sound = false
  }
  for (let index = 0; index < 109; index += 1) add(buffer.readUInt32LE(76 + index * 4))
  let next = buffer.readUInt32LE(68)
  for (let steps = 0; next < MAX_SECTOR; steps += 1) {
    const start = at(sectors, next)
    if (steps >= count || start + sectorBytes > buffer.length) {
      sound = false
      break
    }
    for (let index = 0; index < perSector - 1; index += 1) add(buffer.readUInt32LE(start + index * 4))
    next = buffer.readUInt32LE(start + (perSector - 1) * 4)
  }
  return fatSectors.length === 0 ? null : { table: tableOf(sectors, fatSectors), sound }
}

/** No more numbers than the file has sectors are of use. */
function tableOf(sectors: Sectors, from: readonly number[]): Uint32Array {
  const perSector = sectors.sectorBytes / 4
  const table = new Uint32Array(from.length * perSector).fill(END_OF_CHAIN)
  from.forEach((sector, index) => {
    const start = at(sectors, sector)
    for (let slot = 0; slot < perSector && start + slot * 4 + 4 <= sectors.buffer.length; slot += 1) {
      table[index * perSector + slot] = sectors.buffer.readUInt32LE(start + slot * 4)
    }
  })
  return table
}

/** All sectors from `start` on; null when they lead astray, or around, which is more than the file has. */
function wholeChain(table: Uint32Array, start: number, count: number): readonly number[] | null {
  const sectors = chain(table, start, count + 1)
  return sectors === null || sectors.length > count ? null : sectors
}

/** The sectors from `start` on, at most `most` of them, so that going around comes to an end; null when it leads astray. */
function chain(table: Uint32Array, start: number, most: number): readonly number[] | null {
  const sectors: number[] = []
  for (let sector = start; sector < MAX_SECTOR; sector = table[sector]!) {
    if (sector >= table.length) return null
    if (sectors.length === most) break
    sectors.push(sector)
  }
  return sectors.length === 0 ? null : sectors
}

function joined(sectors: Sectors, chained: readonly number[] | null, sizeBytes: number): Buffer | null {
  if (chained === null || chained.length * sectors.sectorBytes < sizeBytes) return null
  const whole = Buffer.concat(chained.map((sector) => sectors.buffer.subarray(at(sectors, sector), at(sectors, sector + 1))))
  return whole.length < sizeBytes ? null : whole.subarray(0, sizeBytes)
}

function joinedMinis(sectors: Sectors, holding: readonly number[], minis: readonly number[], sizeBytes: number): Buffer | null {
  const perSector = sectors.sectorBytes / MINI_SECTOR_BYTES
  const pieces: Buffer[] = []
  for (const mini of minis) {
    const sector = holding[Math.floor(mini / perSector)]
    if (sector === undefined) return null
    const start = at(sectors, sector) + (mini % perSector) * MINI_SECTOR_BYTES
    pieces.push(sectors.buffer.subarray(start, start + MINI_SECTOR_BYTES))
  }
  const whole = Buffer.concat(pieces)
  return whole.length < sizeBytes ? null : whole.subarray(0, sizeBytes)
}

/** [MS-CFB] 2.6.1 */
function readDirectory(sectors: Sectors, chained: readonly number[]): readonly RawEntry[] {
  const { buffer, sectorBytes } = sectors
  const entries: RawEntry[] = []
  for (const sector of chained) {
    for (let offset = at(sectors, sector); offset < at(sectors, sector + 1); offset += ENTRY_BYTES) {
      if (offset + ENTRY_BYTES > buffer.length || entries.length >= MAX_ENTRIES) return entries
      const nameBytes = Math.min(64, buffer.readUInt16LE(offset + 64))
      entries.push({
        name: buffer.toString('utf16le', offset, offset + Math.max(0, nameBytes - 2)),
        kind: buffer[offset + 66]!,
        left: buffer.readUInt32LE(offset + 68),
        right: buffer.readUInt32LE(offset + 72),
        child: buffer.readUInt32LE(offset + 76),
        clsid: buffer.toString('hex', offset + 80, offset + 96),
        startSector: buffer.readUInt32LE(offset + 116),
        // [MS-CFB] 2.6.3: files of version 3 may have rubbish in the upper half.
        sizeBytes: buffer.readUInt32LE(offset + 120) + (sectorBytes === 4096 ? buffer.readUInt32LE(offset + 124) * 2 ** 32 : 0),
      })
    }
  }
  return entries
}

/** From the root down; each entry once, whoever points at it. */
function walkTree(raw: readonly RawEntry[]): { readonly entries: readonly CfbEntry[]; readonly sound: boolean } {
  const entries: CfbEntry[] = []
  const visited = new Set<number>([0])
  let sound = raw.length < MAX_ENTRIES
  const todo: { readonly index: number; readonly inside: CfbEntry | null }[] = []
  const reach = (index: number, inside: CfbEntry | null): void => {
    if (index !== NO_STREAM) todo.push({ index, inside })
  }
  const take = (entry: RawEntry, inside: CfbEntry | null): CfbEntry => {
    const storage = entry.kind === 1
    const taken: CfbEntry = {
      path: [...(inside?.path ?? []), entry.name],
      name: entry.name,
      inside,
      kind: storage ? 'storage' : 'stream',
      clsid: storage ? entry.clsid : NO_CLSID,
      sizeBytes: storage ? 0 : entry.sizeBytes,
      startSector: entry.startSector,
    }
    entries.push(taken)
    return taken
  }
  reach(raw[0]!.child, null)
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const entry = raw[next.index]
    // A path as deep as this belongs to no document, and copying it would cost the square of its length.
    if (
      entry === undefined ||
      visited.has(next.index) ||
      (entry.kind !== 1 && entry.kind !== 2) ||
      (next.inside?.path.length ?? 0) > MAX_DEPTH
    ) {
      sound = false
      continue
    }
    visited.add(next.index)
    const taken = take(entry, next.inside)
    reach(entry.left, next.inside)
    reach(entry.right, next.inside)
    if (entry.kind === 1) reach(entry.child, taken)
  }
  raw.forEach((entry, index) => {
    if (visited.has(index) || (entry.kind !== 1 && entry.kind !== 2)) return
    sound = false
    take(entry, null)
  })
  return { entries, sound }
}
