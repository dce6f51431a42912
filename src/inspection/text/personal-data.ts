/** Finds words about a person wherever an agent would read them, the same value everywhere under one id, and tells where they stand, never what they are. */
import type { CodeDeclaration, Inspected, MessageInspector } from '../../core/inspector.ts'
import type { InboundMessage, WordsPlace } from '../../core/message.ts'
import type { FoundWords } from '../../core/report.ts'
import { type Reading, read } from '../../parse/reading.ts'
import { Alignment, haveSameWords } from '../../parse/same-words.ts'
import { findPersonalData, type PersonalData } from '../personal/find.ts'
import { nameAsWords } from '../personal/name-as-words.ts'
import { ownFinders } from '../personal/own-patterns.ts'
import type { PersonalCode } from '../personal/recognizer.ts'
import { knownWords, type Span, withRepeats } from '../personal/repeats.ts'

/** Past these a message is a list of people, and nobody masks half of it: it is incomplete. */
const MAX_VALUES = 1_000
const MAX_PLACES = 5_000

function declared(severity: CodeDeclaration['severity'], what: string): CodeDeclaration {
  return { severity, title: `Personal data: ${what}`, explanation: `The message holds ${what}.` }
}

const CODES = {
  PERSONAL_CARD: declared('low', 'the number of a payment card'),
  PERSONAL_BANK_ACCOUNT: declared('low', 'the number of a bank account'),
  PERSONAL_NATIONAL_ID: declared('low', 'a national identity number'),
  PERSONAL_TAX_ID: declared('low', 'a tax number'),
  PERSONAL_DOCUMENT: declared('low', 'the number of a passport or a licence'),
  PERSONAL_PHONE: declared('informational', 'a phone number'),
  PERSONAL_EMAIL: declared('informational', 'an e-mail address'),
  PERSONAL_SECRET: declared('medium', 'a password or a key'),
  PERSONAL_DEVICE: declared('informational', 'the address or the number of a device'),
  PERSONAL_PATTERN: declared('low', 'something that this channel counts as personal'),
} satisfies Record<PersonalCode, CodeDeclaration>

export const personalData: MessageInspector = {
  id: 'text/personal-data',
  looksAt: 'message',
  codes: CODES,
  inspect(message, house) {
    const patterns = ownFinders(house?.ownPatterns ?? [])
    const search = (source: Source): Searched => {
      const mayHold = source.mayHold || patterns.length > 0
      return { source, spots: mayHold ? findPersonalData(source.words, { patterns }) : [] }
    }
    const searched = Array.from(sourcesOf(message), search)
    const known = knownWords(searched)
    const values = new Values()
    // What most links show stands in the words, too: where nothing was found in those, there is nothing to take out of it.
    const wherever = searched.some(({ spots }) => spots.length > 0)
    searched.push(...Array.from(shownWords(message, wherever ? null : linksWithoutWords(message)), search))
    for (const { source, spots } of searched) values.add(source, known === null ? spots : withRepeats(source.words, spots, known))
    return values.told()
  },
}

/** What all numbers, addresses and secrets have, but for a secret in a whole sentence. */
const TELLING = /[\p{Nd}@:=]/u

/** Some words, and what stretches of them are called. */
interface Source {
  readonly words: string
  /** False for a few words in which nothing is known to be found: most links and pictures say no more. */
  readonly mayHold: boolean
  /** For each of `spots`, which ascend. */
  placesOf(spots: readonly Span[]): readonly (readonly WordsPlace[])[]
}

interface Searched {
  readonly source: Source
  readonly spots: readonly PersonalData[]
}

/** In the order in which a reader meets them. */
function* sourcesOf(message: InboundMessage): Iterable<Source> {
  if (message.subject !== null) yield { ...line(message.subject, 'subject', 'm'), mayHold: true }
  yield* bodiesOf(message)
  for (const [name, rendering] of [['text', message.text] as const, ['html', message.html] as const])
    for (const [index, slot] of (rendering?.slots ?? []).entries())
      if (slot.kind === 'image' && slot.alt !== '') yield line(slot.alt, `${name}-picture`, String(index))
  for (const part of message.parts)
    if (part.role === 'file' && part.untrustedName !== null) yield line(nameAsWords(part.untrustedName), 'name', part.partId)
}

/** Of `among`, or of all links. */
function* shownWords({ links }: InboundMessage, among: ReadonlySet<string> | null): Iterable<Source> {
  for (const { linkId, shownText } of links) if (shownText !== null && among?.has(linkId) !== false) yield line(shownText, 'shown', linkId)
}

/** They stand in one place, which is filled by what they show: an area of a picture. */
function linksWithoutWords({ text, html }: InboundMessage): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const rendering of [text, html]) for (const slot of rendering?.slots ?? []) if (slot.kind === 'link') ids.add(slot.linkId)
  return ids
}

/** The words are masked in both renderings; where both say the same, they are searched once. */
function* bodiesOf({ text, html }: InboundMessage): Iterable<Source> {
  const inText = text === null ? null : rendered(read(text, false), 'text')
  const inHtml = html === null ? null : rendered(read(html, true), 'html')
  if (inText === null || inHtml === null || !haveSameWords(inText.words, inHtml.words)) {
    for (const source of [inText, inHtml]) if (source !== null) yield source
    return
  }
  // HTML has fewer signs of layout between the words: no marks of quotation, no bullets.
  yield {
    ...inHtml,
    placesOf(spots) {
      const alignment = new Alignment(inHtml.words, inText.words)
      const there = inText.placesOf(spots.map(({ start, end }) => alignment.placeOf(start, end)))
      return inHtml.placesOf(spots).map((places, index) => [...(there[index] ?? []), ...places])
    },
  }
}

function line(words: string, at: WordsPlace['in'], of: string): Source {
  return { words, mayHold: TELLING.test(words), placesOf: (spots) => spots.map(({ start, end }) => [{ in: at, of, start, end }]) }
}

function rendered(reading: Reading, at: 'text' | 'html'): Source {
  return {
    words: reading.words,
    mayHold: true,
    placesOf: (spots) =>
      spots.map(({ start, end }) =>
        reading
          .placesOf(start, end)
          .map((place, index) => ({ in: at, of: 'm', ...place, ...(index === 0 ? {} : { continues: true as const }) })),
      ),
  }
}

/** Owns the values found in one message. */
class Values {
  readonly #byValue = new Map<string, { readonly code: PersonalCode; readonly kind: string; readonly places: WordsPlace[] }>()
  #places = 0

  get #full(): boolean {
    return this.#byValue.size > MAX_VALUES || this.#places > MAX_PLACES
  }

  add(source: Source, spots: readonly PersonalData[]): void {
    const placed = this.#full ? [] : source.placesOf(spots)
    for (const [index, { code, kind, value }] of spots.entries()) {
      if (this.#full) return
      const places = placed[index] ?? []
      this.#places += places.length
      const key = `${code} ${kind} ${value}`
      const known = this.#byValue.get(key)
      if (known === undefined) this.#byValue.set(key, { code, kind, places: [...places] })
      else known.places.push(...places)
    }
  }

  told(): Inspected {
    const byCode = new Map<PersonalCode, FoundWords[]>()
    let number = 0
    for (const { code, kind, places } of this.#byValue.values()) {
      number += 1
      const words = byCode.get(code) ?? []
      words.push({ id: `w${number}`, kind, places })
      byCode.set(code, words)
    }
    const sightings = [...byCode].map(([code, words]) => ({
      code,
      evidence: [...Map.groupBy(words, ({ kind }) => kind)].map(([kind, alike]) => ({
        label: 'kind',
        value: alike.length === 1 ? kind : `${kind}, ${alike.length} values`,
      })),
      words,
    }))
    return this.#full ? { status: 'unscannable', reason: 'PERSONAL_TOO_MANY', sightings } : { status: 'ok', sightings }
  }
}
