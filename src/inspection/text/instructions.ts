/** Finds attempts to instruct an AI that reads the message: in what is shown and, worse, in what was hidden from people. */
import type { CodeDeclaration, MessageInspector, Sighting } from '../../core/inspector.ts'
import type { InboundMessage, Link } from '../../core/message.ts'
import type { Evidence } from '../../core/report.ts'
import { findPersonalData } from '../personal/find.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { findChatMarkup } from './instructions/chat-markup.ts'
import { decodePieces } from './instructions/encoded.ts'
import { findInstructions } from './instructions/find.ts'
import { SHIPPED } from './instructions/lexicon-shipped.ts'
import { saidInHtml, saidInText } from './instructions/said.ts'

const CODES = {
  TEXT_AI_INSTRUCTIONS: {
    severity: 'medium',
    title: 'Instructions to an AI',
    explanation: 'The message tells an AI assistant that reads it what to do; its words are passed on as data, never as instructions.',
  },
  TEXT_AI_INSTRUCTIONS_HIDDEN: {
    severity: 'high',
    title: 'Hidden instructions to an AI',
    explanation: 'The message tells an AI assistant what to do in words that people do not see; those words were left out.',
  },
  TEXT_CHAT_MARKUP: {
    severity: 'medium',
    title: 'Marks of a talk with an AI',
    explanation: 'The message holds marks by which an AI tells who speaks, so that its words could pass for those of somebody else.',
  },
  TEXT_AI_TASK: {
    severity: 'low',
    title: 'A task for an AI',
    explanation: 'The message asks for something that one asks of an AI assistant: to write, translate or change the wording of an answer.',
  },
} as const satisfies Readonly<Record<string, CodeDeclaration>>
type Code = keyof typeof CODES

/** Where words were found decides how grave they are. */
interface Said {
  readonly words: string
  /** How they were hidden; null for what is shown. */
  readonly hidden: string | null
}

interface Seen {
  confidence: number
  readonly evidence: Evidence[]
  readonly families: Set<string>
}

const EVIDENCE_CHARACTERS = 160
const MAX_EVIDENCE = 10
/** By the words around it a number is known for what it is. */
const SURROUNDINGS = 100

export const instructions: MessageInspector = {
  id: 'text/instructions',
  looksAt: 'message',
  codes: CODES,
  inspect(message) {
    const seen = new Map<Code, Seen>()
    const places = placesOf(message)
    for (const place of places) lookAt(place, seen)
    for (const link of message.links) if (carriesData(link)) note(seen, 'TEXT_AI_INSTRUCTIONS', 'exfiltration', 0.7, link.untrustedUrl)
    return seen.size === 0 ? NOTHING_SEEN : saw(...Array.from(seen, sighting))
  },
}

function placesOf(message: InboundMessage): readonly Said[] {
  const { subject, text, html, alternative } = message
  const shown = [subject ?? '', text === null ? '' : saidInText(text)]
  // Without an alternative the text is taken from the HTML, and holds all of its words.
  if (html !== null && (alternative !== null || text === null)) shown.push(saidInHtml(html))
  return [
    ...shown.map((words) => ({ words, hidden: null })),
    ...message.hidden.map(({ words, kind }) => ({ words, hidden: kind })),
    ...message.unseen.map(({ decoded, kind }) => ({ words: decoded, hidden: kind })),
  ].filter(({ words }) => words !== '')
}

function lookAt({ words, hidden }: Said, seen: Map<Code, Seen>): void {
  const grave: Code = hidden === null ? 'TEXT_AI_INSTRUCTIONS' : 'TEXT_AI_INSTRUCTIONS_HIDDEN'
  const label = (family: string) => (hidden === null ? family : `${family}, hidden by ${hidden}`)
  for (const { family, confidence, start, end } of findInstructions(words, SHIPPED)) {
    const code = family === 'task' ? 'TEXT_AI_TASK' : grave
    note(seen, code, label(family), confidence, excerpt(words, start, end))
  }
  for (const { kind, confidence, start, end } of findChatMarkup(words)) {
    note(seen, hidden === null ? 'TEXT_CHAT_MARKUP' : grave, label(kind), confidence, excerpt(words, start, end))
  }
  for (const piece of decodePieces(words)) {
    for (const { family, start, end } of findInstructions(piece.words, SHIPPED)) {
      if (family !== 'task') note(seen, grave, label(`${family} in ${piece.how}`), 0.95, excerpt(piece.words, start, end))
    }
  }
}

function note(seen: Map<Code, Seen>, code: Code, family: string, confidence: number, value: string): void {
  let known = seen.get(code)
  if (known === undefined) {
    known = { confidence: 0, evidence: [], families: new Set() }
    seen.set(code, known)
  }
  // A second family makes the first likelier; the same one again says nothing new.
  known.confidence = known.families.has(family) ? Math.max(known.confidence, confidence) : 1 - (1 - known.confidence) * (1 - confidence)
  known.families.add(family)
  if (known.evidence.length < MAX_EVIDENCE && !known.evidence.some((item) => item.value === value))
    known.evidence.push({ label: family, value })
}

function sighting([code, { confidence, evidence }]: readonly [Code, Seen]): Sighting {
  return { code, confidence: Math.round(confidence * 100) / 100, evidence }
}

/** What was matched and nothing around it; personal data in it is left out, for evidence is shown where masked words are not. */
function excerpt(words: string, start: number, end: number): string {
  const until = Math.min(end, start + EVIDENCE_CHARACTERS)
  const from = Math.max(0, start - SURROUNDINGS)
  let shown = ''
  let at = start
  for (const data of findPersonalData(words.slice(from, until + SURROUNDINGS))) {
    const [begin, behind] = [data.start + from, data.end + from]
    if (behind <= at || begin >= until) continue
    shown += `${words.slice(at, Math.max(at, begin))}…`
    at = behind
  }
  return (shown + words.slice(at, Math.max(at, until))).replace(/\s+/g, ' ').trim()
}

/**
 * `![x](https://host/?q={conversation})`: a picture that a program would load with what it knows in its address (OWASP LLM01, MITRE ATLAS
 * AML.T0057). In HTML such places are a mail merge that went wrong; nobody but a program is asked in Markdown to fill one in.
 */
function carriesData({ via, untrustedUrl }: Link): boolean {
  if (via !== 'markdown') return false
  const query = untrustedUrl.indexOf('?')
  return query >= 0 && /[{[<]|%7b|%5b|%3c/i.test(untrustedUrl.slice(query, query + 2_000))
}
