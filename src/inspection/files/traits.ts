/** Makes findings of what openers saw: one for each code, with all that speaks for it. */
import type { Listing, Sighting } from '../../core/inspector.ts'
import type { Evidence } from '../../core/report.ts'
import { evidence } from './evidence.ts'

/** In the order in which the listing has them; traits that `byTrait` does not know are another inspector's. */
export function traitSightings(listing: Listing | null, byTrait: ReadonlyMap<string, string>): readonly Sighting[] {
  const found = new Map<string, Evidence[]>()
  for (const { kind, count, evidence: said } of listing?.traits ?? []) {
    const code = byTrait.get(kind)
    if (code === undefined) continue
    const quoted = evidence(kind.slice(kind.indexOf('/') + 1), count > 1 ? `${count}: ${said}` : said)
    found.set(code, [...(found.get(code) ?? []), quoted])
  }
  return [...found].map(([code, quoted]) => ({ code, evidence: quoted }))
}
