/** Turns any file that a person points at into what would have arrived: a mail, a chat submission or a loose file. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ForebayError } from '../core/error.ts'
import type { ChannelKind } from '../core/message.ts'
import { toWords } from '../intake/receive.ts'
import { decodeBase64, readSubmission } from '../intake/submission.ts'
import { detectType } from '../parse/file/type.ts'
import type { OpenedArrival } from '../parse/message.ts'

type Content = OpenedArrival['content']

export interface Input {
  /** The path as given, or `-`. */
  readonly path: string
  readonly kind: ChannelKind
  /** The one that a chat submission names. */
  readonly channel: string | null
  readonly content: Content
  readonly sizeBytes: number
}

/** Standard input and files of mail stores have no ending; what begins as a mail within this is one. */
const MOST_HEADER_BYTES = 64 * 1024

/** Every file below the folders, and the files themselves, in order. @throws ForebayError `INPUT_UNREADABLE` */
export async function listInputs(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const path of paths) {
    if (path !== '-' && (await isFolder(path))) {
      const entries = await readdir(path, { withFileTypes: true, recursive: true })
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      // Not one by one as arguments: a folder may hold more files than a call takes.
      for (const file of files.sort()) found.push(file)
    } else found.push(path)
  }
  if (found.length === 0) throw unreadable(paths.join(', '), 'no file is in it')
  return found
}

/** @throws ForebayError `INPUT_UNREADABLE` */
export async function readInput(path: string, standardInput: AsyncIterable<Uint8Array>): Promise<Input> {
  const bytes = path === '-' ? await drain(standardInput) : await read(path)
  const known = { path, sizeBytes: bytes.byteLength }
  if (await isMail(path, bytes)) return { ...known, kind: 'email', channel: null, content: { type: 'mail', raw: bytes } }
  return { ...known, kind: 'chat', ...(asSubmission(path, bytes) ?? { channel: null, content: asFile(path, bytes) }) }
}

async function isMail(path: string, bytes: Buffer): Promise<boolean> {
  if (/\.eml$/i.test(path)) return true
  const type = await detectType(bytes)
  return type === 'message/rfc822' || (type === 'text/plain' && beginsAsMail(bytes))
}

/** Fields from the first line on, one of them From (RFC 5322 2.2, 3.6). A mail that came as an attachment is not taken for one as easily. */
function beginsAsMail(bytes: Buffer): boolean {
  const [head = ''] = bytes
    .subarray(0, MOST_HEADER_BYTES)
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1)
  const lines = head.split(/\r?\n/)
  return lines.every((line) => /^(?:[!-9;-~]+:|[ \t])/.test(line)) && lines.some((line) => /^from:/i.test(line))
}

/** Null for JSON that is no message; one that names a channel and that the API would refuse is said to be just that. */
function asSubmission(path: string, bytes: Buffer): Pick<Input, 'channel' | 'content'> | null {
  const channel = channelNamedIn(bytes)
  if (channel === null) return null
  try {
    const submission = readSubmission(bytes)
    const files = (submission.attachments ?? []).map(({ name, type, content }, index) => ({
      untrustedName: name,
      untrustedType: type,
      bytes: decodeBase64(content, `attachments[${index}].content`),
    }))
    return { channel, content: { type: 'words', words: toWords(submission), files } }
  } catch (cause) {
    if (!(cause instanceof ForebayError)) throw cause
    throw unreadable(
      path,
      `the API would refuse it: ${cause.field ? `${cause.field}: ` : ''}${cause.publicMessage.replace(/\.$/, '')} (${cause.code})`,
      cause,
    )
  }
}

/** A channel and words, or files: no other JSON has that by chance. */
function channelNamedIn(bytes: Buffer): string | null {
  if (bytes[0] !== 0x7b) return null
  let value: unknown
  try {
    value = JSON.parse(bytes.toString())
  } catch {
    // Not JSON, or nested too deep for it: it is looked at as a file.
    return null
  }
  const { channel, text, html, attachments } = value as Record<string, unknown>
  return typeof channel === 'string' && [text, html, attachments].some((field) => field !== undefined) ? channel : null
}

function asFile(path: string, bytes: Buffer): Content {
  const untrustedName = path === '-' ? 'standard-input' : basename(path)
  return { type: 'words', words: {}, files: [{ untrustedName, untrustedType: 'application/octet-stream', bytes }] }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (cause) {
    throw unreadable(path, 'there is no such file, or it may not be read', cause)
  }
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw unreadable(path, 'there is no such file, or it may not be read', cause)
  }
}

function unreadable(path: string, why: string, cause?: unknown): ForebayError {
  return new ForebayError('INPUT_UNREADABLE', `${path}: ${why}.`, { cause })
}

async function drain(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}
