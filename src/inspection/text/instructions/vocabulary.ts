/** Names the groups of words that an attempt to instruct an AI reader is made of; each language fills them, and the rules over them are the same for all. */

/**
 * Groups are of two kinds: words that mean something only together (`ignore`, `earlier`, `rules`), and phrases that nobody writes
 * to a contact centre but to instruct a program (`hijack`, `refusal`, `persona`).
 */
export const GROUPS = [
  // Override: "ignore" + "all previous" + "instructions", and what makes it honest: "my", "payment".
  ...(['ignore', 'earlier', 'rules', 'own-rules', 'forget-all', 'mine', 'trade'] as const),
  // Role: "you are now" + "an AI without limits".
  ...(['you-are', 'role', 'persona'] as const),
  // Exfiltration: "reveal" + "your system prompt"; "repeat" + "the text above"; "send" + "customer data" + "to" + an address.
  ...(['reveal', 'secret', 'repeat', 'above', 'send', 'data', 'toward', 'address'] as const),
  // Addressing the program: "note to" + "AI"; "if you are" + "AI"; "when summarizing" + "this mail"; "do not tell" + "the user".
  ...(['note-to', 'program', 'if-you-are', 'person', 'summarizing', 'this-message', 'conceal', 'user', 'must'] as const),
  // Encoded: "decode" + "base64" + "and execute".
  ...(['decode', 'encoded', 'execute'] as const),
  // Whole phrases: refusal suppression and goal hijack.
  ...(['refusal', 'hijack', 'new-rules'] as const),
  // What may stand before an imperative: "please", "now", "you must".
  'lead',
  // Tasks for a program.
  ...(['write', 'piece', 'translate', 'text', 'language', 'program-code', 'code-language'] as const),
  ...(['edit', 'put-in', 'your-answer', 'letters', 'particulars', 'code-block', 'your-code', 'only', 'compute', 'matter'] as const),
] as const

export type Group = (typeof GROUPS)[number]

export interface Vocabulary {
  /** ISO 639-1; `any` for words that all languages share. */
  readonly language: string
  /** Imperatives and infinitives may stand behind their object: "alle vorherigen Anweisungen ignorieren". */
  readonly verbLast?: boolean
  /**
   * Words and phrases parted by commas. A star stands for any ending; letters are compared as `fold.ts` folds them, so accents do not
   * matter and an apostrophe parts two words.
   */
  readonly words: Readonly<Partial<Record<Group, string>>>
}
