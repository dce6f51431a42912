/** Lists what stands in an object stream that was unpacked (ISO 32000-2, 7.5.7). */
import { cursorAt, readInteger } from './lexer.ts'

export interface StreamedObject {
  readonly number: number
  readonly at: number
}

export interface StreamedObjects {
  readonly objects: readonly StreamedObject[]
  /** False when there are fewer than were promised, or they stand behind the end. */
  readonly whole: boolean
}

/** It begins with `count` pairs of a number and a place, counted from `first`. */
export function listObjects(bytes: Buffer, first: unknown, count: unknown): StreamedObjects {
  const objects: StreamedObject[] = []
  if (typeof first !== 'number' || typeof count !== 'number') return { objects, whole: false }
  const cursor = cursorAt(bytes, 0)
  for (let index = 0; index < count; index += 1) {
    const number = readInteger(cursor)
    const offset = number === null ? null : readInteger(cursor)
    if (number === null || offset === null || !(first + offset <= bytes.length)) return { objects, whole: false }
    objects.push({ number, at: first + offset })
  }
  return { objects, whole: true }
}
