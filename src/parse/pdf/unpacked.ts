/** What undoing the filters of a stream gives, and what it needs to know. */
import type { PdfValue } from './values.ts'

export type Unpacked =
  | {
      readonly status: 'ok'
      readonly bytes: Buffer
      /** False when the packed bytes broke off or went wrong, and this is what came before. */
      readonly whole: boolean
    }
  | { readonly status: 'too-big' }
  | { readonly status: 'corrupt' }
  /** A filter of pictures, or one that nobody knows. */
  | { readonly status: 'unsupported' }

export interface Filter {
  readonly name: string
  readonly parameters: PdfValue
}

export type Resolve = (value: PdfValue) => PdfValue
