/** Knows whose label stands right before a number, of all kinds at once: what is labelled as one thing is no other. Looks at the last few words. */
import { fold } from './context.ts'
import { isGeneric } from './generic-labels.ts'
import type { PersonalCode } from './recognizer.ts'

interface Kind {
  readonly id: string
  readonly code: PersonalCode
  readonly context: readonly string[]
}

interface Owners {
  readonly ids: ReadonlySet<string>
  /** A word for numbers of many countries. */
  readonly isGeneric: boolean
  readonly families: ReadonlySet<string>
}

export interface AdjacentLabel extends Owners {
  /** Where it begins in the words before. */
  readonly start: number
}

export type LabelIndex = ReadonlyMap<string, Owners>

const WORD = /[\p{L}\p{N}]+/gu
const MOST_WORDS_OF_A_LABEL = 5
const MOST_LINKS = 3
/** What may stand between a label and its number, in the languages of the labels. */
const LINKING = new Set(
  'number,numbers,no,nr,num,nummer,numret,numero,numeri,numer,numara,numarasi,nos,is,are,was,ar,er,es,son,est,ist,lautet,e,to,jest,on,je,the,code,kod,id,card,как,номер,это,my,mitt,min,mein,mi,mon,il,here,full'.split(
    ',',
  ),
)
/** Of a label that more kinds share, it is not said which is meant. */
const MOST_OWNERS_OF_A_NAME = 2

export function labelIndex(kinds: readonly Kind[]): LabelIndex {
  const index = new Map<string, { readonly ids: Set<string>; readonly families: Set<string>; readonly isGeneric: boolean }>()
  for (const { id, code, context } of kinds) {
    for (const label of context) {
      const key = (fold(label).match(WORD) ?? []).join(' ')
      const owners = index.get(key) ?? { ids: new Set(), families: new Set(), isGeneric: isGeneric(fold(label)) }
      owners.ids.add(id)
      owners.families.add(familyOf(code))
      index.set(key, owners)
    }
  }
  return index
}

/** The longest label that ends the folded words, but for an `is`, a `no.` or the like; null if there is none. */
export function adjacentLabel(before: string, index: LabelIndex): AdjacentLabel | null {
  const words = [...before.matchAll(WORD)].slice(-(MOST_WORDS_OF_A_LABEL + MOST_LINKS))
  for (let links = 0; links <= MOST_LINKS && links < words.length; links += 1) {
    const last = words.length - links
    for (let first = Math.max(0, last - MOST_WORDS_OF_A_LABEL); first < last; first += 1) {
      const label = words.slice(first, last)
      const owners = index.get(label.map(([word]) => word).join(' '))
      if (owners !== undefined) return { ...owners, start: label[0]!.index }
    }
    if (!LINKING.has(words[last - 1]![0])) return null
  }
  return null
}

/** Whether a label says that a number is not of the kind `id`. */
export function excludes({ ids, families, isGeneric }: Owners, { id, code }: Pick<Kind, 'id' | 'code'>): boolean {
  if (ids.has(id)) return false
  return (!isGeneric && ids.size <= MOST_OWNERS_OF_A_NAME) || !families.has(familyOf(code))
}

/** An identity number may be a tax number too, and stand in a document. */
function familyOf(code: PersonalCode): string {
  return code === 'PERSONAL_NATIONAL_ID' || code === 'PERSONAL_TAX_ID' || code === 'PERSONAL_DOCUMENT' ? 'identity' : code
}
