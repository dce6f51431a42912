/** The one contract that every inspector keeps: it declares what it may say, looks at one subject, and never decides. */
import type { HashLists } from './hash-list.ts'
import type { InboundMessage, Link, Part } from './message.ts'
import type { OwnPattern } from './own-pattern.ts'
import type { Evidence, FoundWords, Severity } from './report.ts'
import type { Reputation } from './reputation.ts'
import type { Scanner } from './scanner.ts'

/** What an inspector may say about one code; declared beside the inspector, shown to people as it stands. */
export interface CodeDeclaration {
  readonly severity: Severity
  readonly title: string
  /** One sentence that a customer could read. */
  readonly explanation: string
}

/** A fact about the subject. `code` must be declared; an undeclared one is a crash of the inspector. */
export interface Sighting {
  readonly code: string
  /** 0 to 1; 1 when left out. */
  readonly confidence?: number
  readonly evidence?: readonly Evidence[]
  readonly words?: readonly FoundWords[]
}

export type Inspected =
  | { readonly status: 'ok'; readonly sightings: readonly Sighting[] }
  /** Could not look inside: the subject is incomplete. `sightings` says what was seen up to then. */
  | { readonly status: 'unscannable'; readonly reason: string; readonly sightings: readonly Sighting[] }
  /** A check that did not run: the subject is incomplete. */
  | { readonly status: 'skipped'; readonly reason: string; readonly sightings: readonly Sighting[] }

/** Bytes of a part, in memory and whole. */
export interface PartSubject {
  readonly part: Part
  readonly bytes: Uint8Array
  /** What its opener saw; null when no opener is for its type (`parse/file/open.ts`), or it could not be run. */
  readonly listing: Listing | null
}

/** What a bounded look into a file found, whether it is a container or can act by itself. */
export interface Listing {
  readonly format: string
  /** What is inside, for containers. */
  readonly entries: readonly ListedEntry[]
  /** What it carries or can do. */
  readonly traits: readonly Trait[]
  /** Set when the container could not be looked into wholly: `ARCHIVE_ENCRYPTED`, `ARCHIVE_TOO_DEEP`, `ARCHIVE_CORRUPT`, … */
  readonly incomplete: string | null
}

/** Something that a file carries or can do: a fact that an inspector makes findings of. */
export interface Trait {
  /** `pdf/javascript`, `office/vba`, …: the opener's own list. */
  readonly kind: string
  readonly count: number
  /** Where, or what of it; printable, at most 120 characters; empty when there is nothing more to say. */
  readonly evidence: string
}

export interface ListedEntry {
  readonly untrustedPath: string
  readonly sizeBytes: number
  readonly compressedBytes: number
  /** Locked, and not opened by a password that was at hand. */
  readonly encrypted: boolean
  readonly directory: boolean
}

interface Common {
  /** Its path below `inspection/`: `links/mismatch`. */
  readonly id: string
  /** Every code that it may emit. */
  readonly codes: Readonly<Record<string, CodeDeclaration>>
}

/** What an installation says of itself, for inspectors that compare with it. */
export interface House {
  /** Domains that nobody may pass for, besides the shipped ones: `ourbank.example`. */
  readonly protectedDomains: readonly string[]
  /** What a channel calls personal data besides what is shipped; none when left out. */
  readonly ownPatterns?: readonly OwnPattern[]
}

/** Pure inspectors run in the sandbox on values alone. */
export interface MessageInspector extends Common {
  readonly looksAt: 'message'
  /** Without a house only what is shipped is looked for. */
  inspect(message: InboundMessage, house?: House): Inspected
}
export interface LinkInspector extends Common {
  readonly looksAt: 'link'
  /** Without a house only what is shipped is compared with. */
  inspect(link: Link, message: InboundMessage, house?: House): Inspected
}
export interface PartInspector extends Common {
  readonly looksAt: 'part'
  /** Which parts it is for. A part it does not apply to has no outcome of it. */
  applies(part: Part): boolean
  inspect(subject: PartSubject): Inspected
}

/** What a looking-up inspector is handed instead of reaching out by itself. */
export interface Lookups {
  readonly scanner: Scanner
  readonly reputation: Reputation
  /** Of files; left out where there are none. */
  readonly hashLists?: HashLists
  readonly signal: AbortSignal
}
/** Inspectors that need the world (an antivirus daemon, blocklists) get it as an argument and run outside the sandbox. */
interface Looking extends Common {
  /** At most this long for one subject, in milliseconds. */
  readonly timeoutMs: number
}
export interface FileLookupInspector extends Looking {
  readonly looksAt: 'file'
  applies(part: Part): boolean
  inspect(part: Part, bytes: Uint8Array, lookups: Lookups): Promise<Inspected>
}
export interface LinkLookupInspector extends Looking {
  readonly looksAt: 'address'
  applies(link: Link): boolean
  /** At once where nothing has to be waited for. */
  inspect(link: Link, lookups: Lookups): Inspected | Promise<Inspected>
}

export type Inspector = MessageInspector | LinkInspector | PartInspector
export type LookupInspector = FileLookupInspector | LinkLookupInspector
