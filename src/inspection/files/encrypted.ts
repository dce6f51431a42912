/** A file behind a password is never taken for inspected: it is unscannable, and says so. */
import type { PartInspector, PartSubject } from '../../core/inspector.ts'
import type { Evidence } from '../../core/report.ts'
import { isContainer } from '../../parse/file/archive.ts'
import { evidence } from './evidence.ts'

const PDF_LOCKED: ReadonlySet<string> = new Set(['PDF_ENCRYPTED', 'PDF_PASSWORD_WRONG'])
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
    return { status: 'unscannable', reason: 'FILE_ENCRYPTED', sightings: [{ code: 'FILE_ENCRYPTED', evidence: [lock] }] }
  },
}

function lockOf({ part, listing }: PartSubject): Evidence | null {
  // Opened wholly, it was with a password that was at hand.
  const isOpened = listing !== null && listing.incomplete === null
  if (LOCKED_TYPES.has(part.detectedType)) return isOpened ? null : evidence('detected', part.detectedType)
  // Not with an empty password, which any reader tries by itself: its opener has seen inside.
  if (part.detectedType === 'application/pdf')
    return PDF_LOCKED.has(listing?.incomplete ?? '') ? evidence('detected', part.detectedType) : null
  const locked = listing?.entries.find((entry) => entry.encrypted)
  if (locked !== undefined) return evidence('entry', locked.untrustedPath)
  return listing?.incomplete === 'ARCHIVE_ENCRYPTED' ? evidence('archive', part.detectedType) : null
}
