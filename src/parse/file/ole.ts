/** Names what a compound file (OLE2, [MS-CFB]) holds by its directory entries wherever they lie, so that a broken chain hides none. */

export interface OleDirectory {
  /** Names of streams and storages: `WordDocument`, `Macros`, `EncryptedPackage`. */
  readonly names: ReadonlySet<string>
  /** Class id of the root, lower-case hex, empty when there is no root entry. */
  readonly rootClsid: string
}

export const OLE2_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const ENTRY = 128
const MAX_NAMES = 10_000

/** [MS-CFB] 2.6.1: 128 bytes an entry, name in UTF-16LE, its length in bytes at 64, the kind of object at 66. */
export function oleDirectory(bytes: Uint8Array): OleDirectory {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names = new Set<string>()
  let rootClsid = ''
  // Sectors are 512 or 4,096 bytes and the header is one of them, so every entry lies at a multiple of 128.
  for (let at = 512; at + ENTRY <= buffer.length && names.size < MAX_NAMES; at += ENTRY) {
    const nameBytes = buffer[at + 64]!
    const kind = buffer[at + 66]!
    if (buffer[at + 65] !== 0 || nameBytes < 4 || nameBytes > 64 || nameBytes % 2 !== 0) continue
    if (kind !== 1 && kind !== 2 && kind !== 5) continue
    if (buffer.readUInt16LE(at + nameBytes - 2) !== 0) continue
    names.add(buffer.toString('utf16le', at, at + nameBytes - 2))
    if (kind === 5 && rootClsid === '') rootClsid = buffer.toString('hex', at + 80, at + 96)
  }
  return { names, rootClsid }
}

/** The media type that the streams tell; `application/x-cfb` when they tell none. */
export function oleType(bytes: Uint8Array): string {
  const { names, rootClsid } = oleDirectory(bytes)
  // Windows Installer packages, patches and transforms: {000C1084…}, {000C1086…}, {000C1082…}-0000-0000-C000-000000000046.
  if (/^8[246]100c0000000000c000000000000046$/.test(rootClsid)) return 'application/x-msi'
  // [MS-OFFCRYPTO] 2.3: an OOXML document behind a password.
  if (names.has('EncryptedPackage')) return 'application/x-ooxml-protected'
  if (names.has('WordDocument')) return 'application/msword'
  if (names.has('Workbook') || names.has('Book')) return 'application/vnd.ms-excel'
  if (names.has('PowerPoint Document')) return 'application/vnd.ms-powerpoint'
  if (names.has('VisioDocument')) return 'application/vnd.ms-visio'
  // [MS-OXMSG] 2.2.3
  if (names.has('__properties_version1.0')) return 'application/vnd.ms-outlook'
  return 'application/x-cfb'
}
