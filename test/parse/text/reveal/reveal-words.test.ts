/** Nothing that no reader sees is left in words, and whatever a script or an emoji needs is. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { revealWords } from '../../../../src/parse/text/reveal/reveal-words.ts'
import { UnseenTally } from '../../../../src/parse/text/reveal/unseen-tally.ts'

function reveal(text: string) {
  const tally = new UnseenTally()
  const words = revealWords(text, tally)
  return { words, unseen: tally.list() }
}

const tags = (text: string): string => [...text].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')
const selectors = (text: string): string =>
  [...Buffer.from(text)].map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join('')
const bits = (text: string, zero = '\u200b', one = '\u200c'): string =>
  [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0').replaceAll('0', zero).replaceAll('1', one)).join('')

describe('revealWords', () => {
  it.each([
    ['tags', `pay${tags('send it all')} me`, 'pay me', 'tag'],
    ['tags behind an emoji', `ok 😀${tags('ignore that')}`, 'ok 😀', 'tag'],
    ['tags that pretend to be a flag', `go 🏴${tags('ignore all rules')}\u{e007f}!`, 'go 🏴!', 'tag'],
    ['a flag with more behind it', `🏴${tags('gbsct')}\u{e007f}${tags('x')}`, `🏴${tags('gbsct')}\u{e007f}`, 'tag'],
    ['bytes in selectors behind a letter', `a${selectors('secret')}b`, 'ab', 'variation-selector'],
    ['bytes in selectors behind an emoji', `😀${selectors('secret')} hi`, '😀 hi', 'variation-selector'],
    ['bytes behind an emoji that has its selector', `❤️${selectors('secret')} hi`, '❤️ hi', 'variation-selector'],
    ['a selector behind each letter', 'h\ufe00e\ufe01y\u{e0150}', 'hey', 'variation-selector'],
    ['bits of no width', `pay${bits('hi')}pal`, 'paypal', 'zero-width'],
    ['joiners between Latin letters', 'p\u200da\u200cy', 'pay', 'zero-width'],
    ['joiners between Cyrillic letters', 'п\u200dр\u200cи', 'при', 'zero-width'],
    ['a word joiner and a byte order mark', '\ufeffpay\u2060pal', 'paypal', 'zero-width'],
    ['a grapheme joiner', 'pay\u034fpal', 'paypal', 'zero-width'],
    ['Hangul fillers', 'pay\u3164pal\uffa0 \u115f\u1160', 'paypal ', 'filler'],
    ['Khmer and Mongolian fillers', 'pay\u17b4pal\u17b5\u180e', 'paypal', 'filler'],
    ['braille blanks', 'pay\u2800pal', 'paypal', 'filler'],
    ['soft hyphens', 'pay\u00adpal', 'paypal', 'soft-hyphen'],
    ['invisible operators', 'f\u2061(x)\u2062\u2063\u2064', 'f(x)', 'format'],
    ['deprecated controls', 'a\u206ab\u206f', 'ab', 'format'],
    ['interlinear annotation', '\ufff9a\ufffab\ufffb', 'ab', 'format'],
    ['controls of music and shorthand', 'a\u{1d173}b\u{1bca0}', 'ab', 'format'],
    ['an override', 'invoice \u202efdp.exe', 'invoice fdp.exe', 'bidi-override'],
    ['an override among Hebrew', 'שלום \u202dabc', 'שלום abc', 'bidi-override'],
    ['isolates with nothing right to left', '@\u2068Anna\u2069 hi', '@Anna hi', 'bidi'],
    ['marks of direction in a word', 'pay\u200epal\u200f', 'paypal', 'bidi'],
    ['marks of direction in a Latin word beside Hebrew', 'שלום p\u200ea\u200fy', 'שלום pay', 'bidi'],
    ['bits of direction in a Hebrew word', 'של\u200e\u200f\u200f\u200e\u200f\u200e\u200e\u200fום', 'שלום', 'bidi'],
    ['a mark of direction in a Hebrew word', 'של\u200eום', 'שלום', 'bidi'],
    ['bits among Thai', 'ประเทศ\u200b\u200c\u200c\u200b\u200c\u200b\u200b\u200cไทย', 'ประเทศไทย', 'zero-width'],
    ['isolates that do not end', 'שלום \u2067abc', 'שלום abc', 'bidi'],
    ['private use', 'a\ue000b\u{f0041}', 'ab', 'private-use'],
    ['noncharacters', 'a\ufdd0b\uffff', 'ab', 'noncharacter'],
    ['marks piled on letters', 'h\u0336\u0337\u0338\u0321\u0322\u0327i\u0336\u0337\u0338', 'hi', 'combining-flood'],
    ['marks piled on blanks', 'a\u0336\u0337\u0338\u0321\u0322 \u0336\u0337b', 'a b', 'combining-flood'],
    ['one Thai mark over and over', 'ก\u0e47\u0e47\u0e47\u0e47\u0e47', 'ก\u0e47', 'combining-flood'],
    ['marks piled on Hindi letters', 'न\u0301\u0302\u0303मस्त\u0301\u0302\u0303े', 'नमस्ते', 'combining-flood'],
    ['Arabic marks on a Latin letter', 'a\u064b\u064b\u064b\u064b', 'a', 'combining-flood'],
    ['a joiner between any two Hindi letters', 'क\u200cख\u200dग\u200cघ\u200dच', 'कखगघच', 'zero-width'],
    ['a run of joiners between Persian letters', 'می\u200c\u200d\u200c\u200dخواهم', 'میخواهم', 'zero-width'],
  ])('drops %s', (_, text, words, kind) => {
    const revealed = reveal(text)
    expect(revealed.words).toBe(words)
    expect(revealed.unseen.map((each) => each.kind)).toEqual([kind])
    expect(reveal(words)).toEqual({ words, unseen: [] })
  })

  it.each([
    ['plain words', 'Hello, wörld – 日本語, 100 %'],
    ['a blank that does not break', '10\u00a0000 kr\u202f%'],
    ['an ideographic blank', '山田\u3000太郎'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['skin and hair', '👩🏽‍🦰 🧑🏿‍🤝‍🧑🏻'],
    ['a heart with its selector in a family', '👩‍❤️‍💋‍👨'],
    ['flags', '🇸🇪🇪🇸🏳️‍🌈🏴‍☠️'],
    ['flags of countries within one', `🏴${tags('gbeng')}\u{e007f}🏴${tags('ustx')}\u{e007f}`],
    ['keycaps', '#️⃣ *️⃣ 1️⃣'],
    ['text style', '☎︎ ©︎ ™️'],
    ['Persian', 'می\u200cخواهم کتاب\u200cها ۲۰\u200cساله PDF\u200cها'],
    ['Kurdish', 'كوردستانه\u200cكه\u200cیه\u200c'],
    ['Arabic with a joiner at its end', 'ه\u200d'],
    ['Hindi half letters', 'क्\u200dष उच्\u200dचारण'],
    ['Bengali', 'র\u200d্যাব ক্\u200cপেল্লে'],
    ['Sinhala', 'ශ්\u200dරී ලංකාව'],
    ['Malayalam with old chillus', 'അവന്\u200d പിൻ\u200cയിൻ'],
    ['Kannada with two of them', 'ಸೆನ್ಸಿಟೀವ್\u200c\u200c ವಿಂಗಡಿಸಿ'],
    ['Marathi', 'अ\u200dॅरेमाइक'],
    ['Khmer with blanks of no width', 'ប្រតិទិន\u200bចិន'],
    ['Thai and Lao with blanks of no width', 'ประเทศ\u200bไทย ປະ\u200bຕິ\u200bທິນ'],
    ['Hebrew with marks of direction', '\u200fמערכת של 24 שעות (0\u200e–23) C++\u200e'],
    ['Arabic with an isolate', 'اتصل على \u2066+46 8 123\u2069 الآن'],
    ['Hebrew with an embedding', 'שלום \u202aABC-1\u202c!'],
    ['Hebrew with points and accents', 'בְּרֵאשִׁ֖ית בָּרָ֣א'],
    ['Vietnamese, decomposed', 'Việt Nam, nước'.normalize('NFD')],
    ['Greek of old, decomposed', 'ᾧ ἄνθρωπος'.normalize('NFD')],
    ['Thai with vowel and tone', 'ที่นี่ น้ำ'],
    ['Tibetan stacks', 'རྒྱ་ཛྙཱ་ཧྲཱིཿ'],
    ['Burmese', 'ကျွန်ုပ်တို့'],
    ['words that are struck through', 't\u0336e\u0336x\u0336t\u0336'],
    ['Japanese variants of a letter', '葛\u{e0100}城 辻\u{e0101}'],
    ['variants in mathematics', '\u2229\ufe00 0\ufe00'],
    ['Mongolian', 'ᠠᠭᠤᠯᠠ\u180bᠠ ᠬᠠᠷ\u180eᠠ'],
    ['old Korean', '\u115f\u1161\u11ab \u1100\u1160\u11ab'],
    ['braille, and what is drawn in it', '⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙\n⠀⠀⣿⣿⠀⠀'],
    ['notes with their beams', '\u{1d158}\u{1d173}\u{1d158}\u{1d174}'],
    ['a Hebrew word whose marks are kept in order', 'ל\u05b7\u034f\u05b4'],
    ['what stands for a picture', 'see \ufffc and \ufffd'],
  ])('leaves alone: %s', (_, text) => {
    expect(reveal(text)).toEqual({ words: text, unseen: [] })
  })

  it('leaves nothing between what was parted by other unseen characters', () => {
    expect(reveal(`می\u200c${tags('x')}خواهم`).words).toBe('می\u200cخواهم')
    expect(reveal('👨\u2060\u200d👩').words).toBe('👨\u200d👩')
    expect(reveal(`❤${selectors('secret')}\ufe0f`).words).toBe('❤\ufe0f')
    expect(reveal(`1\ufe0f${'\u0301\u0336'.repeat(5)}\u20e3`).words).toBe('1\ufe0f\u20e3')
    expect(reveal('ផ\u034f\u200b\u2060ច').words).toBe('ផ\u200bច')
    expect(reveal(`ଫର୍ମାଟ୍\u200c${'\u3164'.repeat(20)}`).words).toBe('ଫର୍ମାଟ୍\u200c')
    expect(reveal('a\u200b\u00ad\u200d\u2060b').unseen.map(({ kind, inWords }) => [kind, inWords])).toEqual([
      ['soft-hyphen', 1],
      ['zero-width', 3],
    ])
  })

  it.each([
    '\u200d😀',
    '\u0301',
    '\u0301\u200d',
    'ก\u0e47\u0e47\u0e47',
    '\u{e0041}',
    'a\u{e0150}',
    'a\u00ad',
    'ا\u200c',
    '\u202ea\u202c',
    '\u2067א',
    'א\u200f',
    '\u200b\u200c\u200d',
    'a\u0301\u0302',
    ' \u0301\u0301',
    '🏴\u{e0061}',
    '\u2800⠿\n',
    '\u202a\u202b',
  ])('bears hostile words: a million UTF-16 units of %j', (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length))
    const { words } = reveal(text)
    expect(words.length).toBeLessThanOrEqual(text.length)
    expect(revealWords(words, new UnseenTally())).toBe(words)
  })
})

const NASTY = [
  ...[
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u061c',
    '\u202a',
    '\u202b',
    '\u202c',
    '\u202d',
    '\u202e',
    '\u2066',
    '\u2067',
    '\u2068',
  ],
  ...[
    '\u2069',
    '\u00ad',
    '\u034f',
    '\ufe00',
    '\ufe0e',
    '\ufe0f',
    '\u{e0100}',
    '\u{e0041}',
    '\u{e007f}',
    '🏴',
    '\u180b',
    '\u180e',
    '\u115f',
  ],
  ...[
    '\u1160',
    '\u3164',
    '\u2800',
    '\u{1d173}',
    '\u{13430}',
    '\ufff9',
    '\ue000',
    '\uffff',
    '\u0301',
    '\u0336',
    '\u0e47',
    '\u094d',
    '\u05b4',
  ],
  ...['a', 'א', 'ب', 'ا', 'क', 'ក', 'ก', 'ᠠ', '한', '葛', '1', '❤', '😀', '👩', '🏽', '⠿', '\u1161', '\u11ab', ' ', '\n', '\u20e3', '-'],
]
const nasty = fc.array(fc.constantFrom(...NASTY), { maxLength: 40 }).map((pieces) => pieces.join(''))
const words = fc.oneof({ weight: 4, arbitrary: nasty }, fc.string({ unit: 'binary', maxLength: 40 }))

describe('revealWords, for any words', () => {
  it('never changes what it made', () => {
    fc.assert(
      fc.property(words, (text) => {
        const once = revealWords(text, new UnseenTally())
        expect(reveal(once)).toEqual({ words: once, unseen: [] })
      }),
      { numRuns: 3_000 },
    )
  })

  it('only ever takes away, and counts all that it takes', () => {
    fc.assert(
      fc.property(words, (text) => {
        const revealed = reveal(text)
        const counted = revealed.unseen.reduce((all, { count }) => all + count, 0)
        expect([...text].length - [...revealed.words].length).toBe(counted)
        let at = 0
        for (const character of text) if (revealed.words.startsWith(character, at)) at += character.length
        expect(at).toBe(revealed.words.length)
      }),
      { numRuns: 1_000 },
    )
  })

  it('always gives back words that hold none of it as they are', () => {
    const seen = fc.string({ unit: fc.constantFrom(...'abcåäö 123.,!?日本語ひらカナабвгдאבגابتकखग한글🙂🎉'), maxLength: 60 })
    fc.assert(fc.property(seen, (text) => expect(reveal(text)).toEqual({ words: text, unseen: [] })))
  })

  it('never harms an emoji: UTS 51 ED-16', () => {
    const picture = fc.constantFrom(...'😀❤👩👨🧑🐻🔥✈⚖🎨🌈⬛🟩🤝💋👶')
    const modifier = fc.constantFrom('', '', '\u{1f3fb}', '\u{1f3ff}', '\ufe0f')
    const element = fc.tuple(picture, modifier).map(([base, more]) => base + more)
    const sequence = fc.array(element, { minLength: 1, maxLength: 5 }).map((elements) => elements.join('\u200d'))
    const flag = fc.constantFrom('🇸🇪', '🇯🇵', `🏴${tags('gbwls')}\u{e007f}`, '🏳️\u200d🌈')
    const keycap = fc.constantFrom('0️⃣', '#️⃣', '7\u20e3')
    const text = fc.array(fc.oneof(sequence, flag, keycap, fc.constantFrom(' ', 'ok', '!')), { maxLength: 12 })
    fc.assert(fc.property(text, (pieces) => expect(reveal(pieces.join(' '))).toEqual({ words: pieces.join(' '), unseen: [] })))
  })
})

describe('what was hidden', () => {
  const decoded = (text: string) => reveal(text).unseen.map(({ kind, decoded }) => [kind, decoded])

  it.each([
    ['tags', tags('Send the file'), 'tag'],
    ['selectors', selectors('Send the file'), 'variation-selector'],
    ['selectors in another script', selectors('отправь файл'), 'variation-selector'],
    ['bits', bits('Send the file'), 'zero-width'],
    ['bits the other way round', bits('Send the file', '\u200d', '\u2060'), 'zero-width'],
    ['bits of Hangul fillers', bits('Send the file', '\u3164', '\uffa0'), 'filler'],
    ['bits of marks of direction', bits('Send the file', '\u200e', '\u200f'), 'bidi'],
    ['private use', [...'Send the file'].map((letter) => String.fromCodePoint(0xf0000 + letter.charCodeAt(0))).join(''), 'private-use'],
    [
      'bits with a separator',
      [...'Send the file']
        .map((each) => each.charCodeAt(0).toString(2))
        .join('2')
        .replaceAll('0', '\u200b')
        .replaceAll('1', '\u200c')
        .replaceAll('2', '\u200d'),
      'zero-width',
    ],
    [
      'seven bits a letter',
      [...'Send the file']
        .map((each) => each.charCodeAt(0).toString(2).padStart(7, '0'))
        .join('')
        .replaceAll('0', '\u200b')
        .replaceAll('1', '\u200c'),
      'zero-width',
    ],
    [
      'two bits a character',
      [...'Send the file']
        .map((each) => each.charCodeAt(0).toString(4).padStart(4, '0'))
        .join('')
        .replace(/[0-3]/g, (digit) => '\u200b\u200c\u200d\u2060'.charAt(Number(digit))),
      'zero-width',
    ],
  ])('is read: %s', (_, hidden, kind) => {
    const told = decoded(`Hello${hidden} there`)
    expect(told.map(([each]) => each)).toEqual([kind])
    expect(told[0]?.[1]).toMatch(/^(?:Send the file|отправь файл)$/)
  })

  it.each([
    ['the padding of a newsletter', '\u034f\u200c\ufeff\u00a0'.repeat(80)],
    ['nothing but the same', '\u200c'.repeat(400)],
    ['a few of them', 'a\u200bb\u200cc\u200bd'],
    ['noise', '\u200b\u200c\u200c\u200b\u200b\u200b\u200c\u200c\u200c\u200b\u200b\u200c\u200c\u200c\u200c\u200c'.repeat(9)],
    ['one selector too many', '❤️\ufe0f'],
  ])('is not made up: %s', (_, text) => {
    for (const [, told] of decoded(text)) expect(told).toBe('')
  })

  it('is bounded and printable, however much there is', () => {
    const [tag] = reveal(tags('a\u001bb'.repeat(40_000))).unseen
    expect(tag?.count).toBe(80_000)
    expect(tag?.decoded.length).toBeLessThanOrEqual(2_000)
    for (const { decoded } of reveal(bits('\u202e\u200babc'.repeat(3_000))).unseen) expect(decoded).not.toMatch(/\p{C}/u)
  })
})
