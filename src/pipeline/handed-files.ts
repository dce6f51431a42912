/** Files go to those they were handed to, by the verdict of now and not of the day when the address was made, and never before the look or the download stands in the access log. */
import type { FileView } from '../core/disarmed.ts'
import type { AddressedFile, FileAsker, FileUse, HandedFiles } from '../core/handed-file.ts'
import type { NewLogEntry } from '../core/log-entry.ts'
import type { Store } from '../core/store.ts'
import type { Clock } from '../core/time.ts'
import type { FileBytes } from './file-bytes.ts'
import { sha256Of } from './sha256.ts'

export const FILE_DOWNLOADED = 'file.downloaded'
export const FILE_VIEWED = 'file.viewed'
export const FILE_REFUSED = 'file.refused'

export interface HandingOut {
  readonly store: Pick<Store, 'load' | 'policy' | 'appendLog'>
  readonly clock: Clock
  /** Null for a token that was not signed here for this use. */
  readToken(use: FileUse, untrustedToken: string): AddressedFile | null
  signToken(use: FileUse, file: AddressedFile): string
  /** How long an address works, from when it was handed out. */
  readonly maxAgeMs: number
  /** Null when the verdict does not let it out. */
  fileBytes(messageId: string, fileId: string): Promise<FileBytes | null>
  view(file: FileBytes, channel: string): Promise<FileView | null>
}

export function createHandedFiles(deps: HandingOut): HandedFiles {
  const { store, clock } = deps

  /** What is given is what was inspected, as {@link HandingOut.fileBytes} promises; what is noted is what is given. */
  async function given(asker: FileAsker) {
    const { messageId, fileId } = asker
    const file = await deps.fileBytes(messageId, fileId)
    const record = file === null ? null : ((await store.load(messageId))?.record ?? null)
    if (file === null || record === null) return null
    const sha256 = sha256Of(file.bytes)
    const disarmed = record.release?.files.some(({ id, action }) => id === fileId && action === 'disarm') ?? false
    const detail = { sha256, size: file.bytes.byteLength, disarmed, key: asker.keyId, revision: record.revision }
    return { file, entry: entryFor(asker, record.channel, detail) }
  }

  function entryFor(
    { messageId, fileId, by }: Pick<FileAsker, 'messageId' | 'fileId' | 'by'>,
    channel: string | null,
    detail: NewLogEntry['detail'],
  ): Omit<NewLogEntry, 'verb'> {
    return { log: 'access', at: clock(), actor: by, channel, messageId, subject: fileId, detail }
  }

  return {
    async look(use, untrustedToken) {
      const signed = deps.readToken(use, untrustedToken)
      const stored = signed === null ? null : await store.load(signed.messageId)
      if (signed === null || stored?.record == null) return { state: 'unknown' }
      const { record } = stored
      const language = (await store.policy(record.channel))?.policy.language ?? ''
      const handed = { ...signed, record, language }
      if (clock() - signed.issuedAt > deps.maxAgeMs) return { state: 'expired', handed }
      const file = record.release?.files.find(({ id }) => id === signed.fileId) ?? null
      if (file?.action === 'hold' || (file === null && record.status === 'held')) return { state: 'held', handed, file }
      const isOut = record.status === 'released' && (file?.action === 'release' || file?.action === 'disarm')
      return file === null || !isOut ? { state: 'gone', handed, file } : { state: 'open', handed, file }
    },
    async take(asker) {
      const found = await given(asker)
      if (found === null) return null
      await store.appendLog([{ ...found.entry, verb: FILE_DOWNLOADED }])
      return found.file
    },
    async show(asker, page) {
      const found = await given(asker)
      if (found === null) return null
      const view = await deps.view(found.file, found.entry.channel ?? '')
      const detail = { ...found.entry.detail, ...(page === null ? {} : { page }) }
      await store.appendLog([{ ...found.entry, verb: FILE_VIEWED, detail }])
      return { view }
    },
    async refuse({ state, handed }, why, by) {
      const { record, agent } = handed
      const entry = entryFor({ ...handed, by }, record.channel, { state, why, handedTo: agent, revision: record.revision })
      await store.appendLog([{ ...entry, verb: FILE_REFUSED }])
    },
    tokenFor: (use, { messageId, fileId, agent, issuedAt }) => deps.signToken(use, { messageId, fileId, agent, issuedAt }),
  }
}
