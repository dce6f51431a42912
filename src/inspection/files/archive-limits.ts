/** A file that was not opened wholly, whatever the reason, is unscannable under that reason: never clean. */
import type { PartInspector } from '../../core/inspector.ts'
import { isContainer } from '../../parse/file/archive.ts'
import { isLocked } from '../../parse/file/contents.ts'
import { evidence } from './evidence.ts'

/** Invitations and contacts carry files inside their lines. */
const CARRIERS: ReadonlySet<string> = new Set(['text/calendar', 'text/vcard'])

export const archiveLimits: PartInspector = {
  id: 'files/archive-limits',
  looksAt: 'part',
  codes: {
    FILE_ARCHIVE_LIMIT: {
      severity: 'medium',
      title: 'Archive not opened wholly',
      explanation: 'The archive is too large, too deep, damaged or of a kind that could not be opened, so not all of it was checked.',
    },
  },
  applies: (part) => part.role === 'file',
  inspect: ({ part, listing }) => {
    const { detectedType: type } = part
    // A container without a listing was forgotten somewhere before: that is no reason to trust it.
    const forgotten = listing === null && isContainer(type)
    const reason = forgotten ? 'ARCHIVE_NOT_OPENED' : (listing?.incomplete ?? null)
    // Documents have inspectors of their own, and so has a lock; each makes its file unscannable.
    if (reason === null || isLocked(reason) || /^(?:OFFICE|PDF)_/.test(reason)) return { status: 'ok', sightings: [] }
    const quoted = [evidence('reason', reason), evidence('format', listing?.format ?? 'unknown')]
    const carries = isContainer(type) || CARRIERS.has(type)
    return { status: 'unscannable', reason, sightings: carries ? [{ code: 'FILE_ARCHIVE_LIMIT', evidence: quoted }] : [] }
  },
}
