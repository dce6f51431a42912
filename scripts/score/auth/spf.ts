/** Scores the official SPF suite (RFC 7208): each case against the zone that it comes with, through the check that the service runs. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { checkSpf } from '../../../src/identity/mail/checks.ts'
import { resolverFor } from '../../../src/identity/mail/resolver.ts'
import { listFiles, type Measure, notHere, share } from '../measure.ts'
import { type ZoneEntry, zoneDns } from './zone.ts'

interface Scenario {
  readonly description?: string
  readonly tests: Readonly<Record<string, SpfCase>>
  readonly zonedata: Readonly<Record<string, readonly ZoneEntry[]>>
}

interface SpfCase {
  readonly host: string
  readonly helo?: string
  readonly mailfrom?: string
  readonly result: string | readonly string[]
}

const NEVER_LATE = new Promise<never>(() => undefined)

export async function scoreSpf(folder: string): Promise<readonly Measure[]> {
  const paths = listFiles(folder, (name, path) => path.includes('/spf/') && /\.ya?ml$/.test(name))
  if (paths.length === 0) return [notHere('auth.spf_arc_suites', 'SPF cases')]
  return Promise.all(paths.map(scoreSuite))
}

async function scoreSuite(path: string): Promise<Measure> {
  const misses: string[] = []
  let total = 0
  for (const document of parseAllDocuments(readFileSync(path, 'utf8'))) {
    const scenario = document.toJS() as Scenario | null
    for (const [name, test] of Object.entries(scenario?.tests ?? {})) {
      total += 1
      const wanted = [test.result].flat()
      const envelope = { clientIp: String(test.host), helo: test.helo ?? '', mailFrom: test.mailfrom ?? '' }
      const { result } = await checkSpf(envelope, 'receiver.example', resolverFor(zoneDns(scenario?.zonedata ?? {}), NEVER_LATE).resolve)
      if (!wanted.includes(result)) misses.push(`${scenario?.description ?? ''}: ${name} gives ${result}, wanted ${wanted.join(' or ')}`)
    }
  }
  return share('auth.spf_arc_suites', `SPF cases of ${basename(path)} (aim 98 %)`, total - misses.length, total, 0.98 * total, misses)
}
