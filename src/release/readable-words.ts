/** Pages and mails as the words that a reader would see, and where their links lead; addresses in them are as they were written. */
import type { Rendering } from '../core/message.ts'
import { openBudget } from '../parse/budget.ts'
import { DEFAULT_HTML_LIMITS, parseHtml } from '../parse/html/html.ts'
import { type MailLeaf, parseMail } from '../parse/mime/mail.ts'
import { cleanCharacters, cutCharacters } from '../parse/text/clean-characters.ts'
import { plainLine } from './plain.ts'

const MAX_LINE_CHARACTERS = 1_000
/** UTF-16 units of one body: four hundred pages of a book. */
const MAX_BODY_CHARACTERS = 1_000_000
const MAX_RECIPIENTS = 50
const MAX_ALT_CHARACTERS = 200

export interface ReadableWords {
  readonly text: string
  /** False when some of it could not be read. */
  readonly whole: boolean
  /** Files that hang on it, attached messages too. */
  readonly attachments: number
}

export function wordsOfPage(untrustedHtml: string): ReadableWords {
  const limits = { ...DEFAULT_HTML_LIMITS, maxCharacters: MAX_BODY_CHARACTERS }
  const { text, links, incomplete } = parseHtml(untrustedHtml, { partId: 'p1', firstLink: 1, limits })
  const addresses = new Map(links.map(({ linkId, untrustedUrl }) => [linkId, plainLine(untrustedUrl, MAX_LINE_CHARACTERS)]))
  return { text: flatten(text, addresses), whole: incomplete === null, attachments: 0 }
}

/** Never throws. The names of the fields are those of RFC 5322, in every language; the bar before each keeps the words from being a mail again. */
export function wordsOfMail(raw: Uint8Array): ReadableWords {
  const mail = parseMail(raw, openBudget())
  const top = mail.leaves.filter(({ parentIndex }) => parentIndex === null)
  const plain = top.filter(({ role, view }) => role === 'text' && view !== 'html')
  const pages = top.filter(({ role, view }) => role === 'html' && (view !== 'text' || plain.length === 0))
  const bodies = plain.length > 0 ? plain.map(ofPlain) : pages.map(ofPage)
  const addressOf = ({ name, address }: { readonly name?: string; readonly address: string }) =>
    name === undefined || name === '' ? address : `${name} <${address}>`
  const fields = [
    ['From', mail.from === null ? '' : addressOf(mail.from)],
    ['To', mail.to.slice(0, MAX_RECIPIENTS).map(addressOf).join(', ')],
    ['Cc', mail.cc.slice(0, MAX_RECIPIENTS).map(addressOf).join(', ')],
    ['Date', mail.date ?? ''],
    ['Subject', mail.subject ?? ''],
  ]
  const head = fields.flatMap(([name = '', value = '']) => (value === '' ? [] : [`| ${name}: ${plainLine(value, MAX_LINE_CHARACTERS)}`]))
  return {
    text: [head.join('\n'), ...bodies.map(({ text }) => text)].join('\n\n').trim(),
    whole: mail.incomplete === null && bodies.every(({ whole }) => whole),
    attachments: top.filter(({ role }) => role === 'file').length,
  }
}

type Body = Pick<ReadableWords, 'text' | 'whole'>

function ofPlain(leaf: MailLeaf): Body {
  const words = leaf.text ?? ''
  return { text: cleanCharacters(cutCharacters(words, MAX_BODY_CHARACTERS)), whole: words.length <= MAX_BODY_CHARACTERS }
}

function ofPage(leaf: MailLeaf): Body {
  return wordsOfPage(leaf.text ?? '')
}

/** Behind the words of a link stands where it leads. */
function flatten({ body, slots }: Rendering, addresses: ReadonlyMap<string, string>): string {
  const pieces: string[] = []
  let at = 0
  for (const slot of slots) {
    pieces.push(body.slice(at, slot.at))
    at = Math.max(at, slot.at)
    if (slot.kind === 'link') pieces.push(addresses.get(slot.linkId) ?? '')
    else if (slot.kind === 'link-close') pieces.push(` (${addresses.get(slot.linkId) ?? ''})`)
    else if (slot.kind === 'image' && slot.alt !== '') pieces.push(`[${plainLine(slot.alt, MAX_ALT_CHARACTERS)}]`)
  }
  return [...pieces, body.slice(at)].join('')
}
