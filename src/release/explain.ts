/** Says why, in the channel's language: to the agent what happened, to the sender what it means for them. */
import type { Policy } from '../core/policy.ts'
import type { Finding } from '../core/report.ts'
import type { Action } from '../core/verdict.ts'
import { type ReasonKey, reasonKey } from './reasons.ts'
import { english } from './words/en.ts'
import { spanish } from './words/es.ts'
import { swedish } from './words/sv.ts'
import type { Reader, Words } from './words/words.ts'

const LANGUAGES: Readonly<Record<Policy['language'], Words>> = { en: english, sv: swedish, es: spanish }

export function wordsOf(language: Policy['language']): Words {
  return LANGUAGES[language]
}

/** Lower case, no full stop; goes after a colon. */
export function clauseOf(action: Action, findings: readonly Finding[], words: Words, reader: Reader): string {
  const known = reasonKey(exactReason(action, findings))
  if (known !== null) return spoken(words, known, reader)
  if (action.rule.startsWith('onIncomplete')) return spoken(words, 'incomplete', reader)
  if (action.because.length === 0) return spoken(words, 'rule', reader)
  // A code that came later than our tables: its inspector declared a sentence for people, in English.
  const finding = words === english ? findings.find((one) => one.code === action.reason && action.because.includes(one.id)) : undefined
  return finding === undefined ? spoken(words, 'finding', reader) : asClause(finding.explanation)
}

/** The finding says that an archive was not opened wholly; whether it was too large, damaged or of an unknown kind stands in its evidence. */
function exactReason({ reason, because }: Action, findings: readonly Finding[]): string {
  if (reason !== 'FILE_ARCHIVE_LIMIT') return reason
  const found = findings.find(({ id, code }) => code === reason && because.includes(id))
  return found?.evidence.find(({ label }) => label === 'reason')?.value ?? reason
}

/** `Held: the sender has not been identified yet.` */
export function explanationOf(action: Action, findings: readonly Finding[], words: Words): string {
  const fate = words.fates[action.kind]
  return action.reason === 'OK' ? `${fate}.` : `${fate}: ${clauseOf(action, findings, words, 'agent')}.`
}

function spoken(words: Words, key: ReasonKey, reader: Reader): string {
  const clause = words.reasons[key]
  return typeof clause === 'string' ? clause : clause[reader]
}

function asClause(sentence: string): string {
  const bare = sentence.trim().replace(/\.$/, '')
  // An abbreviation keeps its capitals.
  return /^\p{Lu}\p{Ll}/u.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare
}
