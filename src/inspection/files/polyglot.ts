/** Says when a file is validly two things, or carries another behind its end or before its beginning; what phones put there is no such thing. */
import type { PartInspector, Sighting } from '../../core/inspector.ts'
import { familyOf } from '../../parse/file/family.ts'
import {
  fixedPlaces,
  foundAnywhere,
  inRegion,
  markupIn,
  pdfIn,
  type Second,
  scriptHeader,
  soundIn,
  startsAs,
  zipIn,
} from '../../parse/file/second-format.ts'
import { jpegEnd, trueEnd } from '../../parse/file/true-end.ts'
import { UNKNOWN_TYPE } from '../../parse/file/type.ts'
import { placeOfZip } from '../../parse/file/zip-place.ts'
import { evidence } from './evidence.ts'

/** What stands in no man's land; `second` is null when it is nothing that is known. */
interface Region {
  readonly where: 'before' | 'behind' | 'between'
  readonly bytes: number
  readonly second: Second | null
}

const ZIPPED =
  /^application\/(?:zip|java-archive|vnd\.android\.package-archive|x-xpinstall|appx|vsix|epub\+zip|oxps|vnd\.visio|vnd\.openxmlformats-officedocument\..*|vnd\.oasis\.opendocument\..*|vnd\.ms-(?:word|excel|powerpoint|visio)\..*macroenabled.*|vnd\.apple\.(?:keynote|numbers|pages))$|^model\/3mf$/
/** Whatever is inside of these is a subject of its own; only what lies outside of them is looked at here. */
const HOLDERS =
  /^application\/(?:x-tar|x-7z-compressed|x-rar-compressed|vnd\.ms-cab-compressed|x-iso9660-image|x-cpio|x-unix-archive|x-ms-wim|vnd\.ms-tnef|vnd\.ms-outlook(?:-pst)?|msword|vnd\.ms-(?:excel|powerpoint|visio)|x-cfb|x-msi|onenote|x-deb|x-rpm|x-asar|x-mimearchive)$|^message\//
/** What begins anew behind a break or an end, and is the same kind still. */
const OWN: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'video/ogg': 'ogg',
  'application/ogg': 'ogg',
  'audio/mpeg': 'sound',
  'video/webm': 'video',
  'video/matroska': 'video',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/jpeg': 'jpeg',
  'image/bmp': 'bmp',
  'image/webp': 'riff',
  'audio/wav': 'riff',
  'video/vnd.avi': 'riff',
  'application/pdf': 'pdf',
}
/** Android's signature stands between the entries and the directory. */
const APK_SIGNATURE = 'APK Sig Block 42'
/** Words of XMP and trailers by which phones say that a film belongs to the picture (Google, "Motion Photo format"; Samsung). */
const MOTION_PHOTO = ['MotionPhoto', 'MicroVideo', 'MotionPhoto_Data']
const MAX_PICTURES_BEHIND = 16

export const polyglot: PartInspector = {
  id: 'files/polyglot',
  looksAt: 'part',
  codes: {
    FILE_POLYGLOT: {
      severity: 'high',
      title: 'Two files in one',
      explanation:
        'The file is of one kind and at the same time of another, or carries another file behind its end, where programs look and people do not.',
    },
    FILE_TRAILING_DATA: {
      severity: 'low',
      title: 'More behind the end of the file',
      explanation: 'There is something behind the end of the file or before its beginning that does not belong to it.',
    },
  },
  // What is nothing that is known is not two things.
  applies: (part) => part.role === 'file' && part.sizeBytes > 0 && part.detectedType !== UNKNOWN_TYPE,
  inspect: ({ part, bytes }) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return { status: 'ok', sightings: look(buffer, part.detectedType) }
  },
}

function look(buffer: Buffer, type: string): readonly Sighting[] {
  const regions = regionsOf(buffer, type)
  const inside = insideOf(buffer, type)
  const behind = regions.find(({ second }) => second !== null)
  const second = inside ?? behind?.second ?? null
  if (second !== null) {
    const quoted = [
      evidence('type', type),
      evidence('second', second.format),
      evidence('place', inside === null ? behind!.where : 'inside'),
    ]
    return [{ code: 'FILE_POLYGLOT', evidence: quoted }]
  }
  const loose = regions[0]
  if (loose === undefined) return []
  return [{ code: 'FILE_TRAILING_DATA', evidence: [evidence(loose.where, `${loose.bytes} bytes`)] }]
}

/** Second formats that are valid although the first one is whole. */
function insideOf(buffer: Buffer, type: string): Second | null {
  const family = familyOf(type)
  if (ZIPPED.test(type)) return slackOfZip(buffer)
  if (type === 'application/x-iso9660-image') return startsAs(buffer, 0) === null ? pdfIn(buffer) : { format: startsAs(buffer, 0)!, at: 0 }
  if (HOLDERS.test(type)) return null
  if (family === 'text' || family === 'message' || family === 'script') return null
  const fixed = fixedPlaces(buffer)
  if (fixed !== null && !(fixed.format === 'dicom' && type === 'application/dicom')) return fixed
  if (type === 'application/dicom' && startsAs(buffer, 0) !== null) return { format: startsAs(buffer, 0)!, at: 0 }
  const found = zipIn(buffer) ?? foundAnywhere(buffer, 1)
  if (found !== null && family !== 'executable') return found
  if (type === 'application/pdf') return markupIn(buffer, 0, 1_024)
  const headed = pdfIn(buffer)
  if (headed !== null) return headed
  if (family !== 'image' && family !== 'audio' && family !== 'video') return null
  if (type === 'image/svg+xml') return null
  return scriptHeader(buffer) ?? markupIn(buffer) ?? (family === 'image' ? soundIn(buffer, 2) : null)
}

function regionsOf(buffer: Buffer, type: string): readonly Region[] {
  if (ZIPPED.test(type)) return aroundZip(buffer)
  const regions: Region[] = []
  if (type === 'application/pdf') {
    const before = region(buffer, 0, Math.max(0, buffer.indexOf('%PDF-')), 'before')
    if (before !== null)
      regions.push(isText(buffer.subarray(0, before.bytes)) ? before : { ...before, second: before.second ?? { format: 'unknown', at: 0 } })
  }
  const end = trueEnd(buffer, type)
  if (end === null) return regions
  const from = type === 'image/jpeg' && end.sound ? behindPictures(buffer, end.end) : end.end
  const found = region(buffer, from, buffer.length, 'behind')
  const behind = found !== null && found.second?.format === OWN[type] ? { ...found, second: null } : found
  // Behind a break anything may lie that the format's own reader passes over: only what is known counts.
  if (behind !== null && (end.sound || behind.second !== null) && !isOfPhone(buffer, behind)) regions.push(behind)
  return regions
}

/** CIPA DC-007: further pictures of the same moment follow on the first. */
function behindPictures(buffer: Buffer, end: number): number {
  let at = end
  for (let pictures = 0; pictures < MAX_PICTURES_BEHIND; pictures += 1) {
    let next = at
    while (next < buffer.length && buffer[next] === 0) next += 1
    if (buffer[next] !== 0xff || buffer[next + 1] !== 0xd8 || buffer[next + 2] !== 0xff) return at
    at = jpegEnd(buffer, next).end
  }
  return at
}

function isOfPhone(buffer: Buffer, { second }: Region): boolean {
  return second?.format === 'video' && MOTION_PHOTO.some((mark) => buffer.includes(mark))
}

function region(buffer: Buffer, from: number, to: number, where: Region['where']): Region | null {
  const bytes = buffer.subarray(from, to)
  // Padding is no content: zeros, blanks and line ends.
  if (!bytes.some((byte) => byte !== 0 && byte !== 0x20 && byte !== 0xff && (byte < 9 || byte > 13))) return null
  return { where, bytes: bytes.length, second: inRegion(bytes) }
}

/** Mail headers and messages of servers stand before many a real PDF; binary bytes do not. */
function isText(bytes: Buffer): boolean {
  return !bytes.some((byte) => byte < 9 || (byte > 13 && byte < 0x20) || byte === 0x7f)
}

/** In front of a zip stands the program that unpacks it, or something that is not to be seen. */
function aroundZip(buffer: Buffer): readonly Region[] {
  const layout = placeOfZip(buffer)
  if (layout === null) return []
  const before = region(buffer, 0, layout.start, 'before')
  const behind = region(buffer, layout.end, buffer.length, 'behind')
  const regions: Region[] = behind === null ? [] : [behind]
  if (before !== null) regions.unshift({ ...before, second: before.second ?? { format: 'unknown', at: 0 } })
  return regions
}

function slackOfZip(buffer: Buffer): Second | null {
  const layout = placeOfZip(buffer)
  if (layout === null) return fixedPlaces(buffer)
  const headed = pdfIn(buffer)
  for (const [start, end] of layout.slack) {
    if (headed !== null && headed.at >= start && headed.at < end) return headed
    if (end - start < 16) continue
    const slack = buffer.subarray(start, end)
    const second = slack.includes(APK_SIGNATURE) ? null : inRegion(slack)
    if (second !== null) return { ...second, at: second.at + start }
  }
  return fixedPlaces(buffer)
}
