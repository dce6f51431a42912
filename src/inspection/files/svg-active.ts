/** Says when a drawing does more than draw; one with nothing but shapes, words and pictures in it is a picture. */
import type { PartInspector } from '../../core/inspector.ts'
import { traitEvidence } from './evidence.ts'

const MAX_QUOTED = 8

export const svgActive: PartInspector = {
  id: 'files/svg-active',
  looksAt: 'part',
  codes: {
    FILE_SVG_ACTIVE: {
      severity: 'medium',
      title: 'Drawing that can act',
      explanation: 'The drawing can run code, show a page or fetch something from elsewhere when it is opened.',
    },
  },
  applies: (part) => part.role === 'file' && part.detectedType === 'image/svg+xml',
  inspect: ({ listing }) => {
    // A drawing that nobody looked into is no picture yet.
    if (listing === null) return { status: 'unscannable', reason: 'MARKUP_NOT_OPENED', sightings: [] }
    const quoted = listing.traits.filter(({ kind }) => kind.startsWith('svg/')).map(traitEvidence)
    const sightings = quoted.length === 0 ? [] : [{ code: 'FILE_SVG_ACTIVE', evidence: quoted.slice(0, MAX_QUOTED) }]
    return listing.incomplete === null ? { status: 'ok', sightings } : { status: 'unscannable', reason: listing.incomplete, sightings }
  },
}
