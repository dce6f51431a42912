/** The languages that channels can speak: those shipped beside the program, and the files of the operator's own folder. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ForebayError } from './core/error.ts'
import type { Language, Languages } from './core/language.ts'
import type { Store } from './core/store.ts'
import { languagesOf, parseLanguage } from './release/words/parse-language.ts'
import { USUAL_LANGUAGES_DIR } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'

const shippedFolder = fileURLToPath(new URL(`../${USUAL_LANGUAGES_DIR}`, import.meta.url))

/**
 * @param languagesDir the usual folder need not be there, another one must
 * @throws ForebayError `LANGUAGE_INVALID` that names the file, the line and the key
 */
export function readLanguages(languagesDir: string): Languages {
  const languages = readFolder(shippedFolder, USUAL_LANGUAGES_DIR)
  const own = resolve(languagesDir)
  if (own === shippedFolder) return languagesOf(languages)
  // Later ones take the place of earlier ones.
  return languagesOf([...languages, ...readFolder(own, languagesDir)])
}

/** @param shownAs how messages name the folder */
function readFolder(folder: string, shownAs: string): readonly Language[] {
  let names: readonly string[]
  try {
    names = readdirSync(folder).sort()
  } catch (cause) {
    if (shownAs === USUAL_LANGUAGES_DIR && folder !== shippedFolder && (cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new ForebayError('LANGUAGE_INVALID', `${shownAs}: this folder of languages cannot be read`, { cause })
  }
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => parseLanguage(readFileSync(join(folder, name), 'utf8'), join(shownAs, name)))
}

/** A policy may have been published when its language still had a file. */
export async function warnOfMissing(languages: Languages, store: Pick<Store, 'channels' | 'policy'>, log: Logger): Promise<void> {
  for (const channel of await store.channels()) {
    const version = await store.policy(channel)
    if (version !== null && !languages.tags.has(version.policy.language))
      log.warn('the language of a channel has no file: English is spoken there', { code: 'LANGUAGE_MISSING', channel })
  }
}
