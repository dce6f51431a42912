/** One connection to clamd for one command (clamd(8)): what comes back whole is the answer, and whatever else happens is an error at once. */
import type { NetConnectOpts, Socket } from 'node:net'
import { openQuestion } from './one-question.ts'

/** `tcp://host:port` or `unix:/path`; null for anything else. */
export function clamdEndpoint(address: string): NetConnectOpts | null {
  const unix = /^unix:(?:\/\/)?(\/.+)$/.exec(address)
  if (unix !== null) return { path: String(unix[1]) }
  const tcp = /^tcp:\/\/(\[[0-9a-fA-F:.]+\]|[^:/]+):(\d{1,5})$/.exec(address)
  return tcp === null ? null : { host: String(tcp[1]).replace(/^\[|\]$/g, ''), port: Number(tcp[2]) }
}

/** No answer of clamd is longer: the name of a signature, and some words. */
const MAX_ANSWER_BYTES = 4_096
/** A frame's length is four bytes; smaller ones let a refusal be heard early. */
const FRAME_BYTES = 8 * 1024 * 1024

/**
 * Sends `command`, and for INSTREAM all `bytes` behind it.
 * @returns the answer without its end mark
 * @throws ForebayError `CLAMD_FAILED` when the connection breaks, the answer comes before all was sent, is too long, or `signal` ends it
 */
export function ask(
  endpoint: NetConnectOpts,
  command: 'VERSION' | 'INSTREAM',
  bytes: Uint8Array | null,
  signal: AbortSignal,
): Promise<string> {
  const { socket, promise, answer: settle, fail } = openQuestion<string>(endpoint, 'CLAMD_FAILED', signal)
  let answer = ''
  const finish = (): void => {
    const said = answer.replace(/[\0\n\r]+$/, '')
    // Without its end mark it may be the beginning of another.
    if (said === answer) fail('broke off')
    // A verdict on bytes that were not all sent is none; a refusal of them is.
    else if (socket.writableLength > 0 && !/ERROR$/.test(said)) fail('answered before it had read all')
    else settle(said)
  }
  socket.on('error', () => (answer === '' ? fail('is out of reach') : finish()))
  socket.on('data', (data) => {
    answer += data.toString('latin1')
    if (answer.length > MAX_ANSWER_BYTES) fail('answered at length')
    else if (answer.endsWith('\0')) finish()
  })
  // It hung up: what it said before is an answer only when it was all.
  socket.on('close', () => (answer === '' ? fail('hung up') : finish()))
  send(socket, command, bytes)
  return promise
}

function send(socket: Socket, command: string, bytes: Uint8Array | null): void {
  socket.cork()
  socket.write(`z${command}\0`)
  if (bytes !== null) {
    for (let at = 0; at < bytes.byteLength; at += FRAME_BYTES) {
      const frame = bytes.subarray(at, at + FRAME_BYTES)
      socket.write(lengthOf(frame.byteLength))
      socket.write(frame)
    }
    socket.write(lengthOf(0))
  }
  socket.uncork()
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}
