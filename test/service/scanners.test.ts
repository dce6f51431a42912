/** Whatever a scanner does, nothing is released that it did not call clean, and all of it follows by itself once it is sound again. */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EICAR, EICAR_SIGNATURE, type RunningClamd, startClamd } from '../support/clamd.ts'
import { attach } from '../support/client.ts'
import { eicar, makePng } from '../support/files.ts'
import { removeFolder, scratchFolder } from '../support/scratch.ts'
import { type ScanMode, type ScriptedClamd, startScriptedClamd } from '../support/scripted-clamd.ts'
import { type LocalService, openLocalService } from '../support/service.ts'

const SOON = { RESCAN_SECONDS: '0.2', CLAMD_TIMEOUT_MS: '400', WORDS_FIRST_MS: '5000' }

describe('a scanner that', () => {
  let clamd: ScriptedClamd
  let service: LocalService
  let identityToken: string
  beforeAll(async () => {
    clamd = await startScriptedClamd()
    service = await openLocalService({ environment: { ...SOON, CLAMD_URL: clamd.url } })
    identityToken = await service.customerToken()
  })
  afterAll(async () => {
    await service.stop()
    await clamd.close()
  })

  it('does not answer: a person may let a file go, and it is taken back when the scan that follows finds malware', async () => {
    clamd.mode = 'hang-up'
    const record = await service.through({ text: 'x', sender: { identityToken }, attachments: [attach('b.txt', eicar())] })
    expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'SCANNER_UNAVAILABLE' }])
    const [item] = await service.held(record.id)
    const body = { reason: 'Known sender, called back' }
    expect((await service.call('POST', `/v1/quarantine/${item?.id}/release`, { body })).status).toBe(202)
    const given = await service.until(record.id, ({ release }) => release?.files[0]?.action === 'release', 'released')
    expect(given.release?.files).toMatchObject([{ reason: 'RELEASED_BY_REVIEW' }])
    clamd.mode = 'answer'
    const after = await service.until(record.id, ({ release }) => release?.files[0]?.action === 'remove', 'taken back')
    expect(after.release?.files).toMatchObject([{ reason: 'FILE_MALWARE' }])
    expect((await service.file(record.id, item?.subject.id ?? '')).status).toBe(410)
  })

  it.each([
    ['is slow', 'wait'],
    ['answers garbage', 'garbage'],
    ['dies in the middle of a scan', 'hang-up'],
  ] as const satisfies readonly (readonly [string, ScanMode])[])(
    '%s: all is held, and released by itself after it recovered',
    async (_what, mode) => {
      clamd.mode = mode
      const attachments = [attach('a.png', makePng(Math.floor(performance.now())), 'image/png'), attach('b.com.txt', eicar())]
      const held = await service.through({ text: 'The words', sender: { identityToken }, attachments })
      expect(held).toMatchObject({ status: 'released', release: { text: 'The words' } })
      expect(held.release?.files.map(({ action }) => action)).toEqual(['hold', 'hold'])
      clamd.mode = 'answer'
      clamd.letGo()
      const after = await service.until(
        held.id,
        ({ release }) => release?.files.every(({ action }) => action !== 'hold') === true,
        'scanned',
      )
      expect(after.release?.files.map(({ action, reason }) => `${action} ${reason}`)).toEqual(['release OK', 'remove FILE_MALWARE'])
    },
  )
})

const blind: RunningClamd | null = await startClamd([], { blind: true })
const withClamd = blind === null ? describe.skip : describe

withClamd('a scanner that does not know the test file', () => {
  let service: LocalService
  beforeAll(async () => {
    service = await openLocalService({ environment: { ...SOON, CLAMD_TIMEOUT_MS: '20000', CLAMD_URL: String(blind?.url) } })
  })
  afterAll(async () => {
    await service.stop()
    await blind?.remove()
  })

  it('turns readiness off, raises an alarm and holds every file, until the test file is found', async () => {
    const clamd = blind as RunningClamd
    const notReady = await service.call('GET', '/readyz')
    expect([notReady.status, notReady.json()]).toEqual([
      503,
      expect.objectContaining({
        reason: 'CANARY_MISSED',
        checks: expect.objectContaining({ canary: expect.objectContaining({ ok: false }) }),
      }),
    ])
    expect(service.log).toContainEqual(expect.objectContaining({ fields: expect.objectContaining({ code: 'CANARY_MISSED' }) }))
    expect(await metricsOf(service)).toContain('forebay_canary_ok 0')
    const identityToken = await service.customerToken()
    const held = await service.through({ text: 'x', sender: { identityToken }, attachments: [attach('a.png', makePng(3), 'image/png')] })
    expect(held.release?.files).toMatchObject([{ action: 'hold', reason: 'SCANNER_UNAVAILABLE' }])

    await writeFile(join(clamd.folder, 'db', 'test.ndb'), `${EICAR_SIGNATURE}:0:*:${Buffer.from(EICAR).toString('hex')}\n`)
    await clamd.stop()
    await clamd.start()
    await service.until(held.id, ({ release }) => release?.files[0]?.action === 'release', 'released')
    const ready = await service.call('GET', '/readyz')
    expect([ready.status, ready.json()]).toEqual([200, expect.objectContaining({ status: 'ready' })])
    expect(await metricsOf(service)).toContain('forebay_canary_ok 1')
  })
})

withClamd('what else is known of files', () => {
  const rule = 'rule hunted { strings: $a = "a word that is hunted" condition: $a }\n'
  const listed = makePng(101)
  const trusted = makePng(102)
  let folder: string
  let clamd: RunningClamd
  let service: LocalService
  let identityToken: string
  beforeAll(async () => {
    folder = await scratchFolder('hashes')
    const lines = (bytes: Uint8Array, name: string) => `${createHash('sha256').update(bytes).digest('hex')} ${name}\n`
    await writeFile(join(folder, 'bad.txt'), lines(listed, 'Evil.Picture'))
    await writeFile(join(folder, 'good.txt'), lines(trusted, 'form'))
    await writeFile(
      join(folder, 'hashes.yaml'),
      `hashes:\n  - { id: bad, kind: block, source: ${join(folder, 'bad.txt')} }\n  - { id: good, kind: allow, source: ${join(folder, 'good.txt')} }\n`,
    )
    const options = { MaxFileSize: '300K', AlertExceedsMax: 'no' }
    clamd = (await startClamd([`PUA.Test.Unwanted:0:*:${Buffer.from('unwanted words').toString('hex')}`], {
      database: { 'rules.yar': rule },
      options,
    })) as RunningClamd
    const environment = { CLAMD_URL: clamd.url, HASH_LISTS_FILE: join(folder, 'hashes.yaml'), LIST_POLL_SECONDS: '0.1' }
    service = await openLocalService({ environment })
    identityToken = await service.customerToken()
  })
  afterAll(async () => {
    await service?.stop()
    await clamd?.remove()
    await removeFolder(folder)
  })
  const sent = (name: string, bytes: Buffer) =>
    service.through({ text: 'x', sender: { identityToken }, attachments: [attach(name, bytes, 'application/octet-stream')] })

  it('a match of a rule of one’s own is named, and held', async () => {
    const record = await sent('a.txt', Buffer.from('here is a word that is hunted'))
    expect(record.report.findings).toContainEqual(
      expect.objectContaining({ code: 'FILE_YARA_MATCH', evidence: [{ label: 'signature', value: 'YARA.hunted.UNOFFICIAL' }] }),
    )
    expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'FILE_YARA_MATCH' }])
  })

  it('what is unwanted but no malware is held', async () => {
    const record = await sent('a.txt', Buffer.from('here are unwanted words'))
    expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'FILE_UNWANTED' }])
  })

  it('a file above what the scanner looks into is held, though the scanner says OK', async () => {
    const small = await sent('a.txt', Buffer.alloc(200_000, 'small words '))
    expect(small.release?.files).toMatchObject([{ action: 'release' }])
    const large = await sent('b.txt', Buffer.alloc(1_000_000, 'large words '))
    expect(large.release?.files).toMatchObject([{ action: 'hold', reason: 'SCANNER_LIMIT' }])
  })

  it('a file on a list is removed, whoever sends it, and one on a good list says so', async () => {
    const bad = await sent('a.png', listed)
    expect(bad.release?.files).toMatchObject([{ action: 'remove', reason: 'FILE_HASH_BLOCKED' }])
    expect(bad.report.findings).toContainEqual(expect.objectContaining({ code: 'FILE_HASH_BLOCKED', severity: 'critical' }))
    const good = await sent('b.png', trusted)
    expect(good.release?.files).toMatchObject([{ action: 'release', reason: 'OK' }])
    expect(good.report.findings).toContainEqual(expect.objectContaining({ code: 'FILE_HASH_ALLOWED', severity: 'informational' }))
  })

  it('a list is read anew without a restart', async () => {
    const later = makePng(103)
    expect((await sent('a.png', later)).release?.files).toMatchObject([{ action: 'release' }])
    await writeFile(join(folder, 'bad.txt'), `${createHash('md5').update(later).digest('hex')}\n`)
    while (service.log.filter(({ fields }) => fields.list === 'bad').length < 2) await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await sent('a.png', later)).release?.files).toMatchObject([{ action: 'remove', reason: 'FILE_HASH_BLOCKED' }])
  })
})

async function metricsOf(service: LocalService): Promise<string> {
  return (await fetch(`${service.baseUrl}/metrics`)).text()
}
