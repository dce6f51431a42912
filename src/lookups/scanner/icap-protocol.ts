/** One connection to an ICAP server (RFC 3507) for one request: OPTIONS to know it, RESPMOD to have a file judged as if it came in an answer of the web. */
import type { Socket } from 'node:net'
import { createChunkedReader } from './chunked.ts'
import { openQuestion } from './one-question.ts'

export interface IcapEndpoint {
  readonly host: string
  readonly port: number
  /** As it stands in the request line. */
  readonly uri: string
}

export interface IcapAnswer {
  readonly status: number
  /** By name in lower case; of one that comes twice, the first. */
  readonly headers: ReadonlyMap<string, string>
  /** The status of the web's answer in it; null when there is none. */
  readonly httpStatus: number | null
  /** True when its body is byte for byte what was sent; null when it has none. */
  readonly sameBody: boolean | null
  /** All was sent before the answer's end came. */
  readonly sentAll: boolean
}

/** RFC 3507 4.1. */
const DEFAULT_PORT = 1344
const MAX_HEAD_BYTES = 64 * 1024
const FRAME_BYTES = 1024 * 1024

/** Null for what is no `icap://host[:port]/service`. */
export function icapEndpoint(address: string): IcapEndpoint | null {
  const found = /^icap:\/\/(\[[0-9a-fA-F:.]+\]|[^:/?#@]+)(?::(\d{1,5}))?(\/[^\s]*)$/.exec(address)
  if (found === null) return null
  const [, host = '', port] = found
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? DEFAULT_PORT), uri: address }
}

/**
 * @param bytes for RESPMOD; null asks for the OPTIONS
 * @throws ForebayError `ICAP_FAILED` when the connection breaks, what comes is no ICAP, or `signal` ends it
 */
export function askIcap(endpoint: IcapEndpoint, bytes: Uint8Array | null, signal: AbortSignal): Promise<IcapAnswer> {
  const { host, port } = endpoint
  const { socket, promise, isSettled, answer: settle, fail } = openQuestion<IcapAnswer>({ host, port }, 'ICAP_FAILED', signal)
  const reading = readAnswer(bytes, (answer) => settle({ ...answer, sentAll: socket.writableLength === 0 }))
  socket.on('error', () => fail('is out of reach'))
  socket.on('close', () => fail('hung up'))
  socket.on('data', (piece) => {
    if (!isSettled() && !reading(piece)) fail('answered nonsense')
  })
  send(socket, endpoint, bytes)
  return promise
}

/**
 * No preview (4.5): by the first bytes alone a server may say that it has no need of the rest, and a file that was not looked into is not clean.
 */
function send(socket: Socket, { host, port, uri }: IcapEndpoint, bytes: Uint8Array | null): void {
  const common = `Host: ${host.includes(':') ? `[${host}]` : host}:${port}\r\nUser-Agent: Forebay\r\nConnection: close\r\n`
  socket.cork()
  if (bytes === null) socket.write(`OPTIONS ${uri} ICAP/1.0\r\n${common}Encapsulated: null-body=0\r\n\r\n`)
  else {
    const request = 'GET /file HTTP/1.1\r\nHost: forebay.invalid\r\n\r\n'
    const response = `HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: ${bytes.byteLength}\r\n\r\n`
    const encapsulated = `req-hdr=0, res-hdr=${request.length}, res-body=${request.length + response.length}`
    socket.write(`RESPMOD ${uri} ICAP/1.0\r\n${common}Allow: 204\r\nEncapsulated: ${encapsulated}\r\n\r\n${request}${response}`)
    for (let at = 0; at < bytes.byteLength; at += FRAME_BYTES) {
      const frame = bytes.subarray(at, at + FRAME_BYTES)
      socket.write(`${frame.byteLength.toString(16)}\r\n`)
      socket.write(frame)
      socket.write('\r\n')
    }
    socket.write('0\r\n\r\n')
  }
  socket.uncork()
}

/** @returns takes what came next; false when it is no answer. An answer that comes in the end is given to `done`, once. */
function readAnswer(sent: Uint8Array | null, done: (answer: Omit<IcapAnswer, 'sentAll'>) => void): (piece: Buffer) => boolean {
  let head = Buffer.alloc(0)
  let icap: { readonly status: number; readonly headers: ReadonlyMap<string, string> } | null = null
  let httpStatus: number | null = null
  let at = 0
  let sameBody = true
  const body = createChunkedReader((piece) => {
    sameBody &&= sent !== null && at + piece.length <= sent.byteLength && piece.equals(sent.subarray(at, at + piece.length))
    at += piece.length
  })
  let inBody = false

  return function take(piece): boolean {
    if (inBody) {
      const ended = body.take(piece)
      if (ended === true && icap !== null) done({ ...icap, httpStatus, sameBody: sameBody && at === sent?.byteLength })
      return ended !== null
    }
    head = Buffer.concat([head, piece])
    const headEnd = head.indexOf('\r\n\r\n')
    if (headEnd < 0) return head.length <= MAX_HEAD_BYTES
    const text = head.toString('latin1', 0, headEnd)
    const rest = head.subarray(headEnd + 4)
    head = Buffer.alloc(0)
    if (icap === null) {
      const first = /^ICAP\/1\.\d (\d{3})\b/.exec(text)?.[1]
      if (first === undefined) return false
      // 100: a server that waits for more has it already.
      if (Number(first) !== 100) {
        icap = { status: Number(first), headers: headersOf(text) }
        if (!/\bres-hdr=/.test(icap.headers.get('encapsulated') ?? '')) {
          done({ ...icap, httpStatus: null, sameBody: null })
          return true
        }
      }
    } else {
      httpStatus = Number(/^HTTP\/1\.\d (\d{3})\b/.exec(text)?.[1] ?? Number.NaN)
      if (Number.isNaN(httpStatus)) return false
      if (!/\bres-body=/.test(icap.headers.get('encapsulated') ?? '')) {
        done({ ...icap, httpStatus, sameBody: null })
        return true
      }
      inBody = true
    }
    return rest.length === 0 || take(rest)
  }
}

function headersOf(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  for (const line of text.split('\r\n').slice(1)) {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
    if (name !== undefined && value !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value)
  }
  return headers
}
