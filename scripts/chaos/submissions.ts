/** Every message of a run, each unlike all others, with what must become of it: words always, files by who sent them and what they are. */
import { SignJWT } from 'jose'
import { eicar, makePdf, makePng, makeZip } from '../../test/support/files.ts'
import type { Random } from './random.ts'

/** What has to stand in the release for the file, once everything has settled. */
export type Fate = 'no file' | 'released' | 'IDENTITY_REQUIRED' | 'FILE_MALWARE'

/** How the connector sends it once more although it need not: a retry of its own making. */
export type Again = 'never' | 'at once' | 'later' | 'under another key'

export interface WireRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

export interface Submission {
  readonly number: number
  readonly channel: 'webchat' | 'support-mail'
  /** Conversation of a chat, sender of a mail: no other message has it, so records can be told apart without their ids. */
  readonly marker: string
  readonly idempotencyKey: string
  readonly again: Again
  /** What arrives; null without a file. */
  readonly file: Buffer<ArrayBuffer> | null
  readonly fate: Fate
  /** Sent after the acknowledgement, to lift the hold of the file. */
  readonly laterToken: string | null
  readonly request: WireRequest
}

export const NAME_OF_TEXT = 'harbour master'

export interface SubmissionOptions {
  readonly count: number
  readonly random: Random
  readonly tokenSecret: string
}

/** Shares of all messages; the rest are chats of words alone. */
const SHARES: readonly (readonly [share: number, make: Make])[] = [
  [0.22, (given) => chat(given, { file: cleanFile(given), token: true })],
  [0.03, (given) => chat(given, { file: infectedFile(given), token: true })],
  [0.04, (given) => chat(given, { file: cleanFile(given), token: 'later' })],
  [0.03, (given) => chat(given, { file: cleanFile(given), token: false })],
  [0.13, (given) => mail(given, null)],
  [0.08, (given) => mail(given, cleanFile(given))],
  [0.02, (given) => mail(given, infectedFile(given))],
]

type Make = (given: Given) => Promise<Submission>

interface Given {
  readonly number: number
  readonly random: Random
  readonly tokenSecret: string
}

interface NamedFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer<ArrayBuffer>
  readonly infected: boolean
}

export async function makeSubmissions({ count, random, tokenSecret }: SubmissionOptions): Promise<readonly Submission[]> {
  const submissions: Submission[] = []
  for (let number = 1; number <= count; number += 1) {
    const given: Given = { number, random, tokenSecret }
    submissions.push(await draw(random)(given))
  }
  return submissions
}

function draw(random: Random): Make {
  let rest = random.next()
  for (const [share, make] of SHARES) {
    rest -= share
    if (rest < 0) return make
  }
  return (given) => chat(given, null)
}

/** Says which message it is, so that words under a wrong id would show. */
export function textOf(number: number): string {
  return `Dear ${NAME_OF_TEXT}, this is message no. ${number} of many`
}

async function chat(given: Given, attached: { readonly file: NamedFile; readonly token: boolean | 'later' } | null): Promise<Submission> {
  const { number, random } = given
  const marker = `conversation-${number}`
  const token = attached === null ? null : await customerToken(given)
  const sender = {
    address: `customer${number}@example.com`,
    name: `Customer ${number}`,
    ...(attached?.token === true ? { identityToken: token } : {}),
  }
  const message = {
    channel: 'webchat',
    externalId: `platform-${number}`,
    conversationId: marker,
    sender,
    text: `${textOf(number)}. See https://example.com/order/${number} and answer soon.`,
  }
  const file = attached?.file ?? null
  const request = file !== null && random.chance(0.4) ? multipart(message, file) : json(message, file)
  return {
    number,
    channel: 'webchat',
    marker,
    idempotencyKey: `chat-${number}`,
    again: drawAgain(random, true),
    file: file?.bytes ?? null,
    fate: fateOf(file, attached?.token !== false),
    laterToken: attached?.token === 'later' ? token : null,
    request,
  }
}

/** Nobody can be authenticated by a mail without its checks, so clean files of mails wait for a login. */
async function mail({ number, random }: Given, file: NamedFile | null): Promise<Submission> {
  const marker = `sender${number}@example.com`
  const head = [
    `From: Sender ${number} <${marker}>`,
    'To: support@example.net',
    `Subject: Order ${number}`,
    `Message-ID: <order-${number}@example.com>`,
    'Date: Sat, 21 Nov 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
  ]
  const words = `${textOf(number)}.\r\nSee https://example.com/order/${number}\r\n`
  const lines =
    file === null
      ? [...head, 'Content-Type: text/plain; charset=utf-8', '', words]
      : [
          ...head,
          'Content-Type: multipart/mixed; boundary="edge"',
          '',
          '--edge',
          'Content-Type: text/plain; charset=utf-8',
          '',
          words,
          '--edge',
          `Content-Type: ${file.type}; name="${file.name}"`,
          `Content-Disposition: attachment; filename="${file.name}"`,
          'Content-Transfer-Encoding: base64',
          '',
          ...(file.bytes.toString('base64').match(/.{1,76}/g) ?? []),
          '--edge--',
          '',
        ]
  return {
    number,
    channel: 'support-mail',
    marker,
    idempotencyKey: `mail-${number}`,
    again: drawAgain(random, false),
    file: file?.bytes ?? null,
    fate: fateOf(file, false),
    laterToken: null,
    request: {
      path: '/v1/messages?channel=support-mail',
      headers: { 'content-type': 'message/rfc822' },
      body: Buffer.from(lines.join('\r\n')),
    },
  }
}

function fateOf(file: NamedFile | null, identified: boolean): Fate {
  if (file === null) return 'no file'
  if (file.infected) return 'FILE_MALWARE'
  return identified ? 'released' : 'IDENTITY_REQUIRED'
}

/** Only the platform's own id tells a chat that comes under another key; mails have their Message-ID for that. */
function drawAgain(random: Random, isChat: boolean): Again {
  const draw = random.next()
  if (draw < 0.05) return 'at once'
  if (draw < 0.1) return 'later'
  return draw < 0.13 ? (isChat ? 'under another key' : 'later') : 'never'
}

/** A third are large enough that a mail with one lies in a blob and not in its row. */
function cleanFile({ number, random }: Given): NamedFile {
  if (random.chance(0.3)) return { name: `photo-${number}.png`, type: 'image/png', bytes: Buffer.from(makePng(number)), infected: false }
  const hexDigits = random.chance(0.33) ? random.between(60_000, 90_000) : random.between(500, 8_000)
  const noise = Array.from({ length: Math.ceil(hexDigits / 8) }, () =>
    random
      .between(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
  return {
    name: `invoice-${number}.pdf`,
    type: 'application/pdf',
    bytes: Buffer.from(makePdf({ text: `${number} ${noise}` })),
    infected: false,
  }
}

function infectedFile({ number, random }: Given): NamedFile {
  const test = Buffer.concat([eicar(), Buffer.from(`\r\n${number}\r\n`)])
  if (random.chance(0.5)) return { name: `notes-${number}.txt`, type: 'text/plain', bytes: test, infected: true }
  const bytes = makeZip([
    { name: 'readme.txt', data: `${number}` },
    { name: 'notes.txt', data: test },
  ])
  return { name: `files-${number}.zip`, type: 'application/zip', bytes: Buffer.from(bytes), infected: true }
}

function json(message: object, file: NamedFile | null): WireRequest {
  const attachments = file === null ? [] : [{ name: file.name, type: file.type, content: file.bytes.toString('base64') }]
  return {
    path: '/v1/messages',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(file === null ? message : { ...message, attachments })),
  }
}

function multipart(message: object, file: NamedFile): WireRequest {
  const head = [
    '--edge\r\nContent-Disposition: form-data; name="message"\r\nContent-Type: application/json\r\n\r\n',
    `${JSON.stringify(message)}\r\n`,
    `--edge\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: ${file.type}\r\n\r\n`,
  ].join('')
  return {
    path: '/v1/messages',
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    body: Buffer.concat([Buffer.from(head), file.bytes, Buffer.from('\r\n--edge--\r\n')]),
  }
}

function customerToken({ number, tokenSecret }: Given): Promise<string> {
  return new SignJWT({ sub: `customer-${number}` })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(tokenSecret))
}
