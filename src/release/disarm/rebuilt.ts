/** Puts a document together from its parts, alike for alike parts, and lets nobody have it whose opener still finds something in it. */
import { type Zippable, zipSync } from 'fflate'
import type { Disarmed } from '../../core/disarmed.ts'
import { openBudget } from '../../parse/budget.ts'
import { detectType } from '../../parse/file/type.ts'
import { officeOpener } from '../../parse/office/office.ts'
import type { OfficeProblem } from '../../parse/office/seen.ts'
import type { ZippedPart } from '../../parse/office/zipped.ts'
import type { Losses } from './losses.ts'

/** The first day that a zip can name; the same in every time zone, for a zip has none. */
const DAY = new Date(1980, 0, 1)

/** Each part is unpacked once, however often it is asked for. */
export function unpackedOnce(parts: readonly ZippedPart[]): readonly ZippedPart[] {
  return parts.map((part) => {
    let bytes: Uint8Array | null | undefined
    return {
      ...part,
      bytes: () => {
        if (bytes === undefined) bytes = part.bytes()
        return bytes
      },
    }
  })
}

export type Part = readonly [path: string, bytes: Uint8Array]

export function zipParts(parts: readonly Part[], stored: ReadonlySet<string> = new Set()): Uint8Array {
  const files: Zippable = {}
  for (const [path, bytes] of parts) files[path] = [bytes, { level: stored.has(path) ? 0 : 6, mtime: DAY }]
  return zipSync(files)
}

/** Refused when the rebuilt document is another than it should be, or something that acts was overlooked. */
export async function proven(bytes: Uint8Array, type: string, extension: string | null, losses: Losses): Promise<Disarmed> {
  const detected = await detectType(bytes)
  if (detected !== type) return { status: 'refused', reason: 'DISARM_CORRUPT' }
  const { listing, children, targets } = await officeOpener.open(bytes, detected, { depth: 0, budget: openBudget() })
  const clean = listing.traits.length === 0 && listing.incomplete === null && targets.length === 0
  // Pictures are all that may be inside.
  const types = await Promise.all(children.map((child) => detectType(child.bytes)))
  if (!clean || types.some((each) => !each.startsWith('image/'))) return { status: 'refused', reason: 'DISARM_STILL_ACTIVE' }
  return { status: 'done', bytes, type, extension, losses: losses.list() }
}

export function refusalOf(problem: OfficeProblem | null): string {
  if (problem === 'OFFICE_ENCRYPTED') return 'DISARM_ENCRYPTED'
  return problem === 'OFFICE_TOO_BIG' || problem === 'OFFICE_TOO_MANY_ENTRIES' ? 'DISARM_TOO_LARGE' : 'DISARM_CORRUPT'
}

const PICTURE_STARTS: readonly (readonly [type: string, start: Buffer, at: number])[] = [
  ['image/png', Buffer.from('89504e470d0a1a0a', 'hex'), 0],
  ['image/jpeg', Buffer.from('ffd8ff', 'hex'), 0],
  ['image/gif', Buffer.from('GIF8'), 0],
  ['image/bmp', Buffer.from('BM'), 0],
  ['image/tiff', Buffer.from('49492a00', 'hex'), 0],
  ['image/tiff', Buffer.from('4d4d002a', 'hex'), 0],
  // [MS-EMF] 2.3.4.2 and [MS-WMF] 2.3.2.3
  ['image/x-emf', Buffer.from(' EMF'), 40],
  ['image/x-wmf', Buffer.from('d7cdc69a', 'hex'), 0],
  ['image/x-wmf', Buffer.from('01000900', 'hex'), 0],
]

/** The media type of a picture that office programs show; null for anything else. */
export function pictureTypeOf(bytes: Uint8Array): string | null {
  const found = PICTURE_STARTS.find(([, start, at]) => start.every((byte, index) => bytes[at + index] === byte))
  return found?.[0] ?? null
}
