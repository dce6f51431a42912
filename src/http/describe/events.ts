/** How the API describes the stream of events and the webhooks. */
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { EVENT_TYPES } from '../../core/record.ts'
import { eventsQuery } from '../events.ts'
import { pageQuery } from '../read-request.ts'
import { webhookBody } from '../webhooks.ts'
import { anything, id, json, jsonBody, operation, page } from './route.ts'

export const eventPaths: ZodOpenApiPathsObject = {
  '/v1/events': {
    get: operation('Server-sent events', 'Events', {
      description: `Types: ${EVENT_TYPES.map((type) => `\`${type}\``).join(', ')}. Goes on after \`Last-Event-ID\`; one that is not known is refused with 404 \`EVENT_UNKNOWN\`, for nothing is skipped in silence.`,
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
}
