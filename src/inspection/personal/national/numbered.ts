/** Makes a recognizer of a row: the shape of a number, the proof that it is one, how much that proves, and the words that name it. */
import { stdnum } from 'stdnum'
import type { PersonalCode, Recognizer } from '../recognizer.ts'

/** Letters and a check sign, or a shape that nothing else has. */
export const CERTAIN = 0.9
/** A date and a check digit, or two check digits, written as only this number is written. */
export const PROVEN = 0.6
/** Believed where a label stands near it, or where it is all that was written. */
export const CHECKED = 0.4
/**
 * Believed only beside a label: one check digit, over a length that a hundred other numbers have. A word for numbers of any country is
 * enough: who says "my identity number is" and mistypes it means no order, so a mask by another country's check does no harm.
 */
export const WEAK = 0.3
/** Believed only beside its own name: there is no check digit, or it is not what people give for their identity or tax number. */
export const NAMED = 0.2

export interface Row {
  /** Country and name: `se-personnummer`. Both words together are a label too. */
  readonly id: string
  readonly code?: PersonalCode
  readonly pattern: RegExp
  readonly digits: readonly [fewest: number, most: number]
  readonly sure: number
  /** How sure, when written without separators, and thus less like itself. */
  readonly sureBare?: number
  /** Asked of letters and digits alone, in upper case. */
  isProven(compact: string): boolean
  /** Divided by commas. */
  readonly context: string
}

const NO_PART_OF_A_NUMBER = /[^\p{L}\p{N}&]/gu

export function numbered({
  id,
  code = 'PERSONAL_NATIONAL_ID',
  pattern,
  digits,
  sure,
  sureBare = sure,
  isProven,
  context,
}: Row): Recognizer {
  return {
    id: `national/${id}`,
    code,
    pattern,
    digits,
    surest: Math.max(sure, sureBare),
    context: [...context.split(', '), id.replaceAll('-', ' ')],
    accept(candidate) {
      const value = candidate.replace(NO_PART_OF_A_NUMBER, '').toUpperCase()
      if (!isProven(value)) return null
      return { value, confidence: value.length === candidate.length ? sureBare : sure }
    },
  }
}

/** The rule of the library of that name. Only such as read no clock: the same words are judged the same on every day. */
export function byLibrary(country: string, name: string): (compact: string) => boolean {
  const validator = stdnum[country]?.[name]
  if (validator === undefined) throw new Error(`stdnum has no ${country} ${name}`)
  return (compact) => validator.validate(compact).isValid
}

/** Every number of the shape: what has no check digit, and is believed for its label. */
export const always = (): boolean => true
