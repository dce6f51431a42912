/** The words for what comes in: an arrival as received, and the same once parsed. Part names follow JMAP (RFC 8621). */

export type ChannelKind = 'chat' | 'email' | 'social'

/** An address as parsed from untrusted headers or JSON: `address` is lower-risk to compare, `name` is only a claim. */
export interface Address {
  readonly address: string
  readonly name?: string
}

/** A file that came beside the words of a chat or social submission; its bytes live in the blob store until inspected. */
export interface ArrivalFile {
  readonly untrustedName: string
  readonly untrustedType: string
  readonly blobId: string
  readonly sizeBytes: number
  readonly sha256: string
}

/** Its bytes are in no blob once it expired. */
export interface StoredFile extends Omit<ArrivalFile, 'blobId'> {
  readonly blobId: string | null
}

/** What is left of a file that waited in vain: enough to say what it was, and why it is gone. */
export interface ExpiredPart extends Pick<Part, 'partId' | 'detectedType' | 'sizeBytes' | 'sha256'> {
  readonly reason: string
}

/** The words of a chat or social submission, validated in shape and size but not in meaning. */
export interface ArrivalWords {
  readonly sender?: Address
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  readonly sentAt?: string
}

/**
 * What a connector handed over, as received.
 * `raw` has the whole RFC 5322 message of an e-mail inline when small, `rawBlobId` names its blob otherwise.
 */
export interface Arrival {
  readonly id: string
  readonly channel: string
  readonly kind: ChannelKind
  readonly connector: string
  readonly conversationId: string | null
  /** Milliseconds since the epoch. */
  readonly receivedAt: number
  readonly envelope?: {
    readonly mailFrom?: string
    readonly rcptTo?: readonly string[]
    readonly clientIp?: string
    readonly helo?: string
  }
  /** Files whose bytes were deleted; in a mail their bodies are empty. Empty where only words expired, missing where nothing did. */
  readonly expired?: readonly ExpiredPart[]
  readonly content:
    | { readonly type: 'words'; readonly words: ArrivalWords; readonly files: readonly StoredFile[] }
    | { readonly type: 'mail'; readonly rawBlobId: string; readonly sizeBytes: number }
    | { readonly type: 'mail-inline'; readonly raw: Uint8Array }
}

/** A body or a file of a message. Files inside files carry `parentId`. */
export interface Part {
  /** `p2` is the second of the message itself, `p2.1` the first inside it: whatever is inside one changes the id of no other. */
  readonly partId: string
  readonly parentId: string | null
  readonly role: 'body' | 'file'
  /** The name as claimed, untouched: may hold RLO, CRLF, NUL, path separators. */
  readonly untrustedName: string | null
  readonly claimedType: string
  /** By content, never by name; `application/octet-stream` when nothing is known. */
  readonly detectedType: string
  readonly disposition: 'inline' | 'attachment' | null
  readonly cid: string | null
  readonly sizeBytes: number
  /** Lower-case hex of the decoded bytes. Empty for a part whose bytes could not be had (its outcome says why). */
  readonly sha256: string
  /** Path of names for people: `invoice.zip › a.js`. */
  readonly path: string
  /** Its bytes were deleted: what it was is known, and nobody looks at it any more. */
  readonly expired?: Pick<ExpiredPart, 'reason'>
}

/** Those that can be looked into. */
export function partsThere(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ expired }) => expired === undefined)
}

export type LinkSource = 'text' | 'html' | 'qr' | 'pdf' | 'office' | 'file'

/** An address and what it claimed to be. */
export interface Link {
  readonly linkId: string
  readonly partId: string
  /** As written, before any normalisation. */
  readonly untrustedUrl: string
  /** As a browser would open it (WHATWG URL href), or null when it would not parse. */
  readonly url: string | null
  /** What the reader sees as the link, null when it is the address itself. */
  readonly shownText: string | null
  readonly source: LinkSource
  /** The attribute or construct it came from: `a[href]`, `form[action]`, `text`, … */
  readonly via: string
}

/** Where a link or a picture stands in a rendering; `at` is an offset in UTF-16 units into `body`. */
export type Slot =
  | {
      readonly at: number
      readonly kind: 'link'
      readonly linkId: string
      /** The address that the words of an anchor name here, which is only a claim; missing where the link itself was written. */
      readonly untrustedClaim?: string
    }
  | { readonly at: number; readonly kind: 'link-open'; readonly linkId: string }
  | { readonly at: number; readonly kind: 'link-close'; readonly linkId: string }
  | {
      readonly at: number
      readonly kind: 'image'
      readonly alt: string
      /** `none` for a picture without an address: its words are already what stands for it. */
      readonly from: 'remote' | 'cid' | 'data' | 'none'
      readonly cid: string | null
      /** `120`, `50%`: as the attributes of an `img` have them; null when nothing usable was said. */
      readonly width: string | null
      readonly height: string | null
    }

/**
 * Words with nothing live in them: `body` is inert text (or allowlisted HTML) and holds no address;
 * what links and pictures become is filled into the slots by release, by the verdict.
 * Slots are in ascending order of `at`.
 */
export interface Rendering {
  readonly body: string
  readonly slots: readonly Slot[]
}

/**
 * Where words of a message stand: [start, end) in UTF-16 units of the body of a rendering, of the subject, of a file's name, of the words
 * that a link shows, or of what stands for a picture.
 */
export interface WordsPlace {
  readonly in: 'text' | 'html' | 'subject' | 'name' | 'shown' | 'text-picture' | 'html-picture'
  /** A part id for `name`, a link id for `shown`, the index of the slot for pictures; `m` for the others. */
  readonly of: string
  readonly start: number
  readonly end: number
  /** True where tags stand between this piece and the one before it, to which it belongs. */
  readonly continues?: true
}

/** Counts and evidence of live constructs that the HTML carried and the rendering does not. */
export interface ActiveConstruct {
  readonly partId: string
  /** `script`, `event-handler`, `form`, `frame`, `object`, `meta-refresh`, `base`, `svg`, `style-url`, … */
  readonly kind: string
  readonly count: number
  /** A short, safe excerpt: never more than 120 characters. */
  readonly evidence: string
}

/** Words that the HTML holds and a browser does not show; they are in neither rendering. */
export interface HiddenWords {
  readonly partId: string
  /** How they were hidden: `display`, `visibility`, `font-size`, `opacity`, `zero-size`, `off-screen`, `clipped`, `color`, `hidden`, `comment`, … */
  readonly kind: string
  /** UTF-16 units, with blanks folded. */
  readonly characters: number
  /** The words themselves, at most 4,000 UTF-16 units, for inspectors; never stored. */
  readonly words: string
  /** True when no visible words stood before them, as with the preheader of a newsletter. */
  readonly leading: boolean
}

/** Pictures too small or too hidden to be seen, whose loading would tell their sender that the message was opened. */
export interface Trackers {
  readonly count: number
  /** The hosts that would have been told, each once, at most twenty. */
  readonly hosts: readonly string[]
}

/** How far two bodies that claim to say the same do so. */
export interface Alternative {
  /** The body that is compared with the one that is shown. */
  readonly partId: string
  /** 0 to 1: the share of its words that the shown body has too. */
  readonly agreement: number
  /** Of what only this body says, at most 200 UTF-16 units. */
  readonly excerpt: string
}

/** Characters that no reader sees, by kind: the words have none of them any more. */
export interface UnseenCharacters {
  /** Null for the subject. */
  readonly partId: string | null
  /** `tag`, `variation-selector`, `zero-width`, `filler`, `soft-hyphen`, `bidi`, `bidi-override`, `combining-flood`, `format`, `private-use`, `noncharacter`. */
  readonly kind: string
  readonly count: number
  /** How many of them stood between two letters or digits. */
  readonly inWords: number
  /** What they spelled, as far as it can be read: printable, at most 2,000 characters, mostly empty. */
  readonly decoded: string
}

/** The same message, parsed. All strings from outside are still untrusted, but bounded. */
export interface InboundMessage {
  readonly id: string
  readonly channel: string
  readonly kind: ChannelKind
  readonly conversationId: string | null
  readonly receivedAt: number
  readonly sentAt: string | null
  readonly sender: Address | null
  readonly recipients: readonly Address[]
  readonly subject: string | null
  /** RFC 5322 Message-ID without its angle brackets. */
  readonly messageIdHeader: string | null
  readonly parts: readonly Part[]
  readonly links: readonly Link[]
  /** Plain words: the text body, or the visible text of the HTML when there is no text body. */
  readonly text: Rendering | null
  readonly html: Rendering | null
  readonly active: readonly ActiveConstruct[]
  readonly hidden: readonly HiddenWords[]
  readonly trackers: Trackers
  /** The body that agrees least with the one that is shown; null when there is only one. */
  readonly alternative: Alternative | null
  readonly unseen: readonly UnseenCharacters[]
}

/** Of a message in which nothing was hidden, live or said twice. */
export const NOTHING_ASIDE = {
  active: [],
  hidden: [],
  unseen: [],
  trackers: { count: 0, hosts: [] },
  alternative: null,
} as const satisfies Partial<InboundMessage>
