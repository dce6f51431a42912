/** A multipart submission streams: its files go part by part to where they are kept, and on any failure none of them stays. */
import type { Readable } from 'node:stream'
import busboy from 'busboy'
import { ForebayError } from '../core/error.ts'

export interface MultipartFile {
  readonly untrustedName: string
  readonly untrustedType: string
}

export interface MultipartSink {
  /** The JSON of the `message` part; called once at most, never while a file is being taken. */
  message(untrustedJson: Uint8Array): Promise<void>
  /** Reads the file to its end, or throws. Called one after the other, in the order of the parts. */
  file(file: MultipartFile, bytes: AsyncIterable<Uint8Array>, index: number): Promise<void>
}

export interface MultipartLimits {
  readonly maxMessageJsonBytes: number
  readonly maxFiles: number
  readonly maxNameCharacters: number
}

const MESSAGE_PART = 'message'

/**
 * Resolves when all parts were handed on. The caller removes what its sink kept when this throws.
 * Reads `body` without destroying it, so that a refusal can still be answered (RFC 7578, limits ours).
 * @throws ForebayError 400 `MULTIPART_INVALID`; 413 `TOO_MANY_FILES`, `MESSAGE_TOO_LARGE`; 422 `INVALID_FIELD`, `INVALID_CHARACTERS`, `UNKNOWN_FIELD`, `MULTIPART_MESSAGE_MISSING`; and what the sink throws
 */
export async function readMultipart(
  body: Readable,
  untrustedContentType: string,
  limits: MultipartLimits,
  sink: MultipartSink,
): Promise<void> {
  const parser = openParser(untrustedContentType, limits)
  let parts: Promise<void> = Promise.resolve()
  let messageSeen = false
  let fileCount = 0

  function takeMessage(read: () => Promise<Uint8Array>): void {
    const again = messageSeen
    messageSeen = true
    parts = parts.then(async () => {
      if (again) throw new ForebayError('INVALID_FIELD', 'There is more than one part named message.', { status: 422, field: MESSAGE_PART })
      await sink.message(await read())
    })
  }

  const parsed = new Promise<void>((resolve, reject) => {
    // Each step starts after the one before, and the first that fails ends the whole.
    const step = (add: () => void) => {
      add()
      parts.catch(reject)
    }
    parser.on('field', (untrustedName, value, info) =>
      step(() => {
        if (untrustedName !== MESSAGE_PART) parts = parts.then(() => Promise.reject(unknownPart()))
        else if (info.valueTruncated) parts = parts.then(() => Promise.reject(messageTooLong(limits)))
        else takeMessage(async () => Buffer.from(value))
      }),
    )
    parser.on('file', (untrustedName, stream, info) =>
      step(() => {
        // What cuts a file off fails its reader or the parser, which both are heard; without a listener here it would end the process.
        stream.on('error', () => undefined)
        if (untrustedName === MESSAGE_PART) {
          takeMessage(() => collect(stream, limits))
          return
        }
        const index = fileCount
        fileCount += 1
        parts = parts.then(async () => {
          const file = { untrustedName: info.filename ?? '', untrustedType: info.mimeType }
          checkName(file, index, limits)
          await sink.file(file, stream, index).catch((error: unknown) => {
            throw stream.errored !== null && !(error instanceof ForebayError) ? invalid() : error
          })
        })
      }),
    )
    parser.once('filesLimit', () => reject(tooManyFiles(limits)))
    parser.once('fieldsLimit', () => reject(unknownPart()))
    parser.once('partsLimit', () => reject(tooManyFiles(limits)))
    parser.on('error', () => reject(invalid()))
    parser.once('close', resolve)
    body.once('error', () => reject(cutOff()))
    body.once('close', () => {
      if (!body.readableEnded) reject(cutOff())
    })
    body.pipe(parser)
  })

  try {
    await parsed
    await parts
  } catch (error) {
    body.unpipe(parser)
    parser.destroy()
    // What is being written must have ended before the caller cleans up; its own failure is the one thrown already or follows from it.
    await parts.catch(() => undefined)
    throw error
  }
  if (!messageSeen)
    throw new ForebayError('MULTIPART_MESSAGE_MISSING', 'The part named message, with the JSON of the submission, is missing.', {
      status: 422,
      field: MESSAGE_PART,
    })
}

function openParser(untrustedContentType: string, limits: MultipartLimits): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': untrustedContentType },
      defParamCharset: 'utf8',
      // Path separators in a name are for the inspectors to see.
      preservePath: true,
      limits: {
        fields: 1,
        fieldSize: limits.maxMessageJsonBytes,
        files: limits.maxFiles + 1,
        parts: limits.maxFiles + 3,
        headerPairs: 20,
      },
    })
  } catch {
    // Its message quotes the header.
    throw invalid()
  }
}

async function collect(stream: AsyncIterable<Uint8Array>, limits: MultipartLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of stream) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > limits.maxMessageJsonBytes) throw messageTooLong(limits)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function checkName(file: MultipartFile, index: number, limits: MultipartLimits): void {
  for (const [what, value] of [
    ['name', file.untrustedName],
    ['type', file.untrustedType],
  ] as const) {
    const of = { status: 422, field: `attachments[${index}].${what}` }
    if (value.length > limits.maxNameCharacters)
      throw new ForebayError('INVALID_FIELD', 'The value is too long.', { ...of, limit: { maxCharacters: limits.maxNameCharacters } })
    if (value.includes('\0') || !value.isWellFormed())
      throw new ForebayError('INVALID_CHARACTERS', 'The text holds NUL or a lone surrogate.', of)
  }
}

function invalid(): ForebayError {
  return new ForebayError('MULTIPART_INVALID', 'The body is not well-formed multipart/form-data.', { status: 400 })
}

export function cutOff(): ForebayError {
  return new ForebayError('BODY_CUT_OFF', 'The body ended before it was whole.', { status: 400 })
}

function unknownPart(): ForebayError {
  return new ForebayError('UNKNOWN_FIELD', 'Besides the part named message only files are taken.', { status: 422 })
}

function tooManyFiles(limits: MultipartLimits): ForebayError {
  return new ForebayError('TOO_MANY_FILES', `At most ${limits.maxFiles} files fit in one message.`, {
    status: 413,
    field: 'attachments',
    limit: { maxFiles: limits.maxFiles },
  })
}

function messageTooLong(limits: MultipartLimits): ForebayError {
  return new ForebayError('MESSAGE_TOO_LARGE', 'The JSON of the message is too large.', {
    status: 413,
    field: MESSAGE_PART,
    limit: { maxBytes: limits.maxMessageJsonBytes },
  })
}
