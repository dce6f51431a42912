/** The original of a file that is held or was rebuilt stays in quarantine: agents ask for it, reviewers look at it, and each look is in the access log before a byte is given. */

import type { Blobs } from '../core/blobs.ts'
import { ForebayError } from '../core/error.ts'
import type { MessageRecord } from '../core/record.ts'
import type { ReleasedFile } from '../core/release.ts'
import type { Store } from '../core/store.ts'
import type { StoredMessage } from '../core/stored-message.ts'
import type { Clock } from '../core/time.ts'
import type { Action } from '../core/verdict.ts'
import { NEVER_LIFTED } from '../policy/collect.ts'
import { fileTree } from '../policy/file-tree.ts'
import { isLiftableFile, reachesNobody } from '../policy/liftable.ts'
import type { Assessing } from './assess.ts'
import { type ExtractedFile, extractFile } from './extract-file.ts'
import type { FileBytes } from './file-bytes.ts'

const ORIGINAL_ASKED = 'file.original-asked'
const ORIGINAL_SEEN = 'file.original-seen'

interface AskedFile {
  readonly messageId: string
  readonly fileId: string
  /** An agent's name, or the key's. */
  readonly by: string
}

interface Originals {
  /**
   * Asking twice is asking once. A reviewer answers by releasing or removing the item.
   * @throws ForebayError 404 `FILE_NOT_FOUND`, 409 `NOT_REQUESTABLE`
   */
  ask(asked: AskedFile & { readonly reason: string | null }): Promise<void>
  /**
   * For reviewers. Malware is given to nobody, and neither is what no scanner has spoken about.
   * @throws ForebayError 404 `FILE_NOT_FOUND`; 403 `FILE_MALWARE`; 409 `NOT_HELD`, `IDENTITY_REQUIRED`, `FILE_NOT_SCANNED`; 503 `FILE_UNREADABLE`
   */
  look(asked: AskedFile & { readonly reason: string; readonly keyId: string }): Promise<FileBytes>
}

interface Found {
  readonly stored: StoredMessage
  readonly record: MessageRecord
  readonly file: ReleasedFile
  readonly action: Action
}

export function createOriginals(
  deps: {
    readonly store: Pick<Store, 'load' | 'askReview' | 'appendLog'>
    readonly blobs: Pick<Blobs, 'read'>
    readonly clock: Clock
  } & Pick<Assessing, 'sandbox'>,
): Originals {
  const { store, clock } = deps

  async function find(messageId: string, fileId: string): Promise<Found> {
    const stored = await store.load(messageId)
    const record = stored?.record ?? null
    const file = record?.release?.files.find(({ id }) => id === fileId)
    const action = record?.verdict?.actions.find(({ subject }) => subject.kind === 'part' && subject.id === fileId)
    if (stored === null || record === null || file === undefined || action === undefined)
      throw new ForebayError('FILE_NOT_FOUND', 'The release has no such file.', { status: 404 })
    return { stored, record, file, action }
  }

  return {
    async ask({ messageId, fileId, by, reason }) {
      const { record, file, action } = await find(messageId, fileId)
      if (!isLiftableFile(action))
        throw new ForebayError('NOT_REQUESTABLE', 'No reviewer can release this file as it came.', { status: 409, reason: file.reason })
      const at = clock()
      const { channel } = record
      await store.askReview({ messageId, channel, subject: action.subject, askedBy: by, askedAt: at })
      const detail = { action: file.action, reason: file.reason, ...(reason === null ? {} : { why: reason }) }
      await store.appendLog([{ log: 'archive', at, actor: by, verb: ORIGINAL_ASKED, channel, messageId, subject: fileId, detail }])
    },

    async look({ messageId, fileId, by, reason, keyId }) {
      const { stored, record, file, action } = await find(messageId, fileId)
      if (action.kind !== 'hold' && action.kind !== 'disarm')
        throw new ForebayError('NOT_HELD', 'This file is neither held nor rebuilt.', { status: 409, reason: file.reason })
      if (reachesNobody(record.verdict?.actions ?? []))
        throw new ForebayError('IDENTITY_REQUIRED', 'This message reaches a person only once its sender has been identified.', {
          status: 409,
        })
      const { sha256, type } = file.original ?? file
      const extracted = await extractFile(stored, { id: fileId, sha256 }, deps)
      requireHarmless(record, fileId, extracted)
      const detail = { reason, key: keyId, sha256, revision: record.revision }
      const { channel } = record
      await store.appendLog([{ log: 'access', at: clock(), actor: by, verb: ORIGINAL_SEEN, channel, messageId, subject: fileId, detail }])
      return { bytes: extracted.bytes, name: extracted.part.untrustedName ?? fileId, type }
    },
  }
}

/** The files inside count, as they do for the verdict. */
function requireHarmless({ report }: MessageRecord, fileId: string, { parts }: ExtractedFile): void {
  const { rootOf } = fileTree(parts)
  const isInside = (id: string) => id === fileId || rootOf.get(id) === fileId || id.startsWith(`${fileId}.`)
  if (report.findings.some(({ code, subject }) => NEVER_LIFTED.has(code) && subject.kind === 'part' && isInside(subject.id)))
    throw new ForebayError('FILE_MALWARE', 'Malware was found in this file: it is given to nobody.', { status: 403 })
  const scans = report.outcomes.filter(
    ({ inspector, subject }) => inspector === 'files/malware' && subject.kind === 'part' && isInside(subject.id),
  )
  if (scans.length === 0 || scans.some(({ status }) => status !== 'ok'))
    throw new ForebayError('FILE_NOT_SCANNED', 'No scanner has spoken about this file yet.', { status: 409, retryAfterSeconds: 60 })
}
