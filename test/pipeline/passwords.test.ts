/** A locked file is opened once for the check: what was seen stays, what opened it does not, and nothing is kept of a try that failed. */
import { beforeEach, describe, expect, it } from '@jest/globals'
import type { OpenedFile } from '../../src/core/opened.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import type { ScanResult } from '../../src/core/scanner.ts'
import type { Amendment, StoredMessage } from '../../src/core/stored-message.ts'
import { malware } from '../../src/inspection/files/malware.ts'
import { type Assessing, conclude, see, withoutLookups } from '../../src/pipeline/assess.ts'
import { withOpened } from '../../src/pipeline/opened.ts'
import { createOpenByPassword } from '../../src/pipeline/passwords.ts'
import { lookWholly } from '../../src/pipeline/rebuild.ts'
import { givenIdentity, givenPolicy } from '../policy/given.ts'
import { eicar, makePng, makeZip } from '../support/files.ts'
import { LANGUAGES } from '../support/languages.ts'
import { inProcessSandbox } from './in-process-sandbox.ts'

const ID = '0193b0c8-0000-7000-8000-000000000001'
const SECRET = 'correct horse'
const LOCKED = makeZip([{ name: 'a', data: 'b', encrypted: true }])

/** What the locked file opens to. */
let inside: Buffer
let scan: (bytes: Uint8Array) => Promise<ScanResult>
let policy = givenPolicy()
let level: 'authenticated' | 'claimed'
let amended: Amendment[]
let enqueued: number

beforeEach(() => {
  inside = makeZip([{ name: 'photo.png', data: makePng(1) }])
  scan = async (bytes) => (Buffer.from(bytes).includes('EICAR') ? { status: 'infected', signature: 'Eicar' } : { status: 'clean' })
  policy = givenPolicy()
  level = 'authenticated'
  amended = []
  enqueued = 0
})

const locked = { untrustedName: 'locked.zip', untrustedType: 'application/zip', bytes: LOCKED }
const other = { untrustedName: 'other.png', untrustedType: 'image/png', bytes: makePng(2) }
const arrival = {
  ...({ id: ID, channel: 'webchat', kind: 'chat', conversationId: null, receivedAt: 0 } as const),
  content: { type: 'words', words: { text: 'Hi' }, files: [locked, other] },
} as const

function assessing(): Assessing {
  const real = inProcessSandbox(async () => ({ status: 'refused', reason: 'DISARM_ENCRYPTED' }))
  const sandbox: Pick<Assessing['sandbox'], 'run'> = {
    async run(task) {
      if (task.kind !== 'examine' || task.password === undefined) return real.run(task)
      const bytes = task.password === SECRET ? inside : LOCKED
      return real.run({ ...task, arrival: { ...task.arrival, content: { type: 'words', words: {}, files: [{ ...locked, bytes }] } } })
    },
  }
  return {
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
}

async function settled(opened: readonly OpenedFile[] = []): Promise<MessageRecord> {
  const standing = { identity: givenIdentity(level), policy, policyVersion: 1, reviews: [], revision: 1 }
  const seen = await see(arrival, policy, assessing())
  return conclude(await lookWholly(seen, standing, opened, assessing(), new AbortController().signal), standing, assessing(), 0).record
}

async function give(fileId: string, secret: string): Promise<void> {
  const record = await settled()
  const files = [locked, other].map(({ bytes, ...file }, index) => ({
    ...file,
    blobId: `${index}`,
    sizeBytes: bytes.byteLength,
    sha256: '',
  }))
  const stored = {
    reviews: [],
    arrival: { ...arrival, connector: 'http', content: { ...arrival.content, files } },
    identity: givenIdentity(level),
    record,
  } as unknown as StoredMessage
  await createOpenByPassword({
    ...assessing(),
    store: {
      load: async () => stored,
      policy: async () => ({ channel: 'webchat', version: 1, policy, publishedBy: '', publishedAt: 0, reason: '' }),
      amend: async (_id, amendment) => amended.push(amendment) > 0,
    },
    blobs: { read: async (blobId) => (blobId === '0' ? locked : other).bytes },
    async enqueue() {
      enqueued += 1
    },
    clock: () => 42,
    signal: new AbortController().signal,
  })(ID, fileId, secret)
}

async function openedBy(secret = SECRET): Promise<OpenedFile> {
  await give('p2', secret)
  const [amendment] = amended
  if (amendment?.kind !== 'opened') throw new Error('nothing was kept')
  return amendment.opened
}

const fileOf = ({ release }: MessageRecord, id: string) => release?.files.find((file) => file.id === id)

describe('a locked file', () => {
  it('is held, and its sender is asked for what it opens with', async () => {
    const record = await settled()
    expect(fileOf(record, 'p2')).toMatchObject({ action: 'hold', reason: 'FILE_ENCRYPTED' })
    expect(record.release?.notices).toContainEqual({ for: 'sender', code: 'PASSWORD_REQUIRED', text: expect.stringMatching(/password/) })
  })

  it('is not asked about while its sender may send no files, or where the channel does not ask', async () => {
    level = 'claimed'
    expect((await settled()).release?.notices.map(({ code }) => code)).not.toContain('PASSWORD_REQUIRED')
    level = 'authenticated'
    policy = givenPolicy({ files: { passwords: 'off' } })
    expect((await settled()).release?.notices.map(({ code }) => code)).not.toContain('PASSWORD_REQUIRED')
  })

  it('goes on as it came once it was opened for the check, with word of its password to the agent', async () => {
    const opened = await openedBy()
    expect(enqueued).toBe(1)
    expect(opened).toMatchObject({
      partId: 'p2',
      at: 42,
      parts: [{ partId: 'p2.unlocked.1', parentId: 'p2', path: 'locked.zip › photo.png' }],
    })
    expect(JSON.stringify(amended)).not.toContain(SECRET)
    const record = await settled([opened])
    expect(fileOf(record, 'p2')).toMatchObject({ action: 'release', size: LOCKED.byteLength, name: 'locked.zip' })
    expect(record.report.complete).toBe(true)
    expect(record.report.outcomes).toContainEqual(
      expect.objectContaining({ inspector: 'files/malware', subject: { kind: 'part', id: 'p2.unlocked.1' }, status: 'ok' }),
    )
    expect(record.release?.notices.map((notice) => `${notice.for} ${notice.code}`)).toEqual(['agent FILE_LOCKED'])
    expect(record.release?.files).toHaveLength(2)
  })

  it('moves the numbers of no other file', async () => {
    const [before, after] = [await settled(), await settled([await openedBy()])]
    expect(fileOf(after, 'p3')).toEqual(fileOf(before, 'p3'))
  })

  it('is judged by what is inside', async () => {
    inside = makeZip([{ name: 'run.js', data: 'WScript.Shell' }])
    expect(fileOf(await settled([await openedBy()]), 'p2')).toMatchObject({ action: 'remove' })
  })

  it('is removed when what is inside is malware', async () => {
    inside = makeZip([{ name: 'a.txt', data: eicar() }])
    expect(fileOf(await settled([await openedBy()]), 'p2')).toMatchObject({ action: 'remove', reason: 'FILE_MALWARE' })
  })

  it('is judged by the type of what is inside too', async () => {
    policy = givenPolicy({ files: { types: { image: 'hold' } } })
    expect(fileOf(await settled([await openedBy()]), 'p2')).toMatchObject({ action: 'hold', reason: 'FILE_TYPE_NOT_ALLOWED' })
  })

  it('stays held where rebuilding is asked for what is inside', async () => {
    inside = makeZip([{ name: 'page.html', data: '<!doctype html><html><script>x()</script></html>' }])
    const record = await settled([await openedBy()])
    expect(fileOf(record, 'p2')).toMatchObject({ action: 'hold', reason: 'DISARM_ENCRYPTED' })
    expect(record.release?.notices.map(({ code }) => code)).not.toContain('PASSWORD_REQUIRED')
  })

  it('is locked again when it is another file by now', async () => {
    const opened = await openedBy()
    expect(fileOf(await settled([{ ...opened, sha256: 'ab'.repeat(32) }]), 'p2')).toMatchObject({
      action: 'hold',
      reason: 'FILE_ENCRYPTED',
    })
    expect(fileOf(await settled([{ ...opened, partId: 'p3' }]), 'p2')).toMatchObject({ action: 'hold', reason: 'FILE_ENCRYPTED' })
  })

  it('is not freed of anything but its lock', async () => {
    const opened = await openedBy()
    const seen = withoutLookups(await see(arrival, policy, assessing()), [malware])
    const { report, unlocked } = withOpened(seen, [opened])
    expect(unlocked).toEqual(['p2'])
    expect(report.complete).toBe(false)
    expect(report.outcomes.filter(({ reason }) => reason === 'SCAN_PENDING').map(({ subject }) => subject.id)).toEqual(['p2', 'p3'])
    expect(report.outcomes.map(({ reason }) => reason)).not.toContain('FILE_ENCRYPTED')
  })

  it('counts as it was seen the last time', async () => {
    const first = await openedBy()
    inside = makeZip([{ name: 'a.txt', data: eicar() }])
    amended = []
    const second = await openedBy()
    expect(fileOf(await settled([first, second]), 'p2')).toMatchObject({ action: 'remove', reason: 'FILE_MALWARE' })
  })
})

describe('a try', () => {
  async function refused(code: string, status: number, fileId = 'p2', secret = SECRET): Promise<void> {
    const error = await give(fileId, secret).then(
      () => null,
      (thrown: Error) => thrown,
    )
    expect(error).toMatchObject({ code, status })
    expect(JSON.stringify([error, error?.message, error?.stack])).not.toContain(secret)
    expect([amended, enqueued]).toEqual([[], 0])
  }

  it('with a wrong password keeps nothing', () => refused('PASSWORD_WRONG', 422, 'p2', 'wrong-horse-battery'))

  it('that opens to noise is a wrong one', async () => {
    inside = LOCKED.subarray(0, LOCKED.length - 30)
    await refused('PASSWORD_WRONG', 422)
  })

  it('while the scanner is away keeps nothing, for there is no second scan without the password', async () => {
    scan = async () => ({ status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' })
    await refused('SCANNER_UNAVAILABLE', 503)
  })

  it('is refused for a file that is not locked, or not there', async () => {
    await refused('NOT_LOCKED', 409, 'p3')
    await refused('FILE_NOT_FOUND', 404, 'p9')
  })

  it('is refused before the sender is identified, and where the channel does not ask', async () => {
    level = 'claimed'
    await refused('IDENTITY_REQUIRED', 409)
    level = 'authenticated'
    policy = givenPolicy({ files: { passwords: 'off' } })
    await refused('PASSWORDS_OFF', 409)
  })
})
