/** How the API describes what is kept of a person, handed out and erased. */
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { addressBody, customerSchema, erasedSchema } from '../customers.ts'
import { json, jsonBody, operation } from './route.ts'

const subject = { path: z.object({ subject: z.string().meta({ description: '`sub` of the login.' }) }) }
const ndjson = { description: 'As an attachment.', content: { 'application/x-ndjson': { schema: z.string() } } }

export const customerPaths: ZodOpenApiPathsObject = {
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
}
