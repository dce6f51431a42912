/** Turns any file that a person points at into an arrival: a mail, a chat submission or a loose file. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ForebayError } from '../core/error.ts'
import type { ArrivalWords, ChannelKind } from '../core/message.ts'
import { detectType } from '../parse/file/type.ts'
import type { OpenedArrival } from '../parse/message.ts'

type Content = OpenedArrival['content']

export interface Input {
  /** The path as given, or `-`. */
  readonly path: string
  readonly kind: ChannelKind
  readonly content: Content
  readonly sizeBytes: number
}

/** Every file below the folders, and the files themselves, in order. */
export async function listInputs(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const path of paths) {
    if (path === '-') found.push(path)
    else if ((await statOf(path)).isDirectory()) {
      const entries = await readdir(path, { withFileTypes: true, recursive: true })
      found.push(
        ...entries
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort(),
      )
    } else found.push(path)
  }
  return found
}

/** @throws ForebayError `INPUT_UNREADABLE` */
export async function readInput(path: string, standardInput: AsyncIterable<Uint8Array>): Promise<Input> {
  const bytes = path === '-' ? await drain(standardInput) : await read(path)
  const content = (await asMail(path, bytes)) ?? asSubmission(bytes) ?? asFile(path, bytes)
  return { path, kind: content.type === 'mail' ? 'email' : 'chat', content, sizeBytes: bytes.byteLength }
}

async function asMail(path: string, bytes: Buffer): Promise<Content | null> {
  const isMail = /\.(eml|mbox|msg822)$/i.test(path) || (await detectType(bytes)) === 'message/rfc822'
  return isMail ? { type: 'mail', raw: bytes } : null
}

/** The JSON of a submission (the API's), as far as `check` needs it; null when it is something else. */
function asSubmission(bytes: Buffer): Content | null {
  if (bytes[0] !== 0x7b) return null
  let value: unknown
  try {
    value = JSON.parse(bytes.toString())
  } catch {
    // Not JSON: it is looked at as a file.
    return null
  }
  const { text, html, subject, sender, attachments } = value as Record<string, unknown>
  const isSubmission = [text, html].some((words) => typeof words === 'string') || Array.isArray(attachments)
  if (!isSubmission) return null
  const words: ArrivalWords = {
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof html === 'string' ? { html } : {}),
    ...(typeof subject === 'string' ? { subject } : {}),
    ...(isSender(sender) ? { sender: { address: sender.address, ...(typeof sender.name === 'string' ? { name: sender.name } : {}) } } : {}),
  }
  const files = (Array.isArray(attachments) ? attachments : []).map((attachment: Record<string, unknown>) => ({
    untrustedName: String(attachment.name ?? ''),
    untrustedType: String(attachment.type ?? 'application/octet-stream'),
    bytes: Buffer.from(String(attachment.content ?? ''), 'base64'),
  }))
  return { type: 'words', words, files }
}

function isSender(value: unknown): value is { address: string; name?: unknown } {
  return typeof value === 'object' && value !== null && typeof (value as { address?: unknown }).address === 'string'
}

function asFile(path: string, bytes: Buffer): Content {
  const untrustedName = path === '-' ? 'standard-input' : basename(path)
  return { type: 'words', words: {}, files: [{ untrustedName, untrustedType: 'application/octet-stream', bytes }] }
}

async function statOf(path: string) {
  try {
    return await stat(path)
  } catch (cause) {
    throw new ForebayError('INPUT_UNREADABLE', `${path}: there is no such file, or it may not be read.`, { cause })
  }
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new ForebayError('INPUT_UNREADABLE', `${path}: there is no such file, or it may not be read.`, { cause })
  }
}

async function drain(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}
