/** Wires what assessing a message needs and no server: the sandbox, the scanner and what is known of addresses. */
import { availableParallelism } from 'node:os'
import type { HashLists } from './core/hash-list.ts'
import type { Languages } from './core/language.ts'
import { hashList } from './inspection/files/hash-list.ts'
import type { Assessing } from './pipeline/assess.ts'
import type { Examined, ExamineTask } from './pipeline/examine.ts'
import { DEFAULT_SANDBOX_LIMITS, Sandbox } from './sandbox/sandbox.ts'
import type { Settings } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'
import { type KnownAddresses, NOTHING_ASKED } from './wire-links.ts'
import { openScanner } from './wire-scanners.ts'

/** What assessing needs and no server: the service and `forebay check` share it. */
export function openAssessing(
  settings: Settings,
  addresses: Pick<Assessing, 'rewriteLink' | 'pictureAddress'>,
  languages: Languages,
  log: Logger,
  known: Pick<KnownAddresses, 'reputation' | 'lookupInspectors'> = NOTHING_ASKED,
  hashLists: HashLists | null = null,
) {
  const sandbox = new Sandbox<ExamineTask, Examined>({
    ...DEFAULT_SANDBOX_LIMITS,
    workerUrl: new URL('./pipeline/examine-worker.ts', import.meta.url),
    threads: settings.inspectThreads ?? Math.max(2, availableParallelism()),
    stepTimeoutMs: settings.stepTimeoutMs,
    taskTimeoutMs: settings.messageTimeoutMs,
    maxExternalMb: settings.inspectMaxMegabytes,
    onIncident: ({ step, reason, ms }) => log.warn('a step in the sandbox was ended', { code: reason, path: step, ms }),
  })
  const scanner = openScanner(settings)
  const assessing: Assessing = {
    sandbox,
    scanner,
    reputation: known.reputation,
    // Without a list there is nothing to ask, and no outcome that would say there was.
    lookupInspectors: known.lookupInspectors.filter(({ id }) => hashLists !== null || id !== hashList.id),
    ...(hashLists === null ? {} : { hashLists }),
    house: { protectedDomains: settings.protectedDomains },
    scansPerMessage: settings.clamdParallel,
    rewriteLink: addresses.rewriteLink,
    ...(addresses.pictureAddress === undefined ? {} : { pictureAddress: addresses.pictureAddress }),
    languages,
    stopwatch: () => performance.now(),
  }
  return { assessing, sandbox, scanner }
}
