/** What is rebuilt is looked into and scanned again, and given only while it is the very file that was looked into. */
import { describe, expect, it } from '@jest/globals'
import type { Disarmed } from '../../src/core/disarmed.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { ScanResult } from '../../src/core/scanner.ts'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import { malware } from '../../src/inspection/files/malware.ts'
import type { OpenedArrival } from '../../src/parse/message.ts'
import { type Assessing, conclude, see, withoutLookups } from '../../src/pipeline/assess.ts'
import { type Disarm, disarmFile } from '../../src/pipeline/disarm-file.ts'
import { createFileBytes } from '../../src/pipeline/file-bytes.ts'
import { lookWholly } from '../../src/pipeline/rebuild.ts'
import { settlementOf } from '../../src/pipeline/settlement.ts'
import { givenIdentity, givenPolicy } from '../policy/given.ts'
import { eicar } from '../support/files.ts'
import { LANGUAGES } from '../support/languages.ts'
import { inProcessSandbox } from './in-process-sandbox.ts'

const ID = '0193b0c8-0000-7000-8000-000000000001'
const PAGE = Buffer.from('<!doctype html><html><body><script>steal()</script><p>Hello</p></body></html>')

const asText: Disarm = async () => done(Buffer.from('Hello\n'))

function done(bytes: Uint8Array, more: Partial<Extract<Disarmed, { status: 'done' }>> = {}): Disarmed {
  return { status: 'done', bytes, type: 'text/plain', extension: '.txt', losses: [{ kind: 'html/script', count: 1 }], ...more }
}

const clean = async (): Promise<ScanResult> => ({ status: 'clean' })
const eicarOnly = async (bytes: Uint8Array): Promise<ScanResult> =>
  Buffer.from(bytes).includes('EICAR') ? { status: 'infected', signature: 'Eicar' } : { status: 'clean' }

function house(disarm: Disarm, scan: Assessing['scanner']['scan'] = clean) {
  const sandbox = inProcessSandbox(disarm)
  const assessing = {
    sandbox,
    scanner: { scan },
    reputation: {},
    house: { protectedDomains: [] },
    lookupInspectors: [malware],
    scansPerMessage: 2,
    rewriteLink: () => 'https://gate.example/',
    languages: LANGUAGES,
    stopwatch: () => 0,
  } as unknown as Assessing
  return { assessing, sandbox }
}

function arrivalOf(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[] = [{ name: 'page.html', bytes: PAGE }],
): OpenedArrival {
  const opened = files.map(({ name, bytes }) => ({ untrustedName: name, untrustedType: 'text/html', bytes }))
  return {
    id: ID,
    channel: 'webchat',
    kind: 'chat',
    conversationId: null,
    receivedAt: 0,
    content: { type: 'words', words: { text: 'Hi' }, files: opened },
  }
}

const standing = (policy: Policy = givenPolicy()) => ({
  identity: givenIdentity('authenticated'),
  policy,
  policyVersion: 1,
  reviews: [],
  revision: 1,
})

async function run({ assessing }: { readonly assessing: Assessing }, arrival = arrivalOf(), policy = givenPolicy()) {
  const seen = await see(arrival, policy, assessing)
  const whole = await lookWholly(seen, standing(policy), [], assessing, new AbortController().signal)
  return conclude(whole, standing(policy), assessing, 0).record
}

describe('a file that is rebuilt', () => {
  it('is released under its new name, type, size and hash, with what it lost and what it was', async () => {
    const record = await run(house(asText))
    const [file] = record.release?.files ?? []
    expect(file).toMatchObject({
      id: 'p2',
      name: 'page.html.txt',
      type: 'text/plain',
      action: 'disarm',
      reason: 'FILE_ACTIVE_HTML',
      size: 6,
      lost: [{ kind: 'html/script', count: 1, text: 'Scripts, which are small programs, were removed.' }],
      original: { size: PAGE.byteLength, type: 'text/html' },
    })
    expect(file?.sha256).not.toBe(file?.original?.sha256)
    expect(file?.explanation).toMatch(/^Rebuilt without active content: /)
    expect(record.rebuilt).toEqual([
      expect.objectContaining({ partId: 'p2', status: 'done', sha256: file?.sha256, originalSha256: file?.original?.sha256 }),
    ])
    expect(record.rebuilt?.[0]).not.toHaveProperty('message')
    const told = record.release?.notices.map((notice) => [notice.for, notice.code, notice.text])
    expect(told).toEqual([
      ['agent', 'FILE_DISARMED', expect.stringContaining('Scripts, which are small programs, were removed. The original is kept')],
      ['sender', 'FILE_DISARMED', expect.stringContaining('as a safe copy. Scripts')],
    ])
  })

  it('is scanned in its new form too, and not given when that is malware', async () => {
    const given = house(async () => done(eicar()), eicarOnly)
    const record = await run(given)
    expect(record.release?.files).toMatchObject([{ action: 'remove', reason: 'FILE_MALWARE', name: 'page.html' }])
    expect(record.release?.files[0]).not.toHaveProperty('original')
  })

  it('is held while the scanner says nothing of its new form, and looked at again later', async () => {
    let scans = 0
    const scan = async (): Promise<ScanResult> => {
      scans += 1
      return scans === 1 ? { status: 'clean' } : { status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' }
    }
    const record = await run(house(asText, scan))
    expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'SCANNER_UNAVAILABLE' }])
    const stored = { record: null, revision: 0, version: 0, arrival: { receivedAt: 0 } } as unknown as StoredMessage
    expect(settlementOf(stored, { record, holds: [] }, 0, 5_000, null).dueAt).toBe(5_000)
  })

  it('is held when it comes out as a page again, in other clothes or not', async () => {
    for (const bytes of [PAGE, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>')]) {
      const record = await run(house(async () => done(bytes)))
      expect(record.release?.files).toMatchObject([{ action: 'hold', reason: 'DISARM_FAILED', name: 'page.html' }])
    }
  })

  it.each([
    ['refuses', async () => ({ status: 'refused', reason: 'DISARM_UNSUPPORTED' }) as const, 'DISARM_UNSUPPORTED'],
    ['throws', async () => Promise.reject(new Error('steal()')), 'DISARM_FAILED'],
  ] as const)('is held when its disarmer %s', async (_, disarm, reason) => {
    const record = await run(house(disarm))
    expect(record.release?.files).toMatchObject([{ action: 'hold', reason, explanation: expect.stringMatching(/safe copy/) }])
    expect(record.rebuilt).toEqual([{ partId: 'p2', originalSha256: expect.any(String), status: 'refused', reason }])
    expect(JSON.stringify(record)).not.toContain('steal()')
  })

  it('is held when building it hung or crashed before, and is not tried again in that run', async () => {
    for (const [status, reason] of [
      ['timed_out', 'DISARM_TIMED_OUT'],
      ['failed', 'DISARM_FAILED'],
    ] as const) {
      const skips = new Map([['release/disarm@p1', { status, reason: 'x', ms: 1 } as const]])
      const { file, arrival } = await disarmFile(arrivalOf(), 'text/html', { enter: () => undefined, skips }, asText)
      expect(file).toEqual({ status: 'refused', reason })
      expect(arrival.content).toMatchObject({ files: [] })
    }
  })

  it('is not built at all when the verdict is stricter, and files that hang do not hold all others up', async () => {
    const stricter = house(asText)
    await run(stricter, arrivalOf(), givenPolicy({ files: { findings: { FILE_ACTIVE_HTML: 'hold' } } }))
    expect(stricter.sandbox.tasks.map(({ kind }) => kind)).toEqual(['examine'])

    const hanging = house(asText)
    const { run: real } = hanging.sandbox
    hanging.assessing = {
      ...hanging.assessing,
      sandbox: {
        run: async (task, ...rest) => {
          if (task.kind !== 'disarm') return real(task, ...rest)
          hanging.sandbox.tasks.push(task)
          return { status: 'timed_out', reason: 'STEP_TIMED_OUT', step: 'release/disarm@p1', ms: 2_000 }
        },
      },
    }
    const files = Array.from({ length: 6 }, (_, index) => ({
      name: `${index}.html`,
      bytes: Buffer.concat([PAGE, Buffer.from(`${index}`)]),
    }))
    const record = await run(hanging, arrivalOf(files))
    expect(record.release?.files.map(({ reason }) => reason)).toEqual(Array(6).fill('DISARM_TIMED_OUT'))
    expect(hanging.sandbox.tasks.filter(({ kind }) => kind === 'disarm')).toHaveLength(3)
  })

  it('waits with its words gone on while nothing is built yet', async () => {
    const { assessing } = house(asText)
    const seen = await see(arrivalOf(), null, assessing)
    const early = conclude(withoutLookups(seen, []), standing(), assessing, 0).record
    expect(early).toMatchObject({ status: 'released', release: { text: 'Hi', files: [{ action: 'hold', reason: 'DISARM_PENDING' }] } })
    const stored = { record: null, revision: 0, version: 0, arrival: { receivedAt: 0 } } as unknown as StoredMessage
    expect(settlementOf(stored, { record: early, holds: [] }, 0, 5_000, null).dueAt).toBe(5_000)
  })
})

describe('the bytes of a rebuilt file', () => {
  async function asking(later: Disarm = asText) {
    const record = await run(house(asText))
    const { content, ...about } = arrivalOf()
    const file = { untrustedName: 'page.html', untrustedType: 'text/html', blobId: 'b', sizeBytes: PAGE.byteLength, sha256: '' }
    const arrival = { ...about, connector: 'http', content: { ...content, files: [file] } }
    const stored = { arrival, record, reviews: [], status: 'released' } as unknown as StoredMessage
    const amended: unknown[] = []
    const enqueued: string[] = []
    const give = createFileBytes({
      ...house(later).assessing,
      store: { load: async () => stored, amend: async (_id, amendment) => amended.push(amendment) > 0 },
      blobs: { read: async () => PAGE },
      enqueue: async (_channel, id) => void enqueued.push(id),
      clock: () => 0,
    })
    return { give, amended, enqueued }
  }

  it('are built again, and are those that were looked into', async () => {
    const { give, amended } = await asking()
    expect(await give(ID, 'p2')).toEqual({ bytes: Buffer.from('Hello\n'), name: 'page.html.txt', type: 'text/plain' })
    expect(amended).toEqual([])
    expect(await give(ID, 'p9')).toBeNull()
  })

  it('are not given when they come out otherwise: the message runs again instead', async () => {
    for (const later of [
      async () => done(Buffer.from('Other\n')),
      async () => ({ status: 'refused', reason: 'DISARM_CORRUPT' }) as const,
    ]) {
      const { give, amended, enqueued } = await asking(later)
      await expect(give(ID, 'p2')).rejects.toMatchObject({ code: 'FILE_REBUILDING', status: 503 })
      expect([amended, enqueued]).toEqual([[{ kind: 'recheck' }], [ID]])
    }
  })
})
