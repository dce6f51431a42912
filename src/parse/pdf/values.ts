/** The kinds of value that a PDF is made of (ISO 32000-2, 7.3), as they were read and not yet trusted. */

export interface PdfName {
  readonly type: 'name'
  /** Without the slash, `#xx` resolved; a character a byte. */
  readonly name: string
}
export interface PdfString {
  readonly type: 'string'
  /** As they stand in the file: still locked where the file is. */
  readonly bytes: Buffer
}
export interface PdfRef {
  readonly type: 'ref'
  readonly number: number
  readonly generation: number
}
export interface PdfDict {
  readonly type: 'dict'
  readonly entries: ReadonlyMap<string, PdfValue>
  /** Earlier values of a key that stands twice: which of them counts differs from reader to reader. */
  readonly overwritten: readonly (readonly [string, PdfValue])[]
}
export type PdfArray = readonly PdfValue[]
export type PdfValue = null | boolean | number | PdfName | PdfString | PdfRef | PdfArray | PdfDict

/** One object of the file: a value, and the bytes behind it when it is a stream. */
export interface PdfObject {
  readonly value: PdfValue
  /** Still packed, and locked where the file is; null when it is no stream. */
  readonly stream: Buffer | null
  /** False when what was read breaks the syntax, so that other readers may see something else in it. */
  readonly sound: boolean
}

export function isArray(value: PdfValue | undefined): value is PdfArray {
  return Array.isArray(value)
}

export function isDict(value: PdfValue | undefined): value is PdfDict {
  return typeOf(value) === 'dict'
}

export function isRef(value: PdfValue | undefined): value is PdfRef {
  return typeOf(value) === 'ref'
}

export function isString(value: PdfValue | undefined): value is PdfString {
  return typeOf(value) === 'string'
}

/** Null when it is no name. */
export function nameOf(value: PdfValue | undefined): string | null {
  return typeOf(value) === 'name' ? (value as PdfName).name : null
}

/** The last value of the key that counts, null when there is none. */
export function entryOf(value: PdfValue | undefined, key: string): PdfValue {
  return isDict(value) ? (value.entries.get(key) ?? null) : null
}

function typeOf(value: PdfValue | undefined): string | null {
  return typeof value === 'object' && value !== null && 'type' in value ? value.type : null
}

/** Every value that the key was given, in the order in which they stand. */
export function everyValue(dict: PdfDict, key: string): readonly PdfValue[] {
  const earlier = dict.overwritten.filter(([name]) => name === key).map(([, value]) => value)
  const last = dict.entries.get(key)
  return last === undefined ? earlier : [...earlier, last]
}
