import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pc from 'picocolors'
import { type Doctoring, doctor } from '../../src/cli/doctor.ts'
import { ForebayError } from '../../src/core/error.ts'
import type { Scanner, ScanResult } from '../../src/core/scanner.ts'
import { createClamdScanner } from '../../src/lookups/clamd.ts'
import { conclude, lookFurther, see } from '../../src/pipeline/assess.ts'
import { startClamd } from '../support/clamd.ts'
import { openWorkbench, scannerThatSays, type Workbench } from './workbench.ts'

/** First byte of a gzip member (RFC 1952 2.3.1). */
const GZIP = 0x1f

describe('forebay doctor', () => {
  let workbench: Workbench
  beforeAll(async () => {
    workbench = await openWorkbench()
  })
  afterAll(() => workbench.close())

  async function run(scanner: Scanner, changes: Partial<Doctoring> = {}) {
    let printed = ''
    const { assessing, policyOf } = workbench.fresh().deps
    const version = policyOf('webchat')
    if (version === null) throw new Error('there is no webchat')
    const code = await doctor({
      settings: { database: 'SQLite in ./data' },
      policies: () => [{ channel: 'webchat' }, { channel: 'social' }],
      pingStore: async () => ({ state: 'ok', detail: 'opens' }),
      pingQueue: async () => ({ state: 'ok', detail: 'answers' }),
      lists: async () => ({ state: 'ok', detail: 'urlhaus (12,345)' }),
      isolation: () => ({ state: 'ok', detail: 'held by limits, network' }),
      hashLists: async () => ({ state: 'ok', detail: 'ours (block, 3)' }),
      login: async () => ({ state: 'ok', detail: 'https://id.example answers' }),
      mail: () => ({ state: 'ok', detail: 'MAIL_AUTH is on' }),
      platforms: () => ({ state: 'ok', detail: 'signatures are checked for social: meta' }),
      signatureMaxAgeMs: 72 * 3_600_000,
      clock: () => 0,
      scanner,
      async assessFile(untrustedName, bytes) {
        const content = { type: 'words', words: {}, files: [{ untrustedName, untrustedType: 'text/plain', bytes }] } as const
        const arrival = { id: 'canary', channel: 'webchat', kind: 'chat', conversationId: null, receivedAt: 0, content } as const
        const with_ = { ...assessing, scanner }
        const seen = await lookFurther(await see(arrival, version.policy, with_), with_, new AbortController().signal)
        const identity = { level: 'verified', subject: 'canary', evidence: [] } as const
        return conclude(seen, { identity, policy: version.policy, policyVersion: 1, reviews: [], revision: 1 }, with_, 0).record
      },
      stdout: {
        write(text: string) {
          printed += text
        },
      },
      colors: pc.createColors(false),
      ...changes,
    })
    return { code, printed }
  }
  const none: Scanner = {
    scan: async () => ({ status: 'unavailable', reason: 'SCANNER_UNAVAILABLE' }),
    ready: async () => false,
    describe: async () => ({ configured: false, reachable: false, version: null, address: null }),
  }
  /** Knows one thing, as a real one with fresh signatures does. */
  const knowing: Scanner = {
    ...scannerThatSays({ status: 'clean' }),
    async scan(bytes): Promise<ScanResult> {
      if (bytes[0] === GZIP) return { status: 'unavailable', reason: 'SCANNER_LIMIT' }
      return Buffer.from(bytes).includes('EICAR-STANDARD') ? { status: 'infected', signature: 'Eicar' } : { status: 'clean' }
    },
  }

  test('is well with a scanner that finds the canary and lets a clean file pass', async () => {
    const { code, printed } = await run(knowing)
    expect(code).toBe(0)
    expect(printed).toContain('     database   SQLite in ./data')
    expect(printed).toContain('ok   policies   webchat, social')
    expect(printed).toContain('ok   lists      urlhaus (12,345)')
    expect(printed).toContain('ok   isolation  held by limits, network')
    expect(printed).toContain('ok   login      https://id.example answers')
    expect(printed).toContain('ok   mail       MAIL_AUTH is on')
    expect(printed).toContain('ok   platforms  signatures are checked for social: meta')
    expect(printed).toContain('ok   scanner    ClamAV of the test at tcp://127.0.0.1:1')
    expect(printed).toContain('ok   canary     the EICAR test file is found and kept back')
    expect(printed).toContain('ok   canary     a clean file is called clean')
    expect(printed).toContain('ok   canary     what is packed too deep for the scanner is not called clean')
  })
  test('is loud when the scanner calls clean what it did not look into', async () => {
    const { code, printed } = await run({
      ...knowing,
      scan: async (bytes, signal) => (bytes[0] === GZIP ? { status: 'clean' } : knowing.scan(bytes, signal)),
    })
    expect(code).toBe(1)
    expect(printed).toContain(
      'BAD  canary     the scanner calls clean what it did not look into: clamd.conf needs the line "AlertExceedsMax yes"',
    )
  })
  test('is well with a real clamd that is set as we ask', async () => {
    const clamd = await startClamd()
    if (clamd === null) return
    try {
      const { code, printed } = await run(
        createClamdScanner({ addresses: [clamd.url], parallelPerDaemon: 4, timeoutMs: 20_000, maxBytes: 1_000_000 }),
      )
      expect(printed).not.toContain('BAD')
      expect(code).toBe(0)
    } finally {
      await clamd.remove()
    }
  })
  test('is well without a scanner, and says what that means', async () => {
    const { code, printed } = await run(none)
    expect(code).toBe(0)
    expect(printed).toContain('--   scanner    none (set CLAMD_URL): every file is held as SCANNER_UNAVAILABLE, words go on')
    expect(printed).toContain('--   canary     the EICAR test file is kept back unscanned')
    expect(printed).not.toContain('BAD')
  })
  test('is unwell when a configured scanner does not answer', async () => {
    const down = { ...none, describe: async () => ({ configured: true, reachable: false, version: null, address: 'tcp://127.0.0.1:9' }) }
    const { code, printed } = await run(down)
    expect(code).toBe(1)
    expect(printed).toContain('BAD  scanner    tcp://127.0.0.1:9 does not answer')
  })
  test('is loud when the scanner answers and misses the canary', async () => {
    const { code, printed } = await run(scannerThatSays({ status: 'clean' }))
    expect(code).toBe(1)
    expect(printed).toContain('BAD  canary     the EICAR test file would have been RELEASED')
  })
  test('is loud when a clean file is called malware', async () => {
    const { code, printed } = await run(scannerThatSays({ status: 'infected', signature: 'Everything' }))
    expect(code).toBe(1)
    expect(printed).toContain('BAD  canary     a clean file is called malware')
  })
  test('says of each part what is wrong with it, and goes on', async () => {
    const { code, printed } = await run(none, {
      policies() {
        throw new ForebayError('POLICY_INVALID', 'webchat.yaml: links.defualt is no key')
      },
      pingStore: async () => Promise.reject(new Error('connect ECONNREFUSED')),
      pingQueue: async () => Promise.reject(new ForebayError('QUEUE_UNAVAILABLE', 'Redis does not answer.')),
      login: async () => Promise.reject(new ForebayError('SETTINGS_INVALID', 'OIDC_CLIENT_ID is missing')),
      assessFile: async () => Promise.reject(new ForebayError('SANDBOX_UNAVAILABLE', 'Inspection cannot start')),
    })
    expect(code).toBe(1)
    expect(printed).toContain('BAD  policies   webchat.yaml: links.defualt is no key (POLICY_INVALID)')
    expect(printed).toContain('BAD  database   does not answer')
    expect(printed).toContain('BAD  queue      Redis does not answer. (QUEUE_UNAVAILABLE)')
    expect(printed).toContain('BAD  login      OIDC_CLIENT_ID is missing (SETTINGS_INVALID)')
    expect(printed).toContain('BAD  canary     Inspection cannot start (SANDBOX_UNAVAILABLE)')
  })
})
