/** Messages, links and parts for the tests of inspectors, with everything plain that a test does not name. */
import type { Inspected } from '../../src/core/inspector.ts'
import { type ActiveConstruct, type InboundMessage, type Link, NOTHING_ASIDE, type Part } from '../../src/core/message.ts'
import type { Parsed } from '../../src/core/parsed.ts'
import type { Reputation } from '../../src/core/reputation.ts'
import { parseUrl } from '../../src/parse/url.ts'

/** Lists and services that know nothing at all. */
export const NOTHING_KNOWN: Reputation = {
  match: () => [],
  ask: async () => ({ status: 'ok', matches: [] }),
  hashesOf: () => new Uint8Array(),
  isCondemned: () => false,
}

export function linkTo(untrustedUrl: string, shownText: string | null = null, more: Partial<Link> = {}): Link {
  const url = parseUrl(untrustedUrl)?.href ?? null
  return { linkId: 'l1', partId: 'p1', untrustedUrl, url, shownText, source: 'html', via: 'a[href]', ...more }
}

export function part(more: Partial<Part> = {}): Part {
  return {
    partId: 'p1',
    parentId: null,
    role: 'file',
    untrustedName: 'notes.txt',
    claimedType: 'text/plain',
    detectedType: 'text/plain',
    disposition: 'attachment',
    cid: null,
    sizeBytes: 5,
    sha256: '',
    path: 'notes.txt',
    ...more,
  }
}

export function message(more: Partial<InboundMessage> = {}): InboundMessage {
  return {
    id: '0193',
    channel: 'webchat',
    kind: 'chat',
    conversationId: null,
    receivedAt: 0,
    sentAt: null,
    sender: null,
    recipients: [],
    subject: null,
    messageIdHeader: null,
    parts: [],
    links: [],
    text: null,
    html: null,
    ...NOTHING_ASIDE,
    ...more,
  }
}

export function parsed(more: Partial<InboundMessage> = {}, rest: Partial<Omit<Parsed, 'message'>> = {}): Parsed {
  return { message: message(more), bytes: new Map(), listings: new Map(), outcomes: [], ...rest }
}

export function construct(kind: string, count = 1, evidence = `<${kind}>`): ActiveConstruct {
  return { partId: 'p1', kind, count, evidence }
}

export function codes(answer: Inspected): readonly string[] {
  return answer.sightings.map((sighting) => sighting.code)
}

/** Freezes what structured cloning copies; typed arrays cannot be frozen and are compared by the caller. */
export function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  for (const inner of Object.values(value)) deepFrozen(inner)
  return Object.freeze(value)
}
