/** Agent and sender are told of files that were rebuilt, what those lost, and of files that a password stands before. */
import type { Part } from '../core/message.ts'
import type { Notice, ReleasedFile } from '../core/release.ts'
import type { Outcome } from '../core/report.ts'
import { isHopelesslyLocked } from '../parse/file/contents.ts'
import type { Words } from './words/words.ts'

interface Locks {
  /** Files that were looked into with their password. */
  readonly unlocked: readonly string[]
  /** Files with a lock in them that no password opens here. */
  readonly hopeless: ReadonlySet<string>
  /** Whether this channel asks for passwords. */
  readonly areAsked: boolean
}

export function fileNotices(files: readonly ReleasedFile[], { unlocked, hopeless, areAsked }: Locks, words: Words): readonly Notice[] {
  const notices: Notice[] = []
  for (const { count, losses } of alike(files)) {
    notices.push({ for: 'agent', code: 'FILE_DISARMED', text: words.tellAgentRebuilt(count, losses) })
    notices.push({ for: 'sender', code: 'FILE_DISARMED', text: words.tellSenderRebuilt(count, losses) })
  }
  const open = files.filter(({ id, action }) => action === 'release' && unlocked.includes(id)).length
  if (open > 0) notices.push({ for: 'agent', code: 'FILE_LOCKED', text: words.tellLocked(open) })
  const waiting = files.filter((file) => waitsForPassword(file) && !unlocked.includes(file.id) && !hopeless.has(file.id)).length
  if (areAsked && waiting > 0) notices.push({ for: 'sender', code: 'PASSWORD_REQUIRED', text: words.askForPassword(waiting) })
  return notices
}

/** Files that stay closed whatever password is given, for their own lock or that of a file inside. */
export function hopelesslyLocked(parts: readonly Part[], outcomes: readonly Outcome[]): ReadonlySet<string> {
  const hopeless = new Set<string>()
  for (const { subject, status, reason } of outcomes)
    if (subject.kind === 'part' && status !== 'ok' && isHopelesslyLocked(reason ?? '')) hopeless.add(subject.id)
  if (hopeless.size === 0) return hopeless
  // What is inside stands behind what it is in.
  for (const { partId, parentId } of parts.toReversed()) if (parentId !== null && hopeless.has(partId)) hopeless.add(parentId)
  return hopeless
}

/** Locks that a password opens; not those that none does, nor the one that opens by itself. */
const OPENS_BY_PASSWORD = /^(?:FILE|ARCHIVE|OFFICE|PDF)_(?:ENCRYPTED|PASSWORD_WRONG)$/

/** Held for its lock and nothing that comes before it: whoever is not identified yet is asked for that first. */
function waitsForPassword({ action, reason }: Pick<ReleasedFile, 'action' | 'reason'>): boolean {
  return action === 'hold' && OPENS_BY_PASSWORD.test(reason)
}

/** Files that lost the same are told of together. */
function alike(files: readonly ReleasedFile[]): Iterable<{ readonly count: number; readonly losses: readonly string[] }> {
  const groups = new Map<string, { count: number; readonly losses: readonly string[] }>()
  for (const { lost } of files) {
    if (lost === undefined) continue
    const losses = [...new Set(lost.map(({ text }) => text))]
    const key = losses.join('\n')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { count: 1, losses })
    else group.count += 1
  }
  return groups.values()
}
