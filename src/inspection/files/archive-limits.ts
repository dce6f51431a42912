/** An archive that was not opened wholly, whatever the reason, is unscannable under that reason: never clean. */
import type { PartInspector } from '../../core/inspector.ts'
import { isContainer } from '../../parse/file/archive.ts'
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
  applies: (part) => part.role === 'file' && (isContainer(part.detectedType) || CARRIERS.has(part.detectedType)),
  inspect: ({ listing }) => {
    // A container without a listing was forgotten somewhere before: that is no reason to trust it.
    const reason = listing === null ? 'ARCHIVE_NOT_OPENED' : listing.incomplete
    // A lock has its own inspector, which makes it unscannable.
    if (reason === null || reason === 'ARCHIVE_ENCRYPTED') return { status: 'ok', sightings: [] }
    const quoted = [evidence('reason', reason), evidence('format', listing?.format ?? 'unknown')]
    return { status: 'unscannable', reason, sightings: [{ code: 'FILE_ARCHIVE_LIMIT', evidence: quoted }] }
  },
}
