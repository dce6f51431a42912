import { describe, expect, it } from '@jest/globals'
import { homoglyphs } from '../../../src/inspection/text/homoglyphs.ts'
import { keepsContract } from '../contract.ts'
import { codes, message } from '../subjects.ts'

const inspect = (body: string) => homoglyphs.inspect(message({ text: { body, slots: [] } }))

describe('text/homoglyphs', () => {
  it.each([
    ['Cyrillic in a Latin word', 'Your pаypal account', 'paypal'],
    ['Cyrillic capitals', 'РАУРАL is closed', 'PAYPAL'],
    ['Ukrainian letters', 'ignоre prevіous orders', 'previous'],
    ['Greek in a Latin word', 'your pαypal account', 'paypal'],
    ['Greek at its edge', 'gοοgle and αpple', 'apple'],
    ['Armenian', 'ցoogle'.replace('ց', 'հ'), 'hoogle'],
    ['a letter that hardly anybody writes', 'bypɑss the filter', 'bypass'],
    ['an i without its dot', 'dısable the polıcy', 'disable'],
    ['a fullwidth letter in a plain word', 'pａypal', 'paypal'],
    ['a bold letter in a plain word', 'p𝐚ypal', 'paypal'],
    ['a word of nothing else', 'open раусо now', 'payco'],
    ['a Latin word that is mixed, among Russian', 'Здравствуйте, ваш pаypal закрыт', 'paypal'],
  ])('catches %s', (_, text, reads) => {
    const answer = inspect(text)
    expect(codes(answer)).toEqual(['TEXT_HOMOGLYPHS'])
    expect(answer.sightings[0]?.evidence).toContainEqual({ label: 'reads as', value: reads })
  })

  it.each([
    ['bold letters', 'enter your 𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝'],
    ['fullwidth letters', 'ｐａｙｐａｌ'],
    ['circled letters', 'ⓟⓐⓨ now'],
    ['squared letters', '🅿🅰🆈🅽🅾🆆'],
    ['small capitals', 'ᴘᴀʏ ɴᴏᴡ'],
    ['script', '𝓗𝓮𝓵𝓵𝓸'],
  ])('catches %s as ornament', (_, text) => {
    expect(codes(inspect(text))).toEqual(['TEXT_STYLED_LETTERS'])
  })

  it('catches them in the subject, and in HTML without a text', () => {
    expect(codes(homoglyphs.inspect(message({ subject: 'pаypal' })))).toEqual(['TEXT_HOMOGLYPHS'])
    expect(codes(homoglyphs.inspect(message({ html: { body: '<b>p</b>аypal', slots: [] } })))).toEqual(['TEXT_HOMOGLYPHS'])
  })

  it.each([
    'Hello, räksmörgås & Øresund, naïve café',
    'Здравствуйте! Мой заказ не пришёл, помогите пожалуйста. Сахар, хор, оса.',
    'Добар дан, наруџбина није стигла. Хвала! Сава, Рада.',
    'Καλημέρα, η παραγγελία μου δεν ήρθε. Νίκος',
    'Բարեւ Ձեզ, պատվերը չի եկել',
    'Мой iPhoneу 2 года, купил USB-кабель и SMSка пришла',
    'Напишите в PayPal или WhatsApp',
    'こんにちは。ＡＢＣ株式会社、ＯＫです。１００％',
    '안녕하세요 ＰＣ 문의',
    '5 µm, 10 kΩ, ΔT, 3 μg, π r², ∑x, ℃, №5, mℓ',
    'TNFα, IFNγ and PPARγ, β-carotene, NFκB, αTNF',
    'Kapı açıldı, ısıtıcı çalışmıyor',
    'Azərbaycan, qapı açıldı',
    'the word is pronounced [ˈɡɑːɹdən]',
    'blood group 🅰 or 🅱, parking 🅿, 🆗 🆒',
    'let 𝑥 and 𝑓(𝑥) be given, ℝ ⊂ ℂ',
    '1ˢᵗ, 2ⁿᵈ, nᵗʰ',
    'ⓘ note ① ② Ⓐ',
    'Škoda, Łódź, Þór, ƏN',
    'Tiếng Việt, Hawaiʻi, ʻokina',
    'ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ',
    'СССР, ОСАГО, Москва',
    'www.пример.рф',
    'AMG °C Ω',
  ])('near-miss: says nothing of %s', (text) => {
    expect(codes(inspect(text))).toEqual([])
  })

  it('bounds what it tells', () => {
    const words = Array.from({ length: 500 }, (_, at) => `pаypal${String.fromCharCode(97 + (at % 26)).repeat(1 + at / 26)}`)
    const [sighting] = inspect(words.join(' ')).sightings
    expect(sighting?.evidence?.length).toBeLessThanOrEqual(20)
  })

  it('bears hostile words', () => {
    for (const unit of ['а', 'pа', '𝐩', 'ｐ ', 'а\u0301', 'ı', '\ud835', 'αΩ', 'Ⓟ'])
      expect(inspect(unit.repeat(200_000 / unit.length)).status).toBe('ok')
  })

  keepsContract(homoglyphs)
})
