/** Knows, letter by letter, what passes for a plain Latin letter in running words, and whose letter it is. */
import { sameAs } from '../links/skeleton.ts'

/** `other`: of another alphabet; `styled`: a Latin letter in a dress of its own; `odd`: a Latin letter that hardly any language writes. */
export type Nature = 'plain' | 'other' | 'styled' | 'odd'

export interface Drawn {
  readonly nature: Nature
  /** One letter, or a few for a ligature. */
  readonly as: string
}

// Bold, italic, script, fraktur, double-struck, sans-serif, monospace; fullwidth; circled; squared. NFKC makes plain letters of nearly all.
const STYLED = /^[\u{1d400}-\u{1d6a3}\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\u{1f130}-\u{1f149}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]$/u
const NEGATIVE_CIRCLED_A = 0x1f150
const NEGATIVE_SQUARED_A = 0x1f170
const SMALL_CAPITALS = 'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz'
const ODD = 'ɑaɡgıi'
// UTS 39 has the skeletons of small letters; capitals pass for others than theirs.
const CAPITALS = 'АAВBЕEЅSІIЈJКKМMНHОOРPСCТTХXУYԌGԚQԜWΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXᎪAᏴBᏟCᎬEᏀGᎻHᎫJᏦKᏞLᎷMᏢPᏚSᎢTᏙVᎳWᏃZ'

const known = new Map<string, Drawn | null>([...pairs(SMALL_CAPITALS, 'styled'), ...pairs(ODD, 'odd'), ...pairs(CAPITALS, 'other')])
/** Beyond every letter that is drawn like another; only hostile words could come near it. */
const MAX_KNOWN = 5_000

function pairs(written: string, nature: Nature): [string, Drawn][] {
  return written.match(/../gu)?.map((pair): [string, Drawn] => [pair.charAt(0), { nature, as: pair.charAt(1) }]) ?? []
}

/** Null for a letter that passes for no plain one: an accent alone makes none. */
export function drawnLike(letter: string): Drawn | null {
  if (/^[a-z]$/i.test(letter)) return { nature: 'plain', as: letter }
  const before = known.get(letter)
  if (before !== undefined) return before
  const now = look(letter)
  if (known.size < MAX_KNOWN) known.set(letter, now)
  return now
}

function look(letter: string): Drawn | null {
  if (STYLED.test(letter)) {
    const as = unstyled(letter)
    return as === null ? null : { nature: 'styled', as }
  }
  if (!/^[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Armn}\p{sc=Cher}]$/u.test(letter) || letter !== letter.toLowerCase()) return null
  const as = sameAs(letter)
  return as !== null && /^[a-z]$/.test(as) ? { nature: 'other', as } : null
}

function unstyled(letter: string): string | null {
  const code = letter.codePointAt(0) ?? 0
  for (const first of [NEGATIVE_SQUARED_A, NEGATIVE_CIRCLED_A])
    if (code >= first && code < first + 26) return String.fromCharCode(0x41 + code - first)
  const plain = letter.normalize('NFKC')
  return /^[a-z]$/i.test(plain) ? plain : null
}
