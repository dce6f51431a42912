/** The shipped languages, from the files that are shipped. */
import type { Words } from '../../src/release/words/words.ts'
import { wordsIn } from '../../src/release/words/words.ts'
import { USUAL_LANGUAGES_DIR } from '../../src/settings/settings.ts'
import { readLanguages } from '../../src/wire-languages.ts'

export const LANGUAGES = readLanguages(USUAL_LANGUAGES_DIR)

export function givenWords(tag = 'en'): Words {
  return wordsIn(LANGUAGES.of(tag))
}
