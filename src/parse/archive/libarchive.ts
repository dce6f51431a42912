/** Runs libarchive (WebAssembly) over bytes in memory: block by block, in a memory that cannot grow past its bound, every warning of it told from an end. */

/** sys/stat.h. */
const KINDS: ReadonlyMap<number, LibarchiveEntry['kind']> = new Map([
  [0o010000, 'other'],
  [0o020000, 'other'],
  [0o040000, 'directory'],
  [0o060000, 'other'],
  [0o120000, 'link'],
  [0o140000, 'other'],
])

/** What libarchive says of one entry. Names are lossy beyond ASCII: its program has no locale. */
export interface LibarchiveEntry {
  readonly untrustedPath: string
  readonly kind: 'file' | 'directory' | 'link' | 'other'
  readonly sizeBytes: number
  readonly encrypted: boolean
  readonly untrustedLinkTarget: string | null
}

/** Why reading ended: `end` when all was well. */
export type LibarchiveEnd = 'end' | 'stopped' | 'encrypted' | 'unsupported' | 'corrupt'

export interface LibarchiveVisitor {
  /** How many bytes of it are wanted at most: null for none; `stop` ends the reading. */
  enter(entry: LibarchiveEntry): number | null | 'stop'
  /** The whole entry, or what is wrong with it; false ends the reading. */
  leave(entry: LibarchiveEntry, read: LibarchiveRead): boolean
  /** Asked after each block; false ends the reading. */
  mayGoOn(): boolean
}

export type LibarchiveRead =
  | { readonly status: 'ok'; readonly bytes: Uint8Array }
  | { readonly status: 'too-big' }
  | {
      readonly status: 'refused'
      readonly why: 'encrypted' | 'unsupported' | 'corrupt'
      readonly said: string
      /** What came out before. */
      readonly bytes: Uint8Array
    }

/** Reads all entries of an archive of any format that libarchive knows. Never throws for hostile bytes. */
export type Libarchive = (bytes: Uint8Array, visitor: LibarchiveVisitor) => Promise<LibarchiveEnd>

interface Program {
  readonly HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _free(pointer: number): void
  _archive_read_new_memory(bytes: number, length: number, passphrase: number): number
  _archive_read_next_entry(archive: number): number
  _archive_read_data(archive: number, block: number, length: number): number
  _archive_read_has_encrypted_entries(archive: number): number
  _archive_read_free(archive: number): number
  _archive_error_string(archive: number): number
  _archive_entry_filetype(entry: number): number
  _archive_entry_size(entry: number): bigint | number
  _archive_entry_pathname_utf8(entry: number): number
  _archive_entry_symlink_utf8(entry: number): number
  _archive_entry_hardlink_utf8(entry: number): number
  _archive_entry_is_encrypted(entry: number): number
}

type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The part of the WebAssembly JavaScript interface (W3C) that is used here; Node's typings leave it to those of browsers. */
interface Machine {
  compile(program: Uint8Array): Promise<object>
  readonly Instance: new (compiled: object, imports: Imports) => { readonly exports: object }
  readonly RuntimeError: new () => Error
}
const machine = (globalThis as unknown as { readonly WebAssembly: Machine }).WebAssembly

interface ProgramOptions {
  instantiateWasm(imports: Imports, done: (instance: { readonly exports: object }) => void): object
  print(line: string): void
  printErr(line: string): void
}

const BLOCK_BYTES = 64 * 1024
/** Holds the archive itself and a dictionary of 64 MiB, the largest that 7-Zip and xz take without being told to. */
const MAX_MEMORY_BYTES = 160 * 1024 * 1024
const MAX_NAME_BYTES = 8 * 1024
/** archive_private.h: the first two words of an open archive, and what the second may be. */
const READ_MAGIC = 0xdeb0c5
const STATE_DATA = 4
const STATE_EOF = 0x10
/** archive.h: the archive can be read on, although something is wrong with this entry. */
const CAN_GO_ON: ReadonlySet<number> = new Set([-20, -25])

/** @param loadProgram the bytes of `libarchive-wasm/dist/libarchive.wasm`, asked for at the first archive that needs them */
export function openLibarchive(loadProgram: () => Promise<Uint8Array>): Libarchive {
  let compiling: Promise<object> | null = null
  return async (bytes, visitor) => {
    compiling ??= loadProgram().then((program) => machine.compile(new Uint8Array(program)))
    // A new instance for each archive: nothing of one file is left in memory for the next, and no memory stays grown.
    const program = await instantiate(await compiling)
    try {
      return readAll(program, bytes, visitor)
    } catch (error) {
      // A trap of the program (memory out of bounds, out of memory) says that the bytes are not what they should be.
      if (error instanceof machine.RuntimeError) return 'corrupt'
      throw error
    }
  }
}

async function instantiate(compiled: object): Promise<Program> {
  const { default: factory } = (await import('libarchive-wasm/dist/libarchive.js')) as unknown as {
    default: (options: ProgramOptions) => Promise<Program>
  }
  return await factory({
    instantiateWasm(imports, done) {
      const instance = new machine.Instance(compiled, boundMemory(imports))
      done(instance)
      return instance.exports
    },
    print: () => undefined,
    printErr: () => undefined,
  })
}

/** The program asks the outside for more memory; past the bound it is told that there is none. */
function boundMemory(imports: Imports): Imports {
  let bounded = 0
  const module = Object.fromEntries(
    Object.entries(imports['a'] ?? {}).map(([key, value]) => {
      if (typeof value !== 'function' || value.name !== '_emscripten_resize_heap') return [key, value]
      bounded += 1
      const grow = value as (bytes: number) => boolean
      return [key, (bytes: number) => (bytes >>> 0 > MAX_MEMORY_BYTES ? 0 : grow(bytes))]
    }),
  )
  if (bounded !== 1) throw new Error('libarchive-wasm grows its memory in another way than it used to')
  return { ...imports, a: module }
}

function readAll(program: Program, bytes: Uint8Array, visitor: LibarchiveVisitor): LibarchiveEnd {
  const input = program._malloc(Math.max(1, bytes.length))
  const block = program._malloc(BLOCK_BYTES)
  if (input === 0 || block === 0) return 'unsupported'
  program.HEAPU8.set(bytes, input)
  const archive = program._archive_read_new_memory(input, bytes.length, 0)
  if (archive === 0) return 'corrupt'
  if (wordAt(program, archive) !== READ_MAGIC) throw new Error('libarchive-wasm has another build than the one that is known')
  let entryAt = 0
  for (;;) {
    const next = program._archive_read_next_entry(archive)
    // Null is the end, an error, or an entry with a warning (a name that its locale cannot write): the state tells which.
    const state = wordAt(program, archive + 4)
    if (next === 0 && state === STATE_EOF) {
      return program._archive_read_has_encrypted_entries(archive) === 1 ? 'encrypted' : 'end'
    }
    if (next === 0 && state !== STATE_DATA) return reasonOf(program, archive)
    if (next !== 0) entryAt = next
    const odd = next === 0 && !/cannot be converted|can't be converted/i.test(said(program, archive))
    // The pointer is the same for all entries of an archive, and unknown when the very first has a warning.
    if (entryAt === 0) entryAt = entryPointer(program, archive)
    const entry = entryOf(program, entryAt)
    const wanted = visitor.enter(entry)
    if (wanted === 'stop') return 'stopped'
    if (wanted !== null) {
      const read = odd ? refused(program, archive) : readEntry(program, archive, block, wanted, visitor)
      if (read === null || !visitor.leave(entry, read)) return 'stopped'
    } else if (odd) {
      return 'corrupt'
    }
    if (!visitor.mayGoOn()) return 'stopped'
  }
}

/** Null when it was told to stop. */
function readEntry(program: Program, archive: number, block: number, maxBytes: number, visitor: LibarchiveVisitor): LibarchiveRead | null {
  let whole = Buffer.allocUnsafeSlow(BLOCK_BYTES)
  let total = 0
  const append = (bytes: number): void => {
    if (total + bytes > whole.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(Math.max(maxBytes, total + bytes), whole.length * 4))
      whole.copy(larger, 0, 0, total)
      whole = larger
    }
    whole.set(program.HEAPU8.subarray(block, block + bytes), total)
    total += bytes
  }
  for (;;) {
    const got = program._archive_read_data(archive, block, BLOCK_BYTES)
    if (got < 0) {
      const failure = refused(program, archive)
      // With a complaint about the whole, what was unpacked before it is handed out by the calls after it.
      for (let left = CAN_GO_ON.has(got) ? program._archive_read_data(archive, block, BLOCK_BYTES) : 0; left > 0; ) {
        if (total + left > maxBytes) return { status: 'too-big' }
        append(left)
        left = program._archive_read_data(archive, block, BLOCK_BYTES)
      }
      return { ...failure, bytes: whole.subarray(0, total) }
    }
    // What was not written to was never given memory, unless it is little.
    if (got === 0)
      return { status: 'ok', bytes: total < BLOCK_BYTES / 2 ? Buffer.from(whole.subarray(0, total)) : whole.subarray(0, total) }
    if (total + got > maxBytes) return { status: 'too-big' }
    append(got)
    if (!visitor.mayGoOn()) return null
  }
}

function refused(program: Program, archive: number) {
  return { status: 'refused', why: reasonOf(program, archive), said: said(program, archive), bytes: new Uint8Array() } as const
}

function reasonOf(program: Program, archive: number): 'encrypted' | 'unsupported' | 'corrupt' {
  const words = said(program, archive)
  if (/encrypt|passphrase|crypto/i.test(words)) return 'encrypted'
  if (program._archive_read_has_encrypted_entries(archive) === 1) return 'encrypted'
  return /support|unknown codec|can't allocate|no memory|unavailable|multivolume|solid/i.test(words) ? 'unsupported' : 'corrupt'
}

function entryOf(program: Program, entry: number): LibarchiveEntry {
  const target =
    textAt(program, program._archive_entry_hardlink_utf8(entry)) ?? textAt(program, program._archive_entry_symlink_utf8(entry)) ?? null
  const type = program._archive_entry_filetype(entry)
  // No type at all is a file: many archives say nothing more.
  const kind = KINDS.get(type) ?? 'file'
  return {
    untrustedPath: textAt(program, program._archive_entry_pathname_utf8(entry)) ?? '',
    kind: kind === 'file' && target !== null ? 'link' : kind,
    sizeBytes: Number(program._archive_entry_size(entry)),
    encrypted: program._archive_entry_is_encrypted(entry) !== 0,
    untrustedLinkTarget: target,
  }
}

/** archive_read_private.h: `struct archive` and behind it the one entry that is filled again and again; 96 bytes in this build. */
function entryPointer(program: Program, archive: number): number {
  return wordAt(program, archive + 96)
}

function said(program: Program, archive: number): string {
  return textAt(program, program._archive_error_string(archive)) ?? ''
}

function wordAt(program: Program, at: number): number {
  return Buffer.from(program.HEAPU8.buffer, at, 4).readUInt32LE()
}

function textAt(program: Program, at: number): string | null {
  if (at === 0) return null
  const field = Buffer.from(program.HEAPU8.buffer, at, Math.min(MAX_NAME_BYTES, program.HEAPU8.length - at))
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? field.length : end)
}
