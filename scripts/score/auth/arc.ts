/** Scores the ValiMail ARC suite (RFC 8617): each message against the keys that it comes with, through the check that the service runs. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { canonicalMail } from '../../../src/identity/mail/author.ts'
import { checkSignatures } from '../../../src/identity/mail/checks.ts'
import { resolverFor } from '../../../src/identity/mail/resolver.ts'
import { listFiles, type Measure, notHere, share } from '../measure.ts'
import { zoneDns } from './zone.ts'

interface Scenario {
  readonly description?: string
  readonly tests: Readonly<Record<string, ArcCase>>
  readonly 'txt-records'?: Readonly<Record<string, string>>
  readonly txt_records?: Readonly<Record<string, string>>
}

interface ArcCase {
  readonly message: string
  /** `None`, `Pass` or `Fail`; left empty for seals that say `cv=fail` of their own chain. */
  readonly cv?: string | null
  /** Of the suite for those who seal: the set that has to come out. */
  readonly AS?: string | null
  readonly AMS?: string | null
  readonly AAR?: string | null
}

const NEVER_LATE = new Promise<never>(() => undefined)

export async function scoreArc(folder: string): Promise<readonly Measure[]> {
  const paths = listFiles(folder, (name, path) => path.includes('/arc/') && /\.ya?ml$/.test(name))
  if (paths.length === 0) return [notHere('auth.spf_arc_suites', 'ARC messages')]
  return Promise.all(paths.map(scoreSuite))
}

async function scoreSuite(path: string): Promise<Measure> {
  const misses: string[] = []
  let total = 0
  let others = 0
  for (const document of parseAllDocuments(readFileSync(path, 'utf8'))) {
    const scenario = document.toJS() as Scenario | null
    const records = scenario?.['txt-records'] ?? scenario?.txt_records ?? {}
    const zone = Object.fromEntries(Object.entries(records).map(([name, text]) => [name, [{ TXT: text.replace(/\s+$/, '') }]]))
    for (const [name, test] of Object.entries(scenario?.tests ?? {})) {
      if (test.cv === undefined) {
        others += 1
        continue
      }
      total += 1
      const { arc } = await checkSignatures(
        canonicalMail(Buffer.from(test.message)).bytes,
        resolverFor(zoneDns(zone), NEVER_LATE).resolve,
        new AbortController().signal,
      )
      // Where the suite leaves it open (a seal that says cv=fail of itself), the chain does not hold in any case.
      const wanted = String(test.cv ?? '').toLowerCase() || 'fail'
      if (arc.result !== wanted)
        misses.push(`${scenario?.description ?? ''}: ${name} gives ${arc.result} (${arc.reason ?? 'no reason'}), wanted ${wanted}`)
    }
  }
  const file = basename(path)
  if (total === 0)
    return {
      show: 'auth.spf_arc_suites',
      measure: `cases of ${file} are for those who seal; nothing is sealed here`,
      value: String(others),
      ok: null,
      misses: [],
    }
  return share('auth.spf_arc_suites', `ARC messages of ${file} (aim 98 %)`, total - misses.length, total, 0.98 * total, misses)
}
