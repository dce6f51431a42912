/** Says why, in the channel's language: to the agent what happened, to the sender what it means for them. */
import type { ToldFinding } from '../core/gateway.ts'
import type { Reader } from '../core/language.ts'
import type { Finding } from '../core/report.ts'
import type { Action } from '../core/verdict.ts'
import { broadReasonKey, reasonKey } from './reasons.ts'
import type { Words } from './words/words.ts'

/** What the inspectors' own sentences are in. */
const ENGLISH = 'en'

/** Lower case, no full stop; goes after a colon. */
export function clauseOf(action: Action, findings: readonly Finding[], words: Words, reader: Reader): string {
  if (action.limit !== undefined) return words.limit(action.limit, action.reason === 'IDENTITY_REQUIRED', reader)
  const known = reasonKey(exactReason(action, findings))
  if (known !== null) return words.reason(known, reader)
  if (action.rule.startsWith('onIncomplete')) return words.reason('incomplete', reader)
  if (action.because.length === 0) return words.reason('rule', reader)
  const finding = findings.find((one) => one.code === action.reason && action.because.includes(one.id))
  // The inspector's own sentence says more, but it is in English.
  if (isEnglish(words)) return finding === undefined ? words.reason('finding', reader) : asClause(finding.explanation)
  return words.reason(broadReasonKey(action.reason) ?? 'finding', reader)
}

/** These say that not all was looked into; why stands in their evidence. */
const WHY_IN_EVIDENCE: ReadonlySet<string> = new Set(['FILE_ARCHIVE_LIMIT', 'FILE_LEGACY_OFFICE'])

/** The finding says that an archive was not opened wholly; whether it was too large, damaged or of an unknown kind stands in its evidence. */
function exactReason({ reason, because }: Action, findings: readonly Finding[]): string {
  if (!WHY_IN_EVIDENCE.has(reason)) return reason
  const found = findings.find(({ id, code }) => code === reason && because.includes(id))
  return found?.evidence.find(({ label }) => label === 'reason')?.value ?? reason
}

/** `Held: the sender has not been identified yet.` */
export function explanationOf(action: Action, findings: readonly Finding[], words: Words): string {
  return words.explanation(action.kind, action.reason === 'OK' ? null : clauseOf(action, findings, words, 'agent'))
}

/** A finding by itself: in English as its inspector says it; elsewhere by our clause for it, or as its inspector says it when we have none. */
export function tellFinding({ code, title, explanation }: Finding, words: Words): ToldFinding {
  const key = isEnglish(words) ? null : broadReasonKey(code)
  if (key === null) return { title, text: explanation, language: ENGLISH }
  const clause = words.reason(key, 'agent')
  return { title: null, text: `${clause.charAt(0).toLocaleUpperCase(words.language)}${clause.slice(1)}.`, language: words.language }
}

function isEnglish({ language }: Words): boolean {
  return language === ENGLISH || language.startsWith(`${ENGLISH}-`)
}

function asClause(sentence: string): string {
  const bare = sentence.trim().replace(/\.$/, '')
  // An abbreviation keeps its capitals.
  return /^\p{Lu}\p{Ll}/u.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare
}
