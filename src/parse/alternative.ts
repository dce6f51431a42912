/** Compares what is shown with the bodies that claim to say the same in another form and are not shown; in time linear in both, up to a bound. */
import type { Alternative, HiddenWords, Rendering } from '../core/message.ts'
import { cutCharacters } from './text/clean-characters.ts'

export interface OtherBody {
  readonly partId: string
  readonly text: Rendering
}

const MAX_CHARACTERS = 200_000
const MAX_WORDS = 20_000
const MAX_EXCERPT_CHARACTERS = 400
/** Letters alone: numbers, prices and codes are written in many ways. */
const WORD = /\p{L}[\p{L}\p{M}]*/gu
/** Written without blanks between words: each letter is compared by itself. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** What a body in plain words says, in a paragraph, of itself, and of no message. */
const BOILERPLATE =
  /\b(?:html|browsers?|webmail|plain[- ]text|multi-?part|mime)\b|\b(?:view|read|see|open|visa|läs|ver|leer)\b[^.]{0,60}\b(?:online|webb?|website|navegador|webbläsare)\b|unsubscribe|avregistrera|darse de baja/i
/** Shorter ones stand in every text of a language. */
const MIN_WORD_CHARACTERS = 4
const MAX_BOILERPLATE_CHARACTERS = 600
const MIN_OWN_WORDS = 2

/** The one that agrees least, null when there is none. `shown` is the visible text of what is shown; what it hides counts as said. */
export function compareAlternatives(
  others: readonly OtherBody[],
  shown: Rendering | null,
  hidden: readonly HiddenWords[],
  shownTexts: readonly (string | null)[],
): Alternative | null {
  if (others.length === 0 || shown === null) return null
  const said = new Set<string>()
  for (const words of wordsOf(shown.body)) said.add(words)
  for (const { words } of hidden) for (const word of wordsOf(words)) said.add(word)
  for (const slot of shown.slots) if (slot.kind === 'image') for (const word of wordsOf(slot.alt)) said.add(word)
  for (const words of shownTexts) if (words !== null) for (const word of wordsOf(words)) said.add(word)
  let least: Alternative | null = null
  for (const { partId, text } of others) {
    const { agreement, excerpt } = compare(text.body, said)
    if (least === null || agreement < least.agreement) least = { partId, agreement, excerpt }
  }
  return least
}

function compare(text: string, said: ReadonlySet<string>): Pick<Alternative, 'agreement' | 'excerpt'> {
  const known = new Set<string>()
  let same = 0
  let excerpt = ''
  for (const paragraph of text.slice(0, MAX_CHARACTERS).split(/\n[ \t\r]{0,99}\n/)) {
    if (known.size >= MAX_WORDS) break
    if (paragraph.length <= MAX_BOILERPLATE_CHARACTERS && BOILERPLATE.test(paragraph)) continue
    let own = 0
    for (const word of wordsOf(paragraph)) {
      const isSaid = said.has(word)
      if (!isSaid) own += 1
      if (known.has(word)) continue
      known.add(word)
      if (isSaid) same += 1
    }
    if (own >= MIN_OWN_WORDS && excerpt.length < MAX_EXCERPT_CHARACTERS) excerpt += `${excerpt === '' ? '' : ' … '}${paragraph.trim()}`
  }
  return { agreement: known.size === 0 ? 1 : same / known.size, excerpt: cutCharacters(excerpt, MAX_EXCERPT_CHARACTERS) }
}

function* wordsOf(text: string): Iterable<string> {
  let count = 0
  for (const [word] of text.slice(0, MAX_CHARACTERS).toLowerCase().matchAll(WORD)) {
    if (count >= MAX_WORDS) return
    count += 1
    if (UNSPACED.test(word)) yield* word
    else if (word.length >= MIN_WORD_CHARACTERS) yield word
  }
}
