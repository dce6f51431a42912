/** Opens a disc image: the files of every tree in it (ISO 9660, Joliet, Rock Ridge), since which one is shown depends on the machine that mounts it. */
import { addTrait, keep, leaveClosed, mayDescend, mayGoOn, mayList, type Unpacking } from './unpacking.ts'

/** ECMA-119 6.2.1: sectors of 2,048 bytes, and descriptors from the sixteenth on. */
const SECTOR_BYTES = 2048
const FIRST_DESCRIPTOR = 16
const MAX_DESCRIPTORS = 64
const MAX_FOLDERS = 4_000
const FOLDER = 2
const MORE_EXTENTS = 0x80
/** ECMA-119 8.5.6 with Joliet: escape sequences of UCS-2 levels 1 to 3. */
const JOLIET = ['%/@', '%/C', '%/E']
/** Volumes of other kinds that a machine may prefer: UDF (ECMA-167 part 3, 9.1), HFS and HFS+ at the second kilobyte, a partition map of Apple. */
const UDF = ['NSR02', 'NSR03']
const APPLE_AT_1024 = ['BD', 'H+', 'HX']

interface Tree {
  readonly root: Buffer
  readonly joliet: boolean
  readonly blockBytes: number
}

interface Found {
  readonly untrustedPath: string
  readonly pieces: Buffer[]
  readonly key: string
}

export function openIso(bytes: Uint8Array, unpacking: Unpacking): void {
  const image = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const open = mayDescend(unpacking)
  const trees = readTrees(image, unpacking)
  if (trees.length === 0) leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
  if (APPLE_AT_1024.includes(image.toString('latin1', 1024, 1026)) || image.toString('latin1', 0, 2) === 'ER')
    leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
  const seen = new Set<string>()
  // Joliet first: its names are those that Windows shows.
  for (const tree of [...trees].sort((a, b) => Number(b.joliet) - Number(a.joliet))) {
    for (const { untrustedPath, pieces, key } of walkTree(image, tree, unpacking)) {
      if (seen.has(key)) continue
      seen.add(key)
      const data = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
      unpacking.entries.push({ untrustedPath, sizeBytes: data.length, compressedBytes: data.length, encrypted: false, directory: false })
      if (open && !keep(unpacking, untrustedPath, data)) return
    }
  }
}

function readTrees(image: Buffer, unpacking: Unpacking): readonly Tree[] {
  const trees: Tree[] = []
  for (let index = 0; index < MAX_DESCRIPTORS; index += 1) {
    const at = (FIRST_DESCRIPTOR + index) * SECTOR_BYTES
    if (at + SECTOR_BYTES > image.length) break
    const descriptor = image.subarray(at, at + SECTOR_BYTES)
    const standard = descriptor.toString('latin1', 1, 6)
    if (UDF.includes(standard)) leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
    if (standard === 'CD001' && (descriptor[0] === 1 || descriptor[0] === 2)) {
      const joliet = descriptor[0] === 2 && JOLIET.includes(descriptor.toString('latin1', 88, 91))
      const blockBytes = descriptor.readUInt16LE(128)
      if (blockBytes >= 512 && blockBytes <= 65_536) trees.push({ root: descriptor.subarray(156, 190), joliet, blockBytes })
      else leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
    }
    if (!['CD001', 'BEA01', 'TEA01', 'BOOT2', 'CDW02', ...UDF].includes(standard)) break
  }
  return trees
}

/** ECMA-119 9.1: records do not cross sectors; a zero length leads to the next one. */
function* walkTree(image: Buffer, tree: Tree, unpacking: Unpacking): Generator<Found> {
  const waiting = [{ record: tree.root, path: '' }]
  const entered = new Set<string>()
  while (waiting.length > 0) {
    const { record: folder, path } = waiting.pop()!
    // Two folders may begin at one place and end at two.
    const place = `${folder.readUInt32LE(2)}+${folder[1]}+${folder.readUInt32LE(10)}`
    if (entered.has(place)) continue
    entered.add(place)
    const listing = extent(image, folder, tree)
    if (listing === null || entered.size > MAX_FOLDERS) {
      leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
      return
    }
    let unfinished: Found | null = null
    for (let at = 0; at < listing.length; ) {
      const length = listing[at]!
      if (length === 0) {
        at = (Math.floor(at / SECTOR_BYTES) + 1) * SECTOR_BYTES
        continue
      }
      const record = listing.subarray(at, at + length)
      at += length
      if (length < 34 || record.length < length || 33 + record[32]! > length) {
        leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
        return
      }
      // 7.6.2: one byte of 0 or 1 is the folder itself and the one above it.
      if (record[32] === 1 && record[33]! < 2) continue
      const name = nameOf(record, tree, unpacking)
      const untrustedPath = `${path}${name}`
      if ((record[25]! & FOLDER) !== 0) {
        waiting.push({ record, path: `${untrustedPath}/` })
        continue
      }
      if (unfinished === null && !mayList(unpacking)) return
      const data = extent(image, record, tree)
      // 9.1.7: interleaved files lie in pieces that no mail carries.
      if (data === null || record[26] !== 0 || record[27] !== 0) {
        leaveClosed(unpacking, data === null ? 'ARCHIVE_CORRUPT' : 'ARCHIVE_UNSUPPORTED')
        continue
      }
      // The same bytes under another ending may be another thing to who opens it.
      const key: string = `${unfinished?.key ?? ''}${record.readUInt32LE(2)}+${data.length}.${/\.([^.;]*)(?:;\d+)?$/.exec(name)?.[1]?.toLowerCase() ?? ''}`
      const found: Found = { untrustedPath, pieces: [...(unfinished?.pieces ?? []), data], key }
      unfinished = (record[25]! & MORE_EXTENTS) === 0 ? null : found
      if (unfinished === null) yield found
    }
    if (unfinished !== null) leaveClosed(unpacking, 'ARCHIVE_CORRUPT')
    if (!mayGoOn(unpacking)) return
  }
}

function extent(image: Buffer, record: Buffer, { blockBytes }: Tree): Buffer | null {
  const start = (record.readUInt32LE(2) + record[1]!) * blockBytes
  const bytes = record.readUInt32LE(10)
  // 7.3.3: each number stands there twice, and two readers may take one each.
  if (record.readUInt32BE(6) !== record.readUInt32LE(2) || record.readUInt32BE(14) !== bytes) return null
  return start + bytes <= image.length ? image.subarray(start, start + bytes) : null
}

function nameOf(record: Buffer, tree: Tree, unpacking: Unpacking): string {
  const raw = record.subarray(33, 33 + record[32]!)
  if (tree.joliet) return swapped(raw).toString('utf16le').replace(/;\d+$/, '')
  const rockRidge = rockRidgeName(record.subarray(33 + record[32]! + ((record[32]! + 1) % 2)), unpacking)
  return rockRidge ?? raw.toString('latin1').replace(/;\d+$/, '').replace(/\.$/, '')
}

function swapped(name: Buffer): Buffer {
  return Buffer.from(name.subarray(0, name.length - (name.length % 2))).swap16()
}

/** IEEE P1282 (RRIP 1.12) 4.1.4: the name in one field or several. Null when there is none. */
function rockRidgeName(fields: Buffer, unpacking: Unpacking): string | null {
  let name: Buffer | null = null
  for (let at = 0; at + 4 <= fields.length; ) {
    const length = fields[at + 2]!
    if (length < 4 || at + length > fields.length) break
    const signature = fields.toString('latin1', at, at + 2)
    if (signature === 'NM') name = Buffer.concat([name ?? Buffer.alloc(0), fields.subarray(at + 5, at + length)])
    // 4.1.3 and zisofs: where a link leads is not followed, and what Linux would inflate is not inflated here.
    if (signature === 'SL') addTrait(unpacking, 'archive/link', name?.toString('utf8') ?? '')
    if (signature === 'ZF') leaveClosed(unpacking, 'ARCHIVE_UNSUPPORTED')
    at += length
  }
  return name?.toString('utf8') ?? null
}
