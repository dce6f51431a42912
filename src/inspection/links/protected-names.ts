/** Makes of the shipped brands, or of an installation's own domains, an index that answers about a host in microseconds. */
import { parseUrl } from '../../parse/url.ts'
import { BRANDS, type BrandKind } from './data/brands.ts'
import { shapeOf, slips } from './drawn-alike.ts'
import { plainSpelling } from './skeleton.ts'

export interface ProtectedName {
  /** As it stands in a domain, in plain letters: `paypal`. */
  readonly name: string
  /** What to show for it: `paypal.com`. */
  readonly domain: string
  readonly kind: BrandKind | 'house'
  /** An ordinary word, or too short to have no honest neighbours. */
  readonly common: boolean
}

export interface ProtectedNames {
  readonly byName: ReadonlyMap<string, ProtectedName>
  readonly byShape: ReadonlyMap<string, ProtectedName>
  /** As they are written, in plain letters. */
  readonly bySlip: ReadonlyMap<string, { readonly of: ProtectedName; readonly how: string }>
  /** A-labels; hosts below them belong to the same owner. */
  readonly owned: ReadonlySet<string>
  /** Whole domains by their pieces between dots and hyphens: `deutsche.bank.de`. */
  readonly byPieces: ReadonlyMap<string, { readonly of: ProtectedName; readonly domain: string }>
  /** The first of those pieces, and for each the most that follow. */
  readonly firstPieces: ReadonlyMap<string, number>
  /** How names begin and end, to tell most labels at once that hold none there. */
  readonly ends: ReadonlySet<string>
  /** Lengths of the names, for finding them at the ends of a label. */
  readonly lengths: readonly number[]
}

export const FEWEST_LETTERS = 5
export const END_LETTERS = 4
/** More domains of one house than any has; bounds the work. */
const MAX_HOUSE_DOMAINS = 1_000
const NOWHERE = { host: null, unicodeHost: null, registrableDomain: null, publicSuffix: null }
const DIVIDED = /[.-]/

interface Entry extends ProtectedName {
  readonly slips: boolean
  readonly domains: readonly string[]
}

function aLabels(domain: string): string {
  return URL.parse(`https://${domain}`)?.hostname ?? domain
}

function index(entries: readonly Entry[]): ProtectedNames {
  const byName = new Map<string, ProtectedName>()
  const byShape = new Map<string, ProtectedName>()
  const bySlip = new Map<string, { of: ProtectedName; how: string }>()
  const owned = new Set<string>()
  const byPieces = new Map<string, { of: ProtectedName; domain: string }>()
  const firstPieces = new Map<string, number>()
  for (const of of entries) {
    byName.set(of.name, of)
    const shape = shapeOf(of.name)
    if (!byShape.has(shape)) byShape.set(shape, of)
    if (of.slips) for (const [slip, how] of slips(of.name)) if (!bySlip.has(slip)) bySlip.set(slip, { of, how })
    for (const domain of of.domains) {
      owned.add(domain)
      const pieces = domain.split(DIVIDED)
      // `x.com`, `t.me`: too little to be a claim within another name.
      if (domain.indexOf('.') < 3) continue
      byPieces.set(pieces.join('.'), { of, domain })
      firstPieces.set(pieces[0] ?? '', Math.max(pieces.length, firstPieces.get(pieces[0] ?? '') ?? 0))
    }
  }
  // A name that is protected itself is nobody's slip.
  for (const { name } of entries) bySlip.delete(name)
  const lengths = [...new Set(entries.filter(({ common }) => !common).map(({ name }) => name.length))].sort((a, b) => b - a)
  const ends = new Set(entries.flatMap(({ name }) => [name.slice(0, END_LETTERS), name.slice(-END_LETTERS)]))
  return { byName, byShape, bySlip, owned, byPieces, firstPieces, ends, lengths }
}

function shipped(): readonly Entry[] {
  return Object.entries(BRANDS).flatMap(([kind, lines]) =>
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [names = '', ...domains] = line.split(' ')
        const mark = names[0] ?? ''
        return names
          .replace(/^[*~]/, '')
          .split('/')
          .map((name) => entry(name, kind as BrandKind, mark, domains))
      }),
  )
}

function entry(name: string, kind: BrandKind, mark: string, domains: readonly string[]): Entry {
  const common = mark === '*' || name.length < FEWEST_LETTERS
  // Accounts are opened at NAME.com; banks and offices are known by what stands first.
  const com = `${name}.com`
  const all = [...new Set(kind === 'account' ? [com, ...domains.map(aLabels)] : [...domains.map(aLabels), com])]
  const domain = all.find((each) => each.startsWith(`${name}.`)) ?? com
  return { name, domain, kind, common, slips: !common && mark !== '~', domains: all }
}

export const SHIPPED: ProtectedNames = index(shipped())

/** The domains that an installation calls its own; those that name nothing are passed over. */
export function protectedByHouse(domains: readonly string[]): ProtectedNames {
  return index(domains.slice(0, MAX_HOUSE_DOMAINS).flatMap(houseEntry))
}

function houseEntry(untidy: string): readonly Entry[] {
  const bare = untidy.trim().replace(/^\*?\./, '')
  const { host, unicodeHost, registrableDomain, publicSuffix } = parseUrl(`https://${bare}/`) ?? NOWHERE
  if (host === null || unicodeHost === null || registrableDomain === null || publicSuffix === null) return []
  const name = plainSpelling(unicodeHost.split('.').at(-1 - publicSuffix.split('.').length) ?? '')
  const common = name.length < FEWEST_LETTERS
  // Every slip of a house's name is one edit, which is looked for itself.
  return [{ name, domain: registrableDomain, kind: 'house', common, slips: false, domains: [...new Set([host, registrableDomain])] }]
}

/** Whether the host is one of the domains, or below one. */
export function isOwned(host: string, names: ProtectedNames): boolean {
  for (let at = 0; at >= 0; at = host.indexOf('.', at) + 1 || -1) if (names.owned.has(host.slice(at))) return true
  return false
}
