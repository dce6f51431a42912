/** What was seen of a locked file with its password stands in for what cannot be seen of it without: for those bytes alone, and for nothing else that was not looked at. */
import type { Link, Part } from '../core/message.ts'
import type { OpenedFile } from '../core/opened.ts'
import type { Finding, Outcome, Report, SubjectRef } from '../core/report.ts'
import { mergeReports } from '../inspection/inspect.ts'
import { isLocked } from '../parse/file/contents.ts'
import { fileTree } from '../policy/file-tree.ts'
import type { Seen } from './assess.ts'

/** That a file is locked, and nothing else that may be wrong with it. */
export function saysLocked({ status, reason }: Pick<Outcome, 'status' | 'reason'>): boolean {
  return status !== 'ok' && reason !== undefined && isLocked(reason)
}

/** Adds to the message what is inside its opened files, and takes back that they are locked. */
export function withOpened(seen: Seen, opened: readonly OpenedFile[]): Seen {
  return currentOf(seen.message.parts, opened).reduce(unlock, seen)
}

/** The latest of each file that is still the one that was opened. */
function currentOf(parts: readonly Part[], opened: readonly OpenedFile[]): readonly OpenedFile[] {
  const latest = new Map(opened.map((one) => [one.partId, one]))
  return [...latest.values()].filter(({ partId, sha256 }) => parts.some((part) => part.partId === partId && part.sha256 === sha256))
}

function unlock(seen: Seen, { partId, parts, links, report }: OpenedFile): Seen {
  const { message } = seen
  const { rootOf } = fileTree(message.parts)
  const isInside = ({ kind, id }: SubjectRef) => kind === 'part' && rootOf.get(id) === rootOf.get(partId)
  const outcomes = seen.report.outcomes.filter((outcome) => !(isInside(outcome.subject) && saysLocked(outcome)))
  const findings = seen.report.findings.filter(({ code, subject }) => !(isInside(subject) && isLocked(code)))
  // A report that is incomplete without an outcome that says why stays so.
  const complete =
    seen.report.complete || (outcomes.length < seen.report.outcomes.length && outcomes.every(({ status }) => status === 'ok'))
  const rest = { complete, outcomes, findings }
  return {
    ...seen,
    message: { ...message, parts: [...message.parts, ...parts], links: [...message.links, ...links] },
    report: mergeReports(rest, report),
    unlocked: [...seen.unlocked, partId],
  }
}

/**
 * A file that was examined by itself with its password, as a part of its message: `p1` is the file, whatever else is inside it.
 * What was found about words is left out, for there are none: the names of inner files are shown to nobody.
 */
export function asOpened(file: Pick<Part, 'partId' | 'sha256' | 'path'>, alone: Pick<Seen, 'message' | 'report'>, at: number): OpenedFile {
  const { partId, sha256 } = file
  // What is seen without the password as well has numbers of its own.
  const idOf = (id: string) => (id === 'p1' ? partId : `${partId}.unlocked.${id.replace(/^p1\./, '')}`)
  const moved = ({ kind, id }: SubjectRef): SubjectRef =>
    kind === 'part' || kind === 'link' ? { kind, id: idOf(id) } : { kind: 'part', id: partId }
  const [root, ...inner] = alone.message.parts
  const parts = inner.map(
    (part): Part => ({
      ...part,
      partId: idOf(part.partId),
      parentId: idOf(part.parentId ?? 'p1'),
      // The cid of a part inside is no name of a picture in the message.
      cid: null,
      path: root !== undefined && part.path.startsWith(root.path) ? `${file.path}${part.path.slice(root.path.length)}` : part.path,
    }),
  )
  const links = alone.message.links.map((link): Link => ({ ...link, linkId: idOf(link.linkId), partId: idOf(link.partId) }))
  const report: Report = {
    complete: alone.report.complete,
    outcomes: alone.report.outcomes
      .filter(({ subject, status }) => subject.kind !== 'message' || status !== 'ok')
      .map((outcome) => ({ ...outcome, subject: moved(outcome.subject) })),
    findings: alone.report.findings
      .filter(({ words }) => words === undefined)
      .map((finding): Finding => ({ ...finding, subject: moved(finding.subject) })),
  }
  return { partId, sha256, at, parts, links, report }
}
