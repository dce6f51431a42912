/** Says whether a host shortens addresses, so that nothing of where it leads can be read from the link. */
import { ALSO_SHORTENERS, OWN_SHORTENERS, SHORTENER_HOSTS } from './shortener-hosts.ts'

export type Shortener =
  /** Anybody's links. */
  | { readonly kind: 'open' }
  /** Anybody's links, on a site that has pages of its own too. */
  | { readonly kind: 'also' }
  /** Only the links of one site. */
  | { readonly kind: 'own'; readonly owner: string }

const OPEN: Shortener = { kind: 'open' }
const ALSO: Shortener = { kind: 'also' }

/** `host` as the URL parser gives it; also with `www.` before it. */
export function shortenerAt(untrustedHost: string): Shortener | null {
  const host = untrustedHost.startsWith('www.') ? untrustedHost.slice(4) : untrustedHost
  const owner = OWN_SHORTENERS.get(host)
  if (owner !== undefined) return { kind: 'own', owner }
  if (ALSO_SHORTENERS.has(host)) return ALSO
  return SHORTENER_HOSTS.has(host) ? OPEN : null
}

export function isShortener(untrustedHost: string | null): boolean {
  return untrustedHost !== null && shortenerAt(untrustedHost) !== null
}
