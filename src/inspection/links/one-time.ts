/** Says when a link has the shape of one that works once: it is never opened to look at it. */
import type { LinkInspector } from '../../core/inspector.ts'
import { isOneTimeShape } from '../../parse/link/one-time.ts'
import { judgeHops } from './address.ts'

export const oneTime: LinkInspector = {
  id: 'links/one-time',
  looksAt: 'link',
  codes: {
    LINK_ONE_TIME: {
      severity: 'informational',
      title: 'Personal or one-time link',
      explanation: 'The link looks like one that resets, confirms or signs off something for one person, so it is never tried out by us.',
    },
  },
  inspect(link) {
    return judgeHops(link, (address) => {
      if ((address.scheme !== 'https' && address.scheme !== 'http') || !isOneTimeShape(address)) return []
      // The token is a credential: only the host is shown.
      return [{ code: 'LINK_ONE_TIME', confidence: 0.8, evidence: [{ label: 'host', value: address.unicodeHost ?? '' }] }]
    })
  },
}
