/** Reads what a PDF says of another file: which one it attaches, and whether it is one out in the world (ISO 32000-2, 7.11). */
import { pdfText } from './pdf-text.ts'
import { isArray, isDict, isRef, isString, type PdfDict, type PdfString, type PdfValue } from './values.ts'

/** The name of an attached file may stand far from the file. */
export interface Attached {
  readonly untrustedName: string | null
  /** Numbers of the objects that hold it: one for each system, and those of other revisions. */
  readonly numbers: readonly number[]
}

/** 7.11.3: in the order in which readers show them. */
const NAME_KEYS = ['UF', 'F', 'Unix', 'Mac', 'DOS', 'Desc']

/** Null when the dictionary attaches nothing. */
export function fileSpecOf(dict: PdfDict, open: (value: PdfString) => Buffer): Attached | null {
  const numbers = ['EF', 'RF'].flatMap((key) => numbersIn(dict.entries.get(key)))
  if (numbers.length === 0) return null
  const name = NAME_KEYS.map((key) => dict.entries.get(key)).find(isString)
  return { untrustedName: name === undefined ? null : pdfText(open(name)), numbers }
}

/** The streams themselves, or where the dictionary with the streams stands. */
function numbersIn(value: PdfValue | undefined): readonly number[] {
  if (isRef(value)) return [value.number]
  if (isDict(value))
    return [...value.entries.values()]
      .flatMap((one) => (isArray(one) ? one.filter(isRef) : isRef(one) ? [one] : []))
      .map(({ number }) => number)
  return []
}

/** An address, or a share on another machine: opening it says who opened it. */
export function leadsOutside(untrustedPath: string): boolean {
  return /^\s*(?:[a-z][a-z\d+.-]+:|[\\/]{2}[^\\/])/i.test(untrustedPath)
}
