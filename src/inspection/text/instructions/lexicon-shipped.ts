/** The lexicon of all languages that ship. */
import { ANY } from './languages/any.ts'
import { DANISH } from './languages/danish.ts'
import { DUTCH } from './languages/dutch.ts'
import { ENGLISH } from './languages/english.ts'
import { FINNISH } from './languages/finnish.ts'
import { FRENCH } from './languages/french.ts'
import { GERMAN } from './languages/german.ts'
import { ITALIAN } from './languages/italian.ts'
import { NORWEGIAN } from './languages/norwegian.ts'
import { POLISH } from './languages/polish.ts'
import { PORTUGUESE } from './languages/portuguese.ts'
import { SPANISH } from './languages/spanish.ts'
import { SWEDISH } from './languages/swedish.ts'
import { createLexicon } from './lexicon.ts'

export const SHIPPED = createLexicon([
  ...[ANY, ENGLISH, SWEDISH, NORWEGIAN, DANISH, FINNISH],
  ...[GERMAN, DUTCH, FRENCH, SPANISH, PORTUGUESE, ITALIAN, POLISH],
])
