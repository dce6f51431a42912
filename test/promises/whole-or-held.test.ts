/** Promise 2: what was not wholly inspected, for whatever reason, is held with that reason, and the rest of its message goes on. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { MessageRecord } from '../../src/core/record.ts'
import type { ReleasedFile } from '../../src/core/release.ts'
import { type AttachmentJson, attach } from '../support/client.ts'
import { makePdf, makePng, makeZip, nestZip } from '../support/files.ts'
import { makeMail } from '../support/mail.ts'
import { type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type ChildService, startService } from '../support/service.ts'

const MAX_SCANNED_BYTES = 200_000
let clamd: ScriptedClamd
let service: ChildService
let identityToken: string

beforeAll(async () => {
  clamd = await startScriptedClamd()
  service = await startService({
    nodeOptions: ['--import', fileURLToPath(new URL('../support/unruly-inspectors.ts', import.meta.url))],
    environment: {
      CLAMD_URL: clamd.url,
      CLAMD_TIMEOUT_MS: '400',
      CLAMD_MAX_BYTES: String(MAX_SCANNED_BYTES),
      RESCAN_SECONDS: '600',
      STEP_TIMEOUT_MS: '3000',
      INSPECT_MAX_MEGABYTES: '96',
      FILE_PROCESS_MEGABYTES: '64',
    },
  })
  identityToken = await service.customerToken()
})
afterAll(async () => {
  await service.remove()
  await clamd.close()
})

async function sent(...files: readonly AttachmentJson[]): Promise<MessageRecord> {
  return service.through({ text: 'The words', sender: { identityToken }, attachments: files })
}

/** Held for `reason` and nothing else, named so to the agent, and not to be had. */
async function expectHeld(record: MessageRecord, name: string, reason: string, outcome = reason): Promise<ReleasedFile> {
  const file = record.release?.files.find((one) => one.name === name)
  expect(file).toMatchObject({ action: 'hold', reason, explanation: expect.stringMatching(/^Held: .{10,}/) })
  const id = file?.id ?? ''
  const answer = await service.file(record.id, id)
  expect([answer.status, answer.json()]).toEqual([409, expect.objectContaining({ code: 'FILE_HELD', reason })])
  expect(record.report.complete).toBe(false)
  expect(record.report.outcomes).toContainEqual(expect.objectContaining({ subject: { kind: 'part', id }, reason: outcome }))
  expect(record.verdict?.actions).toContainEqual(
    expect.objectContaining({ subject: { kind: 'part', id }, kind: 'hold', rule: 'onIncomplete.file', reason }),
  )
  expect(await service.held(record.id)).toContainEqual(expect.objectContaining({ subject: { kind: 'part', id }, reason }))
  return file as ReleasedFile
}

describe('an inspector that does not do its work', () => {
  it.each([
    ['hang', 'STEP_TIMED_OUT', 'timed_out'],
    ['crash', 'INSPECTOR_CRASHED', 'failed'],
    ['hog', 'MEMORY_EXCEEDED', 'failed'],
    ['exit', 'WORKER_DIED', 'failed'],
    ['undeclared', 'UNDECLARED_CODE', 'failed'],
    ['nonsense', 'INSPECTOR_CRASHED', 'failed'],
    ['blind', 'COULD_NOT_LOOK_INSIDE', 'unscannable'],
    ['lazy', 'NOT_TODAY', 'skipped'],
  ])('holds the file that it was to look at (%s), and lets the words and the other file go on', async (deed, reason, status) => {
    const record = await sent(attach(`deed-${deed}.png`, makePng(1), 'image/png'), attach('fine.png', makePng(2), 'image/png'))
    expect(record.status).toBe('released')
    expect(record.release?.text).toBe('The words')
    const { id } = await expectHeld(record, `deed-${deed}.png`, reason)
    expect(record.report.outcomes).toContainEqual(
      expect.objectContaining({ inspector: 'test/unruly-file', subject: { kind: 'part', id }, status, reason }),
    )
    expect(record.release?.files.find(({ name }) => name === 'fine.png')).toMatchObject({ action: 'release', reason: 'OK' })
  })

  it('holds the link that it was to look at, and lets the words and the other link go on', async () => {
    const text = 'One https://example.com/deed-hang two https://example.com/fine three https://example.com/deed-crash four'
    const record = await service.through({ text })
    expect(record.status).toBe('released')
    expect(record.release?.links.map(({ action, reason }) => `${action} ${reason}`)).toEqual([
      'hold STEP_TIMED_OUT',
      'rewrite LINK_REWRITTEN',
      'hold INSPECTOR_CRASHED',
    ])
    expect(record.release?.text).toMatch(
      /^One \[link held: .+\] two https:\/\/gate\.forebay\.test\/l\/example\.com\/\S+ three \[link held: .+\] four$/,
    )
  })

  it('holds the message that it was to look at, words and all', async () => {
    for (const deed of ['crash', 'hang']) {
      const id = await service.submitMail(makeMail({ subject: `deed-${deed}`, text: 'The words' }))
      const record = await service.settled(id)
      expect(record.status).toBe('held')
      expect(JSON.stringify(record.release)).not.toContain('The words')
      expect((await service.call('GET', `/v1/messages/${id}/release`, { headers: { Accept: 'text/plain' } })).text).not.toContain(
        'The words',
      )
      expect(await service.held(id)).toMatchObject([{ subject: { kind: 'message', id: 'm' } }])
    }
  })
})

describe('a virus scanner that does not do its work', () => {
  it.each([
    ['answers nothing', 'wait', 'SCANNER_TIMEOUT'],
    ['answers nonsense', 'garbage', 'SCANNER_UNAVAILABLE'],
    ['hangs up', 'hang-up', 'SCANNER_UNAVAILABLE'],
  ] as const)('holds the files when it %s, and lets the words go on', async (_what, mode, outcome) => {
    clamd.mode = mode
    const record = await sent(attach('a.png', makePng(3), 'image/png'), attach('b.pdf', makePdf({ text: mode }), 'application/pdf'))
    clamd.mode = 'answer'
    clamd.letGo()
    expect(record.status).toBe('released')
    expect(record.release?.text).toBe('The words')
    await expectHeld(record, 'a.png', 'SCANNER_UNAVAILABLE', outcome)
    await expectHeld(record, 'b.pdf', 'SCANNER_UNAVAILABLE', outcome)
  })

  it('holds a file that is more than it takes', async () => {
    const large = Buffer.concat([makePng(4), Buffer.alloc(MAX_SCANNED_BYTES)])
    await expectHeld(await sent(attach('large.png', large, 'image/png')), 'large.png', 'SCANNER_LIMIT')
  })
})

describe('a file that cannot be looked into', () => {
  it.each([
    ['locked by a password', makeZip([{ name: 'a.txt', data: 'abc', encrypted: true }]), /^(FILE_ENCRYPTED|ARCHIVE_ENCRYPTED)$/],
    ['packed too deep', nestZip({ name: 'a.txt', data: 'abc' }, 30), /^(FILE_ARCHIVE_LIMIT|ARCHIVE_TOO_DEEP)$/],
    [
      'cut off in the middle',
      makeZip([{ name: 'a.txt', data: 'abc'.repeat(500), stored: true }]).subarray(0, 400),
      /^(FILE_ARCHIVE_LIMIT|ARCHIVE_CORRUPT)$/,
    ],
    ['larger inside than it says', makeZip([{ name: 'a.txt', data: 'a'.repeat(5_000), declaredBytes: 10 }]), /^(ARCHIVE_|FILE_)/],
  ])('is held when it is %s', async (_what, bytes, reason) => {
    const record = await sent(attach('papers.zip', bytes, 'application/zip'))
    expect(record.status).toBe('released')
    expect(record.report.complete).toBe(false)
    expect(record.release?.files).toMatchObject([{ action: 'hold', reason: expect.stringMatching(reason) }])
    expect((await service.file(record.id, record.release?.files[0]?.id ?? '')).status).toBe(409)
  })
})

it('says clean only of what every check called clean', async () => {
  const record = await sent(attach('fine.png', makePng(5), 'image/png'))
  expect(record.report.complete).toBe(true)
  expect(record.report.outcomes.every(({ status }) => status === 'ok')).toBe(true)
  expect(record.report.outcomes.map(({ inspector }) => inspector)).toEqual(expect.arrayContaining(['files/malware', 'test/unruly-file']))
  expect(record.release?.files).toMatchObject([{ action: 'release', reason: 'OK' }])
})
