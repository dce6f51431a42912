/** How the API describes channels and the policies that they have. */
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { channelSchema, tableSchema } from '../channels.ts'
import { policyBody } from '../policies.ts'
import { anything, json, operation } from './route.ts'

const channel = { path: z.object({ channel: z.string() }) }

export const policyPaths: ZodOpenApiPathsObject = {
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
}
