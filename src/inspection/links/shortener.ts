/** Says when a link is a short one, whose words tell nothing of where it leads. */
import type { LinkInspector } from '../../core/inspector.ts'
import { type Shortener, shortenerAt } from '../../parse/link/shorteners.ts'
import type { ParsedUrl } from '../../parse/url.ts'
import { judgeHops } from './address.ts'

export const shortener: LinkInspector = {
  id: 'links/shortener',
  looksAt: 'link',
  codes: {
    LINK_SHORTENER: {
      severity: 'medium',
      title: 'Shortened link',
      explanation: 'The link goes through a service that hides the address behind it, so nothing in it says where it leads.',
    },
    LINK_SITE_SHORTENER: {
      severity: 'informational',
      title: 'Shortened link of one site',
      explanation: 'The link is a short form that only ever leads to pages of one well-known site.',
    },
  },
  inspect(link) {
    return judgeHops(link, (address) => {
      const { host } = address
      // A home page shortens nothing.
      if (host === null || address.pathname.length < 2) return []
      const found = shortenerAt(host)
      if (found === null) return []
      if (found.kind === 'own') {
        return [
          {
            code: 'LINK_SITE_SHORTENER',
            evidence: [
              { label: 'host', value: host },
              { label: 'site', value: found.owner },
            ],
          },
        ]
      }
      return [{ code: 'LINK_SHORTENER', confidence: confidenceIn(found, address), evidence: [{ label: 'host', value: host }] }]
    })
  },
}

/** The pages by which services explain themselves. */
const OWN_PAGE =
  /^\/(?:about|privacy|terms|tos|contact|help|faq|login|signin|signup|register|pricing|blog|support|legal|report|abuse|pages|products?|solutions|company)(?:[/._-]|$)/i

function confidenceIn(found: Shortener, { pathname }: ParsedUrl): number {
  if (OWN_PAGE.test(pathname)) return 0.2
  // `/aB3x9` is what a short link looks like; `/news/2024/05/a-long-title` is not.
  const short = /^\/[\w~+.@!$-]{1,40}\/?$/.test(pathname)
  return found.kind === 'open' ? (short ? 1 : 0.8) : short ? 0.6 : 0.4
}
