/** A document that was not read wholly, whatever the reason, is unscannable under that reason: never clean. */
import type { PartInspector } from '../../core/inspector.ts'
import { isLocked } from '../../parse/file/contents.ts'
import { isOfficeType } from '../../parse/office/office.ts'
import { evidence } from './evidence.ts'

export const legacyOffice: PartInspector = {
  id: 'files/legacy-office',
  looksAt: 'part',
  codes: {
    FILE_LEGACY_OFFICE: {
      severity: 'medium',
      title: 'Document that cannot be looked into wholly',
      explanation: 'The document is in a format, or holds an embedded object, that could not be checked wholly.',
    },
  },
  applies: ({ role }) => role === 'file',
  inspect: ({ part, listing }) => {
    // A document without a listing was forgotten somewhere before: that is no reason to trust it.
    const forgotten = listing === null && isOfficeType(part.detectedType)
    const reason = forgotten ? 'OFFICE_NOT_OPENED' : (listing?.incomplete ?? null)
    // A lock has its own inspector, which makes the document unscannable.
    if (reason === null || !reason.startsWith('OFFICE_') || isLocked(reason)) return { status: 'ok', sightings: [] }
    const quoted = [evidence('reason', reason), evidence('format', part.detectedType)]
    return { status: 'unscannable', reason, sightings: [{ code: 'FILE_LEGACY_OFFICE', evidence: quoted }] }
  },
}
