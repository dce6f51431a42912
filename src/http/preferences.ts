/** Request headers that steer a submission are read by their standards and bounded. */
import { ForebayError } from '../core/error.ts'

/** RFC 7240 4.3: whole seconds; anything else in `Prefer` is ignored, as it asks (RFC 7240 2). 0 when absent. */
export function readWaitSeconds(header: string | undefined, maxSeconds: number): number {
  if (header === undefined || header.length > 500) return 0
  for (const preference of header.split(',')) {
    const match = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*(;|$)/i.exec(preference)
    if (match?.[1] !== undefined) return Math.min(Number(match[1]), maxSeconds)
  }
  return 0
}

/**
 * Bare or quoted, as the draft writes it (draft-ietf-httpapi-idempotency-key-header 2.1). Null when absent.
 * @throws ForebayError 422 `INVALID_FIELD`
 */
export function readIdempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null
  const key = typeof header === 'string' ? header.replace(/^"(.*)"$/, '$1') : ''
  if (!/^[\x20-\x7e]{1,255}$/.test(key))
    throw new ForebayError('INVALID_FIELD', 'The key must have 1 to 255 printable ASCII characters.', {
      status: 422,
      field: 'Idempotency-Key',
      limit: { maxCharacters: 255 },
    })
  return key
}
