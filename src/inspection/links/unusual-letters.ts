/** Says when a label holds characters that names of sites are not written with: UTS 39 Identifier_Status, and what browsers leave out beyond it. */
import { IDENTIFIER_LETTERS } from './data/identifier-letters.ts'
import type { LabelFault } from './label-fault.ts'
import { readsAsPlain } from './skeleton.ts'

const RANGES = IDENTIFIER_LETTERS.flatMap((line) => line.split(' '))
  .map((range) => range.replace(/[0-9a-f]+/g, (point) => `\\u{${point}}`))
  .join('')

/**
 * Taken out of the allowed ones: the Kra ĸ; okina and modifier apostrophe; Pinyin's caron-on-diaeresis letters, Latin Extended Additional
 * before the Vietnamese block, Cyrillic Extended-B and Latin Extended-D, which transliterations use and names do not; hyphens, points and
 * quotes of the inclusion list that pass for the ones that divide a host. Source: the rules that browsers publish for showing IDNs.
 */
const BEYOND =
  /[\u0138\u02bb\u02bc\u02ec\u01cd-\u01dc\u1e00-\u1e9b\ua640-\ua69f\ua720-\ua7ff\u058a\u2010\u2019\u2027\u30a0\u0f0b]|\u0335|\u0338/u
// The joiners of Persian and Indic words stand only where UTS 46 CheckJoiners let them.
const NOT_ALLOWED = new RegExp(`[^\\u{2d}\\u{200c}\\u{200d}${RANGES}]`, 'u')

// ISO 15924 names of UAX 31 table 7, limited use: living scripts that few can read, and where they are read.
const LIMITED_USE =
  /[\p{scx=Adlm}\p{scx=Cher}\p{scx=Cans}\p{scx=Lisu}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Plrd}\p{scx=Syrc}\p{scx=Tfng}\p{scx=Yiii}]/u
const READ_SOMEWHERE = new Set(['ca', 'cn', 'dz', 'ma', 'mn', 'gn', 'sy'])
const POLYTONIC = /[\u1f00-\u1fff]/u

/** Linear in the label. `topLevel` as a U-label. */
export function unusualLetters(label: string, topLevel: string): LabelFault | null {
  const unusual = NOT_ALLOWED.exec(label)?.[0] ?? BEYOND.exec(label)?.[0] ?? polytonic(label, topLevel)
  if (unusual === null) return null
  const reads = readsAsPlain(label)
  const why = `a character that names are not written with: ${unusual}`
  if (reads !== null) return { code: 'LINK_CONFUSABLE_HOST', confidence: 0.95, why, reads }
  const confidence = LIMITED_USE.test(unusual) && READ_SOMEWHERE.has(topLevel) ? 0.3 : 0.7
  return { code: 'LINK_UNUSUAL_LETTERS', confidence, why, reads: null }
}

/** The breathings of ancient Greek are at home in Greece alone. */
function polytonic(label: string, topLevel: string): string | null {
  return topLevel === 'gr' || topLevel === 'ελ' ? null : (POLYTONIC.exec(label)?.[0] ?? null)
}
