/** Counts broken, locked and over-limit archives that would be reported clean, and good ones that were opened wholly, by the whole way of a file but for the scanner. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { inspect, mergeReports } from '../../src/inspection/inspect.ts'
import { INSPECTORS } from '../../src/inspection/registry.ts'
import { openLibarchive } from '../../src/parse/archive/libarchive.ts'
import { isContainer } from '../../src/parse/file/archive.ts'
import { parseMessage } from '../../src/parse/message.ts'
import { loadArchiveWasm } from '../../src/pipeline/archive-wasm.ts'
import { decide } from '../../src/policy/decide.ts'
import { type Known, parsePolicy } from '../../src/policy/schema.ts'
import { listFiles, type Measure, notHere, readRows, share } from './measure.ts'

const SHOW = '2 archives'
const CLEAN = 'bad archives reported clean'
const FOLDER = /archive|zip|yauzl|7z|rar|tar|cab|iso|tnef|msg/i
const ARCHIVE =
  /\.(?:zip|zipx|jar|7z|rar|tar|tgz|tbz2?|txz|tlz|tzst|gz|bz2|xz|lzma|lz|lz4|zst|z|lzh|lha|arj|ace|cab|iso|img|cpio|ar|a|deb|rpm|xar|pkg|tnef|dat|msg|lrz|warc|mtree|exe|elf)$/i
/** Where no table tells which are bad, the name of the file or of its folders does. */
const BAD =
  /fail|corrupt|invalid|encrypt|crypt|aes|passw|broken|incons|bad|bomb|trunc|bogus|damag|overlap|quine|droste|rzipbytes|wrong|malformed|mismatch|unexpected|expected|too[ _]many|not[ _]enough|split|part\d|multi-?volume|multivol|multidisk|sparse|overflow|underflow|toolong|too_?short|toobig|too_large|absolute|relative|traversal|symlink|garbage|junk|\buaf\b|_uaf_|doublefree|null_deref|leak|loop|cycle|fuzz|oob|invalid|zbsm|zblg|zbxl|prefix|notzip/i
const HOOKS = { now: () => performance.now(), enter: () => undefined, skips: new Map(), house: { protectedDomains: [] } }
const KNOWN: Known = { codes: new Set(INSPECTORS.flatMap(({ codes }) => Object.keys(codes))), languages: new Set(['en']) }

interface Truth {
  readonly file: string
  readonly ok?: boolean
  readonly encrypted?: boolean
}

interface Sample {
  readonly path: string
  readonly name: string
  readonly bytes: Buffer
  readonly bad: boolean
}

/** @returns how many of those that are bad by a table or by their name are clean: none may be; and how many of the others were opened wholly */
export async function scoreFilesArchives(folder: string): Promise<readonly Measure[]> {
  const samples = readSamples(folder)
  if (samples.length === 0) return [notHere(SHOW, CLEAN)]
  const libarchive = openLibarchive(loadArchiveWasm)
  const policy = parsePolicy({ channel: 'score', kind: 'chat', name: 'Score', files: { default: 'release', types: {} } }, 'score', KNOWN)
  const clean: string[] = []
  const closed: string[] = []
  let bad = 0
  for (const { path, name, bytes, bad: isBad } of samples) {
    const words = { text: 'see the file' }
    const content = { type: 'words', words, files: [{ untrustedName: name, untrustedType: 'application/octet-stream', bytes }] } as const
    const arrival = { id: 'm', channel: 'score', kind: 'chat', conversationId: null, receivedAt: 0, content } as const
    const parsed = await parseMessage(arrival, { ...HOOKS, readBarcodes: null, libarchive })
    const scanned = parsed.message.parts.map(({ partId }) => {
      return { inspector: 'files/malware', subject: { kind: 'part', id: partId }, status: 'ok', ms: 0 } as const
    })
    const report = mergeReports(inspect(parsed, INSPECTORS, HOOKS), { outcomes: scanned, findings: [] })
    const identity = { level: 'verified', subject: null, evidence: [] } as const
    const verdict = decide({ message: parsed.message, report, identity, policy, policyVersion: 1, reviews: [] })
    const file = parsed.message.parts.find((part) => part.role === 'file' && part.parentId === null)
    const action = verdict.actions.find(({ subject }) => subject.kind === 'part' && subject.id === file?.partId)?.kind
    if (isBad) bad += 1
    if (isBad && action === 'release') clean.push(relative(folder, path))
    if (isBad) continue
    const listing = parsed.listings.get(file?.partId ?? '')
    const container = file !== undefined && isContainer(file.detectedType)
    if (!container || listing === undefined || listing.incomplete !== null)
      closed.push(`${relative(folder, path)}: ${file?.detectedType} ${container ? (listing?.incomplete ?? 'not opened') : 'no container'}`)
  }
  const good = samples.length - bad
  return [
    {
      show: SHOW,
      measure: `${CLEAN}, of ${bad} that are encrypted, corrupt, inconsistent or over a limit`,
      value: String(clean.length),
      ok: clean.length === 0,
      misses: clean,
    },
    share(SHOW, 'other archives opened wholly', good - closed.length, good, null, closed),
  ]
}

function readSamples(folder: string): readonly Sample[] {
  const truths = new Map<string, Truth>()
  for (const table of listFiles(folder, (name) => /^(?:zip_)?truth\.jsonl$/.test(name))) {
    for (const row of readRows<Truth>(table)) {
      if (typeof row.file === 'string' && (typeof row.ok === 'boolean' || typeof row.encrypted === 'boolean'))
        truths.set(join(dirname(table), row.file), row)
    }
  }
  const wanted = (name: string, path: string): boolean =>
    ARCHIVE.test(name.replace(/\.uu$/i, '')) && (FOLDER.test(relative(folder, dirname(path))) || FOLDER.test(basename(folder)))
  return listFiles(folder, wanted).flatMap((path) => {
    if (!existsSync(path)) return []
    const packed = /\.uu$/i.test(path)
    const bytes = packed ? uudecode(readFileSync(path, 'latin1')) : readFileSync(path)
    if (bytes === null || bytes.length === 0) return []
    const truth = truths.get(path)
    const named = BAD.test(relative(folder, path))
    const bad = truth === undefined ? named : truth.ok === false || truth.encrypted === true || named
    return [{ path, name: basename(path).replace(/\.uu$/i, ''), bytes, bad }]
  })
}

/** POSIX uuencode; null when there is no `begin` line. */
function uudecode(text: string): Buffer | null {
  const lines = text.split(/\r?\n/)
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line))
  if (begin === -1) return null
  const pieces: Buffer[] = []
  for (const line of lines.slice(begin + 1)) {
    const length = ((line.charCodeAt(0) || 0x20) - 0x20) & 0x3f
    if (line === 'end' || length === 0) break
    const codes = [...line.slice(1)].map((character) => (character.charCodeAt(0) - 0x20) & 0x3f)
    const bytes: number[] = []
    for (let at = 0; at < codes.length; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = codes.slice(at, at + 4)
      bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d)
    }
    pieces.push(Buffer.from(bytes.slice(0, length)))
  }
  return Buffer.concat(pieces)
}
