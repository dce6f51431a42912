/** What becomes of each link that stands in the words; whatever is not plainly allowed is never clickable. */
import type { InboundMessage, Link } from '../core/message.ts'
import type { ReleasedLink } from '../core/release.ts'
import { type Finding, SEVERITIES } from '../core/report.ts'
import type { Action } from '../core/verdict.ts'
import { destinationOf, hopsOf } from '../parse/link/hops.ts'
import { parseUrl } from '../parse/url.ts'
import { defang, defangWithin, displayOf, hostOf, isHarmless, isWeb } from './address.ts'
import { clauseOf, explanationOf } from './explain.ts'
import { plainLine } from './plain.ts'
import type { Words } from './words/words.ts'

const MAX_SHOWN_CHARACTERS = 500

/** `bank.example`, `http:`: what a reader may take for the place where the link leads. */
const NAMES_HOST = /[\p{L}\p{N}_-][.\u3002\uff0e\uff61](?:\p{L}{2}|xn--)|:\/|\bwww\b/iu

/** Makes the click gateway's address for a link; `host` is the link's own, for people to read. */
export type RewriteLink = (link: {
  readonly messageId: string
  readonly linkId: string
  readonly url: string
  readonly host: string
  /** When its message came in, in milliseconds since the epoch: the same message always gives the same address. */
  readonly issuedAt: number
}) => string

/** A link as the words take it in. */
export interface FilledLink {
  readonly released: ReleasedLink
  /** Where it may lead: the gateway, or the original where the policy keeps it. Null: words only. */
  readonly href: string | null
  /** What stands for the address when there is no href: `hxxps://evil[.]example/`, `[link removed: …]`. */
  readonly placeholder: string
  /** The host that its address carries on to, behind a mail filter's or a redirector's; null when there is none or it cannot be told. */
  readonly onwardHost: string | null
  /** The text that the sender gave it, null when that is the address itself. */
  readonly shown: string | null
  /** Its words are not enough: they name an address themselves, or something was found about where it leads. */
  readonly namesHost: boolean
  /** The address as a reader may know it again: its display, in the capitals that it was written in. */
  readonly written: string
}

/** By link id: the links in the slots of the renderings. A slot of a link that nobody decided on is not in it. */
export function fillLinks(
  message: InboundMessage,
  actions: ReadonlyMap<string, Action>,
  findings: readonly Finding[],
  words: Words,
  rewriteLink: RewriteLink,
): ReadonlyMap<string, FilledLink> {
  const filled = new Map<string, FilledLink>()
  if (message.links.length === 0) return filled
  const standing = new Set<string>()
  for (const rendering of [message.text, message.html]) {
    for (const slot of rendering?.slots ?? []) if (slot.kind !== 'image') standing.add(slot.linkId)
  }
  for (const link of message.links) {
    const action = actions.get(link.linkId)
    if (action === undefined || !standing.has(link.linkId)) continue
    filled.set(link.linkId, fillLink(message, link, action, findings, words, rewriteLink))
  }
  return filled
}

function fillLink(
  message: Pick<InboundMessage, 'id' | 'receivedAt'>,
  link: Link,
  action: Action,
  findings: readonly Finding[],
  words: Words,
  rewriteLink: RewriteLink,
): FilledLink {
  const host = hostOf(link.url)
  const shown = shownOf(link)
  const explanation = explanationOf(action, findings, words)
  const released = { id: link.linkId, host, shown: shown === null ? null : defangWithin(shown), reason: action.reason, explanation }
  const as = (kind: Action['kind'], display: string, href: string | null, placeholder: string): FilledLink => ({
    released: { ...released, action: kind, display, url: href },
    href,
    placeholder,
    onwardHost: href === null ? null : onwardHostOf(link.url, host),
    shown,
    namesHost: (shown !== null && NAMES_HOST.test(shown)) || findings.some((finding) => isAbout(finding, link)),
    written: inItsCapitals(link.untrustedUrl, display),
  })
  const asWords = (): FilledLink => {
    const defanged = defang(link.url ?? link.untrustedUrl)
    // A path of no site is nothing to read: the list of links has it, with the reason.
    return as('defang', defanged, null, action.reason === 'LINK_RELATIVE' ? '' : defanged)
  }
  switch (action.kind) {
    case 'release':
      // A bare fragment (RFC 3986 4.4) has nowhere to lead: its words stay, and nothing stands for the address.
      if (link.url === null && /^\s*(?:#|$)/.test(link.untrustedUrl)) return as('release', plainLine(link.untrustedUrl, 80), null, '')
      if (link.url === null || !(isWeb(link.url) || isHarmless(link.url))) return asWords()
      return as('release', displayOf(link.url), link.url, '')
    case 'rewrite':
      if (link.url === null || host === null) return asWords()
      return as(
        'rewrite',
        displayOf(link.url),
        rewriteLink({ messageId: message.id, linkId: link.linkId, url: link.url, host, issuedAt: message.receivedAt }),
        '',
      )
    case 'defang':
    case 'mask':
    case 'disarm':
      return asWords()
    case 'hold':
      return as('hold', bareDisplay(link, host), null, words.link('held', clauseOf(action, findings, words, 'agent')))
    case 'remove':
    case 'block':
      return as(action.kind, bareDisplay(link, host), null, words.link('removed', clauseOf(action, findings, words, 'agent')))
  }
}

function onwardHostOf(href: string | null, host: string | null): string | null {
  const address = href === null ? null : parseUrl(href)
  const onward = address === null ? null : destinationOf(hopsOf(address)).address.host
  return onward === host ? null : onward
}

/** `ASP.NET` for `asp.net`; not with a lone capital as in `PaypaI.example`, which is there to be misread. */
function inItsCapitals(untrustedUrl: string, display: string): string {
  const written = untrustedUrl.slice(0, display.length)
  const isPlain = written === written.toUpperCase() || !written.includes('I')
  return isPlain && written.toLowerCase() === display ? written : display
}

function isAbout({ severity, subject }: Finding, { linkId }: Link): boolean {
  return subject.kind === 'link' && subject.id === linkId && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('medium')
}

/** The host is enough to talk about a link that is gone; of `javascript:…` the scheme. */
function bareDisplay(link: Link, host: string | null): string {
  if (host !== null) return defang(host)
  const scheme = /^[a-z][a-z0-9+.-]{0,30}:/i.exec(link.url ?? plainLine(link.untrustedUrl, 40))
  return scheme === null ? '…' : `${defang(scheme[0])}…`
}

/** A shown text that is the address once more says nothing. */
function shownOf(link: Link): string | null {
  if (link.shownText === null) return null
  const shown = plainLine(link.shownText, MAX_SHOWN_CHARACTERS)
  return shown === '' || shown === link.url || shown === link.untrustedUrl ? null : shown
}
