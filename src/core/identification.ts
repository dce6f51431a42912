/** The words of the step-up: a conversation in which something waits, the code that stands for it, the login that answers it, and why one is refused. */
import type { Policy } from './policy.ts'

/** One conversation that waits for a login, as it is stored. Its code and its link follow from its id and a secret, and are not kept. */
export interface Identification {
  readonly id: string
  readonly channel: string
  readonly conversationId: string | null
  /** As the sender gave it, in lower case; null when there is none. */
  readonly address: string | null
  /** BCP 47, of its channel when it was opened. */
  readonly language: string
  readonly openedAt: number
  /** From then on no login begins with its code. */
  readonly expiresAt: number
  /** How many logins were begun with it. */
  readonly begun: number
  /** When somebody was identified by it; it then serves nobody any more. */
  readonly usedAt: number | null
  /** When all that waited was told; null while some of it may have to be told still. */
  readonly doneAt: number | null
  /** Who was identified by it. */
  readonly login: IdentifiedLogin | null
}

/** A login that was checked and taken. */
export interface IdentifiedLogin {
  readonly subject: string
  readonly level: 'authenticated' | 'verified'
  readonly acr: string | null
  readonly at: number
  /** The address of the conversation is the person's: its code was sent there, or the provider vouches for it. */
  readonly provesAddress: boolean
  /** The messages that were shown to whoever logged in: of what came before its confirmation, no other goes on by this login. */
  readonly listed: readonly string[]
}

/** What an identity provider proved, before it is judged. */
export interface ProviderLogin {
  readonly subject: string
  readonly acr: string | null
  /** Authentication methods (RFC 8176); none when the provider names none. */
  readonly amr: readonly string[]
  /** Milliseconds since the epoch: `auth_time`, or when the ID token was made. */
  readonly at: number
  /** Only one that the provider says it verified; in lower case. */
  readonly verifiedEmail: string | null
}

/** What a connector tells its customer. */
export interface ShownIdentification {
  /** `QFKT-3947`. Alone it opens nothing: it begins a login. */
  readonly code: string
  /** For a button or a QR code inside the company's own session; null where the channel's policy allows no login link. */
  readonly link: string | null
  /** For the customer, in the channel's language; without a link where there may be none. */
  readonly text: string
  /** ISO 8601 UTC. */
  readonly expiresAt: string
}

/** What is shown to whoever logged in, so that nobody passes on in their own name what is not theirs. */
export interface WaitingItems {
  readonly channelName: string
  /** For how long what comes later in the conversation counts as theirs too; 0 for not at all. */
  readonly sessionMinutes: number
  readonly messages: readonly {
    readonly id: string
    /** Milliseconds since the epoch. */
    readonly receivedAt: number
    readonly files: number
    readonly links: number
    /** The words wait too. */
    readonly words: boolean
  }[]
}

/** Why an identification goes no further. */
export type IdentifyRefusal =
  | 'CODE_UNKNOWN'
  | 'CODE_EXPIRED'
  | 'CODE_USED'
  | 'TOO_MANY_LOGINS'
  /** The answer of the provider belongs to no login that began in this browser, or to one that ended. */
  | 'LOGIN_UNKNOWN'
  | 'STATE_MISMATCH'
  | 'LOGIN_CANCELLED'
  | 'LOGIN_INVALID'
  | 'LOGIN_TOO_OLD'
  | 'ACR_TOO_LOW'
  | 'EMAIL_MISMATCH'
  | 'OTHER_PERSON'
  | 'NOT_MINE'
  | 'PROVIDER_UNAVAILABLE'

/** A step that is bound to the browser that made it, and can be taken once. */
export interface LoginStep {
  /** What the browser holds; kept as a keyed digest alone. */
  readonly secret: string
  readonly identificationId: string
  readonly kind: 'login' | 'confirm'
  readonly expiresAt: number
}

/** More logins than one conversation has. */
export const MAX_LOGINS_TOLD = 100

/** Where an address stands for a conversation; both names are kept as keyed digests alone. */
export function placeOfAddress(channel: string, address: string): string {
  return `address ${channel} ${address}`
}

/** Where a conversation stands: a chat is one session, and in a thread on a platform each address stands for itself. */
export function placeOfConversation(channel: string, conversationId: string, ofAddress: string | null = null): string {
  return `conversation ${channel} ${conversationId}${ofAddress === null ? '' : ` ${ofAddress}`}`
}

/** The company's own login. Each call throws ForebayError with an `IdentifyRefusal` as its code. */
export interface IdentityProvider {
  /** `PROVIDER_UNAVAILABLE` */
  begin(asked: { readonly acrValues: readonly string[]; readonly maxAgeSeconds: number; readonly language: string }): Promise<{
    readonly url: string
    readonly state: string
    readonly nonce: string
    readonly verifier: string
  }>
  /** `PROVIDER_UNAVAILABLE`, `STATE_MISMATCH`, `LOGIN_CANCELLED`, `LOGIN_INVALID`, `LOGIN_TOO_OLD` */
  finish(kept: Omit<KeptLogin, 'identificationId'>, untrustedQuery: string, maxAgeSeconds: number): Promise<ProviderLogin>
}

/** Keeps identifications; every method is atomic. */
export interface IdentificationStore {
  /**
   * The open one of this place, with the message waiting in it; a new one when there is none. Null when as many as `limits` allow were opened
   * for the place, or for its address, since `limits.since`.
   */
  openIdentification(asked: {
    readonly fresh: Pick<Identification, 'id' | 'channel' | 'conversationId' | 'address' | 'language' | 'openedAt' | 'expiresAt'>
    readonly code: string
    readonly place: string
    readonly addressPlace: string
    readonly messageId: string
    /** `mostLogins`: one with which as many were begun is open for nobody new. `byAddress`: those of the address count as well. */
    readonly limits: { readonly since: number; readonly count: number; readonly mostLogins: number; readonly byAddress: boolean }
  }): Promise<Identification | null>
  identification(id: string): Promise<Identification | null>
  identificationByCode(code: string): Promise<Identification | null>
  /** Counts one more login; false when it is used, or `most` were begun. */
  beginLogin(id: string, most: number, step: LoginStep): Promise<boolean>
  keepStep(step: LoginStep): Promise<void>
  /** Takes a step: whoever comes second gets null, and so does who comes too late. */
  takeStep(kind: LoginStep['kind'], secret: string, now: number): Promise<string | null>
  /** False when somebody was first. */
  useIdentification(id: string, login: IdentifiedLogin, now: number): Promise<boolean>
  /** Ends one without anybody identified; false when it had ended. */
  closeIdentification(id: string, now: number): Promise<boolean>
  identificationDone(id: string, now: number): Promise<void>
  /** Used, and not all that waited was told, since before `usedBefore`. */
  unfinishedIdentifications(usedBefore: number, limit: number): Promise<readonly Identification[]>
  /** The messages of its place in which something waits for an identity, of those that began to wait by `until`, newest first. */
  waitingMessages(id: string, until: number, limit: number): Promise<readonly string[]>
  /** All messages in which something ever waited in its place, newest first. */
  placeMessages(id: string, limit: number): Promise<readonly string[]>
  /** Subjects that were identified in its conversation before; addresses alone prove no conversation. */
  identifiedBefore(id: string): Promise<readonly string[]>
  /** Those of a place by which somebody was identified, newest first; of so many only the first `MAX_LOGINS_TOLD`. */
  loginsIn(place: string): Promise<readonly Identification[]>
  /** What is kept of one person: by who was identified, and by their addresses. What waited of a message goes with the message. */
  eraseIdentifications(of: {
    readonly subject: string | null
    readonly addresses: readonly { readonly channel: string; readonly address: string }[]
  }): Promise<void>
  /** Steps that are over, and what ended before `endedBefore`. Returns how many identifications went. */
  forgetIdentifications(now: number, endedBefore: number): Promise<number>
}

/** The pages' side: every refusal is a value with its reason, and is in the access log when it is given. */
export interface Identify {
  /** By a code that somebody typed. Whatever is wrong with it, outsiders are told the same. */
  byCode(untrustedCode: string): Promise<FoundIdentification>
  byLink(untrustedToken: string): Promise<FoundIdentification>
  byId(id: string): Promise<FoundIdentification>
  /** Where to log in, and what the browser has to keep for the way back. */
  begin(id: string): Promise<{ readonly url: string; readonly kept: KeptLogin } | Refused>
  /** The way back from the provider: the secret of the step that confirms it, and who logged in. */
  finish(kept: KeptLogin, untrustedQuery: string): Promise<{ readonly confirm: string; readonly login: ProviderLogin } | Refused>
  waiting(id: string): Promise<WaitingItems>
  /** Notes a refusal that was found before anything was asked here. */
  refuse(reason: IdentifyRefusal): Promise<Refused>
  /** Identifies, and lets what waited and was shown run again. */
  confirm(id: string, secret: string, login: ProviderLogin, listed: readonly string[]): Promise<{ readonly done: true } | Refused>
  /** What waits is not theirs: nothing goes on, and the code is of no more use. */
  disown(id: string, secret: string): Promise<void>
}

export type FoundIdentification = { readonly found: Identification; readonly policy: Policy } | Refused

export interface Refused {
  readonly refused: IdentifyRefusal
  /** Of the channel, where one is known. */
  readonly language: string | null
}

export interface KeptLogin {
  readonly identificationId: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}
