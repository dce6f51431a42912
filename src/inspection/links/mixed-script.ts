/** Says when a host name is written in letters that pass for others: scripts mixed within a label, or a whole label in lookalike letters. */
import type { LinkInspector, Sighting } from '../../core/inspector.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { addressOf } from './address.ts'
import { lookalike } from './lookalikes.ts'
import { scriptsOf } from './scripts.ts'

/** RFC 1035 2.3.4: no longer name can be looked up, so nothing beyond can be visited. */
const MAX_HOST_CHARACTERS = 255
const ASCII = /^[\0-\x7f]*$/

export const mixedScript: LinkInspector = {
  id: 'links/mixed-script',
  looksAt: 'link',
  codes: {
    LINK_MIXED_SCRIPT: {
      severity: 'high',
      title: 'Name of a site in mixed alphabets',
      explanation: 'The name of the site mixes letters of different alphabets, which is how one name is made to pass for another.',
    },
    LINK_CONFUSABLE_HOST: {
      severity: 'high',
      title: 'Name of a site that passes for another',
      explanation: 'The name of the site is written in letters that look like those of another alphabet, so it can pass for another site.',
    },
  },
  inspect(link) {
    const address = addressOf(link)
    if (address === null || address.host === null || address.unicodeHost === null || ASCII.test(address.unicodeHost)) return NOTHING_SEEN
    const labels = address.unicodeHost.slice(0, MAX_HOST_CHARACTERS).split('.')
    const topLevel = address.host.slice(address.host.lastIndexOf('.') + 1)
    const names = [
      { label: 'host', value: address.host },
      { label: 'shown as', value: address.unicodeHost },
    ]
    let mixed: Sighting | null = null
    let confusable: Sighting | null = null
    // UTS 39 5.1 judges label by label: `例え.example.рф` mixes nothing within any of them.
    for (const label of labels) {
      if (ASCII.test(label)) continue
      const { honest, single, needed } = scriptsOf(label)
      if (!honest) {
        mixed ??= { code: 'LINK_MIXED_SCRIPT', evidence: [...names, { label: 'alphabets', value: needed.join(', ') }] }
      }
      const other = lookalike(label, single, topLevel)
      if (other !== null && other.confidence > (confusable?.confidence ?? 0)) {
        const reads = other.reads === null ? [] : [{ label: 'reads as', value: other.reads }]
        confusable = { code: 'LINK_CONFUSABLE_HOST', confidence: other.confidence, evidence: [...names, ...reads] }
      }
    }
    return mixed === null && confusable === null ? NOTHING_SEEN : saw(...[mixed, confusable].filter((sighting) => sighting !== null))
  },
}
