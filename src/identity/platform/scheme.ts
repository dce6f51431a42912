/** What there is to know of a platform's signatures: how they are checked, and where in the signed body stands who sent which message. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { digitsOf, type SignedJson } from './signed-json.ts'

export interface Signed {
  readonly body: Uint8Array
  readonly signature: string
  readonly timestamp: string | null
}

/** One message in a signed body, with whom the platform says it came from. */
export interface SignedMessage {
  /** One of its ids alone, so that it can come in once and not once by each of them. */
  readonly id: string
  /** Each id that the platform gives the sender. */
  readonly senders: readonly string[]
  /** The company's own number, page or workspace that it was sent to; null where each has a secret of its own. */
  readonly account: string | null
  /** Milliseconds since the epoch. */
  readonly sentAt: number
}

export interface PlatformScheme {
  /** For people: the platform and its header. */
  readonly title: string
  /** For how long the time that is signed beside the body is good, in milliseconds; null where none is. */
  readonly timestampMs: number | null
  isSignedWith(secret: string, signed: Signed): boolean
  /** Those of people alone: no echoes of what was sent to them, no receipts, no notices of the platform itself. */
  messagesIn(body: SignedJson): readonly SignedMessage[]
}

interface Found {
  readonly id: string | null
  readonly senders: readonly (string | null)[]
  readonly account?: string | null
  readonly time: SignedJson | undefined
  readonly unitMs: 1 | 1_000
}

/** None where the id, the sender or the time is not there. */
export function signedMessage({ id, senders, account = null, time, unitMs }: Found): readonly SignedMessage[] {
  const named = senders.filter((sender) => sender !== null)
  const digits = digitsOf(time)
  if (id === null || named.length === 0 || digits === null) return []
  return [{ id, senders: named, account, sentAt: Number(digits) * unitMs }]
}

export function hmacSha256(secret: string, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const hmac = createHmac('sha256', secret)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
}

/** In constant time; false for what was not spelled as a signature. */
export function isSame(expected: Buffer, given: Buffer | null): boolean {
  return given !== null && given.byteLength === expected.byteLength && timingSafeEqual(expected, given)
}

/** Null for anything but lower-case hex behind the prefix. */
export function fromHex(text: string, prefix = ''): Buffer | null {
  const digits = text.slice(prefix.length)
  return text.startsWith(prefix) && /^([0-9a-f]{2})+$/.test(digits) ? Buffer.from(digits, 'hex') : null
}
