/** Assesses files as the service would: same sandbox, policies, decision and release, with a scanner for which every file is clean. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assessInput } from '../src/cli/assess-input.ts'
import type { Input } from '../src/cli/inputs.ts'
import type { IdentityLevel } from '../src/core/identity.ts'
import type { Policy } from '../src/core/policy.ts'
import type { MessageRecord } from '../src/core/record.ts'
import type { Scanner } from '../src/core/scanner.ts'
import { readSettings } from '../src/settings/settings.ts'
import { createLogger } from '../src/telemetry/logger.ts'
import { openAssessing } from '../src/wire-assessing.ts'
import { readLanguages } from '../src/wire-languages.ts'
import { openAddresses } from '../src/wire-links.ts'
import { readPolicyFiles } from '../src/wire-policies.ts'

export const CHANNELS = join(fileURLToPath(new URL('..', import.meta.url)), 'config', 'channels')
/** Links of releases begin with it. */
export const GATEWAY = 'https://forebay.example/l/'
/** Pictures of messages are shown from here. */
export const PICTURES = 'https://forebay.example/i/'

/** What is looked at is our own verdict, not that of the signatures of the day. */
export const CALM_SCANNER: Scanner = {
  scan: async () => ({ status: 'clean' }),
  ready: async () => true,
  describe: async () => ({ configured: true, reachable: true, version: 'calm', address: null }),
}
/** A busy machine must not change a verdict. */
const PATIENT = { STEP_TIMEOUT_MS: '30000', MESSAGE_TIMEOUT_MS: '60000', INSPECT_THREADS: '2' }
const DEFAULT_CHANNELS = { email: 'support-mail', chat: 'webchat', social: 'social' }

export interface Assessor {
  /** `level` null: what the message shows by itself. `change` makes another policy of the channel's. */
  assess(input: Input, level: IdentityLevel | null, change?: (policy: Policy) => Policy): Promise<MessageRecord>
  close(): Promise<void>
}

/** The same policy with personal data in view, for measures of everything else. */
export function unmasked(policy: Policy): Policy {
  const rules = policy.personalData
  if (rules === undefined) return policy
  const findings = Object.fromEntries(Object.keys(rules.findings).map((code) => [code, 'release' as const]))
  return { ...policy, personalData: { ...rules, findings } }
}

/** @throws Error for an input that names a channel that there is not. */
export function openAssessor(): Assessor {
  const settings = readSettings(null, PATIENT)
  const languages = readLanguages(settings.languagesDir)
  const policies = readPolicyFiles(CHANNELS, languages)
  const addresses = openAddresses(randomBytes(32), 0, new URL(GATEWAY).origin)
  const opened = openAssessing(settings, addresses, languages, createLogger('silent'))
  const assessing = { ...opened.assessing, scanner: CALM_SCANNER }
  return {
    async assess(input, level, change = (policy) => policy) {
      const shipped = policies.get(input.channel ?? DEFAULT_CHANNELS[input.kind])
      if (shipped === undefined) throw new Error(`${input.path} names a channel that there is not`)
      const policy = change(shipped)
      const version = { channel: policy.channel, version: 1, policy, publishedBy: 'file', publishedAt: 0, reason: '' }
      return assessInput(input, version, { assessing, level, clock: () => 0, newId: () => 'sample' })
    },
    close: () => opened.sandbox.close(),
  }
}
