/** Compiles one source into one file, as the command line asks for it: what `openLists` finds in its folder it takes as it stands. */
import { randomBytes } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { ForebayError } from '../../core/error.ts'
import type { Clock } from '../../core/time.ts'
import { type CompileResult, digestOf } from './compile.ts'
import { compileInThread } from './compile-thread.ts'
import type { ListFetch } from './fetch-list.ts'
import type { ListFormat } from './formats/detect.ts'
import { MAX_DOWNLOAD_BYTES } from './kept-list.ts'
import { isUrl, shownSource } from './settings.ts'

export interface CompileOnce {
  readonly list: string
  /** A path, or an https URL. */
  readonly source: string
  readonly format: ListFormat | 'auto'
  readonly outPath: string
  readonly secret: Uint8Array
  readonly clock: Clock
  readonly fetch: ListFetch
  readonly signal: AbortSignal
}

/** @throws ForebayError as `compileList` and `ListFetch` do, `LIST_SOURCE_MISSING` for a file that is not there */
export async function compileOnce(asked: CompileOnce): Promise<CompileResult> {
  const { list, source, format, outPath, secret, clock, fetch, signal } = asked
  const at = clock()
  const job = {
    list,
    source: shownSource(source),
    sourceDigest: digestOf(source),
    sourceReadAt: at,
    compiledAt: at,
    format,
    outPath,
    secret,
  }
  if (!isUrl(source)) {
    const found = await stat(source).catch((cause) => {
      throw new ForebayError('LIST_SOURCE_MISSING', `${source}: there is no such file, or it may not be read.`, { cause })
    })
    const sourceState = { etag: null, lastModified: null, mtimeMs: found.mtimeMs, sizeBytes: found.size }
    return await compileInThread({ ...job, sourcePath: source, sourceState, refuseEmpty: false }, signal)
  }
  const toPath = `${outPath}.${randomBytes(6).toString('hex')}.download`
  try {
    const answer = await fetch(source, { etag: null, lastModified: null, maxBytes: MAX_DOWNLOAD_BYTES, signal, toPath })
    if (answer.status === 'unchanged') throw new ForebayError('LIST_SOURCE_REFUSED', 'The source says unchanged and was not asked that.')
    const sourceState = { etag: answer.etag, lastModified: answer.lastModified, mtimeMs: null, sizeBytes: null }
    return await compileInThread({ ...job, sourcePath: toPath, sourceState, refuseEmpty: true }, signal)
  } finally {
    await rm(toPath, { force: true })
  }
}
