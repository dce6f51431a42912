/** Says when the content of a file is not what its name or its sender's label promises. */
import type { Inspected, PartInspector } from '../../core/inspector.ts'
import type { Part } from '../../core/message.ts'
import { compatibleWith, expectedTypes, extensionsOf } from '../../parse/file/extension.ts'
import { familyOf } from '../../parse/file/family.ts'
import { evidence } from './evidence.ts'

/** Labels that promise nothing, and other spellings of those that do. */
const GENERIC =
  /^(?:|application\/(?:octet-stream|x-octet-stream|x-download|force-download|download|binary|x-binary|unknown|x-unknown|save)|binary\/octet-stream|\*\/\*)$/
const SPELLINGS: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'application/x-pdf': 'application/pdf',
  'application/acrobat': 'application/pdf',
  'application/x-zip': 'application/zip',
  'application/x-zip-compressed': 'application/zip',
  'application/x-gzip': 'application/gzip',
  'application/xml': 'text/xml',
  'text/rtf': 'application/rtf',
  'text/x-vcard': 'text/vcard',
  'audio/mp3': 'audio/mpeg',
}

export const typeMismatch: PartInspector = {
  id: 'files/type-mismatch',
  looksAt: 'part',
  codes: {
    FILE_TYPE_MISMATCH: {
      severity: 'medium',
      title: 'Content differs from the name',
      explanation: 'The file is of another kind than its name or label says.',
    },
    FILE_TYPE_MISLABELLED: {
      severity: 'low',
      title: 'Picture or recording under a neighbouring name',
      explanation: 'The file is a picture or recording, but in another format than its name says.',
    },
  },
  applies: (part) => part.role === 'file',
  inspect: ({ part }) => ({ status: 'ok', sightings: mismatch(part) }),
}

function mismatch(part: Part): Inspected['sightings'] {
  if (part.sizeBytes === 0) return []
  const detected = part.detectedType
  const extension = extensionsOf(part.untrustedName ?? '').at(-1) ?? ''
  const promised = expectedTypes(extension)
  if (promised !== null) {
    // Name and content agree: a wrong label beside them is a careless client, and nobody opens a file by its label.
    if (promised.includes(detected)) return []
    return sighting(promised[0]!, detected, 'extension', extension)
  }
  const label = part.claimedType.toLowerCase().replace(/;.*$/s, '').trim()
  if (GENERIC.test(label)) return []
  const claimed = Object.hasOwn(SPELLINGS, label) ? (SPELLINGS[label] ?? label) : label
  if (claimed === detected || (familyOf(claimed) === 'text' && familyOf(detected) === 'text')) return []
  const compatible = compatibleWith(claimed)
  if (compatible !== null) return compatible.has(detected) ? [] : sighting(claimed, detected, 'claimed', claimed)
  // A label that is not known in detail still names its kind: nothing that is claimed to be a picture is a document.
  const kind = familyOf(claimed)
  const differs = kind === 'image' || kind === 'audio' || kind === 'video'
  return differs && familyOf(detected) !== 'other' && familyOf(detected) !== kind ? sighting(claimed, detected, 'claimed', claimed) : []
}

function sighting(promisedType: string, detected: string, label: string, untrustedClaim: string): Inspected['sightings'] {
  const family = familyOf(detected)
  // Phones and browsers save WebP as .jpg and M4A as .mp4; viewers go by the content. A drawing that can run code is no neighbour.
  const isNeighbour = detected !== 'image/svg+xml' && ['image', 'audio', 'video'].includes(family) && familyOf(promisedType) === family
  const code = isNeighbour ? 'FILE_TYPE_MISLABELLED' : 'FILE_TYPE_MISMATCH'
  // Unknown content under a known name may be a damaged file as well.
  const confidence = detected === 'application/octet-stream' ? 0.5 : 1
  return [{ code, confidence, evidence: [evidence(label, untrustedClaim), evidence('detected', detected)] }]
}
