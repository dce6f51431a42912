/** Says what nobody sees stood in the words: a message of its own, letters parted so that filters miss them, or only what mail programs leave behind. */
import type { CodeDeclaration, MessageInspector, Sighting } from '../../core/inspector.ts'
import type { UnseenCharacters } from '../../core/message.ts'
import type { Evidence } from '../../core/report.ts'
import { withoutPersonalData } from '../personal/leave-out.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'

const CODES = {
  TEXT_HIDDEN_MESSAGE: {
    severity: 'high',
    title: 'Words written in characters that nobody sees',
    explanation: 'The message carried words in characters that no reader sees and a program can read; they were left out.',
  },
  TEXT_HIDDEN_CHARACTERS: {
    severity: 'medium',
    title: 'Characters that nobody sees',
    explanation:
      'The message carried characters that no reader sees, where no language and no mail program needs them; they were left out.',
  },
  TEXT_BIDI_OVERRIDE: {
    severity: 'medium',
    title: 'Words shown in reverse',
    explanation: 'The message carried marks that make words appear in another order than they are written in; they were left out.',
  },
  TEXT_COMBINING_FLOOD: {
    severity: 'low',
    title: 'Letters buried under marks',
    explanation:
      'The message piled more marks on its letters than any script writes, which hides the words below; the marks were left out.',
  },
  TEXT_FORMAT_CHARACTERS: {
    severity: 'informational',
    title: 'Stray format characters',
    explanation:
      'The message carried characters of no width that change nothing a reader sees, as mail programs add them; they were left out.',
  },
} as const satisfies Readonly<Record<string, CodeDeclaration>>
type Code = keyof typeof CODES
const GRAVEST_FIRST = Object.keys(CODES) as readonly Code[]

const MAX_SPELLED_CHARACTERS = 160
/** What spells fewer is chance. */
const MIN_SPELLED_CHARACTERS = 3
/** A selector too many stands behind an emoji now and then. */
const MANY_SELECTORS = 4
/** One or two to a word divide it at the end of a line, or keep a filter of bad words from it. */
const MANY_IN_WORDS = 6

export const invisible: MessageInspector = {
  id: 'text/invisible',
  looksAt: 'message',
  codes: CODES,
  inspect(message) {
    const seen = new Map<Code, UnseenCharacters[]>()
    for (const unseen of message.unseen) {
      if (unseen.count <= 0) continue
      const code = codeOf(unseen)
      const alike = seen.get(code)
      if (alike === undefined) seen.set(code, [unseen])
      else alike.push(unseen)
    }
    if (seen.size === 0) return NOTHING_SEEN
    // The gravest first, however they stood.
    return saw(...GRAVEST_FIRST.flatMap((code) => (seen.has(code) ? [sighting(code, seen.get(code) ?? [])] : [])))
  },
}

function codeOf({ kind, count, inWords, decoded }: UnseenCharacters): Code {
  if (decoded.length >= MIN_SPELLED_CHARACTERS) return 'TEXT_HIDDEN_MESSAGE'
  switch (kind) {
    case 'tag':
      return 'TEXT_HIDDEN_CHARACTERS'
    case 'variation-selector':
      return count >= MANY_SELECTORS ? 'TEXT_HIDDEN_CHARACTERS' : 'TEXT_FORMAT_CHARACTERS'
    case 'zero-width':
    case 'filler':
    case 'format':
    case 'bidi':
      return inWords >= MANY_IN_WORDS ? 'TEXT_HIDDEN_CHARACTERS' : 'TEXT_FORMAT_CHARACTERS'
    case 'bidi-override':
      return 'TEXT_BIDI_OVERRIDE'
    case 'combining-flood':
      return 'TEXT_COMBINING_FLOOD'
    default:
      return 'TEXT_FORMAT_CHARACTERS'
  }
}

function sighting(code: Code, all: readonly UnseenCharacters[]): Sighting {
  return { code, evidence: all.flatMap(evidenceOf) }
}

function evidenceOf({ partId, kind, count, decoded }: UnseenCharacters): readonly Evidence[] {
  const counted = { label: kind, value: `${count} in ${partId === null ? 'the subject' : partId}` }
  return decoded === ''
    ? [counted]
    : [counted, { label: 'spells', value: withoutPersonalData(decoded).slice(0, MAX_SPELLED_CHARACTERS).toWellFormed() }]
}
