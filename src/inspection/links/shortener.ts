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
    LINK_LOOKS_SHORTENED: {
      severity: 'low',
      title: 'Link that looks shortened',
      explanation: 'The link is a few meaningless letters under a very short name, as short links are, so it may lead on to anywhere.',
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
      if (found === null) {
        return looksShortened(address, host)
          ? [{ code: 'LINK_LOOKS_SHORTENED', confidence: 0.5, evidence: [{ label: 'host', value: host }] }]
          : []
      }
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

/** `https://ab.cd/xY3k9`: new shorteners open every week, mostly with as few letters as a name may have. */
function looksShortened({ href, pathname, isIp, publicSuffix }: ParsedUrl, host: string): boolean {
  // Two letters: a country, whose short names are all that is left of the short ones.
  if (host.length > 8 || isIp !== null || publicSuffix?.length !== 2 || href.includes('?')) return false
  const [, token] = /^\/([A-Za-z0-9_-]{3,12})$/.exec(pathname) ?? []
  if (token === undefined || !/^[a-z0-9-]{1,5}\.[a-z]{2}$/.test(host)) return false
  const isMixed = /\d/.test(token) && /[A-Za-z]/.test(token)
  return isMixed || /[a-z].*[A-Z]/.test(token)
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
