/** The lexicon of all languages that ship. */
import { ANY } from './languages/any.ts'
import { ENGLISH } from './languages/english.ts'
import { createLexicon } from './lexicon.ts'

export const SHIPPED = createLexicon([ANY, ENGLISH])
