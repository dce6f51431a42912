/** Reads a file of hashes as they are handed around: one a line, or ClamAV's `.hdb` and `.hsb`, with names or without; what is no hash is counted, never guessed at. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createHashTableBuilder, type HashLine, type HashTable } from './hash-table.ts'

export const HASHES = { sha256: 32, sha1: 20, md5: 16 } as const
export type HashName = keyof typeof HASHES

export interface HashFile {
  readonly tables: ReadonlyMap<HashName, HashTable>
  readonly entries: number
  readonly refused: number
}

/** Of a line: more is a file of something else. */
const MAX_LINE_CHARACTERS = 4_096
const MAX_NAME_CHARACTERS = 120
const MAX_ENTRIES = 20_000_000
/** Others get their turn while a long file is read. */
const LINES_AT_ONCE = 20_000

/** @throws Error of the file system, or when there are too many entries */
export async function readHashFile(path: string, signal: AbortSignal): Promise<HashFile> {
  const builders = new Map<HashName, ReturnType<typeof createHashTableBuilder>>()
  let [entries, refused, lines] = [0, 0, 0]
  const input = createReadStream(path, { signal })
  // A stream's error does not end the loop over its lines; it ends it here.
  const broken = new Promise<never>((_, reject) => input.once('error', reject))
  broken.catch(() => undefined)
  const read = async () => {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const found = readHashLine(line)
      if (found === 'refused') refused += 1
      else if (found !== null) {
        entries += 1
        if (entries > MAX_ENTRIES) throw new Error('too many hashes')
        const builder = builders.get(found.kind) ?? createHashTableBuilder(HASHES[found.kind])
        builders.set(found.kind, builder)
        builder.add(found)
      }
      lines += 1
      if (lines % LINES_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }
  try {
    await Promise.race([read(), broken])
  } finally {
    input.destroy()
  }
  return { tables: new Map([...builders].map(([kind, builder]) => [kind, builder.build()])), entries, refused }
}

/** Null for an empty line or a remark. */
export function readHashLine(line: string): (HashLine & { readonly kind: HashName }) | 'refused' | null {
  const text = line.trim()
  if (text === '' || /^(#|;|\/\/)/.test(text)) return null
  if (text.length > MAX_LINE_CHARACTERS) return 'refused'
  // `HASH`, `HASH name`, `HASH,name`, `"HASH","name"`; ClamAV: `HASH:size:name` (size may be `*`).
  const fields = /^"?([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})"?(?:[\s,;:]+(.*))?$/i.exec(text)
  if (fields === null) return 'refused'
  const hash = Buffer.from(String(fields[1]), 'hex')
  const kind = (Object.keys(HASHES) as HashName[]).find((name) => HASHES[name] === hash.length)
  if (kind === undefined) return 'refused'
  const name = (fields[2] ?? '')
    .replace(/^(?:\d+|\*):/, '')
    .replace(/^"|"$/g, '')
    .trim()
    .slice(0, MAX_NAME_CHARACTERS)
  return { kind, hash, name: name === '' ? null : name }
}
