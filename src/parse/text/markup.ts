/** Reads what a desk renders as a link with words of its own: Markdown (CommonMark 0.31) and Slack's mrkdwn; in time linear in the words. */
import { type Definitions, readDefinitions, readDestination, readLabel } from './markup-target.ts'

export interface MarkedLink {
  /** The whole construct: [start, end). */
  readonly start: number
  readonly end: number
  /** Its words, as far as they stay where they are: [wordsStart, wordsEnd). */
  readonly wordsStart: number
  readonly wordsEnd: number
  /** As written, without the marks around it. */
  readonly untrustedUrl: string
  /** Made whole for the URL parser. Still untrusted. */
  readonly target: string
  readonly via: 'markdown' | 'slack'
  /** A picture inside a link has an address and no place of its own. */
  readonly inside: readonly MarkedLink[]
}

interface Opener {
  readonly at: number
  readonly wordsStart: number
  readonly isImage: boolean
}

// CommonMark 2.4: a backslash takes its meaning from what follows. A blank line ends a paragraph, and with it what was open.
const TOKEN = /\\[!-/:-@[-`{-~]|[[\]<]|\n[ \t\r]*\n/g
/** More brackets than this, all open, are a pattern and no text. */
const MAX_OPEN = 200
const SLACK = /<((?:[a-z][a-z0-9+.-]{1,30}:|\/\/)[^\s<>|]{1,8192})\|([^<>\n]{0,3000})>/iy

/** In ascending order, never overlapping; what stands inside another is in its `inside`. At most `maxLinks`. */
export function readMarkup(text: string, maxLinks: number): readonly MarkedLink[] {
  if (!/\][([:]|\|[^|<>\n]*>/.test(text)) return []
  const definitions = readDefinitions(text)
  const found: MarkedLink[] = []
  let open: Opener[] = []
  /** CommonMark 6.3: links do not contain links. Openers below this are only good for pictures. */
  let inert = 0
  let links = 0
  TOKEN.lastIndex = 0
  for (let token = TOKEN.exec(text); token !== null && links < maxLinks; token = TOKEN.exec(text)) {
    const at = token.index
    switch (text.charAt(at)) {
      case '[': {
        if (open.length === MAX_OPEN) {
          open = open.slice(MAX_OPEN / 2)
          inert = Math.max(0, inert - MAX_OPEN / 2)
        }
        const isImage = text[at - 1] === '!' && text[at - 2] !== '\\'
        open.push({ at: isImage ? at - 1 : at, wordsStart: at + 1, isImage })
        break
      }
      case ']': {
        const opener = open.pop()
        const isInert = open.length < inert
        inert = Math.min(inert, open.length)
        if (opener === undefined || (isInert && !opener.isImage)) break
        const link = close(text, opener, at, definitions)
        if (link === null) break
        found.push(enclose(link, found))
        links += 1
        if (!opener.isImage) inert = open.length
        TOKEN.lastIndex = link.end
        break
      }
      case '<': {
        const link = readSlack(text, at)
        if (link === null) break
        found.push(link)
        links += 1
        TOKEN.lastIndex = link.end
        break
      }
      case '\n':
        open = []
        inert = 0
        // The second newline may be the first of another blank line.
        TOKEN.lastIndex -= 1
        break
    }
  }
  return withDefinitions(found, definitions)
}

/** The link whose words end at the bracket at `at`; null when they are no link's. */
function close(text: string, opener: Opener, at: number, definitions: Definitions): Omit<MarkedLink, 'inside'> | null {
  const { at: start, wordsStart } = opener
  const inline = readDestination(text, at + 1)
  if (inline !== null) return { start, wordsStart, wordsEnd: at, via: 'markdown', ...inline }
  if (definitions.size === 0 || definitions.isHead(opener.wordsStart - 1)) return null
  const label = readLabel(text, at + 1)
  const named = label === null || label.name === '' ? text.slice(wordsStart, at) : label.name
  const definition = definitions.of(named)
  if (definition === null) return null
  const { untrustedUrl, target } = definition
  // `[1]` by itself keeps its brackets: to a reader of plain text they are the note's sign.
  if (label === null && !opener.isImage)
    return { start, wordsStart: start, wordsEnd: at + 1, end: at + 1, via: 'markdown', untrustedUrl, target }
  return { start, wordsStart, wordsEnd: at, end: label?.end ?? at + 1, via: 'markdown', untrustedUrl, target }
}

/** Takes what stands inside `link` from the end of `found`. */
function enclose(link: Omit<MarkedLink, 'inside'>, found: MarkedLink[]): MarkedLink {
  const inside: MarkedLink[] = []
  for (let last = found.at(-1); last !== undefined && last.start >= link.start; last = found.at(-1)) {
    found.pop()
    inside.push(...last.inside, { ...last, inside: [] })
  }
  return { ...link, inside: inside.reverse() }
}

/** Slack, "Formatting text for app surfaces": `<https://url|words>`, in which `&`, `<` and `>` are entities. Mail addresses stay words. */
function readSlack(text: string, at: number): MarkedLink | null {
  SLACK.lastIndex = at
  const match = SLACK.exec(text)
  const untrustedUrl = match?.[1] ?? ''
  if (match === null || /^(?:mailto|tel):/i.test(untrustedUrl)) return null
  const plain = untrustedUrl.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const target = plain.startsWith('//') ? `http:${plain}` : plain
  const end = SLACK.lastIndex
  const wordsStart = at + 1 + untrustedUrl.length + 1
  return { start: at, wordsStart, wordsEnd: end - 1, end, untrustedUrl, target, via: 'slack', inside: [] }
}

/** Adds the addresses of definitions that no reader of plain words would know for one: `[a]: javascript&colon;…`. */
function withDefinitions(found: readonly MarkedLink[], definitions: Definitions): readonly MarkedLink[] {
  const hidden = definitions.hidden.filter(({ start, end }) => !found.some((link) => link.start < end && start < link.end))
  if (hidden.length === 0) return found
  const alone = hidden.map(({ start, end, untrustedUrl, target }): MarkedLink => {
    return { start, wordsStart: start, wordsEnd: start, end, untrustedUrl, target, via: 'markdown', inside: [] }
  })
  return [...found, ...alone].sort((a, b) => a.start - b.start)
}
