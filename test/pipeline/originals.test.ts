/** Originals are asked for where a reviewer could give them, and looked at only after the look is in the log; malware is given to nobody. */
import { describe, expect, it } from '@jest/globals'
import type { NewLogEntry } from '../../src/core/log-entry.ts'
import type { Outcome } from '../../src/core/report.ts'
import type { ReviewRequest } from '../../src/core/store.ts'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import type { Action } from '../../src/core/verdict.ts'
import { createOriginals } from '../../src/pipeline/originals.ts'
import { sha256Of } from '../../src/pipeline/sha256.ts'
import { aFinding, anOutcome, MESSAGE, part } from '../policy/given.ts'
import { makeZip } from '../support/files.ts'
import { inProcessSandbox } from './in-process-sandbox.ts'

const ID = '0193b0c8-0000-7000-8000-000000000001'
const ZIP = makeZip([{ name: 'a.html', data: '<html>' }])
const scanned = (id: string, status: Outcome['status'] = 'ok') => ({ ...anOutcome(part(id), status), inspector: 'files/malware' })

interface Given {
  readonly kind?: Action['kind']
  readonly reason?: string
  readonly outcomes?: readonly Outcome[]
  readonly malwareIn?: string
  readonly sha256?: string
  /** Of the message. */
  readonly rule?: string
}

function quarantine({ kind = 'hold', reason = 'DISARM_UNSUPPORTED', malwareIn, sha256 = sha256Of(ZIP), ...given }: Given = {}) {
  const action: Action = { kind, subject: part('p1'), because: [], rule: 'files.findings.FILE_ACTIVE_HTML', reason }
  const file = { id: 'p1', name: 'a.zip', type: 'application/zip', action: kind, reason, explanation: '', size: ZIP.byteLength, sha256 }
  const findings = malwareIn === undefined ? [] : [aFinding('f1', 'FILE_MALWARE', part(malwareIn))]
  const outcomes = given.outcomes ?? [scanned('p1'), scanned('p1.1')]
  const files = [{ untrustedName: 'a.zip', untrustedType: 'application/zip', blobId: 'b', sizeBytes: ZIP.byteLength, sha256: '' }]
  const stored = {
    reviews: [],
    arrival: {
      ...{ id: ID, channel: 'webchat', kind: 'chat', connector: 'http', conversationId: null, receivedAt: 0 },
      content: { type: 'words', words: {}, files },
    },
    record: {
      ...{ id: ID, channel: 'webchat', revision: 2, report: { complete: true, findings, outcomes } },
      ...{ verdict: { actions: [{ ...action, subject: MESSAGE, rule: given.rule ?? 'default' }, action] }, release: { files: [file] } },
    },
  } as unknown as StoredMessage
  const log: NewLogEntry[] = []
  const requests: ReviewRequest[] = []
  const originals = createOriginals({
    store: {
      load: async (id) => (id === ID ? stored : null),
      askReview: async (request) => void requests.push(request),
      appendLog: async (entries) => void log.push(...entries),
    },
    blobs: { read: async () => ZIP },
    clock: () => 7,
    sandbox: inProcessSandbox(async () => ({ status: 'refused', reason: 'x' })),
  })
  return { originals, log, requests }
}

const ask = { messageId: ID, fileId: 'p1', by: 'kim', reason: null }
const look = { messageId: ID, fileId: 'p1', by: 'rita', keyId: 'k1', reason: 'Complaint 7' }

describe('asking for an original', () => {
  it('puts it before the reviewers, with a line in the log', async () => {
    const { originals, log, requests } = quarantine()
    await originals.ask({ ...ask, reason: 'Need the formulas' })
    expect(requests).toEqual([{ messageId: ID, channel: 'webchat', subject: part('p1'), askedBy: 'kim', askedAt: 7 }])
    expect(log).toMatchObject([
      { log: 'archive', verb: 'file.original-asked', actor: 'kim', subject: 'p1', detail: { why: 'Need the formulas' } },
    ])
  })

  it.each([
    { kind: 'remove', reason: 'FILE_MALWARE' },
    { kind: 'hold', reason: 'FILE_MALWARE' },
    { kind: 'hold', reason: 'SCAN_PENDING' },
    { kind: 'release', reason: 'OK' },
  ] as const)('is in vain, and refused, with %j', async (given) => {
    const { originals, log, requests } = quarantine(given)
    await expect(originals.ask(ask)).rejects.toMatchObject({ code: 'NOT_REQUESTABLE', status: 409 })
    expect([log, requests]).toEqual([[], []])
  })

  it('is refused for what is not there', async () => {
    const { originals } = quarantine()
    await expect(originals.ask({ ...ask, fileId: 'p2' })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
    await expect(originals.ask({ ...ask, messageId: 'x' })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  })
})

describe('looking at an original', () => {
  it('is for nobody while its message reaches nobody', async () => {
    const { originals, log } = quarantine({ rule: 'senders.claimed.reaches' })
    await expect(originals.look(look)).rejects.toMatchObject({ code: 'IDENTITY_REQUIRED', status: 409 })
    expect(log).toEqual([])
  })

  it('gives the file as it came, once the look is in the access log', async () => {
    for (const kind of ['hold', 'disarm'] as const) {
      const { originals, log } = quarantine({ kind })
      const given = await originals.look(look)
      expect([given.name, Buffer.from(given.bytes).equals(ZIP)]).toEqual(['a.zip', true])
      expect(log).toEqual([
        {
          ...{ log: 'access', at: 7, actor: 'rita', verb: 'file.original-seen', channel: 'webchat', messageId: ID, subject: 'p1' },
          detail: { reason: 'Complaint 7', key: 'k1', sha256: sha256Of(ZIP), revision: 2 },
        },
      ])
    }
  })

  it('gives nothing, and logs no look, of malware in it or in a file inside', async () => {
    for (const malwareIn of ['p1', 'p1.1', 'p1.unlocked.4']) {
      const { originals, log } = quarantine({ malwareIn })
      await expect(originals.look(look)).rejects.toMatchObject({ code: 'FILE_MALWARE', status: 403 })
      expect(log).toEqual([])
    }
  })

  it('gives nothing of what no scanner has spoken about', async () => {
    for (const outcomes of [[], [scanned('p1'), scanned('p1.1', 'unscannable')], [scanned('p9')]]) {
      const { originals } = quarantine({ outcomes })
      await expect(originals.look(look)).rejects.toMatchObject({ code: 'FILE_NOT_SCANNED', status: 409 })
    }
  })

  it('gives nothing of what is released or removed, or has other bytes by now', async () => {
    for (const kind of ['release', 'remove', 'block'] as const)
      await expect(quarantine({ kind }).originals.look(look)).rejects.toMatchObject({ code: 'NOT_HELD' })
    await expect(quarantine({ sha256: 'ab'.repeat(32) }).originals.look(look)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
