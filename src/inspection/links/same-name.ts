/** Tells the same name under another ending, `shop.example.co.za` for `shop.example.com`, which is mostly the same house, from one registered to pass for it. */
import type { ParsedUrl } from '../../parse/url.ts'

const MIN_NAME_CHARACTERS = 4
/** Endings under which houses keep their name for years. Countries come on top. */
const LASTING = new Set(['com', 'net', 'org', 'eu', 'info', 'biz', 'edu', 'gov', 'int', 'mil', 'coop', 'museum', 'aero', 'asia', 'cat'])
/** Countries whose names were given away, or are sold mostly for passing use. Source: Interisle, Phishing Landscape 2021 to 2024. */
const PASSING = new Set('tk ml ga cf gq cc ws to pw su la me co ly id st nu sbs cm om'.split(' '))

export function isSameNameElsewhere(claimed: ParsedUrl, target: ParsedUrl): boolean {
  const name = nameOf(claimed)
  return name !== null && name.length >= MIN_NAME_CHARACTERS && name === nameOf(target) && isLasting(target.publicSuffix)
}

function nameOf({ registrableDomain, publicSuffix }: ParsedUrl): string | null {
  return registrableDomain === null || publicSuffix === null ? null : registrableDomain.slice(0, -publicSuffix.length - 1)
}

/** A private suffix (`github.io`) is hosting: the same name there is anybody's. */
function isLasting(suffix: string | null): boolean {
  if (suffix === null) return false
  const labels = suffix.split('.')
  const topLevel = labels.at(-1) ?? ''
  if (labels.length > 2 || (labels.length === 2 && !/^(?:com?|org|net|or|ac|gov|edu|ne|in|plc|ltd|gen|web|nom|biz)$/.test(labels[0] ?? '')))
    return false
  if (labels.length === 2 && topLevel.length !== 2) return false
  return LASTING.has(topLevel) || (topLevel.length === 2 && (labels.length === 2 || !PASSING.has(topLevel)))
}
