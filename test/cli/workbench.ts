/** What a command of the command line runs on, without the program: one sandbox for a whole test file, and what was printed. */
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import pc from 'picocolors'
import type { Checking } from '../../src/cli/check.ts'
import type { Scanner, ScanResult } from '../../src/core/scanner.ts'
import { createIdMaker } from '../../src/intake/id.ts'
import { readSettings } from '../../src/settings/settings.ts'
import { createLogger } from '../../src/telemetry/logger.ts'
import { openAssessing } from '../../src/wire-assessing.ts'
import { readLanguages } from '../../src/wire-languages.ts'
import { openAddresses } from '../../src/wire-links.ts'
import { readPolicyFiles } from '../../src/wire-policies.ts'

export interface FreshOptions {
  readonly colors?: boolean
  readonly columns?: number
  /** Standard error is a terminal. */
  readonly terminal?: boolean
  readonly stdin?: Uint8Array | string
  /** What every scan says; without it there is no scanner. */
  readonly scan?: ScanResult
}

export interface Fresh {
  readonly deps: Checking
  out(): string
  err(): string
}

export interface Workbench {
  fresh(options?: FreshOptions): Fresh
  close(): Promise<void>
}

export async function openWorkbench(): Promise<Workbench> {
  const settings = readSettings(null, { INSPECT_THREADS: '2', STEP_TIMEOUT_MS: '20000', MESSAGE_TIMEOUT_MS: '25000' })
  const languages = readLanguages(settings.languagesDir)
  const { rewriteLink } = openAddresses(randomBytes(32), 0, 'https://gateway.example')
  const { assessing, sandbox } = openAssessing(settings, { rewriteLink }, languages, createLogger('silent'))
  const policies = readPolicyFiles(settings.channelsDir, languages)
  return {
    fresh({ colors = false, columns = 100, terminal = false, stdin = '', scan } = {}) {
      const out: string[] = []
      const err: string[] = []
      const deps: Checking = {
        assessing: scan === undefined ? assessing : { ...assessing, scanner: scannerThatSays(scan) },
        policyOf(channel) {
          const policy = policies.get(channel)
          return policy === undefined ? null : { channel, version: 1, policy, publishedBy: 'test', publishedAt: 0, reason: '' }
        },
        defaultChannels: { email: 'support-mail', chat: 'webchat', social: 'social' },
        newId: createIdMaker(Date.now),
        clock: Date.now,
        parallel: 4,
        stdin: Readable.from([Buffer.from(stdin)]),
        stdout: { write: (text) => out.push(text) },
        stderr: { write: (text) => err.push(text), isTTY: terminal },
        page: { colors: pc.createColors(colors), columns },
      }
      return { deps, out: () => out.join(''), err: () => err.join('') }
    },
    close: () => sandbox.close(),
  }
}

export function scannerThatSays(result: ScanResult): Scanner {
  return {
    scan: async () => result,
    ready: async () => true,
    describe: async () => ({ configured: true, reachable: true, version: 'ClamAV of the test', address: 'tcp://127.0.0.1:1' }),
  }
}
