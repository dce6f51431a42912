/** Wires what assessing a message needs and no server: the sandbox, the scanner and what is known of addresses. */
import type { Languages } from './core/language.ts'
import { createClamdScanner } from './lookups/clamd.ts'
import type { Assessing } from './pipeline/assess.ts'
import type { Settings } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'
import { type KnownAddresses, NOTHING_ASKED } from './wire-links.ts'
import { openSandbox } from './wire-sandbox.ts'

/**
 * What assessing needs and no server: the service and `forebay check` share it.
 * @param onDemand processes are started for the first message that has a file, and no sooner
 */
export function openAssessing(
  settings: Settings,
  addresses: Pick<Assessing, 'rewriteLink' | 'pictureAddress'>,
  languages: Languages,
  log: Logger,
  known: Pick<KnownAddresses, 'reputation' | 'lookupInspectors'> = NOTHING_ASKED,
  onDemand = true,
) {
  const sandbox = openSandbox(settings, log, onDemand)
  const scanner = createClamdScanner({
    addresses: settings.clamdUrl ?? [],
    parallelPerDaemon: settings.clamdParallel,
    timeoutMs: settings.clamdTimeoutMs,
    maxBytes: settings.clamdMaxBytes,
  })
  const assessing: Assessing = {
    sandbox,
    scanner,
    reputation: known.reputation,
    lookupInspectors: known.lookupInspectors,
    house: { protectedDomains: settings.protectedDomains },
    scansPerMessage: settings.clamdParallel,
    rewriteLink: addresses.rewriteLink,
    ...(addresses.pictureAddress === undefined ? {} : { pictureAddress: addresses.pictureAddress }),
    languages,
    stopwatch: () => performance.now(),
  }
  return { assessing, sandbox, scanner }
}
