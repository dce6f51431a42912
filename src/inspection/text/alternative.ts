/** Says when a message that holds its words twice, with and without formatting, says two things: programs and people may read different ones. */
import type { MessageInspector } from '../../core/inspector.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'

/** Set on some hundred honest mails: the least that agreed had more. */
const MIN_AGREEMENT = 0.4
const WORD = /\p{Script=Han}|\p{L}{4,}/gu
/** Fewer are a heading that one of them lacks. */
const MIN_OWN_WORDS = 7
/** As many characters of it are judged; what is quoted is cut to its length later, so that personal data is left out whole. */
const MAX_EXCERPT_CHARACTERS = 200

export const alternative: MessageInspector = {
  id: 'text/alternative',
  looksAt: 'message',
  codes: {
    TEXT_ALTERNATIVE_DIFFERS: {
      severity: 'medium',
      title: 'Two texts that differ',
      explanation: 'The plain text of the message says something else than its formatted text, which is what is shown.',
    },
  },
  inspect({ alternative: other }) {
    if (other === null || other.agreement >= MIN_AGREEMENT || ownWords(other.excerpt) < MIN_OWN_WORDS) return NOTHING_SEEN
    return saw({
      code: 'TEXT_ALTERNATIVE_DIFFERS',
      confidence: 1 - other.agreement / 2,
      evidence: [
        { label: 'agreement', value: `${Math.round(100 * other.agreement)} %` },
        { label: 'text only', value: other.excerpt },
      ],
    })
  },
}

function ownWords(excerpt: string): number {
  return excerpt.slice(0, MAX_EXCERPT_CHARACTERS).match(WORD)?.length ?? 0
}
