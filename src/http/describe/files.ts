/** How the API describes the files of a message: their bytes, how they look, and how to ask for what is held. */
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { passwordBody } from '../messages.ts'
import { originalQuery, requestBody } from '../originals.ts'
import { messageRecordSchema } from '../record-schema.ts'
import { viewSchema } from '../releases.ts'
import { accepted, json, jsonBody, operation, wait, whoLooks } from './route.ts'

const file = { path: z.object({ id: z.string(), fileId: z.string() }) }
const bytes = {
  description: 'As an attachment.',
  content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
}

export const filePaths: ZodOpenApiPathsObject = {
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
      requestParams: { ...file, query: originalQuery, header: whoLooks },
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
      requestParams: { ...file, header: whoLooks },
      responses: { '200': json('What there is to see.', viewSchema) },
    }),
  },
  '/v1/messages/{id}/files/{fileId}/view/{page}': {
    get: operation('One picture of a view', 'Messages', {
      requestParams: { path: file.path.extend({ page: z.string().meta({ example: '1' }) }), header: whoLooks },
      responses: { '200': { description: 'A PNG.', content: { 'image/png': { schema: z.string().meta({ format: 'binary' }) } } } },
    }),
  },
}
