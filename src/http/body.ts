/** A body is read whole only within a bound of its own and a bound over all requests together; more is refused, not buffered. */
import type { IncomingMessage } from 'node:http'
import { ForebayError } from '../core/error.ts'

/** After a refusal, so much more is read and thrown away, so long, that the sender gets to see the answer. */
const MAX_DISCARDED_BYTES = 16 * 1024 * 1024
const MAX_DISCARD_MS = 5_000

export type ReadBody = (req: IncomingMessage, maxBytes: number) => Promise<Buffer>

/**
 * @param maxBufferedBytes over all bodies that are being read
 * @returns a reader that throws ForebayError 413 `BODY_TOO_LARGE`, 415 `ENCODING_UNSUPPORTED`, 503 `BUSY`, 400 `BODY_CUT_OFF`
 */
export function createBodyReader(maxBufferedBytes: number): ReadBody {
  let buffered = 0

  return (req, maxBytes) => {
    requireIdentityEncoding(req)
    requireLength(req, maxBytes)
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = []
      let sizeBytes = 0
      const finish = (settle: () => void) => {
        req.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose)
        settle()
      }
      const release = () => {
        buffered -= sizeBytes
        sizeBytes = 0
      }
      const refuse = (error: ForebayError) => {
        release()
        finish(() => reject(error))
      }
      const onData = (chunk: Buffer) => {
        sizeBytes += chunk.byteLength
        buffered += chunk.byteLength
        if (sizeBytes > maxBytes) refuse(bodyTooLarge(maxBytes))
        else if (buffered > maxBufferedBytes)
          refuse(new ForebayError('BUSY', 'Too much is being received at once; nothing was stored.', { status: 503, retryAfterSeconds: 1 }))
        else chunks.push(chunk)
      }
      const onEnd = () => {
        finish(() => {
          const whole = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, sizeBytes)
          release()
          resolve(whole)
        })
      }
      const onClose = () => refuse(new ForebayError('BODY_CUT_OFF', 'The body ended before it was whole.', { status: 400 }))
      req.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
    })
  }
}

/** A compressed body could be a bomb, and nobody needs one here. */
export function requireIdentityEncoding(req: IncomingMessage): void {
  const encoding = req.headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new ForebayError('ENCODING_UNSUPPORTED', 'Send the body without a content encoding.', { status: 415, field: 'Content-Encoding' })
}

/** Refuses by the announced length, before anything is read. */
export function requireLength(req: IncomingMessage, maxBytes: number): void {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw bodyTooLarge(maxBytes)
}

/** The media type in lower case, without its parameters; empty when there is none. */
export function mediaTypeOf(req: IncomingMessage): string {
  const header = req.headers['content-type'] ?? ''
  const end = header.indexOf(';')
  return (end === -1 ? header : header.slice(0, end)).trim().toLowerCase()
}

export function unsupportedMediaType(expected: string): ForebayError {
  return new ForebayError('MEDIA_TYPE_UNSUPPORTED', `Send ${expected}.`, { status: 415, field: 'Content-Type' })
}

/** RFC 9112 9.6: an answer before the end of the request is lost when the connection is reset at once. */
export function discardRest(req: IncomingMessage): void {
  let discarded = 0
  const timer = setTimeout(() => req.destroy(), MAX_DISCARD_MS)
  timer.unref()
  req.on('data', (chunk: Buffer) => {
    discarded += chunk.byteLength
    if (discarded > MAX_DISCARDED_BYTES) req.destroy()
  })
  req.once('close', () => clearTimeout(timer))
  req.resume()
}

function bodyTooLarge(maxBytes: number): ForebayError {
  return new ForebayError('BODY_TOO_LARGE', 'The body is larger than is taken here.', { status: 413, limit: { maxBytes } })
}
