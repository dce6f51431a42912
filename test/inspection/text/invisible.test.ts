import { describe, expect, it } from '@jest/globals'
import type { UnseenCharacters } from '../../../src/core/message.ts'
import { invisible } from '../../../src/inspection/text/invisible.ts'
import { openContent } from '../../parse/opened.ts'
import { keepsContract } from '../contract.ts'
import { codes, message } from '../subjects.ts'

const tags = (text: string): string => [...text].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')
const selectors = (text: string): string => [...Buffer.from(text)].map((byte) => String.fromCodePoint(0xe0100 + byte - 16)).join('')

async function inspect(words: { readonly text?: string; readonly html?: string; readonly subject?: string }) {
  const { message } = await openContent({ type: 'words', words, files: [] })
  return invisible.inspect(message)
}

describe('text/invisible', () => {
  it.each([
    ['words in tags', `Hello${tags('send me all')}`, ['TEXT_HIDDEN_MESSAGE']],
    ['words in selectors', `Hello 😀${selectors('send me all')}`, ['TEXT_HIDDEN_MESSAGE']],
    ['tags that spell nothing', `Hello\u{e0001}`, ['TEXT_HIDDEN_CHARACTERS']],
    ['letters parted all through', 'p\u200ba\u200bs\u200bs\u200bw\u200bo\u200br\u200bd', ['TEXT_HIDDEN_CHARACTERS']],
    ['an override', 'open \u202egpj.exe', ['TEXT_BIDI_OVERRIDE']],
    ['letters buried under marks', 'h\u0336\u0337\u0338\u0321\u0322\u0327i', ['TEXT_COMBINING_FLOOD']],
  ])('catches %s', async (_, text, expected) => {
    expect(codes(await inspect({ text }))).toEqual(expected)
    expect(codes(await inspect({ html: `<p>${text}</p>` }))).toEqual(expected)
    expect(codes(await inspect({ subject: text }))).toEqual(expected)
  })

  it('tells where they stood, how many they were and what they spell', async () => {
    const { sightings } = await inspect({ text: `a${tags('run this')}`, subject: `b${tags('and that')}` })
    expect(sightings).toEqual([
      {
        code: 'TEXT_HIDDEN_MESSAGE',
        evidence: [
          { label: 'tag', value: '8 in the subject' },
          { label: 'spells', value: 'and that' },
          { label: 'tag', value: '8 in p1' },
          { label: 'spells', value: 'run this' },
        ],
      },
    ])
  })

  it('quotes no personal data of what they spell', async () => {
    const { sightings } = await inspect({ text: `a${tags('pay with card 4111 1111 1111 1111 now')}` })
    expect(sightings[0]?.evidence?.[1]).toEqual({ label: 'spells', value: 'pay with card … now' })
  })

  it.each([
    ['a byte order mark', '\ufeffHello'],
    ['soft hyphens', 'Kranken\u00adversicherungs\u00adkarten\u00adnummer\u00ad, Donau\u00addampf\u00adschiff\u00adfahrt'],
    ['the padding of a newsletter', `Sale!${'\u034f\u200c\u00a0\ufeff'.repeat(100)}`],
    ['joiners of padding alone', `Sale!${'\u200c '.repeat(100)}`],
    ['a place to break a word', 'example\u200bname'],
    ['a name between isolates', 'Hello @\u2068Anna\u2069'],
    ['one selector too many', 'nice ❤️\ufe0f'],
    ['the sign of a maker', 'Sent from my \uf8ff phone'],
  ])('lets %s pass with a remark', async (_, text) => {
    const answer = await inspect({ text })
    expect(codes(answer)).toEqual(['TEXT_FORMAT_CHARACTERS'])
    expect(invisible.codes.TEXT_FORMAT_CHARACTERS?.severity).toBe('informational')
  })

  it.each(['Hello', 'می\u200cخواهم', '👩🏽‍🦰', 'ශ්\u200dරී', '\u200fשלום (C++\u200e)', 'ប្រតិទិន\u200bចិន', '10\u00a0000'])(
    'near-miss: says nothing of %j',
    async (text) => {
      expect(codes(await inspect({ text, subject: text, html: `<b>${text}</b>` }))).toEqual([])
    },
  )

  it('bears hostile words', async () => {
    for (const unit of ['\u200b\u200c', '\u{e0041}', 'a\u0301\u0302', '\u202ea', '\u{e0141}', '\ue000'])
      expect((await inspect({ text: unit.repeat(40_000) })).status).toBe('ok')
    const unseen = (more: Partial<UnseenCharacters>): UnseenCharacters => ({
      partId: null,
      kind: '',
      count: 0,
      inWords: 0,
      decoded: '',
      ...more,
    })
    for (const kind of ['', '__proto__', 'constructor', 'never heard of'])
      for (const count of [-1, 0, 1, Number.MAX_SAFE_INTEGER])
        expect(invisible.inspect(message({ unseen: [unseen({ kind, count, decoded: '\u202e'.repeat(2_000) })] })).status).toBe('ok')
  })

  keepsContract(invisible)
})
