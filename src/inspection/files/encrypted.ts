/** A file behind a password is never taken for inspected: it is unscannable, and says so. */
import type { PartInspector, PartSubject } from '../../core/inspector.ts'
import type { Evidence } from '../../core/report.ts'
import { isContainer, LOCKED_REASONS } from '../../parse/file/archive.ts'
import { surveyPdf } from '../../parse/file/pdf.ts'
import { evidence } from './evidence.ts'

const LOCKED_TYPES: ReadonlySet<string> = new Set(['application/x-ooxml-protected', 'application/pgp-encrypted'])

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
    role === 'file' && (isContainer(detectedType) || detectedType === 'application/pdf' || LOCKED_TYPES.has(detectedType)),
  inspect: (subject) => {
    const lock = lockOf(subject)
    if (lock === null) return { status: 'ok', sightings: [] }
    // Whether a password would help, and whether the one that was given did not, is another matter for whoever is asked for it.
    const said = subject.listing?.incomplete
    const reason = said === 'ARCHIVE_PASSWORD_WRONG' || said === 'ARCHIVE_ENCRYPTED_UNSUPPORTED' ? said : 'FILE_ENCRYPTED'
    return { status: 'unscannable', reason, sightings: [{ code: 'FILE_ENCRYPTED', evidence: [lock] }] }
  },
}

function lockOf({ part, bytes, listing }: PartSubject): Evidence | null {
  if (LOCKED_TYPES.has(part.detectedType)) return evidence('detected', part.detectedType)
  // Also with an empty password, which any reader tries by itself: the strings and streams inside stay closed here.
  if (part.detectedType === 'application/pdf') return surveyPdf(bytes).names.has('Encrypt') ? evidence('name', '/Encrypt') : null
  const locked = listing?.entries.find((entry) => entry.encrypted)
  if (locked !== undefined) return evidence('entry', locked.untrustedPath)
  return LOCKED_REASONS.has(listing?.incomplete ?? '') ? evidence('archive', part.detectedType) : null
}
