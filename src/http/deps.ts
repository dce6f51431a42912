/** What the HTTP edge needs of the house, handed in by those that wire: no stage is imported here. */
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Receipt, Submission } from '../core/connector.ts'
import type { CustomerData } from '../core/customer-data.ts'
import type { Gateway, ToldFinding } from '../core/gateway.ts'
import type { HandedFiles, TakenFile } from '../core/handed-file.ts'
import type { Identify, ShownIdentification } from '../core/identification.ts'
import type { IdentityLevel } from '../core/identity.ts'
import type { Language, Languages } from '../core/language.ts'
import type { Policy } from '../core/policy.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Release } from '../core/release.ts'
import type { Finding, SubjectRef } from '../core/report.ts'
import type { ListState } from '../core/reputation.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import type { ActionKind } from '../core/verdict.ts'
import type { WebhookEndpoint } from '../core/webhook.ts'
import type { Authenticate } from './access.ts'
import type { RateLimit } from './rate-limit.ts'
import type { RequestLog } from './request-context.ts'

/** What the edge grants a submission before anything of it is stored; both throw ForebayError. */
export interface Caller {
  readonly connector: string
  readonly idempotencyKey: Submission['idempotencyKey']
  mayUse(channel: string): void
  mayVouch(field: string): void
  takeTurn(channel: string, messagesPerMinute: number): Promise<void>
}

/** Intake, which turns bodies into durable messages; each throws ForebayError when it refuses and nothing was stored. */
export interface Receive {
  json(untrustedBody: Uint8Array, caller: Caller): Promise<Receipt>
  multipart(untrustedBody: Readable, untrustedContentType: string, caller: Caller): Promise<Receipt>
  mail(untrustedBody: Readable, untrustedChannel: string, caller: Caller, envelope?: Submission['envelope']): Promise<Receipt>
}

/** Gives the originals back for gateway addresses that come round again in an answer. */
export interface Unwrap {
  words(given: { readonly text?: string; readonly html?: string }): Unwrapped & { readonly text?: string; readonly html?: string }
  /** A whole message (RFC 5322), every part that is not an address byte by byte as it was. */
  mail(untrustedRaw: Uint8Array): Unwrapped & {
    readonly raw: Uint8Array
    /** A signature (DKIM) that was made before holds no more. */
    readonly signaturesBroken: boolean
    /** Why some parts were left as they were: `MIME_SIGNED`, `MIME_ENCRYPTED`, … */
    readonly untouched: readonly string[]
  }
}

export interface Unwrapped {
  readonly links: readonly { readonly from: string; readonly to: string | null }[]
}

/** How policies are read and written; each reader throws ForebayError `POLICY_INVALID` that names the path. */
export interface PolicyForms {
  fromJson(untrusted: unknown): Policy
  fromYaml(untrustedText: string): Policy
  toYaml(policy: Policy): string
  /** What becomes of each kind of content at each identity level when nothing is found. */
  explain(policy: Policy): readonly PolicyCell[]
}

export interface PolicyCell {
  readonly level: IdentityLevel
  /** `words`, `links`, or a kind of file. */
  readonly content: string
  readonly action: ActionKind
  /** The place in the policy that says so. */
  readonly rule: string
  /** The lowest higher level at which it fares better; null when a login does not help. */
  readonly better: IdentityLevel | null
  /** Of a kind of file that goes on. */
  readonly limits?: { readonly maxFileBytes: number; readonly maxFiles: number }
}

export interface MintedKey {
  readonly id: string
  /** Shown once. */
  readonly key: string
  readonly hash: string
}

export interface EventStream {
  /** Null means every channel. */
  readonly channels: readonly string[] | null
  readonly signal: AbortSignal
  /** Takes whole frames and resolves when there is room for more. */
  write(chunk: string): Promise<void>
}

export interface Readiness {
  readonly ok: boolean
  /** Why not, where there is a code for it: `CANARY_MISSED`. */
  readonly reason?: string
  /** By name: `database`, `queue`, `scanner`, … */
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>
}

export interface HttpLimits {
  /** A JSON submission; larger files go as multipart. */
  readonly maxJsonBytes: number
  /** A streamed body, whatever a policy says. */
  readonly maxUploadBytes: number
  /** All JSON bodies that are in memory at once. */
  readonly maxBufferedBytes: number
  readonly maxWaitSeconds: number
  readonly maxStreamsPerKey: number
}

export const DEFAULT_HTTP_LIMITS: HttpLimits = {
  maxJsonBytes: 36 * 1024 * 1024,
  maxUploadBytes: 50 * 1024 * 1024,
  maxBufferedBytes: 256 * 1024 * 1024,
  maxWaitSeconds: 30,
  maxStreamsPerKey: 20,
}

export type HttpStore = Pick<
  Store,
  | 'record'
  | 'load'
  | 'list'
  | 'held'
  | 'failed'
  | 'channels'
  | 'policy'
  | 'policyVersions'
  | 'publishPolicy'
  | 'keys'
  | 'addKey'
  | 'revokeKey'
  | 'webhooks'
  | 'addWebhook'
  | 'disableWebhook'
  | 'deadDeliveries'
  | 'reviveDelivery'
  | 'logEntries'
  | 'reviewRequests'
>

/** The pages where customers become identified. */
export interface StepUpPages {
  readonly identify: Identify
  /** Throws ForebayError 404, 409 `NOT_WAITING`, 429 `TOO_MANY_CODES`. */
  openAgain(messageId: string): Promise<ShownIdentification>
  readonly brand: Brand
  /** What a browser keeps between the pages. */
  seal(plain: string): string
  /** Null for what was not sealed here. */
  unseal(untrusted: string): string | null
  /** Customers come over https. */
  readonly isSecure: boolean
}

/** How the pages for customers look. */
export interface Brand {
  readonly name: string
  /** Null shows the name alone. */
  readonly logoUrl: string | null
  /** `#1d4f91`; null is ours. */
  readonly colour: string | null
}

export interface AppDeps {
  readonly store: HttpStore
  readonly receive: Receive
  /** The zod schema of a JSON submission, for the API's description. */
  readonly submissionSchema: z.ZodType
  readonly authenticate: Authenticate
  readonly rateLimit: RateLimit
  /** Null when the time is up; with `afterRevision` the record must be newer than that. */
  waitForSettled(messageId: string, waitMs: number, signal: AbortSignal, afterRevision?: number): Promise<MessageRecord | null>
  /** False when nothing new was said and no run is ahead. Throws ForebayError `TOKEN_…` or `IDENTITY_CONFLICT`. */
  identify(messageId: string, untrustedToken: string): Promise<boolean>
  /** Null without a login at an OpenID Connect provider. */
  readonly stepUp: StepUpPages | null
  /** Proxies in front of us that say whom they speak for (`X-Forwarded-For`). */
  readonly trustedProxies: number
  /** Throws ForebayError 409 `NOT_HELD`. */
  review(messageId: string, subject: SubjectRef, decision: 'release' | 'remove', by: string, reason: string): Promise<void>
  /** Makes a message that failed for good run again; false when it is not one. */
  retryFailed(messageId: string): Promise<boolean>
  /** Asks a reviewer for a file as it came. Throws ForebayError 404, 409 `NOT_REQUESTABLE`. */
  askOriginal(asked: {
    readonly messageId: string
    readonly fileId: string
    readonly by: string
    readonly reason: string | null
  }): Promise<void>
  /** A file as it came, for a reviewer; each look is logged first. Throws ForebayError 403 `FILE_MALWARE`, 404, 409, 503. */
  lookAtOriginal(asked: {
    readonly messageId: string
    readonly fileId: string
    readonly by: string
    readonly keyId: string
    readonly reason: string
  }): Promise<TakenFile>
  /** Opens a locked file for the check; the password is not kept. Throws ForebayError 404, 409, 422 `PASSWORD_WRONG`, 503. */
  openByPassword(messageId: string, fileId: string, secret: string): Promise<void>
  readonly files: HandedFiles
  readonly customers: CustomerData
  /** Null when there are no such masked words; each look is logged first. Throws ForebayError 503 `WORDS_UNREADABLE`. */
  reveal(asked: {
    readonly messageId: string
    readonly maskId: string
    readonly by: string
    readonly keyId: string
    readonly reason: string
  }): Promise<{
    readonly id: string
    readonly code: string
    readonly kind: string
    readonly value: string
  } | null>
  /** A picture in the words of a release; null for an address that is not ours. `draw` gives null when it is not shown any more. */
  picture(untrustedToken: string): {
    readonly messageId: string
    draw(): Promise<{ readonly bytes: Uint8Array; readonly type: 'image/png' | 'image/jpeg' } | null>
  } | null
  readonly gateway: Gateway
  readonly languages: Languages
  /** What the gateway's pages say of a finding. */
  tellFinding(finding: Finding, language: Language): ToldFinding
  /** Lower-case name of the header in which the company's own login in front of us names who is logged in; null when there is none. */
  readonly agentHeader: string | null
  /** The same release with gateway addresses that name whom they were handed to, and addresses of the files that they may have. */
  handTo(release: Release, agent: string): Release
  /** The words as plain text for a program, framed so that what the sender wrote is told from what we say. */
  frame(record: MessageRecord, release: Release): string
  readonly unwrap: Unwrap
  /** The lists of this installation, for people who look after them. */
  lists(): readonly ListState[]
  readonly policies: PolicyForms
  /** Told after each publish: from then on the new version is in force in this process. */
  onPolicyPublished(channel: string): void
  mintKey(): MintedKey
  /** Told after a key was made or revoked: from then on no copy of before is used in this process. */
  onKeysChanged(): void
  /** With a secret of its own, not kept yet. Refuses an address that must not be called, with ForebayError. */
  newWebhook(untrustedUrl: string, channels: readonly string[] | null): Promise<WebhookEndpoint>
  /** Throws ForebayError 404 `EVENT_UNKNOWN`; what it gives runs until its signal fires. */
  openStream(untrustedLastEventId: string | null): Promise<(stream: EventStream) => Promise<void>>
  /** Prometheus text. */
  metrics(): Promise<string>
  ready(): Promise<Readiness>
  readonly log: RequestLog & {
    error(sentence: string, fields: { readonly requestId: string; readonly code: string; readonly stack?: string }): void
  }
  onRefused?(code: string): void
  /** Fires when the process is asked to stop: streams end and `/readyz` says no. */
  readonly stopping: AbortSignal
  readonly clock: Clock
  readonly limits: HttpLimits
}
