/** A language that somebody adds as a file is spoken, by the program as it is run, and refused by its place when it is not whole. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { readLanguages } from '../../src/wire-languages.ts'
import { COMPILED } from '../support/compiled.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'

const program = fileURLToPath(new URL('../../src/forebay.ts', import.meta.url))
const ENGLISH = readFileSync(new URL('../../config/languages/en.yaml', import.meta.url), 'utf8')
const FINNISH = ENGLISH.replace('"{fate}: {reason}."', '"{fate} – {reason}."')
  .replace('"Held"', '"Odottaa"')
  .replace('other {the sender has not been identified yet}', 'other {lähettäjää ei ole vielä tunnistettu}')
  .replace('one {One file is} other {# files are}} held:', 'one {Yksi tiedosto odottaa} other {# tiedostoa odottaa}}:')
const CHAT = JSON.stringify({
  channel: 'chatti',
  sender: { address: 'anna@example.com' },
  text: 'Hei',
  attachments: [{ name: 'a.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7 a loose file').toString('base64') }],
})

jest.setTimeout(90_000)

describe('a language of one’s own', () => {
  let folder: string
  beforeAll(async () => {
    folder = await scratchFolder('language')
    for (const name of ['languages', 'broken', 'channels']) await mkdir(join(folder, name))
    await writeFile(join(folder, 'languages', 'fi.yaml'), FINNISH)
    await writeFile(join(folder, 'languages', 'sv.yaml'), ENGLISH)
    await writeFile(join(folder, 'languages', 'README.md'), 'Not a language')
    await writeFile(join(folder, 'broken', 'fi.yaml'), FINNISH.replace('{reason}."', '{syy}."'))
    await writeFile(join(folder, 'channels', 'chatti.yaml'), 'channel: chatti\nkind: chat\nname: Chatti\nlanguage: fi\n')
  })
  afterAll(() => removeFolder(folder))

  function run(languages: string | null): Promise<{ code: number | null; out: string; err: string }> {
    const env = {
      PATH: process.env.PATH,
      ...COMPILED,
      DATA_DIR: join(folder, 'data'),
      CHANNELS_DIR: join(folder, 'channels'),
      ...(languages === null ? {} : { LANGUAGES_DIR: join(folder, languages) }),
    }
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [program, 'check', '--json', '--channel', 'chatti', '-'], { env })
      const said = { out: '', err: '' }
      child.stdout.on('data', (data) => (said.out += data))
      child.stderr.on('data', (data) => (said.err += data))
      child.once('close', (code) => resolve({ code, ...said }))
      child.stdin.end(CHAT)
    })
  }

  test('is spoken by the channels that ask for it, and told by its place when it is broken', async () => {
    const [spoken, broken, without] = await Promise.all([run('languages'), run('broken'), run(null)])
    expect(spoken.err).toBe('')
    const { release } = JSON.parse(spoken.out)
    expect(release.files[0]).toMatchObject({ action: 'hold', explanation: 'Odottaa – lähettäjää ei ole vielä tunnistettu.' })
    expect(release.notices[0].text).toBe('Yksi tiedosto odottaa: lähettäjää ei ole vielä tunnistettu.')
    const at = ENGLISH.slice(0, ENGLISH.indexOf('  because: ')).split('\n').length
    expect(broken).toMatchObject({ code: 2, out: '' })
    expect(broken.err).toBe(
      `forebay: ${folder}/broken/fi.yaml:${at}: explanation.because: {syy} is no placeholder of this sentence; it has {fate}, {reason} (LANGUAGE_INVALID)\n`,
    )
    expect(without.code).toBe(2)
    expect(without.err).toContain('chatti.yaml:4: language: expected one of en, es, sv')
  })

  test('stands beside the shipped ones, and one of theirs takes its place', () => {
    const languages = readLanguages(join(folder, 'languages'))
    expect([...languages.tags].sort()).toEqual(['en', 'es', 'fi', 'sv'])
    expect(languages.of('sv').say('fates.hold')).toBe('Held')
    expect(languages.of('es').say('fates.hold')).toBe('Retenido')
  })

  test('is missed when its folder is not there', () => {
    expect(() => readLanguages(join(folder, 'nowhere'))).toThrow(`${folder}/nowhere: this folder of languages cannot be read`)
  })
})
