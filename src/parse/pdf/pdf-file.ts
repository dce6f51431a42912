/** Knows every object of a PDF, of all revisions, in the open, in object streams and behind its tables' back; says what it could not see. */
import { filtersOf, isPictureFilter, unpack } from './filters.ts'
import { findObjects, findWord } from './find-objects.ts'
import { MAX_OBJECT_STREAM_BYTES, MAX_OBJECTS, MAX_REVISIONS, MAX_STREAM_BYTES } from './limits.ts'
import type { Lock } from './lock.ts'
import { type ObjectIndex, objectIndex, type PdfEntry } from './object-index.ts'
import { listObjects } from './object-stream.ts'
import { openLock } from './open-lock.ts'
import { NO_OBJECT, objectReader } from './read-object.ts'
import type { Filter, Unpacked } from './unpacked.ts'
import { entryOf, isDict, isRef, nameOf, type PdfDict, type PdfObject, type PdfString, type PdfValue } from './values.ts'
import { type Place, readTables, type Tables } from './xref.ts'

export type PdfProblem = 'PDF_PASSWORD_WRONG' | 'PDF_ENCRYPTED' | 'PDF_TOO_BIG' | 'PDF_UNREADABLE'

export interface PdfFile {
  readonly encrypted: boolean
  readonly trailers: readonly PdfDict[]
  /** The catalogue as readers see it, null when there is none. */
  readonly root: PdfDict | null
  /** Why not all was seen, the weightiest first; null when all was. */
  readonly problem: PdfProblem | null
  read(entry: PdfEntry): PdfObject
  /** Every object that was ever given this number. */
  versions(number: number): readonly PdfEntry[]
  /** The object of this number that readers see. */
  live(number: number): PdfEntry | null
  /** What a value stands for, as readers see it; null for what is not there. */
  resolve(value: PdfValue): PdfValue
  openString(value: PdfString, entry: PdfEntry): Buffer
  openStream(entry: PdfEntry, object: PdfObject): OpenedStream | null
  /** True once more was read than any honest file needs: from then on every object is empty. */
  spent(): boolean
  /** `unsupported` where filters of pictures are in the way. */
  unpackStream(entry: PdfEntry, object: PdfObject, maxBytes: number): Unpacked
}

/** Not locked any more, and still packed by `filters`. */
export interface OpenedStream {
  readonly bytes: Buffer
  readonly filters: readonly Filter[]
}

/** Told of every object once, of all revisions, in no order that means something. */
export type Visit = (entry: PdfEntry, object: PdfObject, file: Pick<PdfFile, 'openString'>) => void

const PROBLEMS: readonly PdfProblem[] = ['PDF_PASSWORD_WRONG', 'PDF_ENCRYPTED', 'PDF_TOO_BIG', 'PDF_UNREADABLE']
/** Readers follow references to references some way. */
const MAX_HOPS = 16
/** Objects are asked for again and again while a page is walked. */
const KEPT_OBJECTS = 512

/** Never throws for hostile bytes; linear in them and in what the object streams unpack to, which is bounded. */
export function openPdfFile(untrusted: Uint8Array, password: string | null = null, visit: Visit = () => undefined): PdfFile {
  const bytes = Buffer.from(untrusted.buffer, untrusted.byteOffset, untrusted.byteLength)
  const problems = new Set<PdfProblem>()
  const headers = findObjects(bytes, MAX_OBJECTS)
  if (headers === null) problems.add('PDF_TOO_BIG')
  const base = Math.max(0, bytes.subarray(0, 1024).indexOf('%PDF-'))
  const reader = objectReader(bytes, lengthAt)
  const index: ObjectIndex = objectIndex(bytes, headers ?? [], base, reader.readAt)
  const tables = readTables(bytes, base, reader)
  const strays = findWord(bytes, 'trailer')
  if (strays.length > MAX_REVISIONS) problems.add('PDF_TOO_BIG')
  const trailers = [...tables.trailers, ...trailersAt(strays.slice(-MAX_REVISIONS))]
  const kept = new Map<PdfEntry, PdfObject>()
  /** Before all object streams are open only the file's order tells which revision counts. */
  let live: (number: number) => PdfEntry | null = index.newest
  const opened = openLock(trailers, password, resolve)
  const lock: Lock | null = opened.status === 'open' ? opened.lock : null
  if (opened.status === 'closed') problems.add(opened.problem)

  /** Last first: the newest revision stands at the end. */
  function trailersAt(places: readonly number[]): readonly PdfDict[] {
    return places
      .toReversed()
      .map((at) => reader.readValueAt(bytes, at + 'trailer'.length).value)
      .filter(isDict)
  }

  function lengthAt(number: number): number | null {
    const entry = index.newest(number)
    // Without its stream: a length that is a stream with a length would have no end.
    const value = entry === null ? null : entry.container === null ? reader.readAt(entry.at, true)?.object.value : read(entry).value
    return typeof value === 'number' ? value : null
  }

  function read(entry: PdfEntry): PdfObject {
    const known = kept.get(entry)
    if (known !== undefined) return known
    const object = entry.container === null ? reader.readAt(entry.at)?.object : reader.readValueAt(entry.source, entry.at)
    if (kept.size >= KEPT_OBJECTS) kept.delete(kept.keys().next().value!)
    kept.set(entry, object ?? NO_OBJECT)
    return object ?? NO_OBJECT
  }

  function resolve(value: PdfValue): PdfValue {
    let found = value
    for (let hop = 0; isRef(found); hop += 1) {
      const entry = hop < MAX_HOPS ? live(found.number) : null
      found = entry === null ? null : read(entry).value
    }
    return found
  }

  function openStream(entry: PdfEntry, { value, stream }: PdfObject): OpenedStream | null {
    const filters = stream !== null && isDict(value) ? filtersOf(value, resolve) : null
    if (stream === null || filters === null) return null
    const type = nameOf(resolve(entryOf(value, 'Type')))
    if (lock === null || type === 'XRef') return { bytes: stream, filters }
    const crypt = filters.find(({ name }) => name === 'Crypt')
    const cryptFilter = crypt === undefined ? null : (nameOf(resolve(entryOf(crypt.parameters, 'Name'))) ?? 'Identity')
    const kind = type === 'EmbeddedFile' ? 'embedded-file' : type === 'Metadata' ? 'metadata' : 'stream'
    return { bytes: lock.openStream(stream, entry, kind, cryptFilter), filters }
  }

  function unpackStream(entry: PdfEntry, object: PdfObject, maxBytes: number): Unpacked {
    const stream = openStream(entry, object)
    if (stream === null) return { status: 'corrupt' }
    return stream.filters.some(isPictureFilter) ? { status: 'unsupported' } : unpack(stream.bytes, stream.filters, maxBytes, resolve)
  }

  const openString = (value: PdfString, entry: PdfEntry): Buffer =>
    lock === null || entry.container !== null ? value.bytes : lock.openString(value.bytes, entry)

  const contents = new Map<PdfEntry, readonly PdfEntry[]>()
  const containers = new Set([...tables.places.values()].flatMap((place) => (place.kind === 'in' ? [place.container] : [])))
  for (const place of tables.places.values()) if (place.kind === 'at') index.at(place.offset)
  let lastCatalog: PdfEntry | null = null
  let unpackedBytes = 0
  let streamEnd = 0
  // Only those in the open: what stands in object streams is added, and looked at, as they are opened.
  for (const entry of [...index.entries]) {
    const found = reader.readAt(entry.at)
    if (found === null) continue
    entry.buried = entry.at < streamEnd && found.end <= streamEnd
    if (!entry.buried && found.object.stream !== null) streamEnd = found.end
    look(entry, found.object)
    openObjects(entry, found.object)
  }
  if (reader.spent() || !index.whole()) problems.add('PDF_TOO_BIG')

  function look(entry: PdfEntry, object: PdfObject): void {
    // In the bytes of a stream most of what looks like an object is none.
    if (!object.sound && !entry.buried) problems.add('PDF_UNREADABLE')
    const type = nameOf(entryOf(object.value, 'Type'))
    if (type === 'Catalog' && !entry.buried) lastCatalog = entry
    // Tables that nothing points to may still be some reader's.
    if (type === 'XRef' && opened.status === 'none' && entryOf(object.value, 'Encrypt') !== null) problems.add('PDF_ENCRYPTED')
    visit(entry, object, { openString })
  }

  function openObjects(container: PdfEntry, object: PdfObject): void {
    if (object.stream === null || opened.status === 'closed') return
    const first = resolve(entryOf(object.value, 'First'))
    // Some readers open an object stream that does not say that it is one; `/First` with a number stands nowhere else.
    const isOne =
      nameOf(resolve(entryOf(object.value, 'Type'))) === 'ObjStm' || typeof first === 'number' || containers.has(container.number)
    if (!isOne || problems.has('PDF_TOO_BIG')) return
    const unpacked = unpackStream(container, object, Math.min(MAX_STREAM_BYTES, MAX_OBJECT_STREAM_BYTES - unpackedBytes))
    if (unpacked.status !== 'ok') {
      if (!container.buried) problems.add(unpacked.status === 'too-big' ? 'PDF_TOO_BIG' : 'PDF_UNREADABLE')
      return
    }
    unpackedBytes += unpacked.bytes.length
    const { objects, whole } = listObjects(unpacked.bytes, first, resolve(entryOf(object.value, 'N')))
    if (!(whole && unpacked.whole) && !container.buried) problems.add('PDF_UNREADABLE')
    if (index.entries.length + objects.length > MAX_OBJECTS) {
      problems.add('PDF_TOO_BIG')
      return
    }
    const { buried } = container
    const list = objects.map(({ number, at }) => index.add({ number, generation: 0, source: unpacked.bytes, at, container, buried }))
    contents.set(container, list)
    for (const entry of list) look(entry, reader.readValueAt(entry.source, entry.at))
  }

  const byTables = placesOf(tables, index, contents)
  const rootAmong = (): PdfDict | null => {
    const roots = trailers.map((trailer) => resolve(entryOf(trailer, 'Root')))
    return roots.filter(isDict).find((root) => isDict(resolve(entryOf(root, 'Pages')))) ?? null
  }
  if (tables.whole) live = byTables
  let root = rootAmong()
  if (root === null) {
    // As readers do: the tables are thrown away, and the last object of each number counts.
    live = index.newest
    root = rootAmong()
  }
  if (root === null) {
    // Nothing says where it begins, so readers may begin elsewhere or nowhere.
    problems.add('PDF_UNREADABLE')
    const last = lastCatalog === null ? null : read(lastCatalog).value
    root = isDict(last) ? last : null
  }

  const problem = PROBLEMS.find((one) => problems.has(one)) ?? null
  const { versions } = index
  const { spent } = reader
  return {
    encrypted: opened.status !== 'none',
    trailers,
    root,
    problem,
    read,
    versions,
    live,
    resolve,
    spent,
    openString,
    openStream,
    unpackStream,
  }
}

/** Which object counts by the tables. What they get wrong is looked for in the file, as readers do. */
function placesOf(tables: Tables, index: ObjectIndex, contents: ReadonlyMap<PdfEntry, readonly PdfEntry[]>) {
  const inContainer = (number: number, place: Extract<Place, { readonly kind: 'in' }>): PdfEntry | null => {
    const around = tables.places.get(place.container)
    const entry = around?.kind === 'at' ? index.at(around.offset) : null
    const list = entry === null ? undefined : contents.get(entry)
    return list?.[place.index]?.number === number ? list[place.index]! : (list?.findLast((one) => one.number === number) ?? null)
  }
  return (number: number): PdfEntry | null => {
    const place = tables.places.get(number)
    if (place === undefined || place.kind === 'free') return null
    const entry = place.kind === 'at' ? index.at(place.offset) : inContainer(number, place)
    return entry?.number === number ? entry : index.newest(number)
  }
}
