/** Wires what assessing a message needs and no server: the sandbox, the scanner and what is known of addresses. */
import type { HashLists } from './core/hash-list.ts'
import type { Languages } from './core/language.ts'
import { hashList } from './inspection/files/hash-list.ts'
import type { Assessing } from './pipeline/assess.ts'
import type { Settings } from './settings/settings.ts'
import type { Logger } from './telemetry/logger.ts'
import { type KnownAddresses, NOTHING_ASKED } from './wire-links.ts'
import { openSandbox } from './wire-sandbox.ts'
import { openScanner } from './wire-scanners.ts'

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
  hashLists: HashLists | null = null,
  onDemand = true,
) {
  const sandbox = openSandbox(settings, log, onDemand)
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
