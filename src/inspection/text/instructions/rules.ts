/** Says which words, near each other in one sentence, instruct an AI reader: one list for all languages. */
import type { Group } from './vocabulary.ts'

/**
 * Families of attacks, after OWASP LLM01:2025 (Prompt Injection), MITRE ATLAS AML.T0051.001 (indirect), AML.T0054 (jailbreak),
 * AML.T0057 (data leakage), the probes of garak (promptinject, dan, encoding, latentinjection, sysprompt_extraction) and BIPIA's tasks.
 */
export const FAMILIES = ['override', 'role', 'exfiltration', 'addressed', 'concealment', 'encoded', 'refusal', 'hijack', 'task'] as const
export type Family = (typeof FAMILIES)[number]

export interface Rule {
  readonly family: Family
  readonly anchor: Group
  /** Each stands within `within` words of the anchor, in its sentence; in languages whose verb may stand last also before it. */
  readonly near: readonly Group[]
  readonly within: number
  /** They follow the anchor in this order. */
  readonly ordered?: true
  /** Where they stand; behind the anchor when left out. */
  readonly side?: 'before' | 'either'
  /** The anchor is said to the reader: at the beginning of a sentence or of what follows a comma, or behind "please", "you must". */
  readonly imperative?: true
  readonly startsLine?: true
  readonly colon?: true
  /** None of these stands between the first and the last of them. */
  readonly without?: readonly Group[]
  /** None of these stands in the sentence within `within` words behind. */
  readonly notBehind?: readonly Group[]
  readonly confidence: number
}

export const RULES: readonly Rule[] = [
  // "Please ignore my previous mail", "the previous payment instructions": of the sender's own matters, not of the reader's.
  {
    family: 'override',
    anchor: 'ignore',
    near: ['earlier', 'rules'],
    within: 8,
    imperative: true,
    without: ['mine', 'trade'],
    confidence: 0.9,
  },
  { family: 'override', anchor: 'ignore', near: ['own-rules'], within: 7, imperative: true, without: ['mine'], confidence: 0.9 },
  { family: 'override', anchor: 'forget-all', near: [], within: 0, imperative: true, confidence: 0.8 },
  { family: 'role', anchor: 'you-are', near: ['role'], within: 6, imperative: true, confidence: 0.85 },
  { family: 'role', anchor: 'persona', near: [], within: 0, confidence: 0.9 },
  { family: 'exfiltration', anchor: 'reveal', near: ['secret'], within: 9, imperative: true, confidence: 0.9 },
  { family: 'exfiltration', anchor: 'repeat', near: ['above'], within: 6, imperative: true, confidence: 0.7 },
  {
    family: 'exfiltration',
    anchor: 'send',
    near: ['data', 'toward', 'address'],
    within: 20,
    ordered: true,
    imperative: true,
    without: ['mine'],
    confidence: 0.8,
  },
  { family: 'addressed', anchor: 'note-to', near: ['program'], within: 4, imperative: true, confidence: 0.8 },
  { family: 'addressed', anchor: 'program', near: ['must'], within: 4, startsLine: true, colon: true, confidence: 0.7 },
  // "If you are a bot, let me talk to a person" is what honest customers write.
  { family: 'addressed', anchor: 'if-you-are', near: ['program'], within: 5, notBehind: ['person'], confidence: 0.7 },
  { family: 'addressed', anchor: 'summarizing', near: ['this-message'], within: 5, confidence: 0.7 },
  { family: 'concealment', anchor: 'conceal', near: ['user'], within: 6, confidence: 0.8 },
  { family: 'encoded', anchor: 'decode', near: ['encoded', 'execute'], within: 15, imperative: true, confidence: 0.8 },
  { family: 'refusal', anchor: 'refusal', near: [], within: 0, confidence: 0.6 },
  { family: 'hijack', anchor: 'hijack', near: [], within: 0, confidence: 0.7 },
  { family: 'hijack', anchor: 'new-rules', near: [], within: 0, startsLine: true, colon: true, confidence: 0.5 },
  { family: 'task', anchor: 'write', near: ['piece'], within: 6, imperative: true, without: ['mine'], confidence: 0.5 },
  { family: 'task', anchor: 'translate', near: ['text', 'language'], within: 12, imperative: true, without: ['mine'], confidence: 0.5 },
  { family: 'task', anchor: 'write', near: ['program-code', 'code-language'], within: 10, imperative: true, confidence: 0.5 },
  // A customer asks for particulars in the answer; its wording, its letters and its spirit only a program is told to change.
  { family: 'task', anchor: 'edit', near: ['your-answer'], within: 20, imperative: true, without: ['mine'], confidence: 0.5 },
  { family: 'task', anchor: 'edit', near: ['letters'], within: 8, imperative: true, without: ['mine'], confidence: 0.4 },
  {
    family: 'task',
    anchor: 'put-in',
    near: ['your-answer'],
    within: 24,
    imperative: true,
    without: ['mine', 'particulars'],
    confidence: 0.4,
  },
  {
    family: 'task',
    anchor: 'put-in',
    near: ['your-answer'],
    within: 6,
    side: 'before',
    imperative: true,
    notBehind: ['particulars'],
    confidence: 0.4,
  },
  { family: 'task', anchor: 'code-block', near: ['your-code'], within: 14, side: 'either', confidence: 0.5 },
  { family: 'task', anchor: 'compute', near: ['matter'], within: 8, imperative: true, without: ['mine', 'trade'], confidence: 0.4 },
  { family: 'task', anchor: 'only', near: [], within: 0, imperative: true, confidence: 0.4 },
]
