/** Says how many words the HTML hides from its readers: ordinary preheaders and second copies by their names, all else as what it is. */
import type { CodeDeclaration, MessageInspector, Sighting } from '../../core/inspector.ts'
import type { HiddenWords, InboundMessage } from '../../core/message.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'

const CODES = {
  HTML_HIDDEN_TEXT: {
    severity: 'medium',
    title: 'Hidden text',
    explanation: 'The message held words that a reader would not see; they were left out.',
  },
  HTML_HIDDEN_WORDS: {
    severity: 'low',
    title: 'A few hidden words',
    explanation: 'The message held a few words, or a second copy of its own, that a reader would not see; they were left out.',
  },
  HTML_PREHEADER: {
    severity: 'informational',
    title: 'Preview line',
    explanation: 'The message began with a hidden line that mail programs show beside its subject; it was left out.',
  },
  HTML_COMMENT_WORDS: {
    severity: 'informational',
    title: 'Words in a comment',
    explanation: 'The message held a remark in words that no reader would see; it was left out.',
  },
} as const satisfies Readonly<Record<string, CodeDeclaration>>
type Code = keyof typeof CODES

const COMMENTS = new Set(['comment', 'conditional-comment'])
/** Mail programs show some 40 to 140 characters of a preheader. */
const MAX_PREHEADER_CHARACTERS = 300
/** Below this, words are labels for other screens: "View online", "Menu". */
const MIN_OWN_WORDS = 8
const MAX_VISIBLE_CHARACTERS = 200_000
/** More than is shown in the end, so that what is left out of it is known for what it is. */
const MAX_EXCERPT_CHARACTERS = 250
const WORD = /\p{L}[\p{L}\p{M}]+|\p{Script=Han}/gu
/** A sentence, not a mark of where something begins. */
const MIN_COMMENT_WORDS = 5

export const hidden: MessageInspector = {
  id: 'html/hidden',
  looksAt: 'message',
  codes: CODES,
  inspect(message) {
    if (message.hidden.length === 0) return NOTHING_SEEN
    const visible = visibleWords(message)
    const byCode = Map.groupBy(message.hidden, (words) => codeOf(words, visible))
    return saw(...Array.from(byCode).flatMap(([code, all]) => (code === null ? [] : sighting(code, all))))
  },
}

function codeOf({ kind, characters, words, leading }: HiddenWords, visible: ReadonlySet<string>): Code | null {
  if (COMMENTS.has(kind)) return words.split('\n').some(isSentence) ? 'HTML_COMMENT_WORDS' : null
  // Without words to be the preview of, it is the message itself.
  if (leading && characters <= MAX_PREHEADER_CHARACTERS && visible.size >= MIN_OWN_WORDS) return 'HTML_PREHEADER'
  let own = 0
  for (const word of wordsOf(words)) if (!visible.has(word)) own += 1
  return own < MIN_OWN_WORDS ? 'HTML_HIDDEN_WORDS' : 'HTML_HIDDEN_TEXT'
}

function isSentence(words: string): boolean {
  return !/[{}]/.test(words) && wordsOf(words).size >= MIN_COMMENT_WORDS
}

function visibleWords({ text }: InboundMessage): ReadonlySet<string> {
  return wordsOf(text === null ? '' : text.body.slice(0, MAX_VISIBLE_CHARACTERS))
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(WORD))
}

function sighting(code: Code, all: readonly HiddenWords[]): Sighting {
  return {
    code,
    evidence: all.map(({ kind, characters, words }) => ({
      label: kind,
      value: `${characters} characters: ${words.slice(0, MAX_EXCERPT_CHARACTERS).replaceAll('\n', ' … ')}`,
    })),
  }
}
