/** `npm run bench -- links`: how many addresses are judged a second on one thread, each step beside the bare URL parser on the same addresses in the same run. */
import { type InboundMessage, type Link, NOTHING_ASIDE } from '../src/core/message.ts'
import { inspect } from '../src/inspection/inspect.ts'
import { INSPECTORS } from '../src/inspection/registry.ts'
import { hopsOf } from '../src/parse/link/hops.ts'
import { parseUrl } from '../src/parse/url.ts'
import { addresses, type WrittenAddress } from './content/addresses.ts'
import { markdownTable } from './markdown.ts'

const ADDRESSES = 20_000
/** A newsletter has some dozens. */
const LINKS_PER_MESSAGE = 40
const LINK_INSPECTORS = INSPECTORS.filter(({ looksAt }) => looksAt === 'link')

export interface LinkRow {
  readonly what: string
  readonly perSecond: number
  readonly microseconds: number
  /** Of the bare parser. */
  readonly times: number
}

/** @param seconds of each measurement, after a warm-up of a quarter of that */
export function linkRows(seconds: number): readonly LinkRow[] {
  const written = addresses(ADDRESSES)
  const messages = toMessages(written)
  const steps: readonly (readonly [string, () => number])[] = [
    ['bare URL parser (`URL.parse`)', () => each(written, ({ url }) => URL.parse(url))],
    ['read, with the public suffix list', () => each(written, ({ url }) => parseUrl(url))],
    ['unwrapped to where it leads', () => each(written, ({ url }) => hopsOf(parseUrl(url)!))],
    [`judged: all ${LINK_INSPECTORS.length} link inspectors`, () => each(messages, look) * LINKS_PER_MESSAGE],
  ]
  const measured = steps.map(([what, run]) => ({ what, perSecond: rateOf(run, seconds) }))
  const floor = measured[0]!.perSecond
  return measured.map(({ what, perSecond }) => ({ what, perSecond, microseconds: 1e6 / perSecond, times: floor / perSecond }))
}

export function renderLinkTable(rows: readonly LinkRow[]): string {
  return markdownTable([
    ['', 'URLs/s', 'µs a URL', 'times the bare parser'],
    ...rows.map(({ what, perSecond, microseconds, times }) => [
      what,
      Math.round(perSecond).toLocaleString('en-US'),
      microseconds.toFixed(2),
      times.toFixed(1),
    ]),
  ])
}

function each<T>(items: readonly T[], run: (item: T) => unknown): number {
  for (const item of items) if (run(item) === null) throw new Error('an address of the bench cannot be read')
  return items.length
}

function rateOf(run: () => number, seconds: number): number {
  const until = (end: number) => {
    const startedAt = performance.now()
    let done = 0
    do done += run()
    while (performance.now() - startedAt < end)
    return done / ((performance.now() - startedAt) / 1_000)
  }
  until(seconds * 250)
  return until(seconds * 1_000)
}

const hooks = {
  now: () => performance.now(),
  enter: () => undefined,
  skips: new Map(),
  house: { protectedDomains: ['ourbank.example', 'ourbank.se'] },
}

function look(message: InboundMessage): unknown {
  return inspect({ message, bytes: new Map(), listings: new Map(), outcomes: [] }, LINK_INSPECTORS, hooks).findings
}

function toMessages(written: readonly WrittenAddress[]): readonly InboundMessage[] {
  const messages: InboundMessage[] = []
  for (let from = 0; from < written.length; from += LINKS_PER_MESSAGE) {
    const links = written.slice(from, from + LINKS_PER_MESSAGE).map(({ url, shownText }, at): Link => {
      return {
        linkId: `l${at + 1}`,
        partId: 'p1',
        untrustedUrl: url,
        url: URL.parse(url)?.href ?? null,
        shownText,
        source: 'html',
        via: 'a[href]',
      }
    })
    messages.push({
      id: 'bench',
      channel: 'support-mail',
      kind: 'email',
      conversationId: null,
      receivedAt: 0,
      sentAt: null,
      sender: { address: 'news@shop17.example.com' },
      recipients: [],
      subject: null,
      messageIdHeader: null,
      parts: [],
      links,
      text: null,
      html: null,
      ...NOTHING_ASIDE,
    })
  }
  return messages
}
