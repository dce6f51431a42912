/** Says when XML declares entities, which whoever reads it may expand without end or fetch from elsewhere. */
import type { PartInspector } from '../../core/inspector.ts'
import { traitEvidence } from './evidence.ts'

export const xmlEntities: PartInspector = {
  id: 'files/xml-entities',
  looksAt: 'part',
  codes: {
    FILE_XML_ENTITIES: {
      severity: 'medium',
      title: 'XML with declarations of its own',
      explanation:
        'The file declares words of its own that can grow without end, or fetch something from elsewhere, in the program that reads it.',
    },
  },
  applies: (part) => part.role === 'file',
  inspect: ({ listing }) => {
    const quoted = (listing?.traits ?? []).filter(({ kind }) => kind.startsWith('xml/') && kind !== 'xml/script')
    if (quoted.length === 0) return { status: 'ok', sightings: [] }
    return {
      status: 'ok',
      sightings: [{ code: 'FILE_XML_ENTITIES', evidence: quoted.map(traitEvidence) }],
    }
  },
}
