/** Holds the flags of parts of countries that some program draws: UTS 51 ED-14, Unicode CLDR subdivisions. */

/** A country, and its parts. The three of Great Britain are all that Unicode recommends (RGI). */
const PARTS = [
  'gb eng sct wls nir',
  'us al ak az ar ca co ct dc de fl ga gu hi ia id il in ks ky la ma md me mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok or pa pr ri sc sd tn tx ut va vi vt wa wi wv wy',
  'ca ab bc mb nb nl ns nt nu on pe qc sk yt',
  'es an ar as cb ce cl cm cn ct ex ga ib mc md ml nc pv ri vc',
  'de bb be bw by hb he hh mv ni nw rp sh sl sn st th',
  'au act nsw nt qld sa tas vic wa',
  'fr ara bfc bre cor cvl ges hdf idf naq nor occ pac pdl',
  'it 21 23 25 32 34 36 42 45 52 55 57 62 65 67 72 75 77 78 82 88',
  'be bru vlg wal',
  'nl dr fl fr ge gr li nb nh ov ut ze zh',
  'pt 20 30',
] as const

const FLAGS: ReadonlySet<string> = new Set(
  PARTS.flatMap((line) => {
    const [country = '', ...parts] = line.split(' ')
    return parts.map((part) => country + part)
  }),
)

/** `gbsct`: what the tags behind a black flag say when they make it another. */
export function isFlag(region: string): boolean {
  return FLAGS.has(region)
}
