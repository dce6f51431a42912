/** Opens an arrival up: mail and words become one `Parsed` shape, every body rendered inert and every file opened under one budget; what could not be opened has an outcome that says so. */
import type {
  ActiveConstruct,
  ArrivalWords,
  ChannelKind,
  ExpiredPart,
  HiddenWords,
  InboundMessage,
  Rendering,
  UnseenCharacters,
} from '../core/message.ts'
import type { Parsed } from '../core/parsed.ts'
import { compareAlternatives, type OtherBody } from './alternative.ts'
import type { Libarchive } from './archive/libarchive.ts'
import { joinBodies, type RenderedBody } from './bodies.ts'
import { openBudget } from './budget.ts'
import { fileLinks } from './file/file-links.ts'
import { DEFAULT_HTML_LIMITS, parseHtml } from './html/html.ts'
import { openAlbum } from './image/album.ts'
import type { BarcodeReader } from './image/barcodes.ts'
import { openFile, openLeaves, readPictures } from './message-files.ts'
import { type MailLeaf, parseMail } from './mime/mail.ts'
import { addBody, addPart, type Body, incomplete, isBody, type Opening, type OpenWith, step, type WordsHooks } from './opening.ts'
import { revealLine, unseenIn } from './text/reveal/reveal-line.ts'
import { parseText } from './text/text.ts'

/** An arrival with its bytes at hand. */
export interface OpenedArrival {
  readonly id: string
  readonly channel: string
  readonly kind: ChannelKind
  readonly conversationId: string | null
  readonly receivedAt: number
  /** Files of which nothing is there any more. */
  readonly expired?: readonly ExpiredPart[]
  readonly content:
    | { readonly type: 'words'; readonly words: ArrivalWords; readonly files: readonly OpenedFile[] }
    | { readonly type: 'mail'; readonly raw: Uint8Array }
}

export interface OpenedFile {
  readonly untrustedName: string
  readonly untrustedType: string
  readonly bytes: Uint8Array
}

export interface ParseHooks extends WordsHooks {
  /** Null when bytes alone are wanted, and nobody will conclude anything from the links. */
  readonly readBarcodes: BarcodeReader | null
  /** What the customer said that a locked file opens with; tried once on each, never kept. */
  readonly password?: string
  /** Without it, archives that are not read here (7z, rar, cab, …) stay closed. */
  readonly libarchive?: Libarchive
}

/**
 * Addresses of one message, each place counted, over all of its bodies: each becomes a link with outcomes, a gateway address and a line
 * in the record, so that a body of 140 KB after body could fill the disk with hundreds of times its size. Real mail has some hundreds.
 */
const MAX_PLACES = 5_000
const MAX_TRACKER_HOSTS = 20

type Envelope = Pick<InboundMessage, 'sentAt' | 'sender' | 'recipients' | 'subject' | 'messageIdHeader'>

/** Grows as the message is opened; owned by one call of `parseMessage`. */
interface OpeningMessage extends Opening {
  readonly arrival: OpenedArrival
  readonly active: ActiveConstruct[]
  readonly hidden: HiddenWords[]
  readonly trackers: { count: number; readonly hosts: Set<string> }
  readonly unseen: UnseenCharacters[]
}

/** Never throws for what a message holds. */
export async function parseMessage(arrival: OpenedArrival, hooks: ParseHooks): Promise<Parsed> {
  const { password, libarchive } = hooks
  const opening = begun(arrival, hooks, {
    ...(password === undefined ? {} : { password }),
    ...(libarchive === undefined ? {} : { libarchive }),
  })
  const { content } = arrival
  const { envelope, leaves } = unfold(opening)
  const bodies = content.type === 'mail' ? await openLeaves(opening, leaves, null, 0) : addWords(opening, content.words)
  if (content.type === 'words') await openFiles(opening, content.files)
  const words = readWords(opening, envelope, bodies)
  opening.links.push(...fileLinks(opening.fileLinks, opening.links.length + 1))
  if (hooks.readBarcodes !== null) await readPictures(opening, openAlbum(hooks.readBarcodes))
  return parsedOf(opening, words)
}

/** The same of a message that is words alone; null when it has a file, of which no byte was looked at. */
export function parseWords(arrival: OpenedArrival, hooks: WordsHooks): Parsed | null {
  const opening = begun(arrival, hooks)
  const { content } = arrival
  const { envelope, leaves } = unfold(opening)
  if (content.type === 'mail' ? !leaves.every(isBody) : content.files.length > 0) return null
  const bodies = content.type === 'mail' ? leaves.map((leaf) => addBody(opening, leaf)) : addWords(opening, content.words)
  return parsedOf(opening, readWords(opening, envelope, bodies))
}

function begun(arrival: OpenedArrival, hooks: WordsHooks, openWith: OpenWith = {}): OpeningMessage {
  return {
    arrival,
    hooks,
    openWith,
    budget: openBudget(undefined, hooks.cpuMs ?? hooks.now),
    parts: [],
    expired: new Map(arrival.expired?.map((one) => [one.partId, one])),
    numbersLeftOut: 0,
    links: [],
    active: [],
    hidden: [],
    trackers: { count: 0, hosts: new Set() },
    unseen: [],
    outcomes: [],
    bytes: new Map(),
    listings: new Map(),
    fileLinks: [],
  }
}

type Words = Envelope & Pick<InboundMessage, 'text' | 'html' | 'alternative'>

function readWords(opening: OpeningMessage, envelope: Envelope, bodies: readonly Body[]): Words {
  const subject = envelope.subject === null ? null : revealLine(envelope.subject)
  opening.unseen.push(...unseenIn(null, subject?.unseen ?? []))
  return { ...envelope, subject: subject?.words ?? null, ...renderBodies(opening, bodies) }
}

function parsedOf(opening: OpeningMessage, words: Words): Parsed {
  const { id, channel, kind, conversationId, receivedAt } = opening.arrival
  const { parts, links, active, hidden, unseen } = opening
  const trackers = { count: opening.trackers.count, hosts: [...opening.trackers.hosts].slice(0, MAX_TRACKER_HOSTS) }
  const message: InboundMessage = {
    id,
    channel,
    kind,
    conversationId,
    receivedAt,
    ...words,
    parts,
    links,
    active,
    hidden,
    unseen,
    trackers,
  }
  return { message, bytes: opening.bytes, listings: opening.listings, outcomes: opening.outcomes }
}

/** What stands around the words, and the leaves of a mail. */
function unfold(opening: OpeningMessage): { readonly envelope: Envelope; readonly leaves: readonly MailLeaf[] } {
  const { content } = opening.arrival
  if (content.type === 'words') {
    const { sentAt = null, sender = null, subject = null } = content.words
    return { envelope: { sentAt, sender, recipients: [], subject, messageIdHeader: null }, leaves: [] }
  }
  const mail = step(opening, 'parse/mime', 'm', () => parseMail(content.raw, opening.budget))
  if (mail === null) return { envelope: { sentAt: null, sender: null, recipients: [], subject: null, messageIdHeader: null }, leaves: [] }
  if (mail.incomplete !== null) incomplete(opening, 'parse/mime', 'm', mail.incomplete)
  const envelope: Envelope = {
    sentAt: mail.date,
    sender: mail.from,
    recipients: [...mail.to, ...mail.cc],
    subject: mail.subject,
    messageIdHeader: mail.messageIdHeader,
  }
  return { envelope, leaves: mail.leaves }
}

function addWords(opening: OpeningMessage, words: ArrivalWords): readonly Body[] {
  const bodies: Body[] = []
  for (const [role, untrustedText] of [
    ['text', words.text],
    ['html', words.html],
  ] as const) {
    if (untrustedText === undefined || untrustedText === '') continue
    const claimed = {
      parentId: null,
      role: 'body',
      untrustedName: null,
      claimedType: `text/${role === 'text' ? 'plain' : 'html'}`,
      disposition: null,
      cid: null,
    } as const
    const part = addPart(opening, claimed, Buffer.from(untrustedText), claimed.claimedType)
    bodies.push({ partId: part.partId, role, view: role, untrustedText })
  }
  return bodies
}

async function openFiles(opening: OpeningMessage, files: readonly OpenedFile[]): Promise<void> {
  for (const file of files) {
    const claimed = {
      parentId: null,
      role: 'file',
      untrustedName: file.untrustedName,
      claimedType: file.untrustedType,
      disposition: 'attachment',
      cid: null,
    } as const
    await openFile(opening, claimed, file.bytes, 0)
  }
}

/** HTML is what the sender's program shows, so it is shown where there is some; its text alternative is inspected all the same. */
function renderBodies(opening: OpeningMessage, bodies: readonly Body[]): Pick<InboundMessage, 'text' | 'html' | 'alternative'> {
  const rendered: RenderedBody[] = []
  const inWords: (OtherBody & Pick<Body, 'view'>)[] = []
  let left = MAX_PLACES
  for (const body of bodies) {
    const { partId, view, untrustedText } = body
    const firstLink = opening.links.length + 1
    if (body.role === 'html') {
      const html = step(opening, 'parse/html', partId, () =>
        parseHtml(untrustedText, { partId, firstLink, limits: { ...DEFAULT_HTML_LIMITS, maxLinks: left } }),
      )
      if (html === null) continue
      opening.links.push(...html.links)
      left = Math.max(0, left - Math.max(html.links.length, placesIn(html.text)))
      opening.active.push(...html.active)
      opening.hidden.push(...html.hidden)
      opening.trackers.count += html.trackers.count
      for (const host of html.trackers.hosts) opening.trackers.hosts.add(host)
      opening.unseen.push(...unseenIn(partId, html.unseen))
      if (html.incomplete !== null) incomplete(opening, 'parse/html', partId, html.incomplete)
      rendered.push({ role: 'html', view, html: html.html, text: html.text })
    } else {
      const text = step(opening, 'parse/text', partId, () => parseText(untrustedText, { partId, firstLink, maxLinks: left }))
      if (text === null) continue
      opening.links.push(...text.links)
      opening.unseen.push(...unseenIn(partId, text.unseen))
      left = Math.max(0, left - Math.max(text.links.length, placesIn(text.rendering)))
      if (text.incomplete !== null) incomplete(opening, 'parse/text', partId, text.incomplete)
      rendered.push({ role: 'text', view, html: null, text: text.rendering })
      inWords.push({ partId, view, text: text.rendering })
    }
  }
  const shown = joinBodies(rendered)
  const others = rendered.some(({ role }) => role === 'html') ? inWords.filter(({ view }) => view === 'text') : []
  const shownTexts = opening.links.map(({ shownText }) => shownText)
  return { ...shown, alternative: compareAlternatives(others, shown.text, opening.hidden, shownTexts) }
}

function placesIn({ slots }: Rendering): number {
  return slots.reduce((places, { kind }) => (kind === 'link' || kind === 'link-open' ? places + 1 : places), 0)
}
