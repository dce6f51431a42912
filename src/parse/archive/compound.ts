/** Reads the storages and streams of a compound file ([MS-CFB]) by its own tables, each chain no longer than the file; null stands for what is broken. */

export interface CompoundNode {
  readonly untrustedName: string
  readonly kind: 'storage' | 'stream'
  readonly children: readonly CompoundNode[]
  readonly sizeBytes: number
  /** The whole stream; null when its chain is broken or shorter than it. */
  read(): Buffer | null
}

const HEADER_BYTES = 512
const ENTRY_BYTES = 128
const MINI_BYTES = 64
const LAST_SECTOR = 0xffff_fffa
const NONE = 0xffff_ffff
const MAX_ENTRIES = 20_000
const MAX_DEPTH = 40

interface Tables {
  readonly buffer: Buffer
  readonly sectorBytes: number
  readonly fat: Uint32Array
  readonly miniFat: Uint32Array
  readonly miniCutoff: number
  mini: Buffer | null
}

interface Entry {
  readonly name: string
  readonly kind: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly sizeBytes: number
}

/** The root storage. */
export function readCompound(bytes: Uint8Array): CompoundNode | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < HEADER_BYTES) return null
  const shift = buffer.readUInt16LE(30)
  // 2.2: 512 bytes in version 3, 4,096 in version 4; streams below the cutoff lie in sectors of 64.
  if ((shift !== 9 && shift !== 12) || buffer.readUInt16LE(32) !== 6) return null
  const sectorBytes = 2 ** shift
  const fat = readFat(buffer, sectorBytes)
  if (fat === null) return null
  const directory = chain(buffer, sectorBytes, fat, buffer.readUInt32LE(48))
  const miniFatBytes = chain(buffer, sectorBytes, fat, buffer.readUInt32LE(60))
  if (directory === null || miniFatBytes === null) return null
  const entries = readEntries(directory, sectorBytes)
  const [root] = entries
  if (root === undefined || root.kind !== 5) return null
  const tables: Tables = { buffer, sectorBytes, fat, miniFat: words(miniFatBytes), miniCutoff: buffer.readUInt32LE(56), mini: null }
  const mini = root.sizeBytes === 0 ? Buffer.alloc(0) : chain(buffer, sectorBytes, fat, root.start)
  tables.mini = mini?.subarray(0, root.sizeBytes) ?? null
  return nodeOf(root, entries, tables, { seen: new Set() }, 0)
}

function words(bytes: Buffer): Uint32Array {
  const read = new Uint32Array(Math.floor(bytes.length / 4))
  for (let index = 0; index < read.length; index += 1) read[index] = bytes.readUInt32LE(index * 4)
  return read
}

/** 2.5: the first 109 sectors of the table stand in the header, the others in a chain of sectors whose last word leads on. */
function readFat(buffer: Buffer, sectorBytes: number): Uint32Array | null {
  const sectors: Buffer[] = []
  const add = (sector: number): boolean => {
    if (sector >= LAST_SECTOR) return true
    const at = (sector + 1) * sectorBytes
    if (at >= buffer.length) return false
    sectors.push(buffer.subarray(at, at + sectorBytes))
    // No more than the file has: one sector listed twice is a loop in disguise.
    return sectors.length * sectorBytes <= buffer.length
  }
  for (let index = 0; index < 109; index += 1) if (!add(buffer.readUInt32LE(76 + index * 4))) return null
  let next = buffer.readUInt32LE(68)
  for (let count = 0; next < LAST_SECTOR; count += 1) {
    const at = (next + 1) * sectorBytes
    if (at + sectorBytes > buffer.length || count * sectorBytes > buffer.length) return null
    for (let word = 0; word < sectorBytes / 4 - 1; word += 1) if (!add(buffer.readUInt32LE(at + word * 4))) return null
    next = buffer.readUInt32LE(at + sectorBytes - 4)
  }
  return words(Buffer.concat(sectors))
}

function chain(buffer: Buffer, sectorBytes: number, fat: Uint32Array, start: number): Buffer | null {
  const pieces: Buffer[] = []
  for (let sector = start; sector < LAST_SECTOR; sector = fat[sector]!) {
    const at = (sector + 1) * sectorBytes
    if (sector >= fat.length || at >= buffer.length || pieces.length * sectorBytes > buffer.length) return null
    pieces.push(buffer.subarray(at, at + sectorBytes))
  }
  return Buffer.concat(pieces)
}

function readEntries(directory: Buffer, sectorBytes: number): readonly Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at + ENTRY_BYTES <= directory.length && entries.length < MAX_ENTRIES; at += ENTRY_BYTES) {
    const nameBytes = Math.min(64, directory.readUInt16LE(at + 64))
    entries.push({
      name: directory.toString('utf16le', at, at + Math.max(0, nameBytes - 2)),
      kind: directory[at + 66]!,
      left: directory.readUInt32LE(at + 68),
      right: directory.readUInt32LE(at + 72),
      child: directory.readUInt32LE(at + 76),
      start: directory.readUInt32LE(at + 116),
      // 2.6.1: version 3 may leave rubbish in the upper half.
      sizeBytes: directory.readUInt32LE(at + 120) + (sectorBytes === 4096 ? directory.readUInt32LE(at + 124) * 2 ** 32 : 0),
    })
  }
  return entries
}

/** Null when the tree is no tree. */
function nodeOf(
  entry: Entry,
  entries: readonly Entry[],
  tables: Tables,
  walk: { readonly seen: Set<number> },
  depth: number,
): CompoundNode | null {
  const children: CompoundNode[] = []
  const isStorage = entry.kind !== 2
  const waiting = isStorage && entry.child !== NONE ? [entry.child] : []
  while (waiting.length > 0) {
    const id = waiting.pop()!
    const sibling = entries[id]
    if (sibling === undefined || walk.seen.has(id) || depth > MAX_DEPTH || (sibling.kind !== 1 && sibling.kind !== 2)) return null
    walk.seen.add(id)
    for (const next of [sibling.right, sibling.left]) if (next !== NONE) waiting.push(next)
    const child = nodeOf(sibling, entries, tables, walk, depth + 1)
    if (child === null) return null
    children.push(child)
  }
  const { name, sizeBytes } = entry
  return { untrustedName: name, kind: isStorage ? 'storage' : 'stream', children, sizeBytes, read: () => readStream(entry, tables) }
}

function readStream({ start, sizeBytes }: Entry, tables: Tables): Buffer | null {
  if (sizeBytes === 0) return Buffer.alloc(0)
  if (sizeBytes > tables.buffer.length) return null
  const whole = sizeBytes < tables.miniCutoff ? miniChain(tables, start) : chain(tables.buffer, tables.sectorBytes, tables.fat, start)
  return whole === null || whole.length < sizeBytes ? null : whole.subarray(0, sizeBytes)
}

function miniChain({ mini, miniFat }: Tables, start: number): Buffer | null {
  const pieces: Buffer[] = []
  for (let sector = start; sector < LAST_SECTOR; sector = miniFat[sector]!) {
    if (mini === null || sector >= miniFat.length || sector * MINI_BYTES >= mini.length || pieces.length > miniFat.length) return null
    pieces.push(mini.subarray(sector * MINI_BYTES, (sector + 1) * MINI_BYTES))
  }
  return Buffer.concat(pieces)
}
