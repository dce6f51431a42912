/** What all descriptions of routes are made of: a summary under a tag, with the ways in which every route may refuse. */
import { z } from 'zod'
import type { ZodOpenApiOperationObject } from 'zod-openapi'

export const TAGS = {
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

type Responses = ZodOpenApiOperationObject['responses']

export function json(description: string, schema: z.ZodType): Responses[`200`] {
  return { description, content: { 'application/json': { schema } } }
}

/** Every route may refuse; how is in the body. */
export function operation(
  summary: string,
  tag: keyof typeof TAGS,
  of: Omit<ZodOpenApiOperationObject, 'summary' | 'tags'>,
): ZodOpenApiOperationObject {
  const refused = { description: 'Refused; the code says why.', content: { 'application/problem+json': { schema: problem } } }
  return { ...of, summary, tags: [tag], responses: { ...of.responses, default: refused } }
}

export const accepted = z.object({ id: z.string(), status: z.string(), duplicate: z.boolean() }).meta({ id: 'Accepted' })
export const anything = z.record(z.string(), z.unknown())
export const page = (item: z.ZodType) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })
export const id = { path: z.object({ id: z.string() }) }
export const wait = z.string().optional().meta({ description: 'RFC 7240: `wait=SECONDS`, 30 at most.', example: 'wait=5' })
export const whoLooks = z.object({ 'Forebay-Agent': z.string().max(200).optional().meta({ description: 'Who looks.' }) })
export const jsonBody = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } })
