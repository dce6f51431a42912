/** Reads a Windows shortcut ([MS-SHLLINK]): what it starts, with which words, and what it shows for a picture. */
import type { Seen } from './seen.ts'

/** [MS-SHLLINK] 2.1.1: which parts follow the header of 76 bytes. */
const HAS_ID_LIST = 1
const HAS_LINK_INFO = 2
const STRINGS = [
  [4, 'lnk/name'],
  [8, 'lnk/relative-path'],
  [16, 'lnk/working-directory'],
  [32, 'lnk/arguments'],
  [64, 'lnk/icon'],
] as const
const IS_UNICODE = 128
const HEADER_BYTES = 76
const MAX_ITEMS = 64
const MAX_BLOCKS = 64
/** 2.5: EnvironmentVariableDataBlock, IconEnvironmentDataBlock; DarwinDataBlock and ConsoleDataBlock say nothing of use. */
const ENVIRONMENT_BLOCK = 0xa0000001
const ICON_BLOCK = 0xa0000007
const TRACKER_BLOCK = 0xa0000003

/** Every offset is checked: what lies outside of the file is not there. */
export function readShellLink(buffer: Buffer, seen: Seen): void {
  if (buffer.length < HEADER_BYTES) {
    seen.incomplete = 'SHORTCUT_CORRUPT'
    return
  }
  const flags = buffer.readUInt32LE(20)
  // 2.1: SW_SHOWMINNOACTIVE, so that nobody sees what it starts.
  if (buffer.readUInt32LE(60) === 7) seen.add('lnk/minimized', 'started minimized')
  let at = HEADER_BYTES
  if ((flags & HAS_ID_LIST) !== 0) at = readIdList(buffer, at, seen)
  if ((flags & HAS_LINK_INFO) !== 0) at = readLinkInfo(buffer, at, seen)
  for (const [flag, kind] of STRINGS) {
    if ((flags & flag) === 0) continue
    if (at + 2 > buffer.length) break
    const characters = buffer.readUInt16LE(at)
    const end = at + 2 + characters * ((flags & IS_UNICODE) === 0 ? 1 : 2)
    note(seen, kind, buffer.toString((flags & IS_UNICODE) === 0 ? 'latin1' : 'utf16le', at + 2, Math.min(end, buffer.length)))
    at = end
  }
  readBlocks(buffer, at, seen)
}

function note(seen: Seen, kind: string, untrustedValue: string): void {
  const value = untrustedValue.replace(/\0.*$/s, '')
  if (value.trim() === '') return
  // Blanks push what matters out of the window of properties (ZDI-CAN-25373).
  if (/\s{50}/.test(value)) seen.add('lnk/padding', kind)
  seen.add(kind, value.replace(/\s{2,}/g, ' ').trim())
  for (const [address] of value.matchAll(/\bhttps?:\/\/[^\s"'<>|)]{4,500}/gi)) seen.leadsTo(address, kind)
}

/** 2.2: items of the shell's name space; names of files stand in them as text. */
function readIdList(buffer: Buffer, start: number, seen: Seen): number {
  if (start + 2 > buffer.length) return buffer.length
  const end = Math.min(buffer.length, start + 2 + buffer.readUInt16LE(start))
  const names: string[] = []
  let at = start + 2
  for (let item = 0; item < MAX_ITEMS && at + 2 <= end; item += 1) {
    const size = buffer.readUInt16LE(at)
    if (size < 3) break
    const bytes = buffer.subarray(at + 2, Math.min(at + size, end))
    const wide = /(?:[\x20-\x7e]\0){3,}/.exec(bytes.toString('latin1'))?.[0].replaceAll('\0', '')
    const narrow = /[\x20-\x7e]{3,}/.exec(bytes.toString('latin1'))?.[0]
    const name = (wide?.length ?? 0) >= (narrow?.length ?? 0) ? wide : narrow
    if (name !== undefined) names.push(name)
    at += size
  }
  if (names.length > 0) note(seen, 'lnk/target', names.join('\\'))
  return end
}

/** 2.3: a local base path, or the name of a share. */
function readLinkInfo(buffer: Buffer, start: number, seen: Seen): number {
  if (start + 28 > buffer.length) return buffer.length
  const size = buffer.readUInt32LE(start)
  const end = Math.min(buffer.length, start + size)
  const textAt = (offset: number): string => {
    const at = start + offset
    if (offset === 0 || at >= end) return ''
    const zero = buffer.indexOf(0, at)
    return buffer.toString('latin1', at, zero === -1 || zero > end ? end : zero)
  }
  if ((buffer.readUInt32LE(start + 8) & 1) !== 0) note(seen, 'lnk/target', textAt(buffer.readUInt32LE(start + 16)))
  const share = buffer.readUInt32LE(start + 20)
  if ((buffer.readUInt32LE(start + 8) & 2) !== 0 && start + share + 12 <= end)
    note(seen, 'lnk/share', textAt(share + buffer.readUInt32LE(start + share + 8)))
  return end
}

/** 2.5: blocks up to a size below four; what follows is no shortcut any more. */
function readBlocks(buffer: Buffer, start: number, seen: Seen): void {
  let at = start
  for (let block = 0; block < MAX_BLOCKS && at + 8 <= buffer.length; block += 1) {
    const size = buffer.readUInt32LE(at)
    if (size < 4) {
      at += 4
      break
    }
    const kind = buffer.readUInt32LE(at + 4)
    const end = Math.min(buffer.length, at + size)
    if (kind === ENVIRONMENT_BLOCK)
      note(seen, 'lnk/environment', buffer.toString('utf16le', Math.min(at + 268, end), end - ((end - at) % 2)))
    if (kind === ICON_BLOCK) note(seen, 'lnk/icon', buffer.toString('utf16le', Math.min(at + 268, end), end - ((end - at) % 2)))
    if (kind === TRACKER_BLOCK) note(seen, 'lnk/machine', buffer.toString('latin1', at + 16, Math.min(at + 32, end)))
    at = end
  }
  if (buffer.length - at > 64) seen.add('lnk/more-behind', `${buffer.length - at} bytes`)
}
