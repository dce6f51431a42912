/** Says where a shortcut, a connection or a query leads and what it starts. */
import type { PartInspector, Trait } from '../../core/inspector.ts'
import { traitEvidence } from './evidence.ts'

const MAX_QUOTED = 10
/** Programs of Windows that run what they are given (lolbas-project.github.io), and ways to another machine. */
const RUNNERS =
  /\b(?:powershell|pwsh|cmd|mshta|wscript|cscript|rundll32|regsvr32|certutil|bitsadmin|curl|wget|forfiles|pcalua|conhost|msiexec|wmic|schtasks|explorer|ssh|bash|sh|python\w*|msbuild|installutil|odbcconf|hh|control|finger|tar)(?:\.exe)?\b|\\\\[\w.@-]{2,}|\bhttps?:/i

export const shortcut: PartInspector = {
  id: 'files/shortcut',
  looksAt: 'part',
  codes: {
    FILE_SHORTCUT: {
      severity: 'high',
      title: 'Shortcut to somewhere else',
      explanation: 'The file is nothing but a shortcut: opening it starts a program, a connection or a page that its sender chose.',
    },
  },
  applies: (part) => part.role === 'file',
  inspect: ({ listing }) => {
    const traits = (listing?.traits ?? []).filter(({ kind }) => kind.startsWith('lnk/') || kind.startsWith('shortcut/'))
    if (traits.length === 0) return { status: 'ok', sightings: [] }
    const telling = [...traits].sort((a, b) => Number(startsSomething(b)) - Number(startsSomething(a)))
    const quoted = telling.slice(0, MAX_QUOTED).map(traitEvidence)
    return { status: 'ok', sightings: [{ code: 'FILE_SHORTCUT', confidence: telling.some(startsSomething) ? 1 : 0.7, evidence: quoted }] }
  },
}

function startsSomething({ evidence: words }: Trait): boolean {
  return RUNNERS.test(words)
}
