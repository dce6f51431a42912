/** A settled message is what its submission deserves: its own words, each file with its true fate, and every released byte scanned and unchanged. */
import { createHash } from 'node:crypto'
import type { MessageRecord } from '../../src/core/record.ts'
import { eicar } from '../../test/support/files.ts'
import type { Api } from './api.ts'
import type { Faults } from './faults.ts'
import { type Fate, type Submission, textOf } from './submissions.ts'

export const isReleased = ({ action }: { readonly action: string }): boolean => action === 'release' || action === 'disarm'

/** As it stands in the end. */
export function checkFinalRecord(record: MessageRecord, submission: Submission, faults: Faults): void {
  const { id, status, release, report } = record
  if (status === 'accepted' || release === null) {
    faults.add('unsettled', `${id} is still accepted`)
    return
  }
  if (status !== 'released') faults.add('untrue', `${id} is ${status}, its words should be released`)
  if (release.messageId !== id || release.revision !== record.revision) faults.add('untrue', `${id} has the release of another`)
  if (!release.text?.includes(`${textOf(submission.number)}.`) && !release.text?.includes(`${textOf(submission.number)} `))
    faults.add('untrue', `${id} has not the words of message ${submission.number}`)
  for (const outcome of report.outcomes) {
    if (outcome.status !== 'ok') faults.add('unsettled', `${id}: ${outcome.inspector} is ${outcome.status} (${outcome.reason})`)
  }
  if (report.complete !== report.outcomes.every((outcome) => outcome.status === 'ok')) faults.add('untrue', `${id}: complete is not true`)
  const fates = release.files.map(fateOf)
  const expected: readonly Fate[] = submission.file === null ? [] : [submission.fate]
  if (fates.join() !== expected.join())
    faults.add('untrue', `${id} (message ${submission.number}): file is ${fates.join() || 'missing'}, should be ${expected.join()}`)
  for (const action of record.verdict?.actions ?? []) {
    if (action.kind === 'hold' && action.reason !== submission.fate) faults.add('untrue', `${id} is held for ${action.reason}`)
  }
}

function fateOf(file: { readonly action: string; readonly reason: string }): string {
  if (isReleased(file)) return 'released'
  return (file.action === 'hold' && file.reason === 'IDENTITY_REQUIRED') || (file.action === 'remove' && file.reason === 'FILE_MALWARE')
    ? file.reason
    : `${file.action} ${file.reason}`
}

/** At any revision: a file that could be fetched then was scanned by then, and is the one that was sent. */
export function checkInspected(record: MessageRecord, submission: Submission, faults: Faults): void {
  for (const file of (record.release?.files ?? []).filter(isReleased)) {
    const where = `${record.id} revision ${record.revision}, file ${file.id}`
    const outcomes = record.report.outcomes.filter(({ subject }) => subject.kind === 'part' && subject.id === file.id)
    if (!outcomes.some(({ inspector, status }) => inspector === 'files/malware' && status === 'ok'))
      faults.add('uninspected', `${where}: no scan that ended well`)
    for (const { inspector, status } of outcomes) if (status !== 'ok') faults.add('uninspected', `${where}: ${inspector} is ${status}`)
    if (submission.fate === 'FILE_MALWARE') faults.add('uninspected', `${where}: malware`)
    if (submission.file === null || sha256(submission.file) !== file.sha256) faults.add('untrue', `${where}: not the file that was sent`)
  }
}

/** Fetches what an agent could fetch, and gives how many files that were. */
export async function checkBytes(record: MessageRecord, submission: Submission, api: Api, faults: Faults): Promise<number> {
  const released = (record.release?.files ?? []).filter(isReleased)
  for (const file of released) {
    const bytes = await api.bytes(`/v1/messages/${record.id}/files/${file.id}`)
    if (bytes.includes(eicar())) faults.add('uninspected', `${record.id}: the bytes of ${file.id} are malware`)
    if (submission.file === null || !bytes.equals(submission.file))
      faults.add('untrue', `${record.id}: the bytes of ${file.id} are changed`)
  }
  return released.length
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
