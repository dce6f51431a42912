/** A file behind a password is never taken for inspected: it is unscannable, and says so. */
import type { PartInspector, PartSubject } from '../../core/inspector.ts'
import type { Evidence } from '../../core/report.ts'
import { isContainer } from '../../parse/file/archive.ts'
import { isHopelesslyLocked, isLocked } from '../../parse/file/contents.ts'
import { isOfficeType } from '../../parse/office/office.ts'
import { evidence } from './evidence.ts'

const LOCKED_TYPES: ReadonlySet<string> = new Set(['application/pgp-encrypted'])

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
    // A key opens it, and no password that could be asked for (RFC 9580).
    const byKey = LOCKED_TYPES.has(subject.part.detectedType)
    // Whether a password would help, and whether the one that was given did not, is another matter for whoever is asked for it.
    const said = byKey ? 'FILE_ENCRYPTED_UNSUPPORTED' : (subject.listing?.incomplete ?? '')
    const reason = isHopelesslyLocked(said) || said.endsWith('_PASSWORD_WRONG') ? said : 'FILE_ENCRYPTED'
    return { status: 'unscannable', reason, sightings: [{ code: 'FILE_ENCRYPTED', evidence: [lock] }] }
  },
}

function lockOf({ part, listing }: PartSubject): Evidence | null {
  if (LOCKED_TYPES.has(part.detectedType)) return evidence('detected', part.detectedType)
  // Opened wholly, it was with a password that was at hand, or with none, which any reader tries by itself.
  if (listing === null || listing.incomplete === null) return null
  const locked = listing.entries.find((entry) => entry.encrypted)
  if (locked !== undefined) return evidence('entry', locked.untrustedPath)
  return isLocked(listing.incomplete) ? evidence('locked', part.detectedType) : null
}
