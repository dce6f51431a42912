/** Says when a link leads to a place where anybody can put up a page, a form or a file at once and unnamed. */
import { getPublicSuffix } from 'tldts'
import type { LinkInspector } from '../../core/inspector.ts'
import type { ParsedUrl } from '../../parse/url.ts'
import { judgeHops } from './address.ts'
import { FREE_HOSTS, SOLD_SUFFIXES } from './data/free-hosts.ts'

export const freeHosting: LinkInspector = {
  id: 'links/free-hosting',
  looksAt: 'link',
  codes: {
    LINK_FREE_HOSTING: {
      severity: 'low',
      title: 'Page on free hosting',
      explanation: 'The page stands where anybody can put one up for nothing, so the name in the address says nothing about who made it.',
    },
  },
  inspect(link) {
    return judgeHops(link, (address) => {
      const place = address.scheme === 'mailto' ? null : placeOf(address)
      if (place === null) return []
      return [
        {
          code: 'LINK_FREE_HOSTING',
          // The private suffixes hold the machines of networks and universities too.
          confidence: FREE_HOSTS.has(place) ? 1 : 0.7,
          evidence: [
            { label: 'host', value: address.unicodeHost ?? address.href },
            { label: 'place', value: place },
          ],
        },
      ]
    })
  },
}

const MAX_LABELS = 8

/** The name of the place; null when the host is nobody's free hosting, or the home page of the place itself. */
export function placeOf(address: ParsedUrl): string | null {
  const { host, publicSuffix } = address
  if (host === null || address.isIp !== null) return null
  let suffix = host
  for (let label = 0; label < MAX_LABELS; label++) {
    if (FREE_HOSTS.has(suffix)) return isHome(address, host, suffix) ? null : suffix
    const dot = suffix.indexOf('.')
    if (dot < 0) break
    suffix = suffix.slice(dot + 1)
  }
  // A suffix of one label is a top level, and none of those is private.
  if (publicSuffix === null || !publicSuffix.includes('.') || host === publicSuffix || SOLD_SUFFIXES.has(publicSuffix)) return null
  const icann = getPublicSuffix(host, { extractHostname: false, validateHostname: false, detectIp: false })
  return icann === publicSuffix ? null : publicSuffix
}

function isHome({ pathname, href }: ParsedUrl, host: string, place: string): boolean {
  return pathname.length < 2 && !href.includes('?') && (host === place || host === `www.${place}`)
}
