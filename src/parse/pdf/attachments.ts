/** Takes the files that a PDF carries out of it, under the message's one budget. */
import type { ListedEntry } from '../../core/inspector.ts'
import { takeBytes, takeEntry } from '../budget.ts'
import type { InnerFile, OpenContext } from '../file/contents.ts'
import type { Attached } from './file-spec.ts'
import { MAX_STREAM_BYTES, RATIO_CHECKED_ABOVE_BYTES } from './limits.ts'
import type { PdfEntry } from './object-index.ts'
import type { PdfFile } from './pdf-file.ts'
import { isDict, isRef } from './values.ts'

export interface Attachments {
  readonly entries: readonly ListedEntry[]
  readonly children: readonly InnerFile[]
  /** `PDF_TOO_BIG`, `PDF_TOO_MANY_FILES`, `PDF_TOO_DEEP` or `PDF_UNREADABLE`: the first that was met. */
  readonly problem: string | null
}

/** Of every revision; what nothing names is called by its number. */
export function takeAttachments(
  file: PdfFile,
  attached: readonly Attached[],
  lying: readonly PdfEntry[],
  context: OpenContext,
): Attachments {
  const { budget, depth } = context
  const named = new Map<PdfEntry, string | null>()
  // Each number once, whoever names it: what many name is one file.
  const names = new Map<number, string | null>()
  for (const { untrustedName, numbers } of attached) for (const number of numbers) names.set(number, names.get(number) ?? untrustedName)
  let problem: string | null = null
  for (const [number, name] of names) {
    const streams = streamsOf(file, [number])
    // Named, and not to be had: whoever repairs the file may find it.
    if (streams.length === 0 && file.versions(number).length > 0) problem = 'PDF_UNREADABLE'
    for (const entry of streams) named.set(entry, named.get(entry) ?? name)
  }
  for (const entry of lying) if (!named.has(entry)) named.set(entry, null)
  const entries: ListedEntry[] = []
  const children: InnerFile[] = []
  if (named.size > 0 && depth >= budget.limits.maxDepth) problem = 'PDF_TOO_DEEP'
  for (const [entry, name] of named) {
    if (!takeEntry(budget)) {
      problem ??= 'PDF_TOO_MANY_FILES'
      break
    }
    const untrustedPath = name === null || name === '' ? `attachment-${entry.number}` : name
    const object = file.read(entry)
    const compressedBytes = object.stream?.length ?? 0
    const left = Math.max(0, budget.limits.maxInflatedBytes - budget.inflatedBytes)
    const most = Math.min(left, MAX_STREAM_BYTES, Math.max(RATIO_CHECKED_ABOVE_BYTES, compressedBytes * budget.limits.maxRatio))
    const unpacked = problem === 'PDF_TOO_DEEP' ? null : unpackAttached(file, entry, most)
    if (unpacked === 'PDF_TOO_BIG') takeBytes(budget, most)
    const bytes = unpacked === null || typeof unpacked === 'string' ? null : unpacked
    if (typeof unpacked === 'string') problem ??= unpacked
    entries.push({ untrustedPath, sizeBytes: bytes?.length ?? 0, compressedBytes, encrypted: false, directory: false })
    if (bytes === null) continue
    takeBytes(budget, bytes.length)
    children.push({ untrustedPath, bytes })
  }
  return { entries, children, problem }
}

function unpackAttached(file: PdfFile, entry: PdfEntry, most: number): Uint8Array | string {
  const object = file.read(entry)
  const stream = file.openStream(entry, object)
  if (stream === null) return 'PDF_UNREADABLE'
  const unpacked = file.unpackStream(entry, object, most)
  if (unpacked.status === 'too-big') return 'PDF_TOO_BIG'
  // A picture is attached as it is; its filter is its format.
  if (unpacked.status === 'unsupported' && stream.filters.length === 1) return stream.bytes
  return unpacked.status === 'ok' && unpacked.whole ? unpacked.bytes : 'PDF_UNREADABLE'
}

/** As `resolve` follows them. */
const MAX_HOPS = 16

/** Behind a number stands the file, or the dictionary that has one for each system. */
function streamsOf(file: PdfFile, numbers: readonly number[], deeper = true, hops = MAX_HOPS): readonly PdfEntry[] {
  return numbers.flatMap((number) =>
    file.versions(number).flatMap((entry) => {
      const { value, stream } = file.read(entry)
      if (stream !== null) return [entry]
      // A reference to a reference: readers follow it.
      if (isRef(value)) return hops > 0 ? streamsOf(file, [value.number], deeper, hops - 1) : []
      if (!deeper || !isDict(value)) return []
      return streamsOf(
        file,
        [...value.entries.values()].filter(isRef).map((ref) => ref.number),
        false,
        hops,
      )
    }),
  )
}
