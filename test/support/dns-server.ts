/** A real DNS server on loopback that answers from a table, and counts what it was asked. */
import { createSocket } from 'node:dgram'
import type { Dns, DnsRecord, DnsType } from '../../src/core/dns.ts'

const TYPES: Readonly<Record<number, DnsType>> = { 1: 'A', 5: 'CNAME', 12: 'PTR', 15: 'MX', 16: 'TXT', 28: 'AAAA' }

export interface DnsServer {
  /** `127.0.0.1:port` */
  readonly address: string
  /** `TXT example.com`, in the order in which they came. */
  readonly asked: string[]
  /** From now on it hears and says nothing, or nothing of the names that end so. */
  silence(ending?: string): void
  close(): Promise<void>
}

export async function startDnsServer(table: Dns): Promise<DnsServer> {
  const socket = createSocket('udp4')
  const asked: string[] = []
  let silentOf: string | null = null
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query)
    if (silentOf !== null && name.endsWith(silentOf)) return
    asked.push(`${type} ${name}`)
    table.resolve(name, type).then(
      (records) => socket.send(answerOf(query.subarray(0, end), records, type, records === null ? 3 : 0), from.port, from.address),
      () => socket.send(answerOf(query.subarray(0, end), [], type, 2), from.port, from.address),
    )
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    silence(ending = '') {
      silentOf = ending
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

/** RFC 1035 4.1.2. */
function questionOf(query: Buffer): { readonly name: string; readonly type: DnsType; readonly end: number } {
  const labels: string[] = []
  let at = 12
  while ((query[at] ?? 0) !== 0) {
    const length = query[at] ?? 0
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.'), type: TYPES[query.readUInt16BE(at + 1)] ?? 'A', end: at + 5 }
}

/** RFC 1035 4.1.3: each record names the question by a pointer to it. */
function answerOf(question: Buffer, records: readonly DnsRecord[] | null, type: DnsType, responseCode: number): Buffer {
  const header = Buffer.from(question.subarray(0, 12))
  header.writeUInt16BE(0x8180 | responseCode, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records?.length ?? 0, 6)
  header.writeUInt32BE(0, 8)
  const number = Number(Object.entries(TYPES).find(([, name]) => name === type)?.[0] ?? 1)
  const answers = (records ?? []).map((record) => {
    const data = dataOf(record, type)
    const head = Buffer.from([0xc0, 12, 0, number, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 0xff])
    return Buffer.concat([head, data])
  })
  return Buffer.concat([header, question.subarray(12), ...answers])
}

function dataOf(record: DnsRecord, type: DnsType): Buffer {
  if (type === 'TXT') {
    const text = typeof record === 'string' ? record : (record as readonly string[]).join('')
    const pieces = text.match(/.{1,255}/gs) ?? ['']
    return Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece, 'latin1')])))
  }
  if (type === 'A') return Buffer.from(String(record).split('.').map(Number))
  if (type === 'MX') {
    const { priority, exchange } = record as { readonly priority: number; readonly exchange: string }
    return Buffer.concat([Buffer.from([priority >> 8, priority & 0xff]), nameOf(exchange)])
  }
  return nameOf(String(record))
}

function nameOf(name: string): Buffer {
  return Buffer.concat([
    ...name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ])
}
