/** Cursors of pages: opaque to callers, checked before use. */
import { ForebayError } from '../core/error.ts'

export type CursorKey = readonly (string | number)[]

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/**
 * `shape` names the type of each place: `['number', 'string']`. Null without a cursor.
 * Throws ForebayError `CURSOR_INVALID` for anything that `encodeCursor` did not make.
 */
export function decodeCursor(untrustedCursor: string | undefined, shape: readonly ('string' | 'number')[]): CursorKey | null {
  if (untrustedCursor === undefined) return null
  const key = parse(untrustedCursor)
  const fits =
    Array.isArray(key) &&
    key.length === shape.length &&
    key.every((one, index) => typeof one === shape[index] && (typeof one === 'number' ? Number.isSafeInteger(one) : isStorable(one)))
  if (!fits) throw new ForebayError('CURSOR_INVALID', 'The cursor is not one that was handed out.', { status: 400, field: 'cursor' })
  return key
}

/** False for text that PostgreSQL cannot hold (NUL): no row has it, so no query needs to ask. */
export function isStorable(untrustedText: string): boolean {
  return !untrustedText.includes('\0')
}

function parse(untrustedCursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(untrustedCursor, 'base64url').toString())
  } catch {
    // Not JSON is one more way of not being ours; the caller says so.
    return null
  }
}
