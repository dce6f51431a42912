/** A file behind a password is never taken for inspected: it is unscannable, and says so. */
import type { PartInspector, PartSubject } from '../../core/inspector.ts'
import type { Evidence } from '../../core/report.ts'
import { isContainer } from '../../parse/file/archive.ts'
import { surveyPdf } from '../../parse/file/pdf.ts'
import { isOfficeType } from '../../parse/office/office.ts'
import { evidence } from './evidence.ts'

const LOCKED_TYPES: ReadonlySet<string> = new Set(['application/pgp-encrypted'])
/** As openers say it; a wrong password leaves the lock closed. */
const LOCK_REASONS: ReadonlySet<string> = new Set(['ARCHIVE_ENCRYPTED', 'OFFICE_ENCRYPTED', 'OFFICE_PASSWORD_WRONG'])

export const encrypted: PartInspector = {
  id: 'files/encrypted',
  looksAt: 'part',
  codes: {
    FILE_ENCRYPTED: {
      severity: 'medium',
      title: 'Locked with a password',
      explanation: 'The file is locked with a password, so what is inside could not be checked.',
    },
  },
  applies: ({ role, detectedType }) =>
    role === 'file' &&
    (isContainer(detectedType) || isOfficeType(detectedType) || detectedType === 'application/pdf' || LOCKED_TYPES.has(detectedType)),
  inspect: (subject) => {
    const lock = lockOf(subject)
    if (lock === null) return { status: 'ok', sightings: [] }
    return { status: 'unscannable', reason: 'FILE_ENCRYPTED', sightings: [{ code: 'FILE_ENCRYPTED', evidence: [lock] }] }
  },
}

function lockOf({ part, bytes, listing }: PartSubject): Evidence | null {
  if (LOCKED_TYPES.has(part.detectedType)) return evidence('detected', part.detectedType)
  // Also with an empty password, which any reader tries by itself: the strings and streams inside stay closed here.
  if (part.detectedType === 'application/pdf') return surveyPdf(bytes).names.has('Encrypt') ? evidence('name', '/Encrypt') : null
  const locked = listing?.entries.find((entry) => entry.encrypted)
  if (locked !== undefined) return evidence('entry', locked.untrustedPath)
  return LOCK_REASONS.has(listing?.incomplete ?? '') ? evidence('locked', part.detectedType) : null
}
