/** Queries, paths and small JSON bodies are taken only in the shape that a schema allows; a refusal names the field and quotes nothing. */
import { isUtf8 } from 'node:buffer'
import type { Request } from 'express'
import { z } from 'zod'
import { ForebayError } from '../core/error.ts'
import { mediaTypeOf, type ReadBody, unsupportedMediaType } from './body.ts'

export const MAX_SMALL_BODY_BYTES = 256 * 1024

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .max(500)
    .regex(/^[A-Za-z0-9_.~-]+$/)
    .optional()
    .meta({ description: 'From `nextCursor` of the page before.' }),
})

/** RFC 9562 text form; ids of ours are never anything else, so another string is simply not found. */
const MESSAGE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** @throws ForebayError 422 `INVALID_FIELD` or `UNKNOWN_FIELD` */
export function readQuery<Schema extends z.ZodType>(req: Request, schema: Schema): z.output<Schema> {
  return checked(schema, req.query)
}

/** @throws ForebayError 400 `INVALID_JSON`, 413, 415, 422 */
export async function readSmallJson<Schema extends z.ZodType>(req: Request, readBody: ReadBody, schema: Schema): Promise<z.output<Schema>> {
  if (mediaTypeOf(req) !== 'application/json') throw unsupportedMediaType('application/json')
  return checked(schema, parseJson(await readBody(req, MAX_SMALL_BODY_BYTES)))
}

/** For bodies of at most `MAX_SMALL_BODY_BYTES`, whose depth the parser itself can bear. */
export function parseJson(untrustedBytes: Buffer): unknown {
  try {
    if (isUtf8(untrustedBytes)) return JSON.parse(untrustedBytes.toString('utf8'))
  } catch {
    // The parser's message quotes the text.
    throw invalidJson()
  }
  throw invalidJson()
}

export function messageIdOf(req: Request): string {
  const id = param(req, 'id')
  if (!MESSAGE_ID.test(id)) throw messageNotFound()
  return id
}

export function param(req: Request, name: string): string {
  const value: unknown = req.params[name]
  return typeof value === 'string' ? value : ''
}

export function messageNotFound(): ForebayError {
  return new ForebayError('MESSAGE_NOT_FOUND', 'There is no such message.', { status: 404 })
}

export function fileNotFound(): ForebayError {
  return new ForebayError('FILE_NOT_FOUND', 'The release has no such file.', { status: 404 })
}

function checked<Schema extends z.ZodType>(schema: Schema, untrusted: unknown): z.output<Schema> {
  const parsed = schema.safeParse(untrusted)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  if (issue?.code === 'unrecognized_keys')
    // Which one is not said: a key in a body can be what was meant to be a value.
    throw new ForebayError('UNKNOWN_FIELD', 'A field or parameter is not known here.', { status: 422 })
  throw new ForebayError('INVALID_FIELD', 'The value is missing or not of the kind that is asked for.', {
    status: 422,
    ...(field === '' ? {} : { field }),
  })
}

function invalidJson(): ForebayError {
  return new ForebayError('INVALID_JSON', 'The body is not valid JSON.', { status: 400 })
}
