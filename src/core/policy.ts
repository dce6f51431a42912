/** A channel's choice, as data: what each identity level may send, an action per link class and file type, and what is done with the incomplete. */

import type { IdentityLevel } from './identity.ts'
import type { ChannelKind } from './message.ts'
import type { OwnPattern } from './own-pattern.ts'
import type { Severity } from './report.ts'

export type LinkAction = 'release' | 'rewrite' | 'defang' | 'remove' | 'hold' | 'block'
export type FileAction = 'release' | 'disarm' | 'hold' | 'remove' | 'block'
/** `mask`: hidden from the agent, who may see it by asking, for a reason that is kept. */
export type WordsAction = 'release' | 'mask' | 'hold' | 'block'
export type MessageAction = 'release' | 'hold' | 'block'

/** One action for all, or one for each level of whoever sent the link. */
export type LinkRule = LinkAction | Readonly<Record<IdentityLevel, LinkAction>>

export type SenderFileAction = 'allow' | 'hold' | 'remove'

/** What one level may send. A level never may send less than one below it. */
export interface LevelRule {
  /** `nobody`: the whole message waits until its sender is identified, and no reviewer lets it through before. Left out: `agent`. */
  readonly reaches?: 'agent' | 'nobody'
  readonly text: 'release' | 'hold'
  /** In the words, in pictures and in files. */
  readonly links: 'allow' | 'defang' | 'remove' | 'hold'
  /** One for all, or by media type or family as in `files.types`; `default` for all others. What is inside a file counts too. */
  readonly files: SenderFileAction | Readonly<Record<string, SenderFileAction>>
  /** Of each file, and of each inside it. Left out: the channel's own limit alone. */
  readonly maxFileBytes?: number
  /** Of one message; an archive or a mail counts as many as are inside it. Left out: the channel's own limit alone. */
  readonly maxFiles?: number
}

/** How much of a channel may come to wait for its senders to identify themselves, in a day. */
export interface UnidentifiedLimits {
  /** Files, and messages that wait as a whole. */
  readonly itemsPerSender: number
  readonly bytesPerSender: number
  readonly itemsPerChannel: number
  readonly bytesPerChannel: number
}

/** For how long a login speaks for the address that it came from, where the channel proves the address on each message. */
export interface RememberRule {
  /** 0: never. */
  readonly days: number
  /** The level that it supports at most. */
  readonly upTo: Extract<IdentityLevel, 'authenticated' | 'verified'>
  /**
   * `relaxed`: mail counts as DMARC has it, also where a domain above or below that of its address signed or sent it (RFC 9989 4.4);
   * `strict`: only where that very domain did. A policy that was parsed always has it; without it, it is `relaxed`.
   */
  readonly alignment?: 'relaxed' | 'strict'
}

export const FORGETFUL: RememberRule = { days: 0, upTo: 'authenticated' }

export interface PolicyLimits {
  readonly maxMessageBytes: number
  readonly maxFileBytes: number
  readonly maxFiles: number
  readonly maxTextCharacters: number
  readonly maxHtmlCharacters: number
}

export interface Policy {
  readonly channel: string
  readonly kind: ChannelKind
  readonly name: string
  readonly campaign: string
  /** BCP 47; one that there is a file of, as of the day when the policy was published. */
  readonly language: string
  readonly senders: Readonly<Record<IdentityLevel, LevelRule>>
  readonly identity: {
    /** `acr` values that make a token's sender `verified`. */
    readonly verifiedAcr: readonly string[]
    /** The same for `amr` values (RFC 8176). A policy that was parsed always has it. */
    readonly verifiedAmr?: readonly string[]
    /** A policy that was parsed always has it. */
    readonly mail?: MailTrust
    /** A policy that was parsed always has it; without it nothing is remembered. */
    readonly remember?: RememberRule
    /** A policy that was parsed always has it. */
    readonly stepUp?: StepUpRules
  }
  readonly links: {
    readonly default: LinkAction
    /** Domains that stay as they are, with all below them, as long as nothing is found about the link: the company's own. A policy that was parsed always has it. */
    readonly keep?: readonly string[]
    /** Finding code → action; the strictest that applies wins. */
    readonly findings: Readonly<Record<string, LinkRule>>
    readonly severity: Readonly<Partial<Record<Severity, LinkRule>>>
  }
  readonly files: {
    readonly default: FileAction
    /**
     * Detected media type, or family (`image`, `document`, `spreadsheet`, `presentation`, `archive`, `executable`, `script`, `text`,
     * `message`, `audio`, `video`, `other`) → action; the media type is looked up first. Files inside files count too.
     */
    readonly types: Readonly<Record<string, FileAction>>
    readonly findings: Readonly<Record<string, FileAction>>
    readonly severity: Readonly<Partial<Record<Severity, FileAction>>>
    /** `ask`: the sender, once identified, may give the password of a locked file. A policy that was parsed always has it. */
    readonly passwords?: 'ask' | 'off'
  }
  readonly message: {
    readonly findings: Readonly<Record<string, MessageAction>>
    /** For codes that `findings` does not name. A policy that was parsed always has it. */
    readonly severity?: Readonly<Partial<Record<Severity, MessageAction>>>
  }
  /** A policy that was parsed always has it. */
  readonly personalData?: PersonalDataRules
  readonly onIncomplete: {
    readonly message: MessageAction
    readonly link: LinkAction
    /** What could not be looked into cannot be made safe either. */
    readonly file: Exclude<FileAction, 'disarm'>
  }
  readonly hold: {
    /** How long a held item waits before it expires. */
    readonly hours: number
  }
  readonly rateLimit: {
    readonly messagesPerMinute: number
    /** A policy that was parsed always has it. */
    readonly unidentified?: UnidentifiedLimits
  }
  readonly limits: PolicyLimits
}

/** Whose word on who sent an e-mail counts beside the mail's own proof. */
export interface MailTrust {
  /** `off`: the proof of a mail is not looked at, and no DNS is asked. */
  readonly check: 'on' | 'off'
  /** Domains whose ARC seals (RFC 8617) are believed: mailing lists and forwarders. */
  readonly trustedForwarders: readonly string[]
  /** `authserv-id` of servers in front of this channel whose Authentication-Results (RFC 8601) are believed. */
  readonly trustedResults: readonly string[]
}

/** How somebody becomes identified in the middle of a conversation. */
export interface StepUpRules {
  /** `never`: the sender is told to go to the site and type a code, for links in mail teach people to be phished. */
  readonly loginLink: 'allow' | 'never'
  /**
   * The `acr` values that a login has to have one of, and that the provider is asked for. None takes any login that lets something through;
   * where a verified sender may send more, the provider is asked for `verifiedAcr`.
   */
  readonly acrValues: readonly string[]
  /** An older login is not taken: the provider asks anew. 0 takes any. */
  readonly maxAgeSeconds: number
  readonly codeMinutes: number
  /** Codes for one conversation, or for one address, in an hour. */
  readonly maxCodesPerHour: number
  /**
   * Has the verified e-mail of the login to be the address of the conversation? `whenKnown`: where both are known;
   * `required`: where the conversation has an address; `off`: never.
   */
  readonly matchEmail: 'whenKnown' | 'required' | 'off'
  /**
   * Of a chat: for how long after a login what the same sender writes in the same conversation counts as theirs. 0, or missing: a login lifts
   * what waited and was shown, and nothing that comes later.
   */
  readonly sessionMinutes?: number
}

/** What becomes of words that are about a person: numbers, addresses, secrets. */
export interface PersonalDataRules {
  readonly findings: Readonly<Record<string, WordsAction>>
  /** Finding code → how many of the last letters and digits stay in sight when the words are masked. */
  readonly keepLast: Readonly<Record<string, number>>
  /** The channel's own kinds, found as PERSONAL_PATTERN. */
  readonly patterns: readonly OwnPatternRule[]
}

/** What a channel looks for besides what is shipped. */
export interface OwnPatternRule extends OwnPattern {
  readonly action: WordsAction
  readonly keepLast: number
}

/** A policy as published: who, when and why. */
export interface PolicyVersion {
  readonly channel: string
  readonly version: number
  readonly policy: Policy
  readonly publishedBy: string
  readonly publishedAt: number
  readonly reason: string
}
