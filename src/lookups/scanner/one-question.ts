/** One connection for one question to a scanner: it is answered or fails once, and is closed at once then, whoever still sends. */
import { connect, type NetConnectOpts, type Socket } from 'node:net'
import { ForebayError } from '../../core/error.ts'

export interface OneQuestion<Answer> {
  readonly socket: Socket
  readonly promise: Promise<Answer>
  readonly isSettled: () => boolean
  answer(answer: Answer): void
  /** @param why `The scanner …` */
  fail(why: string): void
}

/** @param code of the error that it fails with; `signal` makes it fail */
export function openQuestion<Answer>(endpoint: NetConnectOpts, code: string, signal: AbortSignal): OneQuestion<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const socket = connect(endpoint)
  let settled = false
  const end = (settle: () => void): void => {
    if (settled) return
    settled = true
    signal.removeEventListener('abort', abort)
    // Nothing of a scan that nobody waits for any more is left at the scanner either.
    socket.destroy()
    settle()
  }
  const fail = (why: string): void => end(() => reject(new ForebayError(code, `The scanner ${why}.`)))
  const abort = (): void => fail('was not waited for')
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  socket.setNoDelay(true)
  return { socket, promise, isSettled: () => settled, answer: (answer) => end(() => resolve(answer)), fail }
}
