/** Makes of each case what the service would release of it, once as shipped and once with every link kept, and finds what is live in it without a browser. */
import type { Policy } from '../../src/core/policy.ts'
import { liveIn } from '../../test/support/live-constructs.ts'
import { type Assessor, GATEWAY, PICTURES } from '../assessor.ts'
import { clickableWords } from '../score/clickable.ts'
import type { Case } from './cases.ts'

export interface Output {
  readonly where: string
  readonly html: string
  /** What its links may begin with. */
  readonly leadsTo: readonly string[]
}

export interface Made {
  readonly outputs: readonly Output[]
  /** Releases without HTML: words alone, or held. */
  readonly textOnly: number
  readonly held: number
  readonly faults: readonly string[]
}

const AS_SHIPPED = [GATEWAY]
/** Whatever a policy says, a link that it keeps is one of these. */
const LINKS_KEPT = [GATEWAY, 'https://', 'http://', 'mailto:', 'tel:']
const RUNS_IN_WORDS = /\b(?:javascript|vbscript|livescript):\S|\bdata:\s{0,9}(?:text\/html|image\/svg|application\/xhtml)/i

/** What a policy says at its mildest: it leaves the most for a mistake to come through. */
function keepingLinks(policy: Policy): Policy {
  const mild = Object.fromEntries(Object.keys(policy.links.findings).map((code) => [code, 'release'] as const))
  const severity = { informational: 'release', low: 'release', medium: 'release', high: 'release', critical: 'release' } as const
  return { ...policy, links: { ...policy.links, default: 'release', findings: mild, severity } }
}

export async function makeOutputs({ where, input }: Case, assessor: Assessor): Promise<Made> {
  const outputs: Output[] = []
  const faults: string[] = []
  let textOnly = 0
  let held = 0
  for (const [how, leadsTo, change] of [
    ['', AS_SHIPPED, undefined],
    [' with links kept', LINKS_KEPT, keepingLinks],
  ] as const) {
    const { release, status } = await assessor.assess(input, 'authenticated', change)
    const place = where + how
    const isAllowed = (address: string) => leadsTo.some((beginning) => address.startsWith(beginning))
    for (const words of [release?.text ?? '', release?.subject ?? ''])
      for (const fault of liveWords(words, isAllowed)) faults.push(`${place}: in the words, ${fault}`)
    if (status !== 'released') held += 1
    const html = release?.html ?? null
    if (html === null) {
      if (status === 'released') textOnly += 1
      continue
    }
    for (const fault of liveIn(html, { mayLead: isAllowed, mayShow: (src) => src.startsWith(PICTURES) })) faults.push(`${place}: ${fault}`)
    outputs.push({ where: place, html, leadsTo })
  }
  return { outputs, textOnly, held, faults }
}

/** What a program would make a link of, and what runs where Markdown or a careless desk makes one. */
function liveWords(words: string, isAllowed: (address: string) => boolean): readonly string[] {
  const linked = clickableWords(words, isAllowed)
  const runs = RUNS_IN_WORDS.exec(words)
  return runs === null ? linked : [...linked, runs[0]]
}
