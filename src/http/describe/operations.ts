/** How the API describes keys, logs, lists, and what failed. */
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { failedQuery } from '../failed.ts'
import { keyBody, keySchema, madeKeySchema } from '../keys.ts'
import { listSchema } from '../lists.ts'
import { logEntrySchema, logQuery } from '../logs.ts'
import { anything, id, json, jsonBody, operation, page } from './route.ts'

export const operationPaths: ZodOpenApiPathsObject = {
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
