/** Talks to a running service as connectors, agents and admins do: over HTTP alone. */
import { SignJWT } from 'jose'
import type { KeyScope } from '../../src/core/api-key.ts'
import type { HeldItem } from '../../src/core/hold.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import type { Release } from '../../src/core/release.ts'
import { type EventReader, readEvents } from './event-reader.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
  readonly text: string
  json<T = Readonly<Record<string, unknown>>>(): T
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON, bytes as they are. */
  readonly body?: object | Uint8Array<ArrayBuffer>
  /** Instead of the key for everything; null sends none. */
  readonly key?: string | null
}

export interface AttachmentJson {
  readonly name: string
  readonly type?: string
  readonly content: string
}

export interface SubmissionBody {
  readonly channel?: string
  readonly externalId?: string
  readonly conversationId?: string
  readonly sender?: { readonly address?: string; readonly name?: string; readonly identityToken?: string }
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  readonly attachments?: readonly AttachmentJson[]
}

export type QuarantineItem = Omit<HeldItem, 'heldAt' | 'expiresAt'> & {
  readonly id: string
  readonly heldAt: string
  readonly expiresAt: string
}

export interface Client {
  readonly baseUrl: string
  readonly apiKey: string
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Webchat unless the body says otherwise; throws when it was not accepted. Gives the id. */
  submit(body: SubmissionBody, headers?: Readonly<Record<string, string>>): Promise<string>
  /** A raw mail; throws when it was not accepted. Gives the id. */
  submitMail(raw: Uint8Array, channel?: string): Promise<string>
  /** Submits, and waits until it is settled and its scans are back. */
  through(body: SubmissionBody, headers?: Readonly<Record<string, string>>): Promise<MessageRecord>
  throughMail(raw: Uint8Array, channel?: string): Promise<MessageRecord>
  record(messageId: string): Promise<MessageRecord>
  release(messageId: string): Promise<Release>
  file(messageId: string, fileId: string): Promise<Answer>
  identify(messageId: string, identityToken: string): Promise<Answer>
  /** Asks again until `seen` says so; throws with the last record when it never does. */
  until(messageId: string, seen: (record: MessageRecord) => boolean, what: string): Promise<MessageRecord>
  /** The first record that is not merely accepted and whose scans are back. */
  settled(messageId: string): Promise<MessageRecord>
  held(messageId: string): Promise<readonly QuarantineItem[]>
  events(lastEventId?: string): Promise<EventReader>
  /** A key beside the one for everything; all channels unless told. */
  addKey(of: { readonly channels?: readonly string[]; readonly scopes: readonly KeyScope[] }): Promise<string>
  customerToken(claims?: Readonly<Record<string, unknown>>): Promise<string>
}

const LONGEST_MS = 20_000
/** The first look comes this soon, the next ones later and later. */
const FIRST_LOOK_MS = 10
const LONGEST_PAUSE_MS = 200
const WAIT = { Prefer: 'wait=20' }

export function connectTo(baseUrl: string, apiKey: string, tokenSecret: string): Client {
  async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { body, key = apiKey } = options
    const raw = body instanceof Uint8Array
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        ...(body === undefined || raw ? {} : { 'Content-Type': 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const text = bytes.toString('utf8')
    return { status: response.status, headers: response.headers, bytes, text, json: <T>() => JSON.parse(text) as T }
  }

  async function expectStatus(answer: Promise<Answer>, ...statuses: readonly number[]): Promise<Answer> {
    const given = await answer
    if (!statuses.includes(given.status)) throw new Error(`answered ${given.status}, not ${statuses.join(' or ')}: ${given.text}`)
    return given
  }

  const record = async (messageId: string) => (await expectStatus(call('GET', `/v1/messages/${messageId}`), 200)).json<MessageRecord>()

  async function until(messageId: string, seen: (found: MessageRecord) => boolean, what: string): Promise<MessageRecord> {
    const startedAt = performance.now()
    for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const found = await record(messageId)
      if (seen(found)) return found
      if (performance.now() - startedAt > LONGEST_MS) throw new Error(`never ${what}: ${JSON.stringify(found, null, 1)}`)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }

  const settled = (messageId: string) => until(messageId, isSettled, 'settled')

  const postWords = (body: SubmissionBody, headers: Readonly<Record<string, string>>) =>
    expectStatus(call('POST', '/v1/messages', { body: { channel: 'webchat', ...body }, headers }), 202, 200)

  function postMail(raw: Uint8Array, channel: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const options = { body: new Uint8Array(raw), headers: { 'Content-Type': 'message/rfc822', ...headers } }
    return expectStatus(call('POST', `/v1/messages?channel=${channel}`, options), 202, 200)
  }

  return {
    baseUrl,
    apiKey,
    call,
    submit: async (body, headers = {}) => idOf(await postWords(body, headers)),
    submitMail: async (raw, channel = 'support-mail') => idOf(await postMail(raw, channel, {})),
    through: async (body, headers = {}) => settled(idOf(await postWords(body, { ...WAIT, ...headers }))),
    throughMail: async (raw, channel = 'support-mail') => settled(idOf(await postMail(raw, channel, WAIT))),
    record,
    release: async (messageId) => (await expectStatus(call('GET', `/v1/messages/${messageId}/release`), 200)).json<Release>(),
    file: (messageId, fileId) => call('GET', `/v1/messages/${messageId}/files/${fileId}`),
    identify: (messageId, identityToken) => call('POST', `/v1/messages/${messageId}/identify`, { body: { identityToken } }),
    until,
    settled,
    async held(messageId) {
      const answer = await expectStatus(call('GET', '/v1/quarantine?limit=200'), 200)
      return answer.json<{ readonly items: readonly QuarantineItem[] }>().items.filter((item) => item.messageId === messageId)
    },
    events: (lastEventId) => readEvents(`${baseUrl}/v1/events`, apiKey, lastEventId),
    async addKey(of) {
      const answer = await expectStatus(call('POST', '/v1/keys', { body: { name: 'another', ...of } }), 201)
      return answer.json<{ readonly key: string }>().key
    },
    customerToken: (claims = {}) =>
      new SignJWT({ sub: 'customer-7', exp: Math.floor(Date.now() / 1_000) + 3_600, ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(tokenSecret)),
  }
}

function idOf(answer: Answer): string {
  return answer.json<{ readonly id: string }>().id
}

function isSettled({ status, report }: MessageRecord): boolean {
  return status !== 'accepted' && !report.outcomes.some(({ reason }) => reason === 'SCAN_PENDING')
}

export function attach(name: string, bytes: Uint8Array | string, type?: string): AttachmentJson {
  return { name, content: Buffer.from(bytes as string).toString('base64'), ...(type === undefined ? {} : { type }) }
}
