/** Takes the words that a verdict masks out of a message, wherever they stand, and puts a placeholder that says what was there; all else stays where it is. */
import type { InboundMessage, Rendering, Slot, WordsPlace } from '../core/message.ts'
import type { Policy } from '../core/policy.ts'
import type { Mask } from '../core/release.ts'
import type { Finding, FoundWords } from '../core/report.ts'
import type { Verdict } from '../core/verdict.ts'
import { read } from '../parse/reading.ts'
import { escapeHtml, plainLine } from './plain.ts'
import type { Words } from './words/words.ts'

export interface Masked {
  readonly message: InboundMessage
  readonly masks: readonly Mask[]
}

/** A piece of the words that is replaced: by a placeholder, or by nothing where a placeholder stands before it. */
interface Cut {
  readonly start: number
  readonly end: number
  readonly placeholder: string
}

const MAX_NAME_CHARACTERS = 60

/** The very message given when nothing is masked. */
export function maskMessage(message: InboundMessage, verdict: Verdict, findings: readonly Finding[], policy: Policy, words: Words): Masked {
  const actions = verdict.actions.filter(({ kind, subject }) => kind === 'mask' && subject.kind === 'words')
  if (actions.length === 0) return { message, masks: [] }
  const masks: Mask[] = []
  const explanation = words.explanation('mask', words.reason('personalDataMasked', 'agent'))
  const cuts = new Map<string, Cut[]>()
  const places = new Map(findings.flatMap((finding) => (finding.words ?? []).map((found) => [found.id, found])))
  for (const { subject, reason: code } of actions) {
    const { id } = subject
    const found = places.get(id)
    // Deciding and finding disagree: better no message than one with the words in it.
    if (found === undefined) throw new Error('a mask without its words')
    const placeholder = placeholderOf(message, code, found, keptOf(code, found.kind, policy), words)
    masks.push({ id, code, kind: found.kind, placeholder, explanation })
    for (const place of found.places) {
      const key = `${place.in} ${place.of}`
      const known = cuts.get(key) ?? []
      known.push({ start: place.start, end: place.end, placeholder: place.continues === true ? '' : placeholder })
      cuts.set(key, known)
    }
  }
  for (const pieces of cuts.values()) pieces.sort((a, b) => a.start - b.start)
  return { message: withoutCuts(message, cuts), masks }
}

function withoutCuts(message: InboundMessage, cuts: ReadonlyMap<string, readonly Cut[]>): InboundMessage {
  const line = (text: string, at: WordsPlace['in'], of: string) => cutOut(text, cuts.get(`${at} ${of}`) ?? [], (placeholder) => placeholder)
  const rendering = (of: 'text' | 'html'): Rendering | null => {
    const whole = message[of]
    if (whole === null) return null
    const slots = whole.slots.map((slot, index) =>
      slot.kind === 'image' ? { ...slot, alt: line(slot.alt, `${of}-picture`, String(index)) } : slot,
    )
    return cutRendering({ body: whole.body, slots }, cuts.get(`${of} m`) ?? [], of === 'html' ? escapeHtml : (placeholder) => placeholder)
  }
  const across = new Map([...maskedLinks(message.text, cuts.get('text m')), ...maskedLinks(message.html, cuts.get('html m'))])
  return {
    ...message,
    subject: message.subject === null ? null : line(message.subject, 'subject', 'm'),
    text: rendering('text'),
    html: rendering('html'),
    links: message.links.map((link) => {
      if (link.shownText === null) return link
      // What begins before a link, or goes on behind it, is not known for what it is in the link's words alone.
      const partly = cuts.has(`shown ${link.linkId}`) ? undefined : across.get(link.linkId)
      return { ...link, shownText: partly ?? line(link.shownText, 'shown', link.linkId) }
    }),
    parts: message.parts.map((part) =>
      part.untrustedName === null ? part : { ...part, untrustedName: line(part.untrustedName, 'name', part.partId) },
    ),
  }
}

/** By link id: the placeholder of what is masked among a link's words. Slots and cuts are ascending. */
function* maskedLinks(rendering: Rendering | null, cuts: readonly Cut[] = []): Iterable<readonly [string, string]> {
  let next = 0
  let placeholder = ''
  let from = 0
  for (const slot of cuts.length === 0 ? [] : (rendering?.slots ?? [])) {
    if (slot.kind === 'link-open') from = slot.at
    if (slot.kind !== 'link-close') continue
    for (let cut = cuts[next]; cut !== undefined && cut.end <= from; cut = cuts[++next]) placeholder = cut.placeholder || placeholder
    const cut = cuts[next]
    if (cut !== undefined && cut.start < slot.at) yield [slot.linkId, cut.placeholder || placeholder]
  }
}

function cutOut(text: string, cuts: readonly Cut[], write: (placeholder: string) => string): string {
  if (cuts.length === 0) return text
  let kept = ''
  let from = 0
  for (const { start, end, placeholder } of cuts) {
    kept += text.slice(from, start) + write(placeholder)
    from = Math.max(from, end)
  }
  return kept + text.slice(from)
}

/** Slots keep their order; one inside what was cut out stands behind its placeholder, and where a link begins in it, before. */
function cutRendering({ body, slots }: Rendering, cuts: readonly Cut[], write: (placeholder: string) => string): Rendering {
  if (cuts.length === 0) return { body, slots }
  const moved: Slot[] = []
  let shift = 0
  let next = 0
  for (const slot of slots) {
    for (let cut = cuts[next]; cut !== undefined && cut.end <= slot.at; cut = cuts[++next])
      shift += write(cut.placeholder).length - (cut.end - cut.start)
    const around = cuts[next]
    if (around === undefined || around.start >= slot.at) moved.push({ ...slot, at: slot.at + shift })
    else {
      const before = around.start + shift
      const opens = slot.kind === 'link-open' && (moved.at(-1)?.at ?? 0) <= before
      moved.push({ ...slot, at: opens ? before : before + write(around.placeholder).length })
    }
  }
  return { body: cutOut(body, cuts, write), slots: moved }
}

function keptOf(code: string, kind: string, policy: Policy): number {
  const rules = policy.personalData
  const own = rules?.patterns.find(({ name }) => name === kind && code === 'PERSONAL_PATTERN')
  return own?.keepLast ?? rules?.keepLast[code] ?? 0
}

/** With the last letters and digits of the value, as they were written, where at least as many again stay hidden. */
function placeholderOf(message: InboundMessage, code: string, { kind, places }: FoundWords, keep: number, words: Words): string {
  const characters = keep === 0 ? '' : valueAt(message, places).replace(/[^\p{L}\p{N}]/gu, '')
  const kept = characters.length >= 2 * keep ? characters.slice(characters.length - keep) : ''
  return words.masked(code, kept, code === 'PERSONAL_PATTERN' ? plainLine(kind, MAX_NAME_CHARACTERS) : null)
}

/** The value as it stands at the first of its places, tags and marks of quotation apart. */
export function valueAt(message: InboundMessage, places: readonly WordsPlace[]): string {
  const [first, ...rest] = places
  if (first === undefined) return ''
  let value = sourceOf(message, first).slice(first.start, first.end)
  for (const place of rest) {
    if (place.continues !== true) break
    value += sourceOf(message, place).slice(place.start, place.end)
  }
  return first.in === 'html' || first.in === 'text' ? read({ body: value, slots: [] }, first.in === 'html').words : value
}

function sourceOf(message: InboundMessage, place: WordsPlace): string {
  switch (place.in) {
    case 'text':
    case 'html':
      return message[place.in]?.body ?? ''
    case 'subject':
      return message.subject ?? ''
    case 'name':
      return message.parts.find(({ partId }) => partId === place.of)?.untrustedName ?? ''
    case 'shown':
      return message.links.find(({ linkId }) => linkId === place.of)?.shownText ?? ''
    case 'text-picture':
      return altOf(message.text, place.of)
    case 'html-picture':
      return altOf(message.html, place.of)
  }
}

function altOf(rendering: Rendering | null, index: string): string {
  const slot = rendering?.slots[Number(index)]
  return slot?.kind === 'image' ? slot.alt : ''
}
