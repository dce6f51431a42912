/** Says when a site passes for one that many know, or for one of the house: by a name drawn alike, or by carrying the name within its own. */
import type { House, LinkInspector, Sighting } from '../../core/inspector.ts'
import type { ParsedUrl } from '../../parse/url.ts'
import { judgeHops } from './address.ts'
import { type Borrowed, borrowedDomain, borrowedInLabel, borrowedInPath, borrowedSubdomain } from './borrowed-name.ts'
import { KNOWN_NAMES } from './data/known-names.ts'
import { oneEditApart, shapeOf } from './drawn-alike.ts'
import { FEWEST_LETTERS, isOwned, type ProtectedName, type ProtectedNames, protectedByHouse, SHIPPED } from './protected-names.ts'
import { plainSpelling } from './skeleton.ts'

const MAX_HOST_CHARACTERS = 255
const KNOWN: ReadonlySet<string> = new Set(KNOWN_NAMES.trim().split(/\s+/))
const NOTHING: readonly Sighting[] = []
const NO_HOUSE: House = { protectedDomains: [] }
const LETTERS = /^[a-z-]+$/
const MARKS = /\p{M}/gu
// Names that serve the sites of others under those sites' names: content delivery and translation.
const SERVES_OTHERS = new Set(
  'akadns.net akamaized.net akamaiedge.net edgekey.net edgesuite.net cloudflare.net fastly.net translate.goog'.split(' '),
)

export const lookalike: LinkInspector = {
  id: 'links/lookalike',
  looksAt: 'link',
  codes: {
    LINK_LOOKALIKE: {
      severity: 'high',
      title: 'Name of a site that imitates a known one',
      explanation: 'The name of the site is nearly that of a well-known one but belongs to somebody else.',
    },
    LINK_BRAND_BORROWED: {
      severity: 'medium',
      title: 'Known name on a site of somebody else',
      explanation: 'The address carries the name of a well-known site, but it leads to a site that has nothing to do with it.',
    },
  },
  inspect(link, _message, house = NO_HOUSE) {
    return judgeHops(link, (address) => {
      const found = imitation(address, house)
      return found === null ? NOTHING : [found]
    })
  },
}

type Named = Pick<ParsedUrl, 'host' | 'unicodeHost' | 'isIp' | 'registrableDomain' | 'publicSuffix' | 'pathname'>

/** The first and strongest thing to be said; IP addresses and names without a known suffix imitate nothing. */
export function imitation(address: Named, house: House): Sighting | null {
  const { host, unicodeHost, registrableDomain, publicSuffix, isIp } = address
  if (host === null || unicodeHost === null || isIp !== null || registrableDomain === null || publicSuffix === null) return null
  if (host.length > MAX_HOST_CHARACTERS || SERVES_OTHERS.has(host.slice(host.lastIndexOf('.', host.lastIndexOf('.') - 1) + 1))) return null
  const ours = houseNames(house)
  // Who owns one protected name may mention another.
  if (isOwned(host, SHIPPED) || (ours !== null && isOwned(host, ours))) return null
  const read = readName(unicodeHost, publicSuffix)
  return (ours === null ? null : againstHouse(read, ours, address)) ?? against(read, SHIPPED, address)
}

interface ReadName {
  /** The label that was registered, as a U-label. */
  readonly label: string
  /** That label in plain letters. */
  readonly plain: string
  /** What stands before it, in plain letters. */
  readonly subdomain: string
}

function readName(unicodeHost: string, publicSuffix: string): ReadName {
  let labels = unicodeHost.split('.')
  labels = labels.slice(0, labels.length - publicSuffix.split('.').length)
  const label = labels.at(-1) ?? ''
  return { label, plain: plainSpelling(label), subdomain: plainSpelling(labels.slice(0, -1).join('.')) }
}

function against(read: ReadName, names: ProtectedNames, address: Named): Sighting | null {
  const same = names.byName.get(read.label)
  if (same !== undefined) return besides(same, read, names, address)
  return drawnAlike(read, names, address) ?? knownToTheEye(read, address) ?? borrowed(read, names, address)
}

/** The same name under another suffix is the owner's more often than not (`google.co.zw`), but not with another's domain before it. */
function besides(same: ProtectedName, { subdomain }: ReadName, names: ProtectedNames, address: Named): Sighting | null {
  const found = borrowedDomain(subdomain, names)
  return found === null || found.of.name === same.name ? null : sighting('LINK_BRAND_BORROWED', found, address)
}

function againstHouse(read: ReadName, names: ProtectedNames, address: Named): Sighting | null {
  const same = names.byName.get(read.label)
  // A house has said which domains are its own, so the same name elsewhere is somebody else's.
  if (same !== undefined) return same.common ? null : imitates(same, 'the same name under another ending', 0.5, address)
  for (const name of names.byName.values()) {
    if (!name.common && oneEditApart(name.name, read.plain)) return imitates(name, 'one letter differs', 0.8, address)
  }
  return drawnAlike(read, names, address) ?? borrowed(read, names, address) ?? within(read, names, address)
}

/** A house's name is guarded also in the middle of others, with no word beside it that lures. */
function within({ plain }: ReadName, names: ProtectedNames, address: Named): Sighting | null {
  for (const of of names.byName.values()) {
    if (of.common || !plain.includes(of.name)) continue
    return sighting(
      'LINK_BRAND_BORROWED',
      { domain: of.domain, how: 'its name is part of the name of another site', confidence: 0.5 },
      address,
    )
  }
  return null
}

function drawnAlike(read: ReadName, names: ProtectedNames, address: Named): Sighting | null {
  const shape = shapeOf(read.label)
  const same = names.byShape.get(shape)
  if (same !== undefined) return honestTwin(read, same) ? null : imitates(same, 'drawn alike', 0.95, address)
  const slip = names.bySlip.get(read.plain)
  return slip === undefined ? null : imitates(slip.of, slip.how, 0.7, address)
}

/** A name that is that of a much-visited site only to the eye: `wikipédiа`. */
function knownToTheEye({ label, plain }: ReadName, address: Named): Sighting | null {
  if (label === plain || !KNOWN.has(plain)) return null
  return sighting('LINK_LOOKALIKE', { domain: plain, how: 'drawn alike', confidence: 0.8 }, address)
}

/** Short and ordinary words have honest neighbours: `über` is no uber, `dave` no clave, `appie` no apple. */
function honestTwin({ label, plain }: ReadName, { name, common }: ProtectedName): boolean {
  if (!common) return false
  if (name.length < FEWEST_LETTERS && label.normalize('NFD').replace(MARKS, '') === name) return true
  return label === plain && (LETTERS.test(label) || name.length < FEWEST_LETTERS - 1)
}

function borrowed({ plain, subdomain }: ReadName, names: ProtectedNames, address: Named): Sighting | null {
  const found: Borrowed | null =
    borrowedDomain(subdomain === '' ? plain : `${subdomain}.${plain}`, names) ??
    borrowedInLabel(plain, names) ??
    borrowedSubdomain(subdomain, plain, names) ??
    borrowedInPath(address.pathname, names)
  return found === null ? null : sighting('LINK_BRAND_BORROWED', found, address)
}

function imitates(of: ProtectedName, how: string, confidence: number, address: Named): Sighting {
  return sighting('LINK_LOOKALIKE', { domain: of.domain, how, confidence }, address)
}

function sighting(code: string, { domain, how, confidence }: Omit<Borrowed, 'of'>, { host }: Named): Sighting {
  return {
    code,
    confidence,
    evidence: [
      { label: 'host', value: host ?? '' },
      { label: 'protected', value: domain },
      { label: 'how', value: how },
    ],
  }
}

// The house changes with its settings alone, but arrives as a new copy with every message.
let last: { readonly key: string; readonly names: ProtectedNames } | null = null

function houseNames({ protectedDomains }: House): ProtectedNames | null {
  if (protectedDomains.length === 0) return null
  const key = protectedDomains.join(' ')
  if (last?.key !== key) last = { key, names: protectedByHouse(protectedDomains) }
  return last.names
}
