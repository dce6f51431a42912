/** Says how much a claimed name is guarded: what others like to pass for is given no benefit of the doubt. */
import type { House } from '../../core/inspector.ts'
import type { ParsedUrl } from '../../parse/url.ts'
import { isOwned, SHIPPED } from './protected-names.ts'

/** `strict`: names of the house, of money and of papers; `brand`: other names that are often passed for. */
export type Guard = 'strict' | 'brand' | null

export function guardOf({ host, registrableDomain }: ParsedUrl, house: House | undefined): Guard {
  if (host === null) return null
  if (registrableDomain !== null && house?.protectedDomains.includes(registrableDomain) === true) return 'strict'
  if (!isOwned(host, SHIPPED)) return null
  return SHIPPED.byName.get(registrableDomain?.split('.', 1)[0] ?? '')?.kind === 'account' ? 'brand' : 'strict'
}

/** The strictest of several. */
export function guardOfAll(addresses: readonly ParsedUrl[], house: House | undefined): Guard {
  const guards = addresses.map((address) => guardOf(address, house))
  return guards.includes('strict') ? 'strict' : guards.includes('brand') ? 'brand' : null
}
