/** Compiles a list from its file: read as a stream, hashed under the installation's key, sorted, written whole; what could not be read is counted. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ForebayError } from '../../core/error.ts'
import { type CompiledList, type ListHeader, type RefusedLines, readCompiled, type SourceState, writeCompiled } from './compiled-file.ts'
import type { Entry, Refusal } from './entry.ts'
import { EXACT_HOST } from './expressions.ts'
import { type ListFormat, openFeed } from './formats/detect.ts'
import type { EntrySink } from './formats/feed.ts'
import { createKeyedHash, deriveListKeys } from './keyed-hash.ts'

export interface CompileJob {
  readonly list: string
  readonly sourcePath: string
  /** As people may see it. */
  readonly source: string
  readonly sourceDigest: string
  readonly sourceState: SourceState
  readonly sourceReadAt: number
  readonly compiledAt: number
  readonly format: ListFormat | 'auto'
  readonly outPath: string
  readonly secret: Uint8Array
  /** An empty source is an error: what is fetched is never empty by intent. */
  readonly refuseEmpty: boolean
}

export interface CompileResult {
  readonly header: ListHeader
  readonly sizeBytes: number
  /** Something is listed (or no longer excepted) that was not when the file was last written. */
  readonly added: boolean
  readonly removed: boolean
}

/** Unpacked; a list of two million hosts has about 50 MB. */
const MAX_SOURCE_BYTES = 1_073_741_824
const MAX_ENTRIES = 16_000_000
const REFUSED_LINES_KEPT = 10
/** From this many on, a list of which more is refused than read was read as something that it is not. */
const FEW_REFUSED = 20

/** @throws ForebayError `LIST_NOT_UNDERSTOOD`, `LIST_EMPTY`, `LIST_TOO_LARGE`, `LIST_SOURCE_UNREADABLE`; what stood at `outPath` is then untouched */
export async function compileList(job: CompileJob): Promise<CompileResult> {
  const keys = deriveListKeys(job.secret)
  const hash = createKeyedHash(keys.hash)
  const sections = { host: growing(), path: growing(), pathHost: growing(), exception: growing() }
  const refusals = countRefusals()
  let bytes = new Uint8Array(1_024)

  const sink: EntrySink = {
    take(entry: Entry, line, exception = false) {
      if (entry.kind === 'refused') return refusals.count(line, entry.why)
      const { expression } = entry
      if (bytes.length < expression.length) bytes = new Uint8Array(2 * expression.length)
      for (let at = 0; at < expression.length; at += 1) bytes[at] = expression.charCodeAt(at)
      hash.take(bytes, 0, expression.length)
      sections[exception ? 'exception' : entry.kind].push(hash.low, hash.high)
      if (entry.kind === 'path' && !exception) {
        hash.take(bytes, expression.startsWith(EXACT_HOST) ? 1 : 0, expression.indexOf('/') + 1)
        sections.pathHost.push(hash.low, hash.high)
      }
      if (sections.host.size() + sections.path.size() > MAX_ENTRIES) throw tooLarge()
    },
  }
  const feed = openFeed(job.format, sink)
  const decoder = new TextDecoder()
  for await (const chunk of unpacked(job.sourcePath)) feed.push(decoder.decode(chunk, { stream: true }))
  feed.push(decoder.decode())
  feed.end()

  const taken = sections.host.size() + sections.path.size() + sections.exception.size()
  const refusedLines = refusals.result()
  refuseNonsense(taken, refusedLines, job.refuseEmpty)
  const hashes = {
    hosts: sections.host.sorted(),
    paths: sections.path.sorted(),
    pathHosts: sections.pathHost.sorted(),
    exceptions: sections.exception.sorted(),
  }
  const [hosts, paths, exceptions] = [hashes.hosts.length / 2, hashes.paths.length / 2, hashes.exceptions.length / 2]
  const { list, source, sourceDigest, sourceState, sourceReadAt, compiledAt } = job
  const header: ListHeader = {
    version: 1,
    ...{ list, source, sourceDigest, format: feed.format() ?? 'hosts', compiledAt, sourceReadAt, sourceState },
    ...{
      refused: refusedLines,
      duplicates: taken - hosts - paths - exceptions,
      hosts,
      paths,
      pathHosts: hashes.pathHosts.length / 2,
      exceptions,
    },
  }
  const before = await readCompiled(job.outPath, keys.seal).catch(() => null)
  const sizeBytes = await writeCompiled(job.outPath, { header, hashes }, keys.seal)
  return { header, sizeBytes, ...difference(before, hashes) }
}

/** So that a list whose source is another now is not taken for the old one. */
export function digestOf(source: string): string {
  return createHash('sha256').update(source).digest('base64url')
}

async function* unpacked(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: 262_144 })
  let total = 0
  let first = true
  let source: AsyncIterable<Uint8Array> = stream
  try {
    const iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
    const beginning = await iterator.next()
    const rejoined = rejoin(beginning, iterator)
    // RFC 1952 2.3.1; what the name says is not asked.
    const packed = !beginning.done && beginning.value[0] === 0x1f && beginning.value[1] === 0x8b
    source = packed ? inflated(rejoined) : rejoined
    for await (const chunk of source) {
      if (first && chunk.includes(0)) throw new ForebayError('LIST_NOT_UNDERSTOOD', 'The source is no text.')
      first = false
      total += chunk.length
      if (total > MAX_SOURCE_BYTES) throw tooLarge()
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof ForebayError) throw cause
    throw new ForebayError('LIST_SOURCE_UNREADABLE', 'The source of the list cannot be read to its end.', { cause })
  } finally {
    stream.destroy()
  }
}

async function* rejoin(first: IteratorResult<Uint8Array>, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value
}

async function* inflated(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  const from = Readable.from(source)
  from.on('error', (error) => gunzip.destroy(error))
  try {
    yield* from.pipe(gunzip) as AsyncIterable<Uint8Array>
  } finally {
    gunzip.destroy()
  }
}

function refuseNonsense(taken: number, { count, reasons }: RefusedLines, refuseEmpty: boolean): void {
  // A list for ad blockers may be mostly about parts of pages; what every hosts file begins with is no sign either.
  const strange = count - (reasons.UNSUPPORTED_RULE ?? 0) - (reasons.LOCAL ?? 0)
  if ((taken === 0 && count > 0) || (strange >= FEW_REFUSED && strange > taken))
    throw new ForebayError('LIST_NOT_UNDERSTOOD', `Of the list ${count} lines were not understood and ${taken} were.`)
  if (taken === 0 && refuseEmpty) throw new ForebayError('LIST_EMPTY', 'The list is empty.')
}

function tooLarge(): ForebayError {
  return new ForebayError('LIST_TOO_LARGE', 'The list is too large.', { limit: { maxBytes: MAX_SOURCE_BYTES, maxEntries: MAX_ENTRIES } })
}

function countRefusals() {
  let count = 0
  const reasons: Partial<Record<Refusal, number>> = {}
  const lines: { line: number; why: Refusal }[] = []
  return {
    count(line: number, why: Refusal): void {
      count += 1
      reasons[why] = (reasons[why] ?? 0) + 1
      if (lines.length < REFUSED_LINES_KEPT) lines.push({ line, why })
    },
    result: (): RefusedLines => ({ count, reasons, lines }),
  }
}

function growing() {
  let words = new Uint32Array(2_048)
  let used = 0
  return {
    size: () => used / 2,
    push(low: number, high: number): void {
      if (used === words.length) {
        const larger = new Uint32Array(2 * used)
        larger.set(words)
        words = larger
      }
      words[used] = low
      words[used + 1] = high
      used += 2
    },
    /** Each once. */
    sorted(): Uint32Array {
      const hashes = new BigUint64Array(words.buffer, 0, used / 2).sort()
      let kept = 0
      for (let at = 0; at < used; at += 2) {
        const repeated = kept > 0 && words[at] === words[kept - 2] && words[at + 1] === words[kept - 1]
        if (repeated) continue
        words[kept] = words[at]!
        words[kept + 1] = words[at + 1]!
        kept += 2
      }
      return new Uint32Array(hashes.buffer, 0, kept)
    },
  }
}

function difference(before: CompiledList | null, now: CompiledList['hashes']): { readonly added: boolean; readonly removed: boolean } {
  if (before === null) return { added: now.hosts.length + now.paths.length > 0, removed: false }
  const was = before.hashes
  return {
    added: hasMore(now.hosts, was.hosts) || hasMore(now.paths, was.paths) || hasMore(was.exceptions, now.exceptions),
    removed: hasMore(was.hosts, now.hosts) || hasMore(was.paths, now.paths) || hasMore(now.exceptions, was.exceptions),
  }
}

/** Whether the first has a hash that the second lacks; both sorted. */
function hasMore(some: Uint32Array, others: Uint32Array): boolean {
  let other = 0
  for (let at = 0; at < some.length; at += 2) {
    while (other < others.length && isBelow(others, other, some, at)) other += 2
    if (other >= others.length || others[other] !== some[at] || others[other + 1] !== some[at + 1]) return true
  }
  return false
}

function isBelow(a: Uint32Array, at: number, b: Uint32Array, bt: number): boolean {
  return a[at + 1]! < b[bt + 1]! || (a[at + 1] === b[bt + 1] && a[at]! < b[bt]!)
}
