/** Counts what the file of a picture holds beside its pixels: words about it, pictures behind it, bytes after its end; in time linear in the file. */

export interface BesidePixels {
  /** Segments, chunks and tags that say something about the picture: EXIF, GPS, XMP, IPTC, ICC, comments, and private ones. */
  readonly metadata: number
  /** Bytes behind the end that the format has. */
  readonly trailingBytes: number
  /** Frames of an animated PNG besides the one that every program shows. */
  readonly hiddenFrames: number
}

const NOTHING: BesidePixels = { metadata: 0, trailingBytes: 0, hiddenFrames: 0 }
const COUNTERS: Readonly<Record<string, (bytes: Buffer) => BesidePixels>> = {
  'image/jpeg': ofJpeg,
  'image/png': ofPng,
  'image/gif': ofGif,
  'image/webp': ofWebp,
  'image/tiff': ofTiff,
}

/** Never throws; of a broken file, what stands before the break. */
export function countBesidePixels(bytes: Uint8Array, detectedType: string): BesidePixels {
  const count = Object.hasOwn(COUNTERS, detectedType) ? COUNTERS[detectedType] : undefined
  return count === undefined ? NOTHING : count(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** ITU-T T.81 annex B. JFIF (APP0) and Adobe's colour transform (APP14) say how to read the pixels; a JFXX segment is a picture of its own. */
function ofJpeg(bytes: Buffer): BesidePixels {
  let metadata = 0
  let at = 2
  while (at + 4 <= bytes.length) {
    at = bytes.indexOf(0xff, at)
    if (at === -1 || at + 1 >= bytes.length) break
    const marker = bytes[at + 1]!
    // T.81 B.1.1.2: fill bytes; B.1.1.5: a stuffed zero and the restart markers stand among the pixels.
    if (marker === 0xff) at += 1
    else if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else if (marker === 0xd9) return { ...NOTHING, metadata, trailingBytes: bytes.length - at - 2 }
    else if (at + 4 > bytes.length) break
    else {
      const name = bytes.toString('latin1', at + 4, at + 9)
      const isApplication = marker >= 0xe0 && marker <= 0xef
      const isNeeded = (marker === 0xe0 && name.startsWith('JFIF')) || (marker === 0xee && name === 'Adobe')
      if ((isApplication && !isNeeded) || marker === 0xfe) metadata += 1
      at += 2 + Math.max(2, bytes.readUInt16BE(at + 2))
    }
  }
  return { ...NOTHING, metadata }
}

/** PNG, third edition, 11: what a decoder needs, or what tells it about colours alone. */
const PNG_OWN: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
)

function ofPng(bytes: Buffer): BesidePixels {
  let metadata = 0
  let hiddenFrames = 0
  let at = 8
  while (at + 12 <= bytes.length) {
    const name = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 12 + bytes.readUInt32BE(at)
    if (name === 'IEND') return { metadata, hiddenFrames, trailingBytes: Math.max(0, bytes.length - end) }
    if (name === 'acTL' && at + 12 <= bytes.length) hiddenFrames = Math.max(0, bytes.readUInt32BE(at + 8) - 1)
    if (!PNG_OWN.has(name)) metadata += 1
    at = end
  }
  return { metadata, hiddenFrames, trailingBytes: 0 }
}

/** GIF89a 23 to 26. The loop count of an animation is an application extension too. */
const GIF_LOOPS: ReadonlySet<string> = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0'])

function ofGif(bytes: Buffer): BesidePixels {
  let metadata = 0
  const colours = (flags: number | undefined): number => ((flags ?? 0) & 0x80 ? 3 * 2 ** (((flags ?? 0) & 7) + 1) : 0)
  let at = 13 + colours(bytes[10])
  while (at < bytes.length) {
    const block = bytes[at]
    if (block === 0x3b) return { ...NOTHING, metadata, trailingBytes: bytes.length - at - 1 }
    if (block === 0x2c) at = behindSubBlocks(bytes, at + 11 + colours(bytes[at + 9]))
    else if (block === 0x21) {
      const label = bytes[at + 1]
      const isLoop = label === 0xff && GIF_LOOPS.has(bytes.toString('latin1', at + 3, at + 14))
      if (label !== 0xf9 && !isLoop) metadata += 1
      at = behindSubBlocks(bytes, at + 2)
    } else break
  }
  return { ...NOTHING, metadata }
}

function behindSubBlocks(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at]!
  return at + 1
}

const WEBP_OWN: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])

/** RFC 9649 2.3 to 2.7. */
function ofWebp(bytes: Buffer): BesidePixels {
  if (bytes.length < 12) return NOTHING
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  let metadata = 0
  for (let at = 12; at + 8 <= end; at += 8 + bytes.readUInt32LE(at + 4) + (bytes.readUInt32LE(at + 4) % 2))
    if (!WEBP_OWN.has(bytes.toString('latin1', at, at + 4))) metadata += 1
  // The padding of the last chunk is no second file.
  return { ...NOTHING, metadata, trailingBytes: Math.max(0, bytes.length - end - (end % 2)) }
}

/** TIFF 6.0, section 8: description, make, model, software, date, artist, host; copyright. Section 2: tags from 32768 on are private. */
const TIFF_WORDS: ReadonlySet<number> = new Set([269, 270, 271, 272, 285, 305, 306, 315, 316])
const MAX_TIFF_TAGS = 10_000

function ofTiff(bytes: Buffer): BesidePixels {
  const isLittle = bytes[0] === 0x49
  const short = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const long = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  // BigTIFF has wider fields, and its tags are not counted.
  if (bytes.length < 8 || short(2) !== 42) return NOTHING
  let metadata = 0
  let tags = 0
  const seen = new Set<number>()
  for (let at = long(4); at > 0 && at + 2 <= bytes.length && !seen.has(at) && tags < MAX_TIFF_TAGS; ) {
    seen.add(at)
    const count = short(at)
    const end = at + 2 + 12 * count
    for (let tag = at + 2; tag + 12 <= Math.min(end, bytes.length) && tags < MAX_TIFF_TAGS; tag += 12, tags += 1)
      if (TIFF_WORDS.has(short(tag)) || short(tag) === 700 || short(tag) >= 32_768) metadata += 1
    at = end + 4 <= bytes.length ? long(end) : 0
  }
  return { ...NOTHING, metadata }
}
