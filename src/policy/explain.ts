/** A policy as a table: what each identity level may send of each kind of content, and the rule that says so, by the same rules as `decide`. */
import { IDENTITY_LEVELS, type IdentityLevel } from '../core/identity.ts'
import type { Policy } from '../core/policy.ts'
import type { ActionKind } from '../core/verdict.ts'
import { typeRule } from './collect.ts'
import { DEFAULT_POLICY } from './defaults.ts'
import { strictness } from './ground.ts'

export interface ExplainedCell {
  readonly level: IdentityLevel
  /** `words`, `links`, or a family of files: `image`, `archive`, `other`, … or a media type that the policy names. */
  readonly content: string
  /** What becomes of it when nothing is found and every check ends well. */
  readonly action: ActionKind
  readonly rule: string
}

/** One cell for each level and kind of content, levels lowest first. */
export function explainTable(policy: Policy): readonly ExplainedCell[] {
  const types = [...new Set([...Object.keys(DEFAULT_POLICY.files.types), 'other', ...Object.keys(policy.files.types)])]
  return IDENTITY_LEVELS.flatMap((level) => {
    const rule = policy.senders[level]
    const at = (what: string) => `senders.${level}.${what}`
    const linkRule = rule.links === 'allow' ? null : { action: rule.links, rule: at('links') }
    const fileRule = rule.files === 'allow' ? null : { action: rule.files, rule: at('files') }
    return [
      { level, content: 'words', action: rule.text, rule: at('text') },
      { level, content: 'links', ...stricterCell(linkRule, { action: policy.links.default, rule: 'links.default' }) },
      ...types.map((type) => {
        const { kind, rule: typed } = typeRule(type, type, policy)
        return { level, content: type, ...stricterCell(fileRule, { action: kind, rule: typed }) }
      }),
    ]
  })
}

interface Rule {
  readonly action: ActionKind
  readonly rule: string
}

/** Of two alike the sender's, as in a verdict. */
function stricterCell(sender: Rule | null, other: Rule): Rule {
  return sender === null || strictness(other.action) > strictness(sender.action) ? other : sender
}
