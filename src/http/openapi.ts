/** The API describes itself from the very schemas that check its requests, so the description cannot drift from them. */
import type { z } from 'zod'
import { createDocument } from 'zod-openapi'
import { customerPaths } from './describe/customers.ts'
import { eventPaths } from './describe/events.ts'
import { filePaths } from './describe/files.ts'
import { messagePaths } from './describe/messages.ts'
import { operationPaths } from './describe/operations.ts'
import { policyPaths } from './describe/policies.ts'
import { quarantinePaths } from './describe/quarantine.ts'
import { TAGS } from './describe/route.ts'

const INTRODUCTION = `What customers send goes in; what agents may safely see comes out.

Send an API key with each request: \`Authorization: Bearer KEY\`. Every refusal is \`application/problem+json\` (RFC 9457) with a stable
\`code\`; 429 and 503 say in \`Retry-After\` when to come back, and a refused submission has stored nothing.`

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
    paths: {
      ...messagePaths(submissionSchema),
      ...filePaths,
      ...eventPaths,
      ...policyPaths,
      ...quarantinePaths,
      ...customerPaths,
      ...operationPaths,
    },
  })
}
