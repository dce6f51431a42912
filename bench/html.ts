/** `npm run bench -- html`: the whole work on HTML bodies and their words on one thread, each step beside bare sanitize-html on the same bodies in the same run. */
import { inspect } from '../src/inspection/inspect.ts'
import { INSPECTORS } from '../src/inspection/registry.ts'
import { openBudget } from '../src/parse/budget.ts'
import { parseHtml } from '../src/parse/html/html.ts'
import { sanitizeHtml } from '../src/parse/html/sanitize-html.ts'
import { parseMessage } from '../src/parse/message.ts'
import { parseMail } from '../src/parse/mime/mail.ts'
import { markdownTable } from './markdown.ts'

const MESSAGE_INSPECTORS = INSPECTORS.filter(({ looksAt }) => looksAt === 'message')

export interface HtmlRow {
  readonly what: string
  readonly megabytesPerSecond: number
  /** Of bare sanitize-html. */
  readonly times: number
}

/** What each step is given: the HTML of one mail. */
export interface HtmlBodies {
  readonly html: readonly string[]
  readonly megabytes: number
}

/** The HTML bodies of whole mails, those of attached ones apart. */
export function htmlBodiesOf(mails: readonly Uint8Array[]): HtmlBodies {
  const html = mails.flatMap((raw) =>
    parseMail(raw, openBudget()).leaves.flatMap(({ role, text }) => (role === 'html' && text !== null && text !== '' ? [text] : [])),
  )
  if (html.length === 0) throw new Error('no mail has an HTML body')
  return { html, megabytes: html.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / 1e6 }
}

/** @param seconds of each measurement, after a warm-up of a quarter of that; the steps take turns, so that a machine that slows down slows all */
export async function htmlRows({ html, megabytes }: HtmlBodies, seconds: number): Promise<readonly HtmlRow[]> {
  const steps: readonly (readonly [string, (body: string) => unknown])[] = [
    ['bare sanitize-html, its own defaults', (body) => sanitizeHtml(body)],
    ['bare sanitize-html, keeping style attributes by postcss', (body) => sanitizeHtml(body, KEEPS_STYLES)],
    ['read: inert HTML, text, links, hidden words, judged', (body) => parseHtml(body, { partId: 'p1', firstLink: 1 })],
    [`and ${MESSAGE_INSPECTORS.length} inspectors of words`, inspectWords],
  ]
  const spentMs = steps.map(() => 0)
  const rounds = steps.map(() => 0)
  for (const [, run] of steps) await goOver(html, run)
  const endAt = performance.now() + seconds * 1_000 * steps.length
  do {
    for (const [index, [, run]] of steps.entries()) {
      const startedAt = performance.now()
      await goOver(html, run)
      spentMs[index]! += performance.now() - startedAt
      rounds[index]! += 1
    }
  } while (performance.now() < endAt)
  const rates = steps.map((_, index) => (megabytes * rounds[index]!) / (spentMs[index]! / 1_000))
  return steps.map(([what], index) => ({ what, megabytesPerSecond: rates[index]!, times: rates[0]! / rates[index]! }))
}

/** What sanitize-html needs for mail to keep its look, with the properties that mail has most. */
const KEEPS_STYLES = {
  allowedTags: false as const,
  allowVulnerableTags: true,
  allowedAttributes: { '*': ['style', 'width', 'height', 'align', 'valign', 'bgcolor', 'color', 'border', 'cellpadding', 'cellspacing'] },
  allowedStyles: {
    '*': Object.fromEntries(
      ['color', 'background-color', 'font-size', 'font-family', 'font-weight', 'text-align', 'padding', 'margin', 'border', 'width'].map(
        (name) => [name, [/^[^:\\]*$/]],
      ),
    ),
  },
}

async function goOver(bodies: readonly string[], run: (body: string) => unknown): Promise<void> {
  for (const body of bodies) await run(body)
}

const HOOKS = { now: () => performance.now(), enter: () => undefined, skips: new Map(), readBarcodes: null }
const HOUSE = { protectedDomains: [] }

async function inspectWords(html: string): Promise<unknown> {
  const content = { type: 'words', words: { html }, files: [] } as const
  const arrival = { id: 'bench', channel: 'support-mail', kind: 'email', conversationId: null, receivedAt: 0, content } as const
  const parsed = await parseMessage(arrival, HOOKS)
  return inspect(parsed, MESSAGE_INSPECTORS, { ...HOOKS, house: HOUSE })
}

export function renderHtmlTable(rows: readonly HtmlRow[], { html, megabytes }: HtmlBodies): string {
  const cells = [
    ['', 'MB/s', 'times bare sanitize-html'],
    ...rows.map(({ what, megabytesPerSecond, times }) => [what, megabytesPerSecond.toFixed(1), times.toFixed(2)]),
  ]
  return `${html.length.toLocaleString('en-US')} bodies, ${megabytes.toFixed(1)} MB\n\n${markdownTable(cells)}`
}
