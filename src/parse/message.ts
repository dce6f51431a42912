/** Opens an arrival up: mail and words become one `Parsed` shape, every body rendered inert and every container entered under one budget; what could not be opened has an outcome that says so. */
import { createHash } from 'node:crypto'
import type { Listing } from '../core/inspector.ts'
import type {
  ActiveConstruct,
  ArrivalWords,
  ChannelKind,
  HiddenWords,
  InboundMessage,
  Link,
  Part,
  Rendering,
  UnseenCharacters,
} from '../core/message.ts'
import type { Parsed } from '../core/parsed.ts'
import type { Outcome } from '../core/report.ts'
import type { StepHooks } from '../core/steps.ts'
import { compareAlternatives, type OtherBody } from './alternative.ts'
import type { Libarchive } from './archive/libarchive.ts'
import { joinBodies, type RenderedBody } from './bodies.ts'
import { type Budget, openBudget } from './budget.ts'
import type { FileTarget, OpenContext } from './file/contents.ts'
import { fileLinks } from './file/file-links.ts'
import { openerOf } from './file/open.ts'
import { detectType, UNKNOWN_TYPE } from './file/type.ts'
import { DEFAULT_HTML_LIMITS, parseHtml } from './html/html.ts'
import { type Album, isPicture, openAlbum } from './image/album.ts'
import { barcodeLinks } from './image/barcode-links.ts'
import type { BarcodeReader } from './image/barcodes.ts'
import { type MailLeaf, parseMail } from './mime/mail.ts'
import { revealLine, unseenIn } from './text/reveal/reveal-line.ts'
import { parseText } from './text/text.ts'

/** An arrival with its bytes at hand. */
export interface OpenedArrival {
  readonly id: string
  readonly channel: string
  readonly kind: ChannelKind
  readonly conversationId: string | null
  readonly receivedAt: number
  readonly content:
    | { readonly type: 'words'; readonly words: ArrivalWords; readonly files: readonly OpenedFile[] }
    | { readonly type: 'mail'; readonly raw: Uint8Array }
}

export interface OpenedFile {
  readonly untrustedName: string
  readonly untrustedType: string
  readonly bytes: Uint8Array
}

export interface WordsHooks extends StepHooks {
  /** Milliseconds, for the outcomes alone. */
  now(): number
  /** Milliseconds that this worker has worked: what a message may take does not depend on what else the machine does. `now` when left out. */
  readonly cpuMs?: () => number
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
/** Addresses in files of one message: manuals have hundreds. */
const MAX_FILE_LINKS = 1_000
/** Just above what is said to be too long a name (files/deceptive-name), so that it still is; the end says what a file is. */
const MAX_NAME_CHARACTERS = 4_200
/** Of one name in a path, and of what stands before it: each part has one. */
const MAX_STEP_CHARACTERS = 200
const MAX_PATH_CHARACTERS = 1_000
/** A message with this many codes is no message. */
const MAX_BARCODE_LINKS = 500
/** A picture whose look hung is not looked at again; after so many of them the others are not looked at either, or the words would wait for each. */
const MAX_HUNG_PICTURES = 2
const MAX_TRACKER_HOSTS = 20

type Envelope = Pick<InboundMessage, 'sentAt' | 'sender' | 'recipients' | 'subject' | 'messageIdHeader'>

/** What a file or body is said to be, before anyone looked into it. */
type Claimed = Pick<Part, 'parentId' | 'role' | 'untrustedName' | 'claimedType' | 'disposition' | 'cid'>

/** What files are opened with. */
type OpenWith = Pick<OpenContext, 'password' | 'libarchive'>

/** Grows as the message is opened; owned by one call of `parseMessage`. */
interface Opening {
  readonly arrival: OpenedArrival
  readonly openWith: OpenWith
  readonly hooks: WordsHooks
  readonly budget: Budget
  readonly parts: Part[]
  readonly links: Link[]
  readonly active: ActiveConstruct[]
  readonly hidden: HiddenWords[]
  readonly trackers: { count: number; readonly hosts: Set<string> }
  readonly unseen: UnseenCharacters[]
  readonly outcomes: Outcome[]
  readonly bytes: Map<string, Uint8Array>
  readonly listings: Map<string, Listing>
  /** Numbered once the words are read, so that links in words are numbered alike with and without files. */
  readonly fileLinks: { readonly partId: string; readonly target: FileTarget }[]
}

/** A body part that may be shown: words of a leaf, and where they stand among their alternatives. */
interface Body {
  readonly partId: string
  readonly role: 'text' | 'html'
  readonly view: RenderedBody['view']
  readonly untrustedText: string
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

function begun(arrival: OpenedArrival, hooks: WordsHooks, openWith: OpenWith = {}): Opening {
  return {
    arrival,
    hooks,
    openWith,
    budget: openBudget(undefined, hooks.cpuMs ?? hooks.now),
    parts: [],
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

function readWords(opening: Opening, envelope: Envelope, bodies: readonly Body[]): Words {
  const subject = envelope.subject === null ? null : revealLine(envelope.subject)
  opening.unseen.push(...unseenIn(null, subject?.unseen ?? []))
  return { ...envelope, subject: subject?.words ?? null, ...renderBodies(opening, bodies) }
}

function parsedOf(opening: Opening, words: Words): Parsed {
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
function unfold(opening: Opening): { readonly envelope: Envelope; readonly leaves: readonly MailLeaf[] } {
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

function addWords(opening: Opening, words: ArrivalWords): readonly Body[] {
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

async function openFiles(opening: Opening, files: readonly OpenedFile[]): Promise<void> {
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

/** Words that are shown as such: those of an attached mail are a file's. */
function isBody(leaf: MailLeaf): boolean {
  return leaf.role !== 'file' && leaf.text !== null && leaf.parentIndex === null
}

function addBody(opening: Opening, leaf: MailLeaf): Body {
  const { untrustedName, claimedType, disposition, cid } = leaf
  const claimed: Claimed = { parentId: null, role: 'body', untrustedName, claimedType, disposition, cid }
  const { partId } = addPart(opening, claimed, leaf.bytes, claimedType)
  return { partId, role: leaf.role === 'html' ? 'html' : 'text', view: leaf.view ?? 'both', untrustedText: leaf.text ?? '' }
}

/** Adds the leaves of a mail as parts; `parentId` is the file that the mail itself is, for an attached one. */
async function openLeaves(opening: Opening, leaves: readonly MailLeaf[], parentId: string | null, depth: number): Promise<readonly Body[]> {
  const bodies: Body[] = []
  const partIds = new Map<number, string>()
  /** How many containers are around each leaf. */
  const depths = new Map<number, number>()
  const entered = new Set(leaves.map((leaf) => leaf.parentIndex))
  for (const leaf of leaves) {
    const inside = leaf.parentIndex === null ? parentId : (partIds.get(leaf.parentIndex) ?? parentId)
    if (inside === null && isBody(leaf)) {
      const body = addBody(opening, leaf)
      partIds.set(leaf.index, body.partId)
      bodies.push(body)
    } else {
      const { untrustedName, claimedType, disposition, cid } = leaf
      const claimed: Claimed = { parentId: inside, role: 'file', untrustedName, claimedType, disposition, cid }
      // parseMail has been inside an attached mail already: its leaves follow as children.
      const opened = entered.has(leaf.index)
      const around = leaf.parentIndex === null ? depth : (depths.get(leaf.parentIndex) ?? depth) + 1
      const part = await openFile(opening, claimed, leaf.bytes, around, opened)
      partIds.set(leaf.index, part.partId)
      depths.set(leaf.index, around)
    }
  }
  return bodies
}

/** Adds a file and everything inside it; `depth` is the number of containers around it, `opened` means that its inside is added by the caller. */
async function openFile(opening: Opening, claimed: Claimed, bytes: Uint8Array, depth: number, opened = false): Promise<Part> {
  const partId = `p${opening.parts.length + 1}`
  const detected = await stepAsync(opening, 'parse/type', partId, () => detectType(bytes))
  const part = addPart(opening, claimed, bytes, detected ?? UNKNOWN_TYPE)
  if (opened || detected === null) return part
  if (detected === 'message/rfc822') {
    // A chain of messages must not begin anew with each: what is deeper than the budget allows stays closed.
    const tooDeep = depth >= opening.budget.limits.maxDepth
    const mail = step(opening, 'parse/mime', partId, () => (tooDeep ? null : parseMail(bytes, opening.budget, undefined, depth + 1)))
    if (tooDeep) incomplete(opening, 'parse/mime', partId, 'MIME_TOO_DEEP')
    else if (mail?.incomplete) incomplete(opening, 'parse/mime', partId, mail.incomplete)
    if (mail !== null) await openLeaves(opening, mail.leaves, partId, depth + 1)
    return part
  }
  const opener = openerOf(detected)
  if (opener === null) return part
  const context: OpenContext = { depth, budget: opening.budget, untrustedName: claimed.untrustedName, ...opening.openWith }
  const contents = await stepAsync(opening, opener.id, partId, () => opener.open(bytes, detected, context))
  if (contents === null) return part
  opening.listings.set(partId, contents.listing)
  addTargets(opening, opener.id, partId, contents.targets)
  for (const child of contents.children) {
    const inner: Claimed = {
      parentId: partId,
      role: 'file',
      untrustedName: child.untrustedPath,
      claimedType: 'application/octet-stream',
      disposition: null,
      cid: null,
    }
    await openFile(opening, inner, child.bytes, depth + 1)
  }
  return part
}

/** Links of files come after those of the words and before those of pictures' codes. */
function addTargets(opening: Opening, inspector: string, partId: string, targets: readonly FileTarget[]): void {
  const left = MAX_FILE_LINKS - opening.fileLinks.length
  if (targets.length > left) incomplete(opening, inspector, partId, 'FILE_TOO_MANY_LINKS')
  for (const target of targets.slice(0, left)) opening.fileLinks.push({ partId, target })
}

function addPart(opening: Opening, claimed: Claimed, bytes: Uint8Array, detectedType: string): Part {
  const partId = `p${opening.parts.length + 1}`
  const parent = opening.parts.find((part) => part.partId === claimed.parentId)
  const untrustedName = claimed.untrustedName?.slice(-MAX_NAME_CHARACTERS) ?? null
  const name = (untrustedName ?? partId).slice(-MAX_STEP_CHARACTERS)
  const part: Part = {
    partId,
    ...claimed,
    untrustedName,
    detectedType,
    sizeBytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    path: parent ? `${parent.path.slice(-MAX_PATH_CHARACTERS)} › ${name}` : name,
  }
  opening.parts.push(part)
  opening.bytes.set(partId, bytes)
  return part
}

/** HTML is what the sender's program shows, so it is shown where there is some; its text alternative is inspected all the same. */
function renderBodies(opening: Opening, bodies: readonly Body[]): Pick<InboundMessage, 'text' | 'html' | 'alternative'> {
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

/** Every picture, also those inside archives and attached mails; the last of all steps, so that links in words are numbered alike with and without. */
async function readPictures(opening: Opening, look: Album): Promise<void> {
  let left = MAX_BARCODE_LINKS
  const hung = [...opening.hooks.skips.keys()].filter((name) => name.startsWith('parse/barcode@'))
  for (const part of opening.parts) {
    if (!isPicture(part)) continue
    const { partId } = part
    const bytes = opening.bytes.get(partId) ?? new Uint8Array()
    const tooMany = hung.length >= MAX_HUNG_PICTURES && !hung.includes(`parse/barcode@${partId}`)
    const seen = await stepAsync(opening, 'parse/barcode', partId, async () => (tooMany ? null : await look(part, bytes)))
    if (tooMany) incomplete(opening, 'parse/barcode', partId, 'IMAGE_BUDGET_SPENT')
    if (seen === null) continue
    const links = barcodeLinks(seen.codes, partId, opening.links.length + 1, left + 1)
    opening.links.push(...links.slice(0, left))
    const beyond = links.length > left
    left = Math.max(0, left - links.length)
    const reason = seen.incomplete ?? (beyond ? 'IMAGE_TOO_MANY_CODES' : null)
    if (reason !== null) incomplete(opening, 'parse/barcode', partId, reason)
  }
}

function step<T>(opening: Opening, inspector: string, id: string, run: () => T): T | null {
  const begun = begin(opening, inspector, id)
  if (begun === null) return null
  try {
    const value = run()
    end(opening, inspector, id, begun)
    return value
  } catch {
    // What a parser threw may quote the message: only the fact is kept.
    return crashed(opening, inspector, id, begun)
  }
}

async function stepAsync<T>(opening: Opening, inspector: string, id: string, run: () => Promise<T>): Promise<T | null> {
  const begun = begin(opening, inspector, id)
  if (begun === null) return null
  try {
    const value = await run()
    end(opening, inspector, id, begun)
    return value
  } catch {
    return crashed(opening, inspector, id, begun)
  }
}

function begin(opening: Opening, inspector: string, id: string): number | null {
  const name = `${inspector}@${id}`
  const skip = opening.hooks.skips.get(name)
  if (skip === undefined) {
    opening.hooks.enter(name)
    return opening.hooks.now()
  }
  opening.outcomes.push({ inspector, subject: subjectOf(id), status: skip.status, ms: skip.ms, reason: skip.reason })
  return null
}

function end(opening: Opening, inspector: string, id: string, begunAt: number): void {
  const ms = Math.max(0, Math.round((opening.hooks.now() - begunAt) * 100) / 100)
  opening.outcomes.push({ inspector, subject: subjectOf(id), status: 'ok', ms })
}

function crashed(opening: Opening, inspector: string, id: string, begunAt: number): null {
  const ms = Math.max(0, Math.round((opening.hooks.now() - begunAt) * 100) / 100)
  opening.outcomes.push({ inspector, subject: subjectOf(id), status: 'failed', ms, reason: 'PARSER_CRASHED' })
  return null
}

/** The parser ran and says itself that it did not see all. Takes the place of its `ok`. */
function incomplete(opening: Opening, inspector: string, id: string, reason: string): void {
  const ran = opening.outcomes.pop()
  opening.outcomes.push({ inspector, subject: subjectOf(id), status: 'unscannable', ms: ran?.ms ?? 0, reason })
}

function subjectOf(id: string) {
  return id === 'm' ? ({ kind: 'message', id } as const) : ({ kind: 'part', id } as const)
}
