/** What speaks for masking words about a person, or against the message that holds them: the channel's table of personal data, and nothing else. */
import type { PersonalDataRules, Policy, WordsAction } from '../core/policy.ts'
import type { Finding, FoundWords } from '../core/report.ts'
import { DEFAULT_POLICY } from './defaults.ts'
import type { Ground } from './ground.ts'

/** Of an inspector's finding of a channel's own pattern; which one is said by the kind of its words. */
const OWN_PATTERN = 'PERSONAL_PATTERN'

/** Adds to both. What is held or blocked is masked all the same, for whoever lets it through. */
export function wordsGrounds(finding: Finding, policy: Policy, words: Map<string, Ground[]>, forMessage: Ground[]): void {
  for (const found of finding.words ?? []) {
    const { kind, rule } = wordsRule(finding.code, found, policy)
    if (kind === 'release') continue
    const ground: Ground = {
      ...{ kind: 'mask', source: 'finding', rule, reason: finding.code, findings: [finding.id], severity: finding.severity, pinned: true },
    }
    const known = words.get(found.id)
    if (known === undefined) words.set(found.id, [ground])
    else known.push(ground)
    if (kind !== 'mask') forMessage.push({ ...ground, kind, pinned: false })
  }
}

/** A code that no table names, and a pattern that the policy no longer has, are masked: what is not decided on is not shown. */
function wordsRule(code: string, found: FoundWords, policy: Policy): { readonly kind: WordsAction; readonly rule: string } {
  const rules: PersonalDataRules = policy.personalData ?? DEFAULT_POLICY.personalData
  if (code === OWN_PATTERN) {
    const index = rules.patterns.findIndex(({ name }) => name === found.kind)
    return { kind: rules.patterns[index]?.action ?? 'mask', rule: index === -1 ? 'default' : `personalData.patterns.${index}.action` }
  }
  const named = Object.hasOwn(rules.findings, code) ? rules.findings[code] : undefined
  return { kind: named ?? 'mask', rule: named === undefined ? 'default' : `personalData.findings.${code}` }
}
