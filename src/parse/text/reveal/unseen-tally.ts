/** Counts what was dropped from the words of one body by its kind, and keeps as much of it as is needed to read what it hid. */
import { decodeBits, decodePrivate, decodeSelectors, decodeTags, MAX_DECODED_CHARACTERS } from './decode.ts'
import type { UnseenKind } from './step.ts'

/** UTF-16 units of each stream: sixteen to a letter of what may be decoded. */
const MAX_KEPT_CHARACTERS = 16 * MAX_DECODED_CHARACTERS
const SECRET = /[\p{C}\p{Zl}\p{Zp}]+/gu

export interface UnseenWords {
  readonly kind: UnseenKind
  readonly count: number
  /** How many of them stood between two letters or digits. */
  readonly inWords: number
  /** What they spell, printable, at most 2,000 characters; empty when they spell nothing. */
  readonly decoded: string
}

type Stream = 'tags' | 'selectors' | 'private' | 'bits'

/** What bears the words of a stream; marks that are piled up and what stands for no character spell nothing. */
const BEARERS: Readonly<Record<Stream, readonly UnseenKind[]>> = {
  tags: ['tag'],
  selectors: ['variation-selector'],
  private: ['private-use'],
  bits: ['zero-width', 'filler', 'soft-hyphen', 'bidi', 'bidi-override', 'format'],
}

const DECODERS: Readonly<Record<Stream, (characters: string) => string>> = {
  tags: decodeTags,
  selectors: decodeSelectors,
  private: decodePrivate,
  bits: decodeBits,
}

/** Owns the counts of one body. */
export class UnseenTally {
  readonly #counts = new Map<UnseenKind, { count: number; inWords: number }>()
  readonly #streams = new Map<Stream, string>()

  /** To be handed on by itself. */
  readonly add = (kind: UnseenKind, characters: string, inWord: boolean): void => {
    const known = this.#counts.get(kind) ?? { count: 0, inWords: 0 }
    const count = countOf(characters)
    known.count += count
    if (inWord) known.inWords += count
    this.#counts.set(kind, known)
  }

  /** What was dropped, in the order in which it stood. */
  keep(characters: string): void {
    for (const character of characters) {
      const stream = streamOf(character)
      const kept = stream === null ? '' : (this.#streams.get(stream) ?? '')
      if (stream !== null && kept.length < MAX_KEPT_CHARACTERS) this.#streams.set(stream, kept + character)
    }
  }

  list(): readonly UnseenWords[] {
    const decoded = new Map<UnseenKind, string>()
    for (const [stream, characters] of this.#streams) {
      const bearer = this.#bearer(stream)
      const words = DECODERS[stream](characters)
      if (bearer !== null) decoded.set(bearer, words.replace(SECRET, ' ').trim().slice(0, MAX_DECODED_CHARACTERS).toWellFormed())
    }
    return Array.from(this.#counts, ([kind, counts]) => ({ kind, ...counts, decoded: decoded.get(kind) ?? '' }))
  }

  /** The kind that most of a stream is of. */
  #bearer(stream: Stream): UnseenKind | null {
    let bearer: UnseenKind | null = null
    let most = 0
    for (const kind of BEARERS[stream]) {
      const count = this.#counts.get(kind)?.count ?? 0
      if (count <= most) continue
      bearer = kind
      most = count
    }
    return bearer
  }
}

const MARK = /^\p{M}$/u

function streamOf(character: string): Stream | null {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0xf0000 || (code >= 0xe000 && code <= 0xf8ff)) return 'private'
  if (code >= 0xe0000) return code >= 0xe0100 ? 'selectors' : 'tags'
  if (code >= 0xfe00 && code <= 0xfe0f) return 'selectors'
  return code !== 0x34f && MARK.test(character) ? null : 'bits'
}

function countOf(characters: string): number {
  let count = 0
  for (const _ of characters) count += 1
  return count
}
