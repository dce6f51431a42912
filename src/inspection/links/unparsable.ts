/** Says when a link has no address that a browser would open: nobody can then tell where another program would take it. */
import type { LinkInspector } from '../../core/inspector.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { headOf, schemeOf } from './address.ts'

export const unparsable: LinkInspector = {
  id: 'links/unparsable',
  looksAt: 'link',
  codes: {
    LINK_UNPARSABLE: {
      severity: 'medium',
      title: 'Address that cannot be read',
      explanation: 'The link is written so that browsers refuse it, and other programs may read it in their own way.',
    },
    LINK_RELATIVE: {
      severity: 'low',
      title: 'Link without a site',
      explanation: 'The link names no site of its own, so outside the page that it was made for it leads nowhere certain.',
    },
  },
  inspect(link) {
    // The words of a code in a picture are as often no address.
    if (link.url !== null || link.source === 'qr') return NOTHING_SEEN
    const head = headOf(link.untrustedUrl)
    // `#top` stays in the message that it stands in (RFC 3986 4.4).
    if (head === '' || head.startsWith('#')) return NOTHING_SEEN
    const evidence = [{ label: 'address', value: link.untrustedUrl }]
    // RFC 3986 4.2: with neither a scheme nor an authority it is relative to a page that is not here.
    const isRelative = schemeOf(link) === null && !/^[/\\]{2}/.test(head)
    return saw({ code: isRelative ? 'LINK_RELATIVE' : 'LINK_UNPARSABLE', evidence })
  },
}
