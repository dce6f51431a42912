/** From an arrival to what an agent may see: examine in the sandbox, look up, decide, build; the service, the command line and the tests all run this. */
import type { Rebuilding, Rebuilt } from '../core/disarmed.ts'
import type { HashLists } from '../core/hash-list.ts'
import type { Hold } from '../core/hold.ts'
import type { Identity } from '../core/identity.ts'
import type { House, LookupInspector } from '../core/inspector.ts'
import type { Languages } from '../core/language.ts'
import { type InboundMessage, NOTHING_ASIDE, partsThere } from '../core/message.ts'
import type { Policy } from '../core/policy.ts'
import type { MessageRecord, MessageStatus } from '../core/record.ts'
import type { LinkClick } from '../core/release.ts'
import type { Outcome, Report, SubjectRef } from '../core/report.ts'
import type { Reputation } from '../core/reputation.ts'
import type { Scanner, ScanResult } from '../core/scanner.ts'
import type { Disposition, Review, Verdict } from '../core/verdict.ts'
import { mergeReports } from '../inspection/inspect.ts'
import { rounded } from '../inspection/judge.ts'
import { lookUp } from '../inspection/look-up.ts'
import type { OpenedArrival } from '../parse/message.ts'
import { decide } from '../policy/decide.ts'
import { holdsOf } from '../policy/holds.ts'
import { build } from '../release/build.ts'
import type { RewriteLink } from '../release/links.ts'
import type { PictureAddress } from '../release/picture-token.ts'
import { wordsIn } from '../release/words/words.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { Examined, ExamineTask } from './examine.ts'
import { sha256Of } from './sha256.ts'

export interface Assessing {
  readonly sandbox: Pick<Sandbox<ExamineTask, Examined>, 'run'>
  readonly scanner: Scanner
  readonly reputation: Reputation
  /** Of files; left out where there are none. */
  readonly hashLists?: HashLists
  readonly house: House
  readonly lookupInspectors: readonly LookupInspector[]
  readonly scansPerMessage: number
  readonly rewriteLink: RewriteLink
  /** Where pictures of a message are shown from; where nothing is kept there is no such place. */
  readonly pictureAddress?: PictureAddress
  readonly languages: Languages
  /** Milliseconds with fractions, for timings alone. */
  readonly stopwatch: () => number
}

/** A message after the sandbox; the look-ups may still run. */
export interface Seen {
  readonly message: InboundMessage
  readonly report: Report
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly inspectMs: number
  /** Files that were built anew, or could not be; those of `disarm` that are not among them wait. */
  readonly rebuilt: readonly Rebuilt[]
  /** Locked files that were looked into with their password. */
  readonly unlocked: readonly string[]
}

/** Nothing was built anew, and nothing unlocked. */
export const NOTHING_MORE = { rebuilt: [], unlocked: [] } as const satisfies Partial<Seen>

/**
 * Finds by the channel's own patterns too; null looks for what is shipped alone.
 * Never throws for what a message holds: a message that could not be opened at all is an incomplete one without words.
 */
export async function see(
  arrival: OpenedArrival,
  policy: Policy | null,
  { sandbox, stopwatch, house }: Pick<Assessing, 'sandbox' | 'stopwatch' | 'house'>,
): Promise<Seen> {
  const startedAt = stopwatch()
  const task = { kind: 'examine', arrival, house: houseOf(house, policy) } as const
  const ran = await sandbox.run(task, sizeOf(arrival), arrival.channel)
  const inspectMs = stopwatch() - startedAt
  if (ran.status === 'done') {
    const { message, report, files } = ran.result
    return { message, report, files: provenFiles(message, files), inspectMs, ...NOTHING_MORE }
  }
  const subject = { kind: 'message', id: 'm' } as const
  const outcome: Outcome = { inspector: 'parse/message', subject, status: ran.status, ms: ran.ms, reason: ran.reason }
  return {
    message: unopened(arrival),
    report: { complete: false, outcomes: [outcome], findings: [] },
    files: new Map(),
    inspectMs,
    ...NOTHING_MORE,
  }
}

/**
 * The bytes that are what the message says they are. Whoever opened strangers' files may have been taken over by one: what is scanned must be
 * what is given out later, and that is known by its hash alone. Others are missing, so their files are held.
 */
export function provenFiles({ parts }: Pick<InboundMessage, 'parts'>, files: Examined['files']): ReadonlyMap<string, Uint8Array> {
  const said = new Map(parts.map(({ partId, sha256 }) => [partId, sha256]))
  return new Map(files.flatMap(({ partId, bytes }) => (sha256Of(bytes) === said.get(partId) ? [[partId, bytes] as const] : [])))
}

/** What an installation says of itself, and what a channel looks for besides. */
export function houseOf(house: House, policy: Policy | null): House {
  const own = policy?.personalData?.patterns ?? []
  return own.length === 0 ? house : { ...house, ownPatterns: own.map(({ name, pattern }) => ({ name, pattern })) }
}

/** Is there anything to look up for this message? */
export function needsLookups(seen: Seen, lookupInspectors: readonly LookupInspector[]): boolean {
  return lookupInspectors.some((inspector) => subjectsOf(seen.message, inspector).length > 0)
}

/** Adds what needs the world (virus scanning, blocklists) to what was seen. */
export async function lookFurther(
  seen: Seen,
  assessing: Pick<Assessing, 'lookupInspectors' | 'scanner' | 'reputation' | 'hashLists' | 'scansPerMessage' | 'stopwatch'>,
  signal: AbortSignal,
): Promise<Seen> {
  const startedAt = assessing.stopwatch()
  const { message, files } = seen
  const { scanner, reputation, hashLists } = assessing
  const found = await lookUp(
    { message, bytes: files },
    assessing.lookupInspectors,
    { scanner: scanEachOnce(scanner, message, files), reputation, ...(hashLists === undefined ? {} : { hashLists }) },
    {
      now: assessing.stopwatch,
      parallel: assessing.scansPerMessage,
      signal,
    },
  )
  return { ...seen, report: mergeReports(seen.report, found), inspectMs: seen.inspectMs + assessing.stopwatch() - startedAt }
}

/** A file that comes twice in a message, as beside and inside an archive, is scanned once. */
function scanEachOnce(scanner: Scanner, message: InboundMessage, files: ReadonlyMap<string, Uint8Array>): Scanner {
  const digests = new Map<Uint8Array, string>()
  for (const { partId, sha256 } of message.parts) {
    const bytes = files.get(partId)
    if (bytes !== undefined) digests.set(bytes, sha256)
  }
  const scans = new Map<string, Promise<ScanResult>>()
  return {
    ...scanner,
    async scan(bytes, called) {
      const digest = digests.get(bytes)
      const before = digest === undefined ? undefined : await scans.get(digest)
      // What gave no verdict may have been called off by whoever asked first.
      if (before !== undefined && before.status !== 'unavailable') return before
      const scan = scanner.scan(bytes, called, message.channel)
      if (digest !== undefined) scans.set(digest, scan)
      return scan
    },
  }
}

/** What is known while the look-ups still run: their subjects are incomplete for now. */
export function withoutLookups(seen: Seen, lookupInspectors: readonly LookupInspector[]): Seen {
  const outcomes = lookupInspectors.flatMap((inspector) =>
    subjectsOf(seen.message, inspector).map(
      (subject): Outcome => ({ inspector: inspector.id, subject, status: 'skipped', ms: 0, reason: 'SCAN_PENDING' }),
    ),
  )
  return { ...seen, report: mergeReports(seen.report, { outcomes, findings: [] }) }
}

function subjectsOf(message: InboundMessage, inspector: LookupInspector): readonly SubjectRef[] {
  switch (inspector.looksAt) {
    case 'file':
      return partsThere(message.parts)
        .filter((part) => part.role === 'file' && inspector.applies(part))
        .map(({ partId }) => ({ kind: 'part', id: partId }))
    case 'address':
      return message.links.filter((link) => inspector.applies(link)).map(({ linkId }) => ({ kind: 'link', id: linkId }))
  }
}

/** All that deciding needs beside what was seen. */
export interface Standing {
  readonly identity: Identity
  readonly policy: Policy
  readonly policyVersion: number
  readonly reviews: readonly Review[]
  readonly revision: number
  /** Who went on through the gateway so far, by link id. */
  readonly clicks?: ReadonlyMap<string, readonly LinkClick[]>
}

export interface Concluded {
  readonly record: MessageRecord
  readonly holds: readonly Hold[]
}

/** Decide and build: pure but for the stopwatch. */
export function conclude(
  seen: Seen,
  standing: Standing,
  assessing: Pick<Assessing, 'rewriteLink' | 'pictureAddress' | 'languages' | 'stopwatch'>,
  settledAt: number,
): Concluded {
  const { message, report, rebuilt, unlocked } = seen
  const startedAt = assessing.stopwatch()
  const verdict: Verdict = decide({ message, report, rebuilt, ...standing })
  const decidedAt = assessing.stopwatch()
  const words = wordsIn(assessing.languages.of(standing.policy.language))
  const { rewriteLink, pictureAddress } = assessing
  const addresses = { rewriteLink, ...(pictureAddress === undefined ? {} : { pictureAddress }) }
  const release = build({ message, report, verdict, rebuilt, unlocked, ...standing, words, ...addresses })
  const builtAt = assessing.stopwatch()
  const record: MessageRecord = {
    id: message.id,
    channel: message.channel,
    kind: message.kind,
    conversationId: message.conversationId,
    status: STATUS[verdict.disposition],
    revision: standing.revision,
    receivedAt: new Date(message.receivedAt).toISOString(),
    settledAt: new Date(settledAt).toISOString(),
    sender: message.sender,
    identity: standing.identity,
    report,
    ...(rebuilt.length === 0 ? {} : { rebuilt: rebuilt.map(toKeep) }),
    verdict,
    release,
    timings: { inspectMs: rounded(seen.inspectMs), decideMs: rounded(decidedAt - startedAt), buildMs: rounded(builtAt - decidedAt) },
  }
  return { record, holds: holdsOf(verdict, standing.policy, message.receivedAt) }
}

/** The parts of the new file are had again by building it again, as those of the message are by opening it. */
function toKeep({ message: _, ...kept }: Rebuilt): Rebuilding {
  return kept
}

const STATUS: Readonly<Record<Disposition, MessageStatus>> = { release: 'released', hold: 'held', block: 'blocked', expire: 'expired' }

export function sizeOf(arrival: OpenedArrival): number {
  const { content } = arrival
  if (content.type === 'mail') return content.raw.byteLength
  const words = (content.words.text?.length ?? 0) + (content.words.html?.length ?? 0)
  return content.files.reduce((sum, file) => sum + file.bytes.byteLength, words)
}

function unopened(arrival: OpenedArrival): InboundMessage {
  const { id, channel, kind, conversationId, receivedAt } = arrival
  const nothing = { sentAt: null, sender: null, recipients: [], subject: null, messageIdHeader: null, text: null, html: null }
  return { id, channel, kind, conversationId, receivedAt, ...nothing, parts: [], links: [], ...NOTHING_ASIDE }
}
