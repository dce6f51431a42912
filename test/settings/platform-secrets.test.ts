/** Secrets of platforms come from the environment or a file, each for its channel; what is wrong is named by its place, and no secret is shown. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ForebayError } from '../../src/core/error.ts'
import { readPlatformSecrets } from '../../src/settings/platform-secrets.ts'
import { readSettings } from '../../src/settings/settings.ts'
import { diagnosePlatforms } from '../../src/wire-doctor.ts'
import { openPlatformCheck } from '../../src/wire-platform.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'

const META = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const OLD = 'ffffffffffffffffffffffffffffffff'
const DISCORD = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'

const SHAPE = 'must be CHANNEL=PLATFORM:SECRET, or CHANNEL=PLATFORM@ACCOUNT:SECRET'

let folder: string
beforeAll(async () => {
  folder = await scratchFolder('platform-secrets')
})
afterAll(() => removeFolder(folder))

const read = (environment: Readonly<Record<string, string>>) => readPlatformSecrets(readSettings(null, environment))

function refusal(environment: Readonly<Record<string, string>>): ForebayError {
  try {
    read(environment)
  } catch (error) {
    if (error instanceof ForebayError) return error
  }
  throw new Error('it was read')
}

describe('secrets of platforms', () => {
  it('are none when none are set', () => {
    expect(read({})).toEqual([])
  })

  it('are several for a channel, while one is changed or for several platforms', () => {
    const [first, second, third] = read({ PLATFORM_SECRETS: ` social=meta:${META},social=meta:${OLD}, webchat=line:a=b:c/d+0123456== ` })
    expect(first).toEqual({ channel: 'social', platform: 'meta', account: null, secret: META })
    expect(second).toEqual({ channel: 'social', platform: 'meta', account: null, secret: OLD })
    expect(third).toEqual({ channel: 'webchat', platform: 'line', account: null, secret: 'a=b:c/d+0123456==' })
  })

  it('are for one account where an entry says so', () => {
    expect(read({ PLATFORM_SECRETS: `social=meta@106540352242922:${META}` })).toEqual([
      { channel: 'social', platform: 'meta', account: '106540352242922', secret: META },
    ])
  })

  it('come from a file, too, a line each, with remarks', async () => {
    const path = join(folder, 'secrets')
    await writeFile(
      path,
      `# of the app, since March\r\nsocial=meta:${META}\r\n\n  # the old one, social=meta:x\nsocial=discord:${DISCORD}\n`,
    )
    const secrets = read({ PLATFORM_SECRETS: `social=meta:${OLD}`, PLATFORM_SECRETS_FILE: path })
    expect(secrets.map(({ platform, secret }) => [platform, secret])).toEqual([
      ['meta', OLD],
      ['meta', META],
      ['discord', DISCORD],
    ])
  })

  it.each([
    ['a secret alone', OLD, SHAPE],
    ['no channel', `meta:${OLD}`, SHAPE],
    ['no channel that can be', `So cial=meta:${OLD}`, SHAPE],
    ['a blank inside', `social=meta:${OLD} ${OLD}`, SHAPE],
    ['no platform that is known', `social=telegram:${OLD}`, 'names no platform that is known; there are meta, line, viber, slack, discord'],
    [
      'a platform of every object',
      `social=constructor:${OLD}`,
      'names no platform that is known; there are meta, line, viber, slack, discord',
    ],
    ['a short secret', 'social=meta:fffffffffffffff', 'has a secret of less than 16 characters'],
    ['an account that is none', `social=meta@+46 8:${OLD}`, SHAPE],
    ['an account of Viber', `social=viber@shop:${OLD}`, 'names an account, and each secret of viber has its own'],
    ['no key of Discord', `social=discord:${OLD}`, 'must have the public key of the application, 64 lower-case hex digits'],
  ])('are refused by their place for %s, and are not shown', (_name, entry, problem) => {
    const error = refusal({ PLATFORM_SECRETS: `social=meta:${META},${entry}` })
    expect(error).toMatchObject({
      code: 'SETTINGS_INVALID',
      field: 'PLATFORM_SECRETS',
      publicMessage: `PLATFORM_SECRETS: entry 2 ${problem}.`,
    })
    expect(String(error.stack)).not.toMatch(/ffffffffff|0f1e2d3c/)
  })

  it('are refused when their file is not there', () => {
    expect(refusal({ PLATFORM_SECRETS_FILE: join(folder, 'nothing') })).toMatchObject({
      code: 'SETTINGS_INVALID',
      field: 'PLATFORM_SECRETS_FILE',
    })
  })
})

describe('a channel that has secrets and is not there', () => {
  it('is in the log, without its secrets', async () => {
    const log: object[] = []
    const settings = readSettings(null, { PLATFORM_SECRETS: `social=meta:${META},socail=meta:${META},socail=meta:${OLD}` })
    await openPlatformCheck(settings, { channels: async () => ['social'] }, { warn: (...line) => void log.push(line) }, Date.now)
    expect(log).toEqual([['a platform has secrets for a channel that is not there', { code: 'CHANNEL_UNKNOWN', channel: 'socail' }]])
  })
})

describe('what the doctor says of platforms', () => {
  const diagnose = (environment: Readonly<Record<string, string>>) =>
    diagnosePlatforms(readSettings(null, environment), ['social', 'webchat'])

  it('is whose signatures are checked where, and never by which secret', () => {
    expect(diagnose({})).toEqual({ state: 'off', detail: 'none (set PLATFORM_SECRETS): connectors vouch for what platforms sign' })
    const many = `social=meta:${META},webchat=discord:${DISCORD},social=line:${META},social=meta:${OLD}`
    expect(diagnose({ PLATFORM_SECRETS: many })).toEqual({
      state: 'ok',
      detail: 'signatures are checked for social: meta (2 entries), line; webchat: discord',
    })
    expect(diagnose({ PLATFORM_SECRETS: `socail=meta:${META}` })).toEqual({
      state: 'bad',
      detail: 'signatures are checked for socail: meta; no policy is of socail: those are never used',
    })
  })
})
