/** A JSON submission has exactly the shape of the contract: bounded strings, no unknown keys, no NUL, no lone surrogate, strict base64. */
import { isUtf8 } from 'node:buffer'
import { z } from 'zod'
import { readBase64 } from '../core/base64.ts'
import { ForebayError } from '../core/error.ts'
import { holdsMoreValuesThan, nestsDeeperThan } from '../core/json-depth.ts'

/** The contract has three levels; a few more leave room for a truthful error about the field. */
const MAX_JSON_DEPTH = 16
/** A hundred attachments have some hundreds; enough of them for a truthful error about ten thousand. */
const MAX_JSON_VALUES = 100_000
/** Above every policy's `maxFiles`; keeps the schema from walking endless lists. */
const MAX_ATTACHMENTS = 100
/** Above every policy's `maxTextCharacters`; the policy's own limit is checked after. */
const MAX_WORDS_CHARACTERS = 10_000_000

/** Params of a custom issue that become the error's code. */
const CHARACTERS = { code: 'INVALID_CHARACTERS' } as const

/** Any text that a person may have written: line breaks and tabs included. */
function text(maxCharacters: number) {
  return z
    .string()
    .max(maxCharacters)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), { params: CHARACTERS, message: 'holds NUL or a lone surrogate' })
}

/** An identifier of somebody else's system: any printable characters, no controls. */
function identifier(maxCharacters: number) {
  return z
    .string()
    .min(1)
    .max(maxCharacters)
    .refine((value) => value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value), {
      params: CHARACTERS,
      message: 'holds a control character or a lone surrogate',
    })
}

/** 256 KB of a webhook, in base64. */
const MAX_PROOF_CHARACTERS = 4 * Math.ceil((256 * 1_024) / 3)

const proofSchema = z
  .strictObject({
    body: z
      .string()
      .min(1)
      .max(MAX_PROOF_CHARACTERS)
      .meta({ description: 'The body of the webhook, byte for byte as it came, in standard base64.', contentEncoding: 'base64' }),
    signature: identifier(200).meta({ description: "The value of the platform's signature header.", example: 'sha256=757107ea…' }),
    timestamp: identifier(20).optional().meta({ description: 'The value of its timestamp header, where it signs one: Slack, Discord.' }),
  })
  .meta({
    description:
      'With it the signature is checked here, by a secret of the channel (`PLATFORM_SECRETS`), and no scope is needed. The signed body has to name this sender as that of the message `externalId`. Refused as 401 `PLATFORM_SIGNATURE_INVALID`, `PLATFORM_PROOF_EXPIRED` or 422 `PLATFORM_…`.',
  })

const platformSchema = z
  .strictObject({
    id: identifier(320).meta({ description: "The sender's id on the platform, as in its signed webhook." }),
    name: text(200).optional(),
    proof: proofSchema.optional(),
  })
  .meta({
    description:
      "An id that the platform's own signature proves: with `proof` it is checked here; without, the key needs the scope `vouch`, and the connector says that it checked it.",
  })

/** `address` is a claim and so any bounded text; `chat:4711` or a phone number is as good as a mail address. */
const senderSchema = z.strictObject({
  address: text(320).optional(),
  name: text(200).optional(),
  identityToken: text(8_192)
    .optional()
    .meta({ description: 'Signed JWT of the customer session (claims sub, exp; optional email, name, acr, amr), or an ID token.' }),
  platform: platformSchema.optional(),
})

const attachmentSchema = z.strictObject({
  name: text(500),
  type: text(200).default('application/octet-stream').meta({ description: 'Claimed media type; the content decides.' }),
  content: z.string().meta({ description: 'Standard base64 (RFC 4648 4) with padding, no line breaks.', contentEncoding: 'base64' }),
})

export const submissionSchema = z
  .strictObject({
    channel: identifier(100).meta({ example: 'webchat' }),
    externalId: identifier(255)
      .optional()
      .meta({ description: "The platform's own id of the message; a second submission with it makes no second message." }),
    conversationId: identifier(255).optional(),
    sentAt: z.iso.datetime({ offset: true }).optional(),
    sender: senderSchema.optional(),
    subject: text(2_000).optional(),
    text: text(MAX_WORDS_CHARACTERS).optional(),
    html: text(MAX_WORDS_CHARACTERS).optional(),
    attachments: z.array(attachmentSchema).max(MAX_ATTACHMENTS).optional(),
  })
  .meta({ id: 'Submission', description: 'A chat or social message as a connector hands it in.' })

export type SubmissionJson = z.infer<typeof submissionSchema>

/**
 * Reads the bytes of a JSON submission.
 * @throws ForebayError 400 `INVALID_JSON`, `JSON_TOO_DEEP`, `JSON_TOO_MANY_VALUES`; 413 `TOO_MANY_FILES`; 422 `INVALID_FIELD`, `UNKNOWN_FIELD`, `INVALID_CHARACTERS`
 */
export function readSubmission(untrustedBytes: Uint8Array): SubmissionJson {
  const untrusted = readJson(untrustedBytes)
  if (typeof untrusted === 'object' && untrusted !== null && 'attachments' in untrusted) checkCount(untrusted.attachments)
  const parsed = submissionSchema.safeParse(untrusted)
  if (parsed.success) return parsed.data
  throw refusalOf(parsed.error.issues[0])
}

/** @throws ForebayError 400 `INVALID_JSON`, `JSON_TOO_DEEP` or `JSON_TOO_MANY_VALUES` */
export function readJson(untrustedBytes: Uint8Array): unknown {
  if (nestsDeeperThan(untrustedBytes, MAX_JSON_DEPTH))
    throw new ForebayError('JSON_TOO_DEEP', 'The JSON is nested too deep.', { status: 400, limit: { maxDepth: MAX_JSON_DEPTH } })
  if (holdsMoreValuesThan(untrustedBytes, MAX_JSON_VALUES))
    throw new ForebayError('JSON_TOO_MANY_VALUES', 'The JSON holds more values than a message can have.', {
      status: 400,
      limit: { maxValues: MAX_JSON_VALUES },
    })
  if (!isUtf8(untrustedBytes)) throw new ForebayError('INVALID_JSON', 'The body is not UTF-8.', { status: 400 })
  try {
    return JSON.parse(Buffer.from(untrustedBytes.buffer, untrustedBytes.byteOffset, untrustedBytes.byteLength).toString('utf8'))
  } catch {
    // The parser's message quotes the text, so it is not kept as a cause.
    throw new ForebayError('INVALID_JSON', 'The body is not valid JSON.', { status: 400 })
  }
}

/** The bytes of an attachment, or a refusal. */
export function decodeBase64(untrustedBase64: string, field: string): Buffer {
  const bytes = readBase64(untrustedBase64)
  if (bytes === null) throw new ForebayError('INVALID_BASE64', 'The content is not standard base64 with padding.', { status: 422, field })
  return bytes
}

function checkCount(untrustedAttachments: unknown): void {
  if (Array.isArray(untrustedAttachments) && untrustedAttachments.length > MAX_ATTACHMENTS)
    throw new ForebayError('TOO_MANY_FILES', `At most ${MAX_ATTACHMENTS} files fit in one message.`, {
      status: 413,
      field: 'attachments',
      limit: { maxFiles: MAX_ATTACHMENTS },
    })
}

/** Zod's own messages may quote input, so the sentences here are ours. */
function refusalOf(issue: z.core.$ZodIssue | undefined): ForebayError {
  const field = issue === undefined ? '' : fieldName(issue.path)
  const of = { status: 422, ...(field === '' ? {} : { field }) }
  switch (issue?.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0] ?? ''
      // A key is named only when it looks like one; anything else could be content.
      const named = /^[A-Za-z][A-Za-z0-9_-]{0,40}$/.test(key) ? fieldName([...issue.path, key]) : field
      return new ForebayError('UNKNOWN_FIELD', 'A field is not part of a submission.', {
        status: 422,
        ...(named === '' ? {} : { field: named }),
      })
    }
    case 'custom':
      return new ForebayError('INVALID_CHARACTERS', 'The text holds NUL, a control character where none may be, or a lone surrogate.', of)
    case 'too_big':
      return new ForebayError('INVALID_FIELD', 'The value is too long.', { ...of, limit: { maxCharacters: Number(issue.maximum) } })
    case 'too_small':
      return new ForebayError('INVALID_FIELD', 'The value is too short.', { ...of, limit: { minCharacters: Number(issue.minimum) } })
    case 'invalid_type':
      return new ForebayError('INVALID_FIELD', `The value must be of type ${issue.expected}.`, of)
    case 'invalid_format':
      return new ForebayError('INVALID_FIELD', `The value must be a ${issue.format}.`, of)
    default:
      return new ForebayError('INVALID_FIELD', 'The value is not what the contract asks for.', of)
  }
}

/** `['attachments', 3, 'content']` is `attachments[3].content`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) => (typeof key === 'number' ? `${name}[${key}]` : name === '' ? String(key) : `${name}.${String(key)}`),
    '',
  )
}
