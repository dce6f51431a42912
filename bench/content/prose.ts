/** Sentences as customers write them, long enough in their variety that no two messages are alike. */
import { pick, type Random, token } from './random.ts'

const OPENINGS = ['Hello,', 'Hi there,', 'Good morning,', 'Dear support,', 'Hej!', 'Good afternoon,']
const SUBJECTS = [
  'my order',
  'the invoice',
  'our subscription',
  'the delivery',
  'my last payment',
  'the return',
  'our contract',
  'my login',
]
const VERBS = ['has not arrived', 'shows the wrong amount', 'was sent twice', 'cannot be changed', 'seems to be missing', 'is still open']
const ENDINGS = [
  'Could you look into it?',
  'What should I do now?',
  'Please call me back.',
  'Thank you in advance.',
  'I wrote about this before.',
]
const PLACES = ['since Monday', 'for two weeks now', 'after the update', 'since we moved', 'as of this morning', 'again']

export function sentence(random: Random): string {
  return `${capital(pick(SUBJECTS, random))} ${token(7, random)} ${pick(VERBS, random)} ${pick(PLACES, random)}.`
}

/** At least this many characters, ended at a sentence. */
export function prose(minCharacters: number, random: Random): string {
  let text = pick(OPENINGS, random)
  while (text.length < minCharacters) text += ` ${random() < 0.2 ? pick(ENDINGS, random) : sentence(random)}`
  return text
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
