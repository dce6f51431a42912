import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, jest, test } from '@jest/globals'
import { PICTURE_FILE, takePicture, withoutTimes } from '../../scripts/picture.ts'
import { between, README_FILE, renderSettings, runExample, stepsOf } from '../../scripts/readme.ts'
import { environmentName, settingsSchema } from '../../src/settings/settings.ts'

const readme = readFileSync(README_FILE, 'utf8')
const at = (path: string) => new URL(`../../${path}`, import.meta.url)

/** It starts the service twice; on a busy machine that takes its time. */
jest.setTimeout(240_000)

describe('README', () => {
  test('prints what its example prints when it is run as it stands, on a fresh service', async () => {
    const steps = stepsOf(readme)
    const printed = await runExample(readme)
    // The first hex digits of an id are those of its time.
    const masked = (output: string) => output.replace(/\b[0-9a-f]{4}…/g, '….')

    expect(steps.filter(({ prints }) => prints !== null)).toHaveLength(11)
    if (process.env.CI === 'true') expect(printed).toHaveLength(steps.length)
    printed.forEach((output, index) => {
      if (output !== null) expect(masked(output)).toBe(masked(steps[index]?.prints ?? ''))
    })
  })

  test('has every setting with its default (npm run docs writes the table), and each says what it is for', () => {
    expect(between(readme, 'settings')).toBe(renderSettings())
    for (const [key, schema] of Object.entries(settingsSchema.shape)) {
      expect([key, schema.description]).toEqual([key, expect.stringMatching(/^\S.{15,}\.$/)])
    }
  })

  test('names no setting that there is not', () => {
    const known = new Set(Object.keys(settingsSchema.shape).map(environmentName))
    // Of compose.yaml alone.
    known.add('POSTGRES_PASSWORD')
    const named = [...readme.matchAll(/\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|ROLES|PORT)=/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(4)
    expect(named.filter((name) => !known.has(name ?? ''))).toEqual([])
  })

  test('quotes the policy as it is', () => {
    const policy = readFileSync(at('config/channels/webchat.yaml'), 'utf8')
    const excerpts = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? '')
    expect(excerpts.length).toBeGreaterThan(0)
    for (const excerpt of excerpts) expect(policy).toContain(excerpt)
  })

  test('links to nothing that is not there, and names no command that is not there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '').filter((link) => !link.startsWith('https://'))
    expect(links.filter((link) => !existsSync(at(link)))).toEqual([])
    const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
    const commands = [...readme.matchAll(/npm (?:run (?:-s )?)([a-z]+)/g)].map(([, name]) => name ?? '')
    expect(commands.length).toBeGreaterThan(8)
    expect(commands.filter((name) => scripts[name] === undefined)).toEqual([])
  })

  test('has a test for each promise', () => {
    const promises = /## What it promises\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
    expect([...promises.matchAll(/^\d+\. \*\*.+\[test\]\(test\/promises\/[a-z-]+\.test\.ts\)$/gm)]).toHaveLength(11)
  })

  test('shows a picture of what check prints (npm run docs draws it)', async () => {
    expect(withoutTimes(await takePicture())).toBe(withoutTimes(readFileSync(PICTURE_FILE, 'utf8')))
  })
})
