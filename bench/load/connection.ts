/** One keep-alive HTTP/1.1 connection that costs next to no CPU, so that the load generator does not take it from the service. */
import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: Buffer
}

const HEAD_END = Buffer.from('\r\n\r\n')

/** One request at a time; only answers with a Content-Length, which is what the service gives to these requests. */
export class Connection {
  readonly #socket: Socket
  #received: Buffer[] = []
  #receivedBytes = 0
  #wantedBytes = -1
  #bodyAt = 0
  #status = 0
  #resolve: ((answer: Answer) => void) | null = null
  #reject: ((error: Error) => void) | null = null

  constructor(host: string, port: number) {
    this.#socket = connect({ host, port, noDelay: true })
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk))
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#fail(new Error('the connection was closed')))
  }

  /** @param head request line and headers, without Content-Length and the empty line */
  request(head: string, body: Buffer | null): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      const socket = this.#socket
      if (body === null) {
        socket.write(`${head}\r\n`, 'latin1')
        return
      }
      socket.cork()
      socket.write(`${head}Content-Length: ${body.length}\r\n\r\n`, 'latin1')
      socket.write(body)
      socket.uncork()
    })
  }

  close(): void {
    this.#resolve = null
    this.#reject = null
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk)
    this.#receivedBytes += chunk.length
    if (this.#wantedBytes < 0) this.#readHead()
    if (this.#wantedBytes < 0 || this.#receivedBytes < this.#wantedBytes) return
    const whole = this.#received.length === 1 ? (this.#received[0] as Buffer) : Buffer.concat(this.#received)
    const answer = { status: this.#status, body: whole.subarray(this.#bodyAt) }
    const resolve = this.#resolve
    this.#received = []
    this.#receivedBytes = 0
    this.#wantedBytes = -1
    this.#resolve = null
    this.#reject = null
    resolve?.(answer)
  }

  #readHead(): void {
    const start = this.#received.length === 1 ? (this.#received[0] as Buffer) : Buffer.concat(this.#received)
    const end = start.indexOf(HEAD_END)
    if (end < 0) return
    const head = start.toString('latin1', 0, end)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined) {
      this.#fail(new Error(`an answer without a length: ${head.slice(0, 200)}`))
      return
    }
    this.#status = Number(head.slice(9, 12))
    this.#bodyAt = end + HEAD_END.length
    this.#wantedBytes = this.#bodyAt + Number(length)
  }

  #fail(error: Error): void {
    const reject = this.#reject
    this.#resolve = null
    this.#reject = null
    reject?.(error)
    this.#socket.destroy()
  }
}
