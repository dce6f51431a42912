/** Files that are known by their token, and what was done with them. */
import type { FileView } from '../../src/core/disarmed.ts'
import type { FileAsker, FileLook, FileUse, HandedFile, HandedFiles } from '../../src/core/handed-file.ts'
import type { MessageRecord } from '../../src/core/record.ts'
import { fileOf } from './settle.ts'

export interface ScriptedFiles extends HandedFiles {
  readonly noted: { readonly what: string; readonly by: string; readonly page?: number | null }[]
}

export interface FileScript {
  readonly looks?: Readonly<Record<string, FileLook>>
  readonly bytes?: Uint8Array
  readonly view?: FileView | null
}

/** A token is known as `USE TOKEN`. */
export function scriptedFiles({ looks = {}, bytes, view = null }: FileScript = {}): ScriptedFiles {
  const noted: ScriptedFiles['noted'] = []
  return {
    noted,
    look: async (use: FileUse, token: string) => looks[`${use} ${token}`] ?? { state: 'unknown' },
    async take({ by }: FileAsker) {
      if (bytes === undefined) return null
      noted.push({ what: 'taken', by })
      return { bytes, name: 'a.txt', type: 'text/plain' }
    },
    async show({ by }: FileAsker, page) {
      noted.push({ what: 'shown', by, page })
      return { view }
    },
    async refuse({ state }, why, by) {
      noted.push({ what: `refused ${state} ${why}`, by })
    },
    tokenFor: (use) => `${use}-token`,
  }
}

export function handedFile(more: Partial<MessageRecord> = {}): HandedFile {
  const record = {
    id: '0193b0c8-0000-7000-8000-000000000001',
    channel: 'webchat',
    kind: 'chat',
    status: 'released',
    revision: 1,
    sender: { address: 'anna@example.com', name: 'Anna Berg' },
    identity: { level: 'authenticated', subject: null, evidence: [] },
    report: { complete: true, outcomes: [], findings: [] },
    verdict: null,
    release: { files: [fileOf()] },
    ...more,
  } as unknown as MessageRecord
  return { messageId: record.id, fileId: 'p1', agent: 'lisa', issuedAt: 0, record, language: 'en' }
}
