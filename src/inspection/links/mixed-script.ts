/** Says when a host name is written in letters that pass for others, or that no name is written with. */
import type { LinkInspector, Sighting } from '../../core/inspector.ts'
import type { Link } from '../../core/message.ts'
import type { ParsedUrl } from '../../parse/url.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { addressOf, headOf, judgeHops } from './address.ts'
import { judgeLabel, type TopLevel } from './judge-label.ts'
import type { LabelFault } from './label-fault.ts'
import { scriptsOf } from './scripts.ts'

/** RFC 1035 2.3.4: no longer name can be looked up, so nothing beyond can be visited. */
const MAX_HOST_CHARACTERS = 255
const ASCII = /^[\0-\x7f]*$/
const A_LABEL = /^xn--|\.xn--/
// The authority of an address that no browser would open: what stands between the slashes and the next divider.
const UNREAD_HOST = /^[a-z][a-z0-9+.-]{0,30}:[/\\]{2}(?:[^/\\?#@]*@)?([^/\\?#@:]+)/i

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
    LINK_UNUSUAL_LETTERS: {
      severity: 'medium',
      title: 'Name of a site with unusual characters',
      explanation: 'The name of the site holds characters that names are not written with, and browsers show such a name in code.',
    },
    LINK_INVALID_NAME: {
      severity: 'medium',
      title: 'Coded name of a site that stands for none',
      explanation: 'The name of the site is in the code for other alphabets, but what it stands for is not a name that a site can have.',
    },
  },
  inspect(link) {
    if (addressOf(link) !== null) return judgeHops(link, hostFaults)
    const faults = unreadFaults(link)
    return faults.length === 0 ? NOTHING_SEEN : saw(...faults)
  },
}

/** One sighting a code, that of the most certain label. */
export function hostFaults({ host, unicodeHost, isIp }: Pick<ParsedUrl, 'host' | 'unicodeHost' | 'isIp'>): readonly Sighting[] {
  if (host === null || unicodeHost === null || isIp !== null || (ASCII.test(unicodeHost) && !A_LABEL.test(host))) return []
  const shown = unicodeHost.slice(0, MAX_HOST_CHARACTERS).split('.')
  const topLevel = readTopLevel(shown.at(-1) ?? '')
  const worst = new Map<LabelFault['code'], LabelFault>()
  // UTS 39 5.1 judges label by label: `例え.example.рф` mixes nothing within any of them. The last one is the registries' own.
  for (const label of new Set(shown.length > 1 ? shown.slice(0, -1) : shown)) {
    for (const fault of judgeLabel(label, topLevel)) {
      if (fault.confidence > (worst.get(fault.code)?.confidence ?? 0)) worst.set(fault.code, fault)
    }
  }
  const names = [
    { label: 'host', value: host },
    { label: 'shown as', value: unicodeHost },
  ]
  return [...worst.values()].map(({ code, confidence, why, reads }) => ({
    code,
    confidence,
    evidence: [...names, ...(reads === null ? [] : [{ label: 'reads as', value: reads }]), { label: 'why', value: why }],
  }))
}

function readTopLevel(label: string): TopLevel {
  return { label, script: ASCII.test(label) ? null : scriptsOf(label).single }
}

/** A browser refuses a name whose code is wrong (UTS 46 4), but the mail shows it and other programs look it up. */
function unreadFaults(link: Link): readonly Sighting[] {
  if (link.untrustedUrl.length > 2 * MAX_HOST_CHARACTERS) return []
  const host = UNREAD_HOST.exec(headOf(link.untrustedUrl))?.[1]
  if (host === undefined || (ASCII.test(host) && !A_LABEL.test(host.toLowerCase()))) return []
  return [{ code: 'LINK_INVALID_NAME', confidence: 0.7, evidence: [{ label: 'host', value: host }] }]
}
