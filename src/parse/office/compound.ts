/** Looks into a compound file with every stream accounted for: one that nobody here can read leaves the document incomplete. */
import type { ListedEntry } from '../../core/inspector.ts'
import { takeEntry } from '../budget.ts'
import { oleDirectory } from '../file/ole.ts'
import { lookIntoWorkbook97 } from './biff.ts'
import { type Cfb, type CfbEntry, readCfb } from './cfb.ts'
import { lookIntoObjectStream, noteClass } from './ole-object.ts'
import { lookIntoPresentation97 } from './powerpoint97.ts'
import { leaveOpen, note, type Seen } from './seen.ts'
import { lookForVba } from './vba.ts'
import { lookIntoWord97 } from './word97.ts'

/** Objects in objects of one file; what is deeper has no honest maker. */
const MAX_NESTING = 6

/** Read by the reader of their format, or of no effect: pictures, properties, cached pivots, who edited, what a repair needs. */
const READ: Readonly<Record<'word' | 'excel' | 'powerpoint', RegExp>> = {
  word: /^(?:WordDocument|[01]Table|Data|MsoDataStore|ObjectPool)$/,
  excel: /^(?:Workbook|Book|_SX_DB_CUR|Revision Log|User Names|MsoDataStore)$/i,
  powerpoint: /^(?:PowerPoint Document|Current User|Pictures|MsoDataStore|Text_Content|Header)$/,
}

/** [MS-OVBA] 2.2.1 */
const PROJECT_NAMES = /^(?:VBA|_VBA_PROJECT|_VBA_PROJECT_CUR|Macros)$/

export function lookIntoCompound(seen: Seen, bytes: Uint8Array): void {
  const cfb = readCfb(bytes)
  if (cfb === null || !cfb.sound) {
    leaveOpen(seen, 'OFFICE_CORRUPT')
    // A repair finds entries that no chain leads to.
    const lost = [...oleDirectory(bytes).names].filter((name) => PROJECT_NAMES.test(name))
    if (lost.length > 0) note(seen, 'vba', lost.join(', '))
  }
  if (cfb === null) return
  for (const entry of cfb.entries) {
    if (!takeEntry(seen.context.budget)) {
      leaveOpen(seen, 'OFFICE_TOO_MANY_ENTRIES')
      return
    }
    seen.entries.push(listed(entry))
  }
  lookForVba(seen, cfb)
  lookIntoView(seen, cfb, 0)
}

function listed({ path, kind, sizeBytes }: CfbEntry): ListedEntry {
  // The first character of many names is a number; it is shown as archivers show it, for it deceives nobody.
  const shown = path.map((step) => step.replace(/^[\x01-\x1f]/, (mark) => `[${mark.charCodeAt(0)}]`)).join('/')
  return { untrustedPath: shown, sizeBytes, compressedBytes: sizeBytes, encrypted: false, directory: kind === 'storage' }
}

/** A storage is looked into as if it were a file: that is what an object in a document is. */
function lookIntoView(seen: Seen, cfb: Cfb, nesting: number): void {
  if (nesting > MAX_NESTING) {
    leaveOpen(seen, 'OFFICE_TOO_DEEP')
    return
  }
  noteClass(seen, cfb.rootClsid, 'class of the object')
  const top = cfb.entries.filter(({ path }) => path.length === 1)
  const has = (pattern: RegExp): boolean => top.some(({ name, kind }) => kind === 'stream' && pattern.test(name))
  const read: RegExp[] = []
  if (has(/^EncryptedPackage$/i)) leaveOpen(seen, 'OFFICE_ENCRYPTED')
  if (has(/^WordDocument$/i)) {
    lookIntoWord97(seen, cfb)
    read.push(READ.word)
  }
  if (has(/^(?:Workbook|Book)$/i)) {
    lookIntoWorkbook97(seen, cfb)
    read.push(READ.excel)
  }
  if (has(/^PowerPoint Document$/i)) {
    lookIntoPresentation97(seen, cfb)
    read.push(READ.powerpoint)
  }
  for (const entry of top) {
    if (entry.kind === 'storage') lookIntoStorage(seen, cfb, entry, read, nesting)
    else if (!lookIntoObjectStream(seen, cfb, entry) && !read.some((pattern) => pattern.test(entry.name))) {
      // [MS-DOC] 2.1.10 and [MS-OFFCRYPTO] 2.4: rights management and what a locked document keeps of its properties.
      leaveOpen(
        seen,
        /^(?:\x09DRMContent|encryption|EncryptedSummary|EncryptionInfo)$/i.test(entry.name) ? 'OFFICE_ENCRYPTED' : 'OFFICE_LEGACY',
      )
    }
  }
}

function lookIntoStorage(seen: Seen, cfb: Cfb, storage: CfbEntry, read: readonly RegExp[], nesting: number): void {
  const { name } = storage
  noteClass(seen, storage.clsid, name)
  const within = (): Cfb => viewOf(cfb, storage)
  // A project's storages were read for VBA; the forms beside its modules act by the modules.
  if (isProject(cfb, storage)) return
  if (/^ObjectPool$/i.test(name)) {
    const pool = within()
    for (const object of pool.entries.filter(({ path }) => path.length === 1)) {
      if (object.kind === 'storage') lookIntoObject(seen, pool, object, nesting)
      else leaveOpen(seen, 'OFFICE_LEGACY')
    }
  } else if (/^(?:MBD|LNK)[0-9a-f]{8}$/i.test(name)) {
    if (/^LNK/i.test(name)) note(seen, 'external-relationship', `linked object ${name}`)
    lookIntoObject(seen, cfb, storage, nesting)
  } else if (/^\x06DataSpaces$/.test(name)) leaveOpen(seen, 'OFFICE_ENCRYPTED')
  else if (!/^_(?:xml)?signatures$/i.test(name) && !read.some((pattern) => pattern.test(name))) leaveOpen(seen, 'OFFICE_LEGACY')
}

function lookIntoObject(seen: Seen, cfb: Cfb, storage: CfbEntry, nesting: number): void {
  noteClass(seen, storage.clsid, storage.name)
  const view = viewOf(cfb, storage)
  const inner = view.entries.some(
    ({ path, name }) => path.length === 1 && /^(?:WordDocument|Workbook|Book|PowerPoint Document)$/i.test(name),
  )
  note(seen, inner ? 'embedded-document' : 'embedded-object', storage.path.join('/'))
  lookIntoView(seen, view, nesting + 1)
}

function isProject(cfb: Cfb, { path, name }: CfbEntry): boolean {
  if (!/^(?:Macros|_VBA_PROJECT_CUR|VBA)$/i.test(name)) return false
  return cfb.entries.some((entry) => entry.path.length > path.length && entry.path.slice(0, path.length).join('/') === path.join('/'))
}

function viewOf(cfb: Cfb, storage: CfbEntry): Cfb {
  const depth = storage.path.length
  const prefix = storage.path.join('/')
  const originals = new Map<CfbEntry, CfbEntry>()
  for (const entry of cfb.entries) {
    if (entry.path.length > depth && entry.path.slice(0, depth).join('/') === prefix) {
      originals.set({ ...entry, path: entry.path.slice(depth) }, entry)
    }
  }
  return {
    rootClsid: storage.clsid,
    entries: [...originals.keys()],
    sound: cfb.sound,
    read: (entry, maxBytes) => cfb.read(originals.get(entry) ?? entry, maxBytes),
  }
}
