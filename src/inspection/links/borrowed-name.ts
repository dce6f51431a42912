/** Says when an unrelated site carries a protected name within its own: as a subdomain, beside a word that lures, or in its path. */
import { shapeOf } from './drawn-alike.ts'
import { isAllLure, isLure } from './lure-words.ts'
import { END_LETTERS, FEWEST_LETTERS, type ProtectedName, type ProtectedNames } from './protected-names.ts'

export interface Borrowed {
  readonly of: ProtectedName
  readonly domain: string
  readonly how: string
  readonly confidence: number
}

const DIGIT = /[0-9]/
const PIECES = /[.-]/
const MAX_PATH_CHARACTERS = 400
const MAX_SEGMENTS = 20

/** A whole domain within the name: `paypal.com.evil.example`, `www-paypal-com.evil.example`. `spelled`: the host before its suffix, in plain letters. */
export function borrowedDomain(spelled: string, names: ProtectedNames): Borrowed | null {
  const pieces = spelled.split(PIECES)
  for (let at = 0; at < pieces.length - 1; at += 1) {
    const most = names.firstPieces.get(pieces[at] ?? '') ?? 0
    for (let length = Math.min(most, pieces.length - at); length > 1; length -= 1) {
      const found = names.byPieces.get(pieces.slice(at, at + length).join('.'))
      if (found === undefined) continue
      const dotted = spelled.includes(found.domain)
      // Between hyphens a short one is chance: `e-on-com`.
      if (!dotted && found.of.common && found.of.name.length < FEWEST_LETTERS) continue
      return { ...found, how: 'its whole domain stands within the name of another site', confidence: dotted ? 0.9 : 0.8 }
    }
  }
  return null
}

/** A name beside a lure in one label: `paypal-login`, `secureswedbank`. `label` in plain letters. */
export function borrowedInLabel(label: string, names: ProtectedNames): Borrowed | null {
  const tokens = label.split(/[-_]/)
  for (const [at, token] of tokens.entries()) {
    const found = nameIn(token, names)
    if (found === null) continue
    const { of, rest } = found
    const house = of.kind === 'house'
    const luring = tokens.some((other, place) => place !== at && (isLure(other) || isAllLure(other, false)))
    const together = rest !== '' && isAllLure(rest, of.kind === 'account')
    if (rest === '' && luring) return { of, domain: of.domain, how: 'its name stands beside a word that lures', confidence: 0.7 }
    if (together || (house && (rest === '' ? tokens.length > 1 : luring))) {
      return { of, domain: of.domain, how: 'its name is part of the name of another site', confidence: 0.6 }
    }
  }
  return null
}

/** A name as a label of its own in front of an unrelated site that lures elsewhere in its name: `login.paypal.evil.example`. */
export function borrowedSubdomain(subdomain: string, label: string, names: ProtectedNames): Borrowed | null {
  if (subdomain === '') return null
  const labels = subdomain.split('.')
  let of: ProtectedName | null = null
  for (const each of labels) {
    const inLabel = borrowedInLabel(each, names)
    if (inLabel !== null) return inLabel
    const named = names.byName.get(each)
    if (named !== undefined && !named.common) of ??= named
  }
  if (of === null) return null
  const luring = [...subdomain.split(PIECES), ...label.split('-')].some((piece) => isLure(piece))
  if (!luring && of.kind !== 'house') return null
  return { of, domain: of.domain, how: 'its name stands before the name of another site', confidence: luring ? 0.6 : 0.4 }
}

/** A whole domain as a step of the path, as false pages on broken-into sites have it: `/paypal.com/login`. What only speaks of a site has no lure after it. */
export function borrowedInPath(pathname: string, names: ProtectedNames): Borrowed | null {
  // No domain without a dot: nearly every path stops here.
  if (!pathname.includes('.')) return null
  const steps = pathname.slice(0, MAX_PATH_CHARACTERS).toLowerCase().split('/').slice(1, MAX_SEGMENTS)
  for (const [at, step] of steps.entries()) {
    // `/web/2020/https://paypal.com/`: an address handed on, which archives and redirects do openly.
    if (step === 'http:' || step === 'https:') return null
    const domain = step.startsWith('www.') ? step.slice(4) : step
    if (!names.owned.has(domain)) continue
    const found = names.byPieces.get(domain.split(PIECES).join('.'))
    const rest = steps.slice(at + 1).filter((each) => each !== '')
    if (found === undefined || rest.length === 0) continue
    const luring = rest.some((each) => each.split(/[^a-z0-9]+/).some((word) => isLure(word)))
    if (luring) return { ...found, how: 'its domain stands in the path of another site', confidence: 0.5 }
  }
  return null
}

function nameIn(token: string, names: ProtectedNames): { readonly of: ProtectedName; readonly rest: string } | null {
  const whole = names.byName.get(token) ?? (DIGIT.test(token) ? names.byShape.get(shapeOf(token)) : undefined)
  if (whole !== undefined && !whole.common) return { of: whole, rest: '' }
  if (!names.ends.has(token.slice(0, END_LETTERS)) && !names.ends.has(token.slice(-END_LETTERS))) return null
  for (const length of names.lengths) {
    if (length >= token.length) continue
    const first = names.byName.get(token.slice(0, length))
    if (first !== undefined && !first.common) return { of: first, rest: token.slice(length) }
    const last = names.byName.get(token.slice(-length))
    if (last !== undefined && !last.common) return { of: last, rest: token.slice(0, -length) }
  }
  return null
}
