/** A policy as a table: what each identity level may send of each kind of content, and the rule that says so, by the same rules as `decide`. */
import { IDENTITY_LEVELS, type IdentityLevel } from '../core/identity.ts'
import type { LevelRule, Policy } from '../core/policy.ts'
import { ANY_OTHER, messageWaits, senderFileRule } from '../core/sender-rule.ts'
import type { ActionKind } from '../core/verdict.ts'
import { familyOf } from '../parse/file/family.ts'
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
  /** The lowest higher level at which it fares better; null when a login does not help. */
  readonly better: IdentityLevel | null
  /** Of a kind of file that goes on: the largest, and the most of one message. */
  readonly limits?: { readonly maxFileBytes: number; readonly maxFiles: number }
}

interface Rule {
  readonly action: ActionKind
  readonly rule: string
}

/** One cell for each level and kind of content, levels lowest first. */
export function explainTable(policy: Policy): readonly ExplainedCell[] {
  const named = IDENTITY_LEVELS.flatMap((level) => namesOf(policy.senders[level]))
  const types = [...new Set([...Object.keys(DEFAULT_POLICY.files.types), 'other', ...Object.keys(policy.files.types), ...named])]
  return IDENTITY_LEVELS.flatMap((level, at) =>
    ['words', 'links', ...types].map((content) => {
      const cell = cellOf(policy, level, content)
      const better = IDENTITY_LEVELS.slice(at + 1).find((one) => strictness(cellOf(policy, one, content).action) < strictness(cell.action))
      const goesOn = content !== 'words' && content !== 'links' && strictness(cell.action) < strictness('hold')
      return { level, content, ...cell, better: better ?? null, ...(goesOn ? { limits: limitsOf(policy, level) } : {}) }
    }),
  )
}

function cellOf(policy: Policy, level: IdentityLevel, content: string): Rule {
  const rule = policy.senders[level]
  const at = (what: string) => `senders.${level}.${what}`
  // Nothing goes on before the message that it came in.
  const waits = messageWaits(rule) ? ({ action: 'hold', rule: at(rule.reaches === 'nobody' ? 'reaches' : 'text') } as const) : null
  if (content === 'words') return waits ?? { action: rule.text, rule: at('text') }
  if (content === 'links') {
    const links = rule.links === 'allow' ? null : { action: rule.links, rule: at('links') }
    return strictestOf([links, waits, { action: policy.links.default, rule: 'links.default' }])
  }
  const family = content.includes('/') ? familyOf(content) : content
  const sender = senderFileRule(rule, content, family)
  const files = sender.action === 'allow' ? null : { action: sender.action, rule: at(sender.at) }
  const { kind, rule: typed } = typeRule(content, family, policy)
  return strictestOf([files, waits, { action: kind, rule: typed }])
}

/** Of two alike the sender's, as in a verdict. */
function strictestOf(rules: readonly (Rule | null)[]): Rule {
  const all = rules.filter((rule) => rule !== null)
  return all.reduce((strictest, rule) => (strictness(rule.action) > strictness(strictest.action) ? rule : strictest))
}

function limitsOf({ senders, limits }: Policy, level: IdentityLevel) {
  const { maxFileBytes, maxFiles } = senders[level]
  return { maxFileBytes: maxFileBytes ?? limits.maxFileBytes, maxFiles: maxFiles ?? limits.maxFiles }
}

function namesOf({ files }: LevelRule): readonly string[] {
  return typeof files === 'string' ? [] : Object.keys(files).filter((name) => name !== ANY_OTHER)
}
