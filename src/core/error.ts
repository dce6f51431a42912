/** Every refusal has one shape: a stable code, a safe public sentence, a private cause, and whether trying again can help. */

export interface ForebayErrorOptions {
  /** HTTP status that an API answer carries (RFC 9110). */
  readonly status?: number
  /** The offending field, as a path: `attachments[3].content`. */
  readonly field?: string
  /** The limit that was passed, with its unit in the name: `{ maxBytes: 1048576 }`. */
  readonly limit?: Readonly<Record<string, number | string>>
  /** Why an item is withheld, as a code: `IDENTITY_REQUIRED`, `FILE_MALWARE`. */
  readonly reason?: string
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
}

export class ForebayError extends Error {
  readonly code: string
  readonly publicMessage: string
  readonly status: number
  readonly field: string | undefined
  readonly limit: Readonly<Record<string, number | string>> | undefined
  readonly reason: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: string, publicMessage: string, options: ForebayErrorOptions = {}) {
    super(`${code}: ${publicMessage}`, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'ForebayError'
    this.code = code
    this.publicMessage = publicMessage
    this.status = options.status ?? 500
    this.field = options.field
    this.limit = options.limit
    this.reason = options.reason
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get retryable(): boolean {
    return this.retryAfterSeconds !== undefined
  }
}
