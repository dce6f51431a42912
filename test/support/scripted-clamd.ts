/** Speaks clamd's protocol on loopback and answers scans as a test says: truly, only when told to, with nonsense, or not at all. */
import { createServer, type Socket } from 'node:net'
import { EICAR } from './clamd.ts'
import { freePort } from './free-port.ts'

/** `wait`: each scan waits for `letGo`. `garbage`: bytes that are no answer. `hang-up`: the connection ends without one. */
export type ScanMode = 'answer' | 'wait' | 'garbage' | 'hang-up'

export interface ScriptedClamd {
  /** For CLAMD_URL. */
  readonly url: string
  mode: ScanMode
  /** What it was asked to scan so far, in that order. */
  readonly scans: readonly Buffer[]
  /** Answers all scans that wait, truly. */
  letGo(): void
  close(): Promise<void>
}

const VERSION = 'ClamAV 1.4.3/27000/Sat Nov 21 09:00:00 2026'
const LENGTH_BYTES = 4

export async function startScriptedClamd(mode: ScanMode = 'answer'): Promise<ScriptedClamd> {
  const port = await freePort()
  const sockets = new Set<Socket>()
  const waiting = new Set<() => void>()
  const scans: Buffer[] = []

  const scripted: ScriptedClamd = {
    url: `tcp://127.0.0.1:${port}`,
    mode,
    scans,
    letGo() {
      for (const answer of waiting) answer()
      waiting.clear()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  function scanned(socket: Socket, bytes: Buffer): void {
    // How large a file we look into is asked by nobody but the pool.
    if (bytes.toString('latin1', 30, 48) === 'forebay-canary.bin') return void socket.end('stream: Scripted.EICAR FOUND\0')
    scans.push(bytes)
    const answer = () => socket.end(bytes.includes(EICAR) ? 'stream: Scripted.EICAR FOUND\0' : 'stream: OK\0')
    switch (scripted.mode) {
      case 'answer':
        return void answer()
      case 'wait':
        return void waiting.add(answer)
      case 'garbage':
        return void socket.end(Buffer.from([0x16, 0x03, 0x01, 0xff, 0x00, 0x80]))
      case 'hang-up':
        return void socket.destroy()
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    let head = Buffer.alloc(0)
    let stream: StreamReader | null = null
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      let rest = chunk
      if (stream === null) {
        head = Buffer.concat([head, chunk])
        const command = /^[zn](PING|VERSION|INSTREAM)[\0\n]/.exec(head.toString('latin1', 0, 12))
        if (command === null) return
        if (command[1] === 'PING') return void socket.end('PONG\0')
        if (command[1] === 'VERSION') return void socket.end(`${VERSION}\n`)
        rest = head.subarray(command[0].length)
        stream = openStream()
      }
      const bytes = stream(rest)
      if (bytes !== null) scanned(socket, bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return scripted
}

type StreamReader = (piece: Buffer) => Buffer | null

/** clamd(8), INSTREAM: chunks, each behind its length, up to one of length zero; null while there is more to come. */
function openStream(): StreamReader {
  const pieces: Buffer[] = []
  let length = Buffer.alloc(0)
  let left = 0
  return (piece) => {
    for (let at = 0; at < piece.length; ) {
      if (left > 0) {
        const taken = piece.subarray(at, at + left)
        pieces.push(taken)
        at += taken.length
        left -= taken.length
        continue
      }
      const missing = piece.subarray(at, at + LENGTH_BYTES - length.length)
      length = Buffer.concat([length, missing])
      at += missing.length
      if (length.length < LENGTH_BYTES) return null
      left = length.readUInt32BE()
      length = Buffer.alloc(0)
      if (left === 0) return Buffer.concat(pieces)
    }
    return null
  }
}
