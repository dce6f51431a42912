/** The score of sender proof tells hits from misses, and says which cases are none of ours. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scoreArc } from '../../scripts/score/auth/arc.ts'
import { scoreJose } from '../../scripts/score/auth/jose.ts'
import { scorePlatform } from '../../scripts/score/auth/platform.ts'
import { scoreSpf } from '../../scripts/score/auth/spf.ts'
import { whatsapp } from '../support/platform-webhooks.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'

let folder: string

beforeAll(async () => {
  folder = await scratchFolder('score-auth')
  await mkdir(join(folder, 'spf'))
  await mkdir(join(folder, 'arc'))
  await writeFile(
    join(folder, 'spf', 'suite.yml'),
    `---
description: Alias and silence
tests:
  alias: { host: 192.0.2.1, helo: mx.example.com, mailfrom: a@alias.example, result: pass }
  silent: { host: 192.0.2.1, helo: mx.example.com, mailfrom: a@silent.example, result: [temperror, none] }
  wrong: { host: 192.0.2.9, helo: mx.example.com, mailfrom: a@example.com, result: pass }
zonedata:
  example.com: [{ SPF: v=spf1 ip4:192.0.2.1 -all }]
  alias.example: [{ CNAME: example.com }]
  silent.example: [TIMEOUT]
`,
  )
  await writeFile(
    join(folder, 'arc', 'suite.yml'),
    `---
description: Messages
tests:
  bare: { message: "From: a@example.com\\n\\nHi\\n", cv: None }
  broken: { message: "ARC-Seal: i=1; cv=none\\nFrom: a@example.com\\n\\nHi\\n", cv: Fail }
  wrong: { message: "From: a@example.com\\n\\nHi\\n", cv: Pass }
txt-records: {}
`,
  )
  const k = Buffer.alloc(32, 'k').toString('base64url')
  const valid = 'eyJhbGciOiJIUzI1NiJ9.Zm9v.AAAA'
  await writeFile(
    join(folder, 'json_web_signature_test.json'),
    JSON.stringify({
      testGroups: [
        {
          comment: 'group',
          private: { kty: 'oct', alg: 'HS256', k },
          tests: [
            { tcId: 1, jws: valid, result: 'invalid' },
            { tcId: 2, jws: 'eyJhbGciOiJub25lIn0.Zm9v.', result: 'invalid' },
            { tcId: 3, jws: 'eyJhbGciOiJIUzM4NCJ9.Zm9v.AAAA', result: 'valid' },
            { tcId: 4, jws: 'eyJhbGciOiJIUzI1NiJ9.Zm9v.AAAB', result: 'valid' },
          ],
        },
      ],
    }),
  )
})
afterAll(() => removeFolder(folder))

describe('npm run score -- auth', () => {
  it('tells hits from misses of an SPF suite, with what was wanted', async () => {
    expect(await scoreSpf(folder)).toMatchObject([
      { value: '2 of 3', ok: false, misses: ['Alias and silence: wrong gives fail, wanted pass'] },
    ])
  })

  it('tells hits from misses of an ARC suite', async () => {
    expect(await scoreArc(folder)).toMatchObject([{ value: '2 of 3', ok: false, misses: [expect.stringContaining('wrong gives none')] }])
  })

  it('counts tokens that are refused and taken, and sets aside what is none of ours', async () => {
    expect(await scoreJose(folder)).toMatchObject([
      { value: '2 of 2', ok: true },
      { value: '0 of 1', ok: false, misses: [expect.stringContaining('group 4')] },
      { value: '1', ok: null, misses: [expect.stringContaining('HS384 is not accepted')] },
    ])
  })

  it('tells messages of people from all else in webhooks, and their forgeries', async () => {
    await mkdir(join(folder, 'whatsapp'))
    const message = { from: '46700000001', id: 'wamid.1', timestamp: '1697043223' }
    await writeFile(join(folder, 'whatsapp', 'a.json'), whatsapp([message, { ...message, id: 'wamid.2', type: 'system' }], 0))
    await writeFile(join(folder, 'whatsapp', 'b.json'), whatsapp([{ ...message, timestamp: 'never' }], 0))
    expect(scorePlatform(folder)).toMatchObject([
      { value: '1 of 2', ok: false, misses: [expect.stringContaining('b.json: PLATFORM_MESSAGE_UNSIGNED')] },
      { value: '10 of 10', ok: true },
      { value: expect.stringMatching(/^(\d+) of \1$/), ok: true },
    ])
  })

  it('says what is not there', async () => {
    const empty = await scratchFolder('score-auth-empty')
    expect((await scoreSpf(empty))[0]?.value).toBe('not in this folder')
    expect(scorePlatform(empty)[0]?.value).toBe('not in this folder')
    await removeFolder(empty)
  })
})
