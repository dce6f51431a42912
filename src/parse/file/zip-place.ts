/** Where in a file a zip lies by its directory, so that a zip in another file, and other things in a zip, are seen. Nothing is inflated. */

export interface ZipPlace {
  /** The first local header. */
  readonly start: number
  /** Behind the comment. */
  readonly end: number
  /** What belongs to no entry's data and no header that archivers read: gaps, extra fields and comments, as [start, end). */
  readonly slack: readonly (readonly [start: number, end: number])[]
}

const END = Buffer.from([0x50, 0x4b, 5, 6])
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const LOCATOR = 0x07064b50
const END_BYTES = 22
const MAX_COMMENT_BYTES = 65_535
/** Ends that lead nowhere are passed over; real files have one. */
const MAX_ENDS = 64

/** APPNOTE 4.3.16: the last end of a directory that leads to one. Null when there is none. */
export function placeOfZip(buffer: Buffer): ZipPlace | null {
  const from = Math.max(0, buffer.length - END_BYTES - MAX_COMMENT_BYTES)
  let tried = 0
  for (let at = buffer.lastIndexOf(END); at >= from && tried < MAX_ENDS; at = at === 0 ? -1 : buffer.lastIndexOf(END, at - 1)) {
    tried += 1
    if (at + END_BYTES > buffer.length) continue
    const layout = readDirectory(buffer, at)
    if (layout !== null) return layout
  }
  return null
}

function readDirectory(buffer: Buffer, endAt: number): ZipPlace | null {
  const end = Math.min(buffer.length, endAt + END_BYTES + buffer.readUInt16LE(endAt + 20))
  let size = buffer.readUInt32LE(endAt + 12)
  let offset = buffer.readUInt32LE(endAt + 16)
  let directoryEnd = endAt
  // APPNOTE 4.3.14 and 4.3.15: 56 bytes of zip64 fields, and a locator of 20, stand before the end.
  if (endAt >= 76 && buffer.readUInt32LE(endAt - 20) === LOCATOR) {
    directoryEnd = endAt - 76
    size = Number(buffer.readBigUInt64LE(directoryEnd + 40))
    offset = Number(buffer.readBigUInt64LE(directoryEnd + 48))
  }
  const directory = directoryEnd - size
  if (size < 46 || directory < 0 || buffer.readUInt32LE(directory) !== CENTRAL) return null
  // Everything is shifted by what stands before the zip, unless its writer counted from the beginning of the file.
  const shift = directory - offset
  if (shift < 0) return null

  const slack: [number, number][] = []
  const spans: [number, number][] = []
  let at = directory
  while (at + 46 <= directoryEnd && buffer.readUInt32LE(at) === CENTRAL) {
    const packed = buffer.readUInt32LE(at + 20)
    const [name, extra, comment] = [buffer.readUInt16LE(at + 28), buffer.readUInt16LE(at + 30), buffer.readUInt16LE(at + 32)]
    const local = shift + buffer.readUInt32LE(at + 42)
    if (comment > 0) slack.push([at + 46 + name + extra, at + 46 + name + extra + comment])
    at += 46 + name + extra + comment
    if (local + 30 > buffer.length || buffer.readUInt32LE(local) !== LOCAL) continue
    const extraStart = local + 30 + buffer.readUInt16LE(local + 26)
    const dataStart = extraStart + buffer.readUInt16LE(local + 28)
    if (dataStart > extraStart) slack.push([extraStart, Math.min(dataStart, buffer.length)])
    // Sizes beyond 32 bits are in an extra field; what they cover cannot hide anything before the directory.
    spans.push([local, packed === 0xffffffff ? directory : dataStart + packed])
  }
  if (spans.length === 0) return null
  spans.sort((a, b) => a[0] - b[0])
  const start = spans[0]![0]
  let covered = start
  for (const [spanStart, spanEnd] of spans) {
    if (spanStart > covered) slack.push([covered, spanStart])
    covered = Math.max(covered, spanEnd)
  }
  if (directory > covered) slack.push([covered, directory])
  if (end > endAt + END_BYTES) slack.push([endAt + END_BYTES, end])
  return { start, end, slack }
}
