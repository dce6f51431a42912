/** Reads the VBA projects of a compound file: every module's text is unpacked and judged, and code without its text is said to be so. */
import { type Cfb, type CfbEntry, readCfb } from './cfb.ts'
import { allowance, leaveOpen, mayMake, note, type Seen } from './seen.ts'
import { unpackVba } from './vba-packing.ts'
import { isBareVba, readVbaWords } from './vba-words.ts'

/** [MS-OVBA] 2.3.4.2: where the text of a module begins in its stream. */
interface Module {
  readonly streamName: string
  readonly textOffset: number
}

/** Below this much compiled code there is no statement in it: what empty modules have is some hundred bytes of tables. */
const BARE_PCODE_BYTES = 3_000
const MAX_STREAM_BYTES = 32 * 1024 * 1024
/** Of the cache of names, which is some ten thousand bytes long. */
const MAX_NAMES_BYTES = 1024 * 1024
/** 2.2.6: caches, which are not read by anyone who reads the text. */
const NOT_MODULES = /^(?:dir|_VBA_PROJECT|__SRP_[0-9a-f]+)$/i

/** Notes the macros of a file that is a project itself, as `vbaProject.bin` is. */
export function lookIntoVbaFile(seen: Seen, bytes: Uint8Array, untrustedPath: string): void {
  const cfb = readCfb(bytes)
  if (cfb === null) {
    note(seen, 'vba', untrustedPath)
    leaveOpen(seen, 'OFFICE_CORRUPT')
  } else {
    if (!cfb.sound) leaveOpen(seen, 'OFFICE_CORRUPT')
    if (!lookForVba(seen, cfb)) note(seen, 'vba', untrustedPath)
  }
}

/** By what it holds, whatever it is called. */
export function isVbaProject(bytes: Uint8Array): boolean {
  return readCfb(bytes)?.entries.some(({ path }) => path.length === 2 && path[0]?.toUpperCase() === 'VBA') ?? false
}

/** Notes every project in it. True when there is one. */
export function lookForVba(seen: Seen, cfb: Cfb): boolean {
  // 2.2.1: a project is a storage that holds the storage VBA; one without its `dir` is a project all the same.
  const homes = new Map<string, CfbEntry[]>()
  for (const entry of cfb.entries) {
    const holder = entry.path.at(-2)?.toUpperCase()
    if (entry.kind !== 'stream' || (holder !== 'VBA' && !NOT_MODULES.test(entry.name))) continue
    const home = entry.path.slice(0, -1).join('/')
    homes.set(home, [...(homes.get(home) ?? []), entry])
  }
  for (const streams of homes.values()) lookIntoProject(seen, cfb, streams)
  const named = cfb.entries.some((entry) => /^(?:_VBA_PROJECT_CUR|VBA|Macros)$/i.test(entry.name))
  if (named && homes.size === 0) note(seen, 'vba', 'VBA')
  return named || homes.size > 0
}

function lookIntoProject(seen: Seen, cfb: Cfb, streams: readonly CfbEntry[]): void {
  const modules = readModules(seen, cfb, streams)
  const sources: string[] = []
  let compiledBytes = 0
  for (const entry of streams) {
    if (NOT_MODULES.test(entry.name)) continue
    const bytes = read(seen, cfb, entry)
    if (bytes === null) continue
    const listed = modules.find(({ streamName }) => streamName.toLowerCase() === entry.name.toLowerCase())
    const offset = listed?.textOffset ?? findText(bytes)
    compiledBytes = Math.max(compiledBytes, offset ?? bytes.length)
    const source = offset === null ? null : unpack(seen, bytes.subarray(offset))
    if (source === null) note(seen, 'vba-stomped', `${entry.name}: no text`)
    else sources.push(source)
  }
  const whole = sources.join('\n')
  const names = streams.map(({ name }) => name).filter((name) => !NOT_MODULES.test(name))
  note(seen, 'vba', names.join(', '), Math.max(1, names.length))
  const words = readVbaWords(whole)
  if (words.cut) leaveOpen(seen, 'OFFICE_TOO_BIG')
  if (words.autoRun.length > 0) note(seen, 'vba-auto-run', words.autoRun.join(', '), words.autoRun.length)
  if (words.suspicious.length > 0) note(seen, 'vba-suspicious', words.suspicious.join(', '), words.suspicious.length)
  lookForStomping(seen, cfb, streams, whole, compiledBytes)
}

/**
 * Office runs the compiled code when its version fits, whatever the text says. Names that the compiler kept in `_VBA_PROJECT` and that
 * no module's text has, or much code beside an empty text, mean that the text was exchanged.
 */
function lookForStomping(seen: Seen, cfb: Cfb, streams: readonly CfbEntry[], source: string, compiledBytes: number): void {
  if (isBareVba(source) && compiledBytes > BARE_PCODE_BYTES) note(seen, 'vba-stomped', 'compiled code without text')
  const cache = streams.find(({ name }) => name.toLowerCase() === '_vba_project')
  const bytes = cache === undefined ? null : read(seen, cfb, cache)?.subarray(0, MAX_NAMES_BYTES)
  if (bytes === undefined || bytes === null) return
  // 2.3.4.1 leaves the cache's form open; names in it are Latin letters with a length before them, or UTF-16.
  const kept = readVbaWords(`${bytes.toString('latin1').replace(/[^\w.]+/g, '\n')}\n${namesAsProcedures(bytes)}`)
  const known = source.toLowerCase()
  const missing = [...kept.autoRun, ...kept.suspicious].filter((word) => !known.includes(word.toLowerCase()))
  if (missing.length > 0) note(seen, 'vba-stomped', `not in the text: ${missing.join(', ')}`)
}

function namesAsProcedures(bytes: Buffer): string {
  return (bytes.toString('latin1').match(/[A-Za-z]\w{3,60}/g) ?? []).map((name) => `sub ${name}`).join('\n')
}

/** 2.3.4.2: records of an id, a size and so many bytes. Empty, and the document incomplete, when the stream is missing or broken. */
function readModules(seen: Seen, cfb: Cfb, streams: readonly CfbEntry[]): readonly Module[] {
  const entry = streams.find(({ name }) => name.toLowerCase() === 'dir')
  const packed = entry === undefined ? null : read(seen, cfb, entry)
  const unpacked = packed === null ? null : unpackVba(packed, allowance(seen, packed.length))
  if (unpacked === null || unpacked.status !== 'ok' || !mayMake(seen, unpacked.bytes.length)) {
    leaveOpen(seen, 'OFFICE_CORRUPT')
    return []
  }
  const dir = unpacked.bytes
  const modules: Module[] = []
  let streamName: string | null = null
  for (let at = 0; at + 6 <= dir.length; ) {
    const id = dir.readUInt16LE(at)
    // 2.3.4.2.1.11: the size of PROJECTVERSION is a constant, and six bytes follow.
    const size = id === 0x0009 ? 6 : dir.readUInt32LE(at + 2)
    const data = dir.subarray(at + 6, at + 6 + size)
    if (id === 0x0032) streamName = data.toString('utf16le')
    else if (id === 0x001a) streamName = data.toString('latin1')
    else if (id === 0x0031 && streamName !== null && data.length === 4) {
      modules.push({ streamName, textOffset: data.readUInt32LE(0) })
      streamName = null
    }
    at += 6 + size
  }
  if (modules.length === 0) leaveOpen(seen, 'OFFICE_CORRUPT')
  return modules
}

function read(seen: Seen, cfb: Cfb, entry: CfbEntry): Buffer | null {
  const bytes = cfb.read(entry, MAX_STREAM_BYTES)
  if (bytes === null) leaveOpen(seen, 'OFFICE_CORRUPT')
  return bytes !== null && mayMake(seen, bytes.length) ? bytes : null
}

function unpack(seen: Seen, packed: Buffer): string | null {
  const maxBytes = allowance(seen, packed.length)
  const unpacked = unpackVba(packed, maxBytes)
  if (unpacked.status === 'too-big') leaveOpen(seen, 'OFFICE_TOO_BIG')
  if (unpacked.status === 'corrupt') leaveOpen(seen, 'OFFICE_CORRUPT')
  if (unpacked.status !== 'ok' || !mayMake(seen, unpacked.bytes.length)) return null
  return unpacked.bytes.toString('latin1')
}

/** A module that no directory lists: every text begins with `Attribute VB_Name`, packed as one chunk with the first copy behind `Attribut`. */
function findText(bytes: Buffer): number | null {
  const mark = bytes.indexOf('\0Attribut\0e ', 0, 'latin1')
  return mark < 3 ? null : mark - 3
}
