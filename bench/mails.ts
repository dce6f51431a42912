/** The mails of workload D: every file below a folder, or a hundred and more of everyday ones made here. */

import { readFile } from 'node:fs/promises'
import { listInputs } from '../src/cli/inputs.ts'
import { everydayMail } from './content/mail.ts'
import { seeded } from './content/random.ts'

const MADE_MAILS = 400
const SEED = 4

/** @param folders separated by commas; null for mails made here */
export async function loadMails(folders: string | null): Promise<readonly Uint8Array[]> {
  if (folders === null) {
    const random = seeded(SEED)
    return Array.from({ length: MADE_MAILS }, () => everydayMail(random))
  }
  const paths = await listInputs(folders.split(','))
  if (paths.length === 0) throw new Error(`there is no file below ${folders}`)
  return Promise.all(paths.map(async (path) => new Uint8Array(await readFile(path))))
}
