/** Follows an address to where it leads as far as that is written in it, opening nothing: at most eight steps, twelve addresses, linear work. */
import type { ParsedUrl } from '../url.ts'
import { type Carrier, carry, rowsAt, tableOf } from './carrier.ts'
import { GATEWAYS } from './gateways.ts'
import { MAILERS } from './mailers.ts'
import { isOnward, mayCarry, nestedIn } from './nested.ts'
import { type Pieces, piecesOf } from './pieces.ts'
import { GOOGLE, GOOGLE_ROWS, REDIRECTORS } from './redirectors.ts'

export interface Hop {
  readonly address: ParsedUrl
  /** How it came to be known: `written`, the name of the carrier (`safelinks`, `google`, …), or `nested`: a site that may follow it or not. */
  readonly by: string
  /** The address that it stands in; null for the one that was written. */
  readonly outer: ParsedUrl | null
  /** Where in the outer one it stands, when nested: the name of a parameter, `path` or `fragment`. */
  readonly where: string | null
  /** What is known about the address as a carrier; null when it is none of the known ones. */
  readonly carrier: Carrier | null
}

export const MAX_DEPTH = 8
export const MAX_HOPS = 12

const CARRIERS = tableOf([...GATEWAYS, ...REDIRECTORS, ...MAILERS])

/** The outer address first, then each that it carries on to, in order; never empty. */
export function hopsOf(address: ParsedUrl): readonly Hop[] {
  const hops: Hop[] = []
  follow({ address, by: 'written', outer: null, where: null }, 0, hops)
  return hops
}

/**
 * The last address that known carriers surely lead to: what a click opens in the end, as far as it can be read.
 * An address that is merely nested is not followed.
 */
export function destinationOf(hops: readonly Hop[]): Hop {
  let last = hops[0]!
  for (const hop of hops.slice(1)) if (hop.outer === last.address && hop.by !== 'nested') last = hop
  return last
}

/** Known carriers lead on past the last address that was read: where to is not known. */
export function isTooDeep(hops: readonly Hop[]): boolean {
  return hops.some(({ address, carrier }) => carrier?.target != null && !hops.some(({ outer }) => outer === address))
}

function follow(hop: Omit<Hop, 'carrier'>, depth: number, hops: Hop[]): void {
  const { address } = hop
  // RFC 9110 4.2: other schemes carry nobody on.
  const pieces = address.scheme === 'https' || address.scheme === 'http' ? piecesOf(address) : null
  const carrier = pieces === null ? null : carrierOf(address, pieces)
  hops.push({ ...hop, carrier })
  if (pieces === null || depth >= MAX_DEPTH || hops.length >= MAX_HOPS) return
  if (carrier !== null) {
    if (carrier.target !== null) follow({ address: carrier.target, by: carrier.by, outer: address, where: null }, depth + 1, hops)
    for (const rival of carrier.rivals ?? []) follow({ address: rival, by: 'nested', outer: address, where: 'url' }, depth + 1, hops)
    // What else stands in the address is for the carrier alone.
    return
  }
  if (!mayCarry(pieces)) return
  for (const { address: inner, where } of nestedIn(pieces)) {
    if (hops.length >= MAX_HOPS) return
    follow({ address: inner, by: 'nested', outer: address, where }, depth + 1, hops)
  }
}

function carrierOf({ host }: ParsedUrl, pieces: Pieces): Carrier | null {
  if (host === null || pieces.tail.length < 2) return null
  for (const row of rowsAt(CARRIERS, host)) {
    const carrier = carry(row, host, pieces)
    if (carrier !== null) return carrier
  }
  if (!host.includes('google.') || !GOOGLE.test(host)) return null
  for (const row of GOOGLE_ROWS) {
    const carrier = carry(row, host, pieces)
    if (carrier !== null) return carrier
  }
  return null
}

/** Whether a nested address stands where sites usually put the address that they go on to. */
export function isLikelyFollowed(hop: Hop): boolean {
  return hop.where !== null && isOnward(hop.where)
}
