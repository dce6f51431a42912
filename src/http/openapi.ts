/** The API describes itself from the very schemas that check its requests, so the description cannot drift from them. */
import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { channelSchema, tableSchema } from './channels.ts'
import { addressBody, customerSchema, erasedSchema } from './customers.ts'
import { envelopeHeaders } from './envelope.ts'
import { eventsQuery } from './events.ts'
import { failedQuery } from './failed.ts'
import { keyBody, keySchema, madeKeySchema } from './keys.ts'
import { listSchema } from './lists.ts'
import { logEntrySchema, logQuery } from './logs.ts'
import { identifyBody, messageQuery, passwordBody } from './messages.ts'
import { originalQuery, requestBody } from './originals.ts'
import { policyBody } from './policies.ts'
import { quarantineQuery, reviewBody } from './quarantine.ts'
import { pageQuery } from './read-request.ts'
import { identificationSchema, messageRecordSchema, releaseSchema } from './record-schema.ts'
import { viewSchema } from './releases.ts'
import { revealBody, revealedSchema } from './reveal.ts'
import { unwrapBody, unwrappedSchema } from './unwrap.ts'
import { webhookBody } from './webhooks.ts'

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; what programs should look at.', example: 'FILE_TOO_LARGE' }),
    detail: z.string(),
    field: z.string().optional().meta({ example: 'attachments[0].content' }),
    limit: z
      .record(z.string(), z.union([z.number(), z.string()]))
      .optional()
      .meta({ example: { maxBytes: 10_485_760 } }),
    reason: z.string().optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' })

const accepted = z.object({ id: z.string(), status: z.string(), duplicate: z.boolean() }).meta({ id: 'Accepted' })
const anything = z.record(z.string(), z.unknown())
const page = (item: z.ZodType) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })

type Responses = ZodOpenApiOperationObject['responses']

function json(description: string, schema: z.ZodType): Responses[`200`] {
  return { description, content: { 'application/json': { schema } } }
}

const TAGS = {
  Messages:
    'What a customer sent goes in whole; a record says what became of it; the release is the only thing that an agent needs to see.',
  Events: 'The same events as a stream, in order, and as webhooks: at least once, under one id.',
  Policies:
    'Each channel has one policy in force. It is replaced as a whole, by someone who saw the one before, for a reason that is kept.',
  Quarantine: 'What is held waits for a proof of identity, a scan or a decision, and expires in the end.',
  'API keys': 'A key opens some channels or all, to submit, to read or to administer.',
  Customers: 'Of a person there is a pseudonymous record; all that is kept of them can be handed out and removed.',
  Operations: 'What failed for good is never silent.',
} as const

const INTRODUCTION = `What customers send goes in; what agents may safely see comes out.

Send an API key with each request: \`Authorization: Bearer KEY\`. Every refusal is \`application/problem+json\` (RFC 9457) with a stable
\`code\`; 429 and 503 say in \`Retry-After\` when to come back, and a refused submission has stored nothing.`

/** Every route may refuse; how is in the body. */
function operation(
  summary: string,
  tag: keyof typeof TAGS,
  of: Omit<ZodOpenApiOperationObject, 'summary' | 'tags'>,
): ZodOpenApiOperationObject {
  const refused = { description: 'Refused; the code says why.', content: { 'application/problem+json': { schema: problem } } }
  return { ...of, summary, tags: [tag], responses: { ...of.responses, default: refused } }
}

const id = { path: z.object({ id: z.string() }) }
const file = { path: z.object({ id: z.string(), fileId: z.string() }) }
const bytes = {
  description: 'As an attachment.',
  content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
}
const subject = { path: z.object({ subject: z.string().meta({ description: '`sub` of the login.' }) }) }
const ndjson = { description: 'As an attachment.', content: { 'application/x-ndjson': { schema: z.string() } } }
const channel = { path: z.object({ channel: z.string() }) }
const item = { path: z.object({ item: z.string().meta({ description: '`id` of the item in the list.' }) }) }
const wait = z.string().optional().meta({ description: 'RFC 7240: `wait=SECONDS`, 30 at most.', example: 'wait=5' })
const whoLooks = z.object({ 'Forebay-Agent': z.string().max(200).optional().meta({ description: 'Who looks.' }) })
const jsonBody = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } })

function describePaths(submissionSchema: z.ZodType): ZodOpenApiPathsObject {
  const settled = { '200': json('Settled within the wait.', messageRecordSchema), '202': json('Durable; see Location.', accepted) }
  return {
    '/v1/messages': {
      post: operation('Hand in a message', 'Messages', {
        description:
          'A 2xx means that the message and its files survive power loss. A refusal has stored nothing. 429 `UNIDENTIFIED_LIMIT`: too much waits already for senders to identify themselves; words without files are taken, and all of a sender who has logged in.',
        requestParams: {
          query: z.object({ channel: z.string().optional().meta({ description: 'For message/rfc822.' }) }),
          header: z.object({ 'Idempotency-Key': z.string().max(255).optional(), Prefer: wait, ...envelopeHeaders }),
        },
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: submissionSchema },
            'multipart/form-data': {
              schema: z.object({ message: submissionSchema }).catchall(z.string().meta({ format: 'binary' })),
            },
            'message/rfc822': { schema: z.string().meta({ format: 'binary' }) },
          },
        },
        responses: settled,
      }),
      get: operation('List messages, newest first', 'Messages', {
        requestParams: { query: messageQuery },
        responses: { '200': json('A page.', page(messageRecordSchema)) },
      }),
    },
    '/v1/messages/{id}': {
      get: operation('Everything known of a message', 'Messages', {
        requestParams: { ...id, header: whoLooks },
        responses: { '200': json('The record.', messageRecordSchema) },
      }),
    },
    '/v1/messages/{id}/release': {
      get: operation('What the agent gets', 'Messages', {
        requestParams: {
          ...id,
          header: z.object({
            'Forebay-Agent': z.string().max(200).optional().meta({
              description:
                'For whom it is fetched: clicks on its links are noted as theirs, and its files get addresses that are theirs, for a while.',
            }),
          }),
        },
        responses: {
          '200': {
            description:
              'The release; as text/plain the visible words alone, for an AI agent: framed by lines that begin with the id of the message, which the sender could not know, with a warning where the words try to instruct an AI. A line that looks like one of the frame is quoted, marks of chat templates are spaced apart.',
            content: { 'application/json': { schema: releaseSchema }, 'text/plain': { schema: z.string() } },
          },
        },
      }),
    },
    '/v1/messages/{id}/masks/{maskId}/reveal': {
      post: operation('See what is masked', 'Messages', {
        description: 'For keys with the scope `reveal`. Each look is in the access log, with its reason, before it is answered.',
        requestParams: {
          path: z.object({ id: z.string(), maskId: z.string().meta({ example: 'w1' }) }),
          header: whoLooks,
        },
        requestBody: jsonBody(revealBody),
        responses: { '200': json('The words as they were written.', revealedSchema) },
      }),
    },
    '/v1/messages/{id}/files/{fileId}': {
      get: operation('The bytes of a released file', 'Messages', {
        description:
          'A file with the action `disarm` is given as it was rebuilt, and only if that is the file that was looked into. Each download is in the access log before the first byte leaves. Agents have addresses of their own: `url` in the release.',
        requestParams: { ...file, header: whoLooks },
        responses: { '200': bytes },
      }),
    },
    '/v1/messages/{id}/files/{fileId}/request': {
      post: operation('Ask a reviewer for a file as it came', 'Messages', {
        description:
          'For a file that is held or was rebuilt; once is enough. It is then among the requests in quarantine. 409 `NOT_REQUESTABLE` for what no reviewer can release.',
        requestParams: {
          ...file,
          header: z.object({ 'Forebay-Agent': z.string().max(200).optional().meta({ description: 'Who asks.' }) }),
        },
        requestBody: jsonBody(requestBody),
        responses: { '202': json('Asked.', z.object({ id: z.string(), messageId: z.string(), fileId: z.string() })) },
      }),
    },
    '/v1/messages/{id}/files/{fileId}/original': {
      get: operation('Look at a held or rebuilt file as it came', 'Quarantine', {
        description:
          'For keys with the scope `admin`. Each look is in the access log, with its reason, before it is answered. Malware (403 `FILE_MALWARE`), and what no scanner has spoken about yet (409 `FILE_NOT_SCANNED`), is given to nobody.',
        requestParams: {
          ...file,
          query: originalQuery,
          header: z.object({ 'Forebay-Agent': z.string().max(200).optional().meta({ description: 'Who looks.' }) }),
        },
        responses: { '200': bytes },
      }),
    },
    '/v1/messages/{id}/files/{fileId}/password': {
      post: operation('Give the password of a locked file', 'Messages', {
        description:
          'For a file that is held because it is locked, of a sender who may send files: its release asks for the password by the notice `PASSWORD_REQUIRED`. Opens the file for the check, once; the password is not kept, and five may be tried an hour. 422 `PASSWORD_WRONG` has changed nothing.',
        requestParams: { ...file, header: z.object({ Prefer: wait }) },
        requestBody: jsonBody(passwordBody),
        responses: {
          '200': json('Settled within the wait.', messageRecordSchema),
          '202': json('Looked into, and kept; see Location.', accepted.omit({ duplicate: true })),
        },
      }),
    },
    '/v1/messages/{id}/files/{fileId}/view': {
      get: operation('A file as it looks, without opening it', 'Messages', {
        description:
          'Pictures of the first pages drawn anew, and the words. Each look is in the access log. 404 `FILE_NOT_VIEWABLE` for what cannot be shown.',
        requestParams: { path: z.object({ id: z.string(), fileId: z.string() }), header: whoLooks },
        responses: { '200': json('What there is to see.', viewSchema) },
      }),
    },
    '/v1/messages/{id}/files/{fileId}/view/{page}': {
      get: operation('One picture of a view', 'Messages', {
        requestParams: {
          path: z.object({ id: z.string(), fileId: z.string(), page: z.string().meta({ example: '1' }) }),
          header: whoLooks,
        },
        responses: { '200': { description: 'A PNG.', content: { 'image/png': { schema: z.string().meta({ format: 'binary' }) } } } },
      }),
    },
    '/v1/messages/{id}/identification': {
      post: operation('Ask for a code that works now', 'Messages', {
        requestParams: id,
        description:
          'How the sender of what waits can become identified: the code of before while it works, else a new one. For a connector whose sender let the last one lapse. 409 where no login is set up, or nothing waits.',
        responses: { '200': json('What to tell the sender.', identificationSchema) },
      }),
    },
    '/v1/messages/{id}/identify': {
      post: operation('Prove who sent a message', 'Messages', {
        requestParams: { ...id, header: z.object({ Prefer: wait }) },
        description: 'The same proof once more changes nothing and is answered with the record at once.',
        requestBody: jsonBody(identifyBody),
        responses: {
          '200': json('Settled within the wait, or nothing changed.', messageRecordSchema),
          '202': json('Durable; see Location.', accepted.omit({ duplicate: true })),
        },
      }),
    },
    '/v1/events': {
      get: operation('Server-sent events', 'Events', {
        description:
          'Goes on after `Last-Event-ID`; one that is not known is refused with 404 `EVENT_UNKNOWN`, for nothing is skipped in silence.',
        requestParams: { query: eventsQuery, header: z.object({ 'Last-Event-ID': z.string().optional() }) },
        responses: { '200': { description: 'An endless stream.', content: { 'text/event-stream': { schema: z.string() } } } },
      }),
    },
    '/v1/webhooks': {
      get: operation('List webhooks', 'Events', {
        responses: { '200': json('All that the key may see.', z.object({ items: z.array(anything) })) },
      }),
      post: operation('Add a webhook', 'Events', {
        description: 'Signed as Standard Webhooks has it; the secret is in this answer only.',
        requestBody: jsonBody(webhookBody),
        responses: { '201': json('Made.', anything) },
      }),
    },
    '/v1/webhooks/dead': {
      get: operation('Deliveries that failed for good', 'Events', {
        requestParams: { query: pageQuery },
        responses: { '200': json('A page.', page(anything)) },
      }),
    },
    '/v1/webhooks/{id}': {
      delete: operation('End a webhook', 'Events', { requestParams: id, responses: { '204': { description: 'Ended.' } } }),
    },
    '/v1/webhooks/{id}/dead/{eventId}/revive': {
      post: operation('Deliver once more', 'Events', {
        requestParams: { path: z.object({ id: z.string(), eventId: z.string() }) },
        responses: { '204': { description: 'Due again.' } },
      }),
    },
    '/v1/channels': {
      get: operation('List channels', 'Policies', {
        responses: { '200': json('All that the key may use.', z.object({ items: z.array(channelSchema) })) },
      }),
    },
    '/v1/channels/{channel}/policy': {
      get: operation('The policy in force', 'Policies', {
        requestParams: channel,
        responses: {
          '200': {
            description: 'With its ETag.',
            content: { 'application/json': { schema: anything }, 'application/yaml': { schema: z.string() } },
          },
        },
      }),
      put: operation('Publish the next version', 'Policies', {
        requestParams: {
          ...channel,
          header: z.object({
            'If-Match': z.string().meta({ description: 'The ETag that was read.' }),
            'Change-Reason': z.string().max(500).optional().meta({ description: 'Needed with YAML.' }),
          }),
        },
        requestBody: {
          required: true,
          content: { 'application/json': { schema: policyBody }, 'application/yaml': { schema: z.string() } },
        },
        responses: { '200': json('Published.', anything) },
      }),
    },
    '/v1/channels/{channel}/policy/table': {
      get: operation('What each identity level may send', 'Policies', {
        requestParams: channel,
        responses: {
          '200': {
            description: 'One cell for each level and kind of content; as text/plain in columns, for people.',
            content: { 'application/json': { schema: tableSchema }, 'text/plain': { schema: z.string() } },
          },
        },
      }),
    },
    '/v1/channels/{channel}/policy/versions': {
      get: operation('Who changed the policy, when and why', 'Policies', {
        requestParams: channel,
        responses: { '200': json('All versions.', z.object({ items: z.array(anything) })) },
      }),
    },
    '/v1/channels/{channel}/policy/versions/{version}': {
      get: operation('One version', 'Policies', {
        requestParams: { path: z.object({ channel: z.string(), version: z.string() }) },
        responses: { '200': json('As published.', anything) },
      }),
    },
    '/v1/quarantine': {
      get: operation('What is held', 'Quarantine', {
        requestParams: { query: quarantineQuery },
        responses: { '200': json('A page.', page(anything)) },
      }),
    },
    '/v1/quarantine/requests': {
      get: operation('Blocked links and held or rebuilt files that agents ask about', 'Quarantine', {
        description: 'Answered by releasing or removing the item; what a blocklist condemns is taken off the list first.',
        requestParams: { query: quarantineQuery },
        responses: { '200': json('A page, longest waiting first.', page(anything)) },
      }),
    },
    '/v1/quarantine/{item}/release': {
      post: operation('Release a held item', 'Quarantine', {
        requestParams: item,
        requestBody: jsonBody(reviewBody),
        responses: { '202': json('Decided; the next revision follows.', anything) },
      }),
    },
    '/v1/quarantine/{item}/remove': {
      post: operation('Remove a held item', 'Quarantine', {
        requestParams: item,
        requestBody: jsonBody(reviewBody),
        responses: { '202': json('Decided; the next revision follows.', anything) },
      }),
    },
    '/v1/customers/{subject}': {
      get: operation('Who was identified, and by which addresses', 'Customers', {
        description:
          'For keys with the scope `admin` and for every channel, as all of these. Each answer is in the access log, under a pseudonym.',
        requestParams: subject,
        responses: { '200': json('The record.', customerSchema) },
      }),
      delete: operation('Erase a person', 'Customers', {
        description:
          'GDPR article 17: removes the record, all messages of the person, their files, holds, events and deliveries, and what the logs say of them; each message is told by `message.erased`. Answered when it is done, and the database compacted. Backups are not ours.',
        requestParams: subject,
        responses: { '200': json('Erased.', erasedSchema) },
      }),
    },
    '/v1/customers/{subject}/export': {
      get: operation('All data of a person', 'Customers', {
        description:
          'GDPR articles 15 and 20: one JSON object a line, with the record, the addresses, each message as it came and as it was released, and each file in base64, also what is held. The last line is of type `end`; without it the export broke off.',
        requestParams: subject,
        responses: { '200': ndjson },
      }),
    },
    '/v1/customers/{subject}/addresses/{id}': {
      delete: operation('End a remembered link', 'Customers', {
        description: 'From then on this address no longer speaks for the customer, until the next login by it.',
        requestParams: { path: z.object({ subject: z.string(), id: z.string() }) },
        responses: { '204': { description: 'Revoked.' } },
      }),
    },
    '/v1/addresses/export': {
      post: operation('All data of somebody who was never identified', 'Customers', {
        requestBody: jsonBody(addressBody),
        responses: { '200': ndjson },
      }),
    },
    '/v1/addresses/erase': {
      post: operation('Erase somebody who was never identified', 'Customers', {
        description: 'What came from the address and is identified as a customer is left: that is erased by the customer.',
        requestBody: jsonBody(addressBody),
        responses: { '200': json('Erased.', erasedSchema) },
      }),
    },
    '/v1/keys': {
      get: operation('List API keys', 'API keys', {
        responses: { '200': json('All that are no wider than the key that asks.', z.object({ items: z.array(keySchema) })) },
      }),
      post: operation('Make an API key', 'API keys', {
        description: 'It may do no more than the key that asks. The key itself is in this answer only.',
        requestBody: jsonBody(keyBody),
        responses: { '201': json('Made.', madeKeySchema) },
      }),
    },
    '/v1/keys/{id}': {
      delete: operation('Revoke an API key', 'API keys', {
        requestParams: id,
        responses: { '204': { description: 'Revoked: it opens nothing any more.' } },
      }),
    },
    '/v1/logs/access': {
      get: operation('Who looked at what', 'Operations', {
        description:
          'Each look at masked words and at files as they came, with who asked and why; each file that was downloaded or looked at, by whom and which bytes.',
        requestParams: { query: logQuery },
        responses: { '200': json('A page, newest first.', page(logEntrySchema)) },
      }),
    },
    '/v1/logs/archive': {
      get: operation('Who clicked, and what became of it', 'Operations', {
        requestParams: { query: logQuery },
        responses: { '200': json('A page, newest first.', page(logEntrySchema)) },
      }),
    },
    '/v1/lists': {
      get: operation('Lists of good and bad addresses', 'Operations', {
        responses: { '200': json('All of them.', z.object({ items: z.array(listSchema) })) },
      }),
    },
    '/v1/unwrap': {
      post: operation('Original addresses for those of the click gateway', 'Messages', {
        description:
          'For answers that quote a message: words as JSON, or a whole outgoing mail. What was not signed here stays as it was. `Forebay-Unwrapped` counts the addresses of a mail, `Forebay-Untouched` says why parts of it were left alone (`MIME_SIGNED`, `MIME_ENCRYPTED`, …), `Forebay-Signatures-Broken` that it was signed too early: unwrap first, sign then.',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: unwrapBody }, 'message/rfc822': { schema: z.string().meta({ format: 'binary' }) } },
        },
        responses: {
          '200': {
            description: 'The same with the originals in it.',
            content: {
              'application/json': { schema: unwrappedSchema },
              'message/rfc822': { schema: z.string().meta({ format: 'binary' }) },
            },
          },
        },
      }),
    },
    '/v1/failed': {
      get: operation('Messages that failed for good', 'Operations', {
        requestParams: { query: failedQuery },
        responses: { '200': json('A page.', page(anything)) },
      }),
    },
    '/v1/failed/{id}/retry': {
      post: operation('Run a failed message again', 'Operations', {
        requestParams: id,
        responses: { '202': json('Due again.', anything) },
      }),
    },
  }
}

export function describeApi(submissionSchema: z.ZodType): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Forebay',
      version: '1',
      description: INTRODUCTION,
    },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{ apiKey: [] }],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key (`fbk_…`).' } } },
    paths: describePaths(submissionSchema),
  })
}
