/** How the API describes what goes in, what became of it, and what an agent gets. */
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { envelopeHeaders } from '../envelope.ts'
import { identifyBody, messageQuery } from '../messages.ts'
import { identificationSchema, messageRecordSchema, releaseSchema } from '../record-schema.ts'
import { revealBody, revealedSchema } from '../reveal.ts'
import { unwrapBody, unwrappedSchema } from '../unwrap.ts'
import { accepted, id, json, jsonBody, operation, page, wait, whoLooks } from './route.ts'

export function messagePaths(submissionSchema: z.ZodType): ZodOpenApiPathsObject {
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
        responses: { '200': json('Settled within the wait.', messageRecordSchema), '202': json('Durable; see Location.', accepted) },
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
  }
}
