/** Says when an archive holds what does not stay where it is unpacked, or is one thing to one program and another to the next. */
import type { PartInspector } from '../../core/inspector.ts'
import { isContainer } from '../../parse/file/archive.ts'
import { evidence } from './evidence.ts'

/** Traits of `parse/archive`. */
const UNSAFE: ReadonlySet<string> = new Set(['archive/link', 'archive/device', 'archive/duplicate', 'archive/backslash', 'archive/stream'])

export const archiveEntries: PartInspector = {
  id: 'files/archive-entries',
  looksAt: 'part',
  codes: {
    FILE_ARCHIVE_UNSAFE_ENTRY: {
      severity: 'medium',
      title: 'Archive with entries that mislead',
      explanation: 'The archive holds links that lead outside of it, devices, hidden streams, or several files under one name.',
    },
  },
  applies: (part) => part.role === 'file' && isContainer(part.detectedType),
  inspect: ({ listing }) => {
    const quoted = (listing?.traits ?? [])
      .filter(({ kind }) => UNSAFE.has(kind))
      .map(({ kind, evidence: where }) => evidence(kind.slice('archive/'.length), where))
    return { status: 'ok', sightings: quoted.length === 0 ? [] : [{ code: 'FILE_ARCHIVE_UNSAFE_ENTRY', evidence: quoted }] }
  },
}
