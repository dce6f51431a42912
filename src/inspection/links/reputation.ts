/** Says what lists and services know of an address and of each that it carries on to; without a service's answer a link is unscannable, never harmless. */
import type { Inspected, LinkLookupInspector, Sighting } from '../../core/inspector.ts'
import type { Link } from '../../core/message.ts'
import type { Evidence } from '../../core/report.ts'
import type { ListMatch, Reputation } from '../../core/reputation.ts'
import { MINUTE_MS } from '../../core/time.ts'
import { type Hop, isLikelyFollowed, MAX_DEPTH, MAX_HOPS } from '../../parse/link/hops.ts'
import { shortenerAt } from '../../parse/link/shorteners.ts'
import { NOTHING_SEEN, saw } from '../sightings.ts'
import { hopsOf } from './address.ts'

/** Of many lists that know an address, a few say enough. */
const MAX_SIGHTINGS = 6
/** With more addresses in one, not all of them may have been read. */
const MOST_INSIDE = 3

export const reputation: LinkLookupInspector = {
  id: 'links/reputation',
  looksAt: 'address',
  codes: {
    LINK_BLOCKLISTED: {
      severity: 'critical',
      title: 'Address known to be dangerous',
      explanation: 'A list or service that collects dangerous addresses knows this one.',
    },
    LINK_ALLOWLISTED: {
      severity: 'informational',
      title: 'Address known to be good',
      explanation: 'The link, and every address that it leads on to, is on a list of addresses that are trusted here.',
    },
  },
  applies: (link) => link.url !== null,
  timeoutMs: 5_000,
  inspect(link, { reputation: known, signal }) {
    const seen = lookAtHand(link, known)
    // It is condemned: nothing more needs to be asked, and nobody else needs to hear of it.
    if (seen.some(({ code }) => code === 'LINK_BLOCKLISTED')) return saw(...seen)
    return askServices(link, known, signal, seen)
  },
}

function lookAtHand(link: Link, { match }: Pick<Reputation, 'match'>): readonly Sighting[] {
  const blocked: Sighting[] = []
  const allowed: Evidence[] = []
  const hops = hopsOf(link)
  let allGood = hops.length > 0 && isWhole(hops)
  for (const hop of hops) {
    const matches = match(hop.address.href)
    blocked.push(...matches.filter(({ kind }) => kind === 'block').map((one) => condemn(one, hop)))
    const good = matches.find(({ kind }) => kind === 'allow')
    if (good !== undefined) allowed.push(...evidenceOf(good, hop))
    // The mail filter that wrapped an address is nobody's trick.
    else if (hop.carrier?.kind !== 'wrapper') allGood = false
  }
  const sightings = blocked.slice(0, MAX_SIGHTINGS)
  return allGood && allowed.length > 0 ? [...sightings, { code: 'LINK_ALLOWLISTED', evidence: allowed }] : sightings
}

/** Where it leads is written in it to the end: neither known to a carrier or shortener alone, nor deeper or more than is read. */
function isWhole(hops: readonly Hop[]): boolean {
  if (hops.length >= MAX_HOPS || depthOf(hops) >= MAX_DEPTH) return false
  return hops.every(({ address, carrier }) => {
    if (carrier !== null && carrier.target === null) return false
    if (hops.filter(({ outer }) => outer === address).length > MOST_INSIDE) return false
    return address.pathname.length < 2 || address.host === null || (shortenerAt(address.host)?.kind ?? 'own') === 'own'
  })
}

function depthOf(hops: readonly Hop[]): number {
  const depths = new Map<unknown, number>()
  let deepest = 0
  for (const { address, outer } of hops) {
    const depth = outer === null ? 0 : (depths.get(outer) ?? 0) + 1
    depths.set(address, depth)
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

async function askServices(
  link: Link,
  { ask }: Pick<Reputation, 'ask'>,
  signal: AbortSignal,
  seen: readonly Sighting[],
): Promise<Inspected> {
  const answers = await Promise.all(hopsOf(link).map(async (hop) => ({ hop, answer: await ask(hop.address.href, signal) })))
  const found: Sighting[] = [...seen]
  let missing: string | null = null
  for (const { hop, answer } of answers) {
    if (answer.status === 'unavailable') missing ??= answer.reason
    else found.push(...answer.matches.filter(({ kind }) => kind === 'block').map((one) => condemn(one, hop)))
  }
  const sightings = found.slice(0, MAX_SIGHTINGS)
  if (missing !== null && !found.some(({ code }) => code === 'LINK_BLOCKLISTED'))
    return { status: 'unscannable', reason: missing, sightings }
  return sightings.length === 0 ? NOTHING_SEEN : saw(...sightings)
}

function condemn(match: ListMatch, hop: Hop): Sighting {
  return { code: 'LINK_BLOCKLISTED', confidence: confidenceIn(hop), evidence: evidenceOf(match, hop) }
}

/** An address within another one may only be what it is about. */
function confidenceIn(hop: Hop): number {
  if (hop.by !== 'nested') return 1
  return isLikelyFollowed(hop) ? 0.9 : 0.7
}

function evidenceOf({ list, matched, category, ageMs }: ListMatch, { outer }: Hop): readonly Evidence[] {
  return [
    { label: 'list', value: list },
    { label: 'matched', value: matched },
    ...(category === null ? [] : [{ label: 'category', value: category }]),
    ...(ageMs === null ? [] : [{ label: 'age', value: inWords(ageMs) }]),
    ...(outer === null ? [] : [{ label: 'inside', value: outer.unicodeHost ?? outer.href }]),
  ]
}

/** Of the list, not of the address. */
function inWords(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 60) return `${minutes} min`
  return minutes < 2_880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} d`
}
