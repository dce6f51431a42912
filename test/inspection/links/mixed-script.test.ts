import { describe, expect, it } from '@jest/globals'
import { lookalike } from '../../../src/inspection/links/lookalike.ts'
import { mixedScript } from '../../../src/inspection/links/mixed-script.ts'
import { keepsContract } from '../contract.ts'
import { codes, linkTo, message } from '../subjects.ts'
import { ATTACKS, SAFE } from './host-names.ts'

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
    ['wıkibank.com', 'a dotless i beside letters that Turkish does not have'],
    ['ᎪᏢᏢᏞ.com', 'Cherokee drawn as capitals'],
    ['bank.com∕login.evil.test', 'a division slash'],
    ['bank.com⁄login.evil.test', 'a fraction slash'],
    ['bank.comノlogin.evil.jp', 'a kana that passes for a slash'],
    ['examplel̸ogin.evil.test', 'a stroke laid over a letter'],
  ])('%s: %s', (host) => {
    expect(seen(host)).toContain('LINK_CONFUSABLE_HOST')
  })
})

describe('catches what browsers would show in code', () => {
  it.each(Object.entries(ATTACKS))('%s', (_rule, hosts) => {
    const missed = hosts.filter((host) => {
      const link = linkTo(`https://${host}/`)
      return [mixedScript, lookalike].every((inspector) => inspector.inspect(link, message()).sightings.length === 0)
    })
    expect(hosts.length).toBeGreaterThan(0)
    expect(missed).toEqual([])
  })

  it.each([
    ['xn--zzzzzzzzz.com', 'LINK_INVALID_NAME', 'a code that does not decode'],
    ['xn--example-.com', 'LINK_INVALID_NAME', 'a code for plain letters'],
    ['xn--a-xbba.com', 'LINK_INVALID_NAME', 'a code for letters that were not composed'],
    ['a\u200Db.com', 'LINK_INVALID_NAME', 'a joiner among Latin letters, which no browser opens'],
    ['i❤.ws', 'LINK_UNUSUAL_LETTERS', 'a picture'],
    ['ᑖᓂᓯ.ca', 'LINK_UNUSUAL_LETTERS', 'syllabics'],
    ['ไทย.12३.com', 'LINK_MIXED_SCRIPT', 'digits of two systems'],
    ['חסד.com', 'LINK_CONFUSABLE_HOST', 'Hebrew that reads as Latin'],
    ['0২.com', 'LINK_MIXED_SCRIPT', 'a Bengali digit after a Latin one'],
    ['三3б5.com', 'LINK_MIXED_SCRIPT', 'Chinese beside Cyrillic'],
  ])('%s: %s for %s', (host, code) => {
    expect(seen(host)).toContain(code)
  })

  it('a name of limited use at home with less confidence than abroad', () => {
    const [home, abroad] = ['ᑖᓂᓯ.ca', 'ᑖᓂᓯ.com'].map((host) => inspect(host).sightings[0]?.confidence ?? 0)
    expect(home).toBeLessThan(abroad ?? 0)
  })
})

describe('near-miss', () => {
  it.each(SAFE)('lets %s pass, and so does links/lookalike', (host) => {
    const link = linkTo(`https://${host}/`)
    expect(link.url).not.toBeNull()
    expect(codes(mixedScript.inspect(link, message()))).toEqual([])
    expect(codes(lookalike.inspect(link, message()))).toEqual([])
  })

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

describe('links/mixed-script', () => {
  keepsContract(mixedScript)
})
