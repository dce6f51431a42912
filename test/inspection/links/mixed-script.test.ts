import { describe, expect, it } from '@jest/globals'
import { mixedScript } from '../../../src/inspection/links/mixed-script.ts'
import { codes, linkTo, message } from '../subjects.ts'

const inspect = (host: string) => mixedScript.inspect(linkTo(`https://${host}/`), message())
const seen = (host: string) => codes(inspect(host))

describe('catches', () => {
  it.each([
    ['gооgle.com', 'Cyrillic о among Latin'],
    ['раураl.com', 'Cyrillic with a Latin l'],
    ['αpple.com', 'Greek alpha among Latin'],
    ['www.аpple.com.evil.test', 'a label in the middle'],
    ['exаmple.рф', 'mixed under a Cyrillic top level'],
    ['bank२.com', 'a Devanagari digit after Latin'],
  ])('%s: %s', (host) => {
    expect(seen(host)).toContain('LINK_MIXED_SCRIPT')
  })

  it('a whole label of Cyrillic that reads as Latin, and says as what', () => {
    expect(inspect('xn--80ak6aa92e.com').sightings).toEqual([
      {
        code: 'LINK_CONFUSABLE_HOST',
        confidence: 0.95,
        evidence: [
          { label: 'host', value: 'xn--80ak6aa92e.com' },
          { label: 'shown as', value: 'аррӏе.com' },
          { label: 'reads as', value: 'apple' },
          { label: 'why', value: 'Cyrillic letters that read as Latin' },
        ],
      },
    ])
  })

  it.each([
    ['ουα.com', 'Greek that reads as Latin'],
    ['հոս.com', 'Armenian that reads as Latin'],
    ['ɡoogle.com', 'a phonetic g'],
    ['ɢᴏᴏɢʟᴇ.com', 'small capitals'],
    ['paypaı.com', 'a dotless i with nothing Turkish beside it'],
    ['ᎪᏢᏢᏞ.com', 'Cherokee drawn as capitals'],
    ['bank.com∕login.evil.test', 'a division slash'],
    ['bank.com⁄login.evil.test', 'a fraction slash'],
    ['bank.comノlogin.evil.jp', 'a kana that passes for a slash'],
    ['examplel̸ogin.evil.test', 'a stroke laid over a letter'],
  ])('%s: %s', (host) => {
    expect(seen(host)).toContain('LINK_CONFUSABLE_HOST')
  })
})

describe('near-miss', () => {
  it.each([
    ...['münchen.de', 'turfølge.no', 'räksmörgås.se', 'café.fr', 'łódź.pl', 'kadıköy.com.tr', 'kadıköy.com', 'việtnam.vn', 'col·legi.cat'],
    ...['日本語.jp', '東京タワー.jp', 'ノート.jp', 'abc日本.jp', '中文网.中国', '한국.kr', '한국abc.kr', 'ㄅㄆ台灣.tw'],
    ...[
      'пример.рф',
      'яндекс.com',
      'пример.com',
      'тест.com',
      'привет.org',
      'москва.ru',
      'сор.ru',
      'київ.ua',
      'ελλάδα.gr',
      'ορος.gr',
      'հայաստան.am',
    ],
    ...['مثال.com', 'עברית.il', 'भारत.com', 'ไทย.com', 'தமிழ்.com', 'example.com', '123.com'],
  ])('lets the honest name %s pass', (host) => {
    expect(linkTo(`https://${host}/`).url).not.toBeNull()
    expect(seen(host)).toEqual([])
  })

  it('does not mind different scripts in different labels', () => {
    expect(seen('日本.пример.ελλάδα.example.com')).toEqual([])
  })
})

describe('hostile input', () => {
  it('answers about thousands of labels by the part that can be looked up', () => {
    expect(seen(`${'ä.'.repeat(2_000)}com`)).toEqual([])
    expect(seen(`gооgle.${'ä.'.repeat(25)}com`)).toEqual(['LINK_MIXED_SCRIPT'])
  })

  it('says each thing once, however many labels do it', () => {
    expect(seen(`${'gооgle.'.repeat(10)}аррӏе.сосо.com`)).toEqual(['LINK_MIXED_SCRIPT', 'LINK_CONFUSABLE_HOST'])
  })
})
