/** How the API describes what is held, and the word of a reviewer. */
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { quarantineQuery, reviewBody } from '../quarantine.ts'
import { anything, json, jsonBody, operation, page } from './route.ts'

const item = { path: z.object({ item: z.string().meta({ description: '`id` of the item in the list.' }) }) }

export const quarantinePaths: ZodOpenApiPathsObject = {
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
}
