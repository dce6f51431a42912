/** Looks for bytes in everything that an installation stores: as it lies on the disk, and opened with the key. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { openFileBlobs } from '../../src/blobs/file-blobs.ts'
import { createSealer } from '../../src/blobs/seal.ts'

type Row = Readonly<Record<string, unknown>>
export type Tables = Readonly<Record<string, readonly Row[]>>

/** Each sealed column, with what its value is bound to. */
const CONTEXTS: Readonly<Record<string, (row: Row) => string>> = {
  'arrivals.arrival': (row) => `arrival:${row.message_id}`,
  'arrivals.identity': (row) => `identity:${row.message_id}`,
  'records.sealed': (row) => `record:${row.message_id}:${row.revision}`,
  'reviews.sealed': (row) => `review:${row.message_id}`,
  'opened_files.sealed': (row) => `opened:${row.message_id}`,
  'webhooks.secret': (row) => `webhook:${row.id}`,
  'log_entries.detail': (row) => `log:${row.log}:${row.seq}`,
  'log_heads.sealed': (row) => `log-head:${row.log}:${row.seq}`,
  'customers.sealed': (row) => `customer:${hex(row.key)}`,
  'customer_addresses.sealed': (row) => `customer-address:${row.id}`,
  'identifications.sealed': (row) => `identification of:${row.id}`,
  'identifications.login': (row) => `identification login:${row.id}`,
  'store_seal.sealed': () => 'store',
}
/** Bytes that are no sealed value: keyed digests, and the hashes of a chain. */
const DIGESTS = new Set([
  'arrivals.sender_key',
  'arrivals.subject_key',
  'dedupe_keys.key',
  'dedupe_keys.content',
  'log_entries.detail_digest',
  'log_entries.hash',
  'message_links.hashes',
  'customers.key',
  'customer_addresses.customer_key',
  'customer_addresses.address_key',
  'identifications.code',
  'identifications.place',
  'identifications.address_place',
  'identifications.subject',
  'identification_messages.place',
  'identification_steps.secret',
  'waiting_counts.sender',
])

export interface Found {
  /** Table and column, or `blob`. */
  readonly place: string
  /** As it lies there: what has to be gone, not only the way to read it. */
  readonly stored: Buffer
}

export async function tablesOf(databaseUrl: string): Promise<Tables> {
  return databaseUrl.startsWith('sqlite:') ? sqliteTables(databaseUrl.slice('sqlite:'.length)) : postgresTables(databaseUrl)
}

/** Everything stored in which `needle` stands once it is opened with the key. Throws at bytes that nobody told it how to open. */
export async function findOpened(tables: Tables, dataDir: string, key: Uint8Array, needle: string): Promise<readonly Found[]> {
  const sealer = createSealer(key)
  const found: Found[] = []
  for (const [table, rows] of Object.entries(tables)) {
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const place = `${table}.${column}`
        if (!(value instanceof Uint8Array)) {
          if (String(value).includes(needle)) found.push({ place, stored: Buffer.from(String(value)) })
          continue
        }
        const stored = Buffer.from(value)
        const contextOf = CONTEXTS[place]
        if (contextOf === undefined && !DIGESTS.has(place)) throw new Error(`nobody knows how to open ${place}`)
        const opened = contextOf === undefined ? stored : sealer.open(stored, contextOf(row))
        if (includes(opened, needle)) found.push({ place, stored })
      }
    }
  }
  const blobs = openFileBlobs(join(dataDir, 'blobs'), key)
  for await (const blobId of blobs.listOlderThan(-60_000)) {
    if (!includes(Buffer.from(await blobs.read(blobId)), needle)) continue
    found.push({ place: 'blob', stored: await readFile(join(dataDir, 'blobs', blobId.slice(0, 2), blobId)) })
  }
  return found
}

/** The files below `folder`, and the rows of the database where it is not one of them, in which any of the needles stands byte by byte. */
export async function findRaw(folder: string, tables: Tables, needles: readonly (Buffer | string)[]): Promise<readonly string[]> {
  const haystacks: (readonly [name: string, bytes: Buffer])[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) haystacks.push([entry.name, await readFile(join(entry.parentPath, entry.name))])
  }
  for (const [table, rows] of Object.entries(tables)) {
    const values = rows.flatMap((row) => Object.values(row))
    const bytes = values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value))))
    haystacks.push([`table ${table}`, Buffer.concat(bytes)])
  }
  return haystacks.filter(([, bytes]) => needles.some((needle) => bytes.includes(needle))).map(([name]) => name)
}

/** A piece of a sealed value that lies on one page: nonce and the first bytes are as good as the whole, for they are random. */
export function traceOf({ stored }: Found): Buffer {
  return stored.subarray(0, 48)
}

/** As it is, and as a mail writes it. */
function includes(bytes: Buffer, needle: string): boolean {
  if (bytes.includes(needle)) return true
  const text = bytes.toString('latin1')
  return (text.match(/[A-Za-z0-9+/=\r\n]{16,}/g) ?? []).some((run) =>
    [0, 1, 2, 3].some((skip) => Buffer.from(run.replace(/\s/g, '').slice(skip), 'base64').includes(needle)),
  )
}

function sqliteTables(path: string): Tables {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const names = database.prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`).all()
    return Object.fromEntries(names.map(({ name }) => [String(name), database.prepare(`select * from "${name}"`).all()]))
  } finally {
    database.close()
  }
}

async function postgresTables(url: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`)
    const tables: Record<string, readonly Row[]> = {}
    for (const { name } of rows) tables[name] = (await client.query<Row>(`select * from "${name}"`)).rows
    return tables
  } finally {
    await client.end()
  }
}

function hex(value: unknown): string {
  return Buffer.from(value as Uint8Array).toString('hex')
}
