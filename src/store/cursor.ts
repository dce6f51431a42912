/** Pages and their cursors, which are opaque to callers and checked before use. */
import { ForebayError } from '../core/error.ts'
import type { Page } from '../core/store.ts'

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

/** @param found up to one row more than `limit`: that there is one says that another page follows */
export function pageOf<Row, Item>(
  found: readonly Row[],
  limit: number,
  keyOf: (row: Row) => CursorKey,
  toItem: (row: Row) => Item,
): Page<Item> {
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { items: rows.map(toItem), nextCursor: last === undefined ? null : encodeCursor(keyOf(last)) }
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
