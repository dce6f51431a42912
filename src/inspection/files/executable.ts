/** Says when a file, or one listed inside it, is a program or a script: by its content, or by an extension that runs on a double click. */
import type { PartInspector, Sighting } from '../../core/inspector.ts'
import type { Evidence } from '../../core/report.ts'
import { dangerousExtensions, extensionsOf, scriptExtensions } from '../../parse/file/extension.ts'
import { familyOf } from '../../parse/file/family.ts'
import { evidence } from './evidence.ts'

const MAX_QUOTED = 5

export const executable: PartInspector = {
  id: 'files/executable',
  looksAt: 'part',
  codes: {
    FILE_EXECUTABLE: {
      severity: 'high',
      title: 'Program',
      explanation: 'The file is or contains a program that could run on the computer that opens it.',
    },
    FILE_SCRIPT: {
      severity: 'high',
      title: 'Script',
      explanation: 'The file is or contains a script that could run on the computer that opens it.',
    },
  },
  applies: (part) => part.role === 'file',
  inspect: ({ part, listing }) => {
    const programs: Evidence[] = []
    const scripts: Evidence[] = []
    const family = familyOf(part.detectedType)
    if (family === 'executable') programs.push(evidence('detected', part.detectedType))
    if (family === 'script') scripts.push(evidence('detected', part.detectedType))
    const note = (label: string, untrustedName: string): void => {
      const extension = extensionsOf(untrustedName).at(-1) ?? ''
      if (!dangerousExtensions.has(extension)) return
      const found = scriptExtensions.has(extension) ? scripts : programs
      if (found.length < MAX_QUOTED) found.push(evidence(label, untrustedName))
    }
    note('name', part.untrustedName ?? '')
    // Also names whose bytes stayed closed (locked, too deep): the listing is all there is to judge them by.
    for (const entry of listing?.entries ?? []) if (!entry.directory) note('entry', entry.untrustedPath)

    const sightings: Sighting[] = []
    if (programs.length > 0) sightings.push({ code: 'FILE_EXECUTABLE', evidence: programs })
    if (scripts.length > 0) sightings.push({ code: 'FILE_SCRIPT', evidence: scripts })
    return { status: 'ok', sightings }
  },
}
