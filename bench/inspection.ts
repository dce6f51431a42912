/** Workload D: mails through the sandbox, the deciding and the building of a release, as `forebay check` runs them, without a server or a store. */
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Policy } from '../src/core/policy.ts'
import { createIdMaker } from '../src/intake/id.ts'
import { conclude, lookFurther, see } from '../src/pipeline/assess.ts'
import { readSettings } from '../src/settings/settings.ts'
import { createLogger } from '../src/telemetry/logger.ts'
import { openAssessing } from '../src/wire-assessing.ts'
import { readLanguages } from '../src/wire-languages.ts'
import { openAddresses } from '../src/wire-links.ts'
import { readPolicyFiles } from '../src/wire-policies.ts'
import { watchCores } from './load/cores.ts'
import type { Cores, Quantiles } from './load/job.ts'
import { quantilesOf } from './load/quantiles.ts'

const channelsDir = fileURLToPath(new URL('../config/channels', import.meta.url))
const CHANNEL = 'support-mail'
const WARMUP_MS = 2_000

export interface Inspected {
  readonly mailsPerSecond: number
  /** From handing it over to its release, with as many at once as keep all threads busy. */
  readonly took: Quantiles
  readonly cores: Cores
}

/** @param mails gone over again and again until the time is up */
export async function inspectMails(mails: readonly Uint8Array[], seconds: number): Promise<Inspected> {
  const settings = readSettings(null, {})
  const languages = readLanguages(settings.languagesDir)
  const { rewriteLink } = openAddresses(randomBytes(32), 0, 'http://localhost:8080')
  const { assessing, sandbox } = openAssessing(settings, { rewriteLink }, languages, createLogger('silent'))
  const policy = readPolicyFiles(channelsDir, languages).get(CHANNEL) as Policy
  const newId = createIdMaker(Date.now)
  const signal = new AbortController().signal
  const inspectMs: number[] = []

  async function assess(raw: Uint8Array): Promise<void> {
    const arrival = {
      id: newId(),
      channel: CHANNEL,
      kind: policy.kind,
      conversationId: null,
      receivedAt: Date.now(),
      content: { type: 'mail', raw },
    } as const
    const seen = await see(arrival, policy, assessing)
    const further = await lookFurther(seen, assessing, signal)
    const level = seen.message.sender ? 'claimed' : 'anonymous'
    const identity = { level, subject: null, evidence: [] } as const
    conclude(further, { identity, policy, policyVersion: 1, reviews: [], revision: 1 }, assessing, Date.now())
  }

  /** @returns how many; twice as many at once as there are threads, as the command line has it */
  async function goOver(ms: number): Promise<number> {
    const endAt = performance.now() + ms
    let next = 0
    const one = async () => {
      while (performance.now() < endAt) {
        const startedAt = performance.now()
        await assess(mails[next++ % mails.length] as Uint8Array)
        inspectMs.push(performance.now() - startedAt)
      }
    }
    await Promise.all(Array.from({ length: 2 * availableParallelism() }, one))
    return next
  }

  try {
    await goOver(WARMUP_MS)
    inspectMs.length = 0
    const coresSince = watchCores(process.pid, process.pid)
    const startedAt = performance.now()
    const count = await goOver(seconds * 1_000)
    const mailsPerSecond = count / ((performance.now() - startedAt) / 1_000)
    return { mailsPerSecond, took: quantilesOf(inspectMs), cores: coresSince() }
  } finally {
    await sandbox.close()
  }
}
