/** Which file of lists has to be there: a slip in its name must not let through what is on them. */
import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { settingsSchema, USUAL_LISTS_FILE } from '../../src/settings/settings.ts'
import { createLogger } from '../../src/telemetry/logger.ts'
import { openKnownAddresses } from '../../src/wire-links.ts'
import { scratchFolder } from '../support/scratch.ts'

async function listsOf(listsFile: string, dataDir: string) {
  const known = await openKnownAddresses(
    settingsSchema.parse({ listsFile, dataDir }),
    randomBytes(32),
    createLogger('silent'),
    Date.now,
    true,
  )
  const ids = known.describe().map(({ id }) => id)
  await known.close()
  return ids
}

describe('the file of lists', () => {
  it('has to be there when somebody named it, and names what is wrong in it', async () => {
    const folder = await scratchFolder('lists-file')
    const file = join(folder, 'ours.yaml')
    await expect(listsOf(file, folder)).rejects.toMatchObject({
      code: 'LISTS_INVALID',
      publicMessage: `${file}: there is no such file (LISTS_FILE).`,
    })
    await writeFile(file, 'lists:\n  - { id: ours, kind: blok, source: bad.txt }\n')
    await expect(listsOf(file, folder)).rejects.toMatchObject({ publicMessage: `${file}: lists[0].kind must be block or allow.` })
    await writeFile(file, 'lists:\n  - { id: ours, kind: block, source: bad.txt }\n')
    expect(await listsOf(file, folder)).toEqual(['ours'])
  })

  it('may be missing under its usual name: there are no lists then', async () => {
    const folder = await scratchFolder('no-lists-file')
    const before = process.cwd()
    await mkdir(join(folder, 'config'))
    process.chdir(folder)
    try {
      expect(await listsOf(USUAL_LISTS_FILE, folder)).toEqual([])
    } finally {
      process.chdir(before)
    }
  })
})
