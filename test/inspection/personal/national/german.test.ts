/** German numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { GERMAN } from '../../../../src/inspection/personal/national/german.ts'
import { describeNational } from './table.ts'

describeNational(GERMAN, {
  'de-idnr': {
    catches: [
      ['steuer-id: 69821746352', '69821746352'],
      ['my steuer id is 50-568742353, thank you', '50-568742353'],
    ],
    nearMisses: [
      'steuer-id: 69821746355',
      'my steuer-id is 50-567742353, thank you',
      'steuer-id: 698217463527',
      'steuer-id: 69821746352/2026-1',
    ],
  },
  'de-stnr': {
    catches: [
      ['steuernummer: 336/7733/62038', '336/7733/62038'],
      ['my st.-nr is 797/5719/2521, thank you', '797/5719/2521'],
    ],
    nearMisses: ['steuernummer: 336/7733/620387', 'steuernummer: 336/7733/62038/2026-1'],
  },
  'de-stnr-of-elster': {
    catches: [
      ['steuernummer: 0905233085350', '0905233085350'],
      ['my st.-nr is 4098128362341, thank you', '4098128362341'],
    ],
    nearMisses: ['steuernummer: 09052330853507', 'steuernummer: 0905233085350/2026-1'],
  },
  'de-personalausweis': {
    catches: [
      ['personalausweis: J1WTT9L21', 'J1WTT9L21'],
      ['my ausweisnummer is T7N2VKNN93D, thank you', 'T7N2VKNN93D'],
    ],
    nearMisses: ['personalausweis: T7N2VKNN94D', 'personalausweis: J1WTT9L217777777', 'personalausweis: J1WTT9L21/2026-1'],
  },
  'de-krankenversichertennummer': {
    catches: [
      ['krankenversichertennummer: M445128144', 'M445128144'],
      ['my versichertennummer is J349-297 605, thank you', 'J349-297 605'],
    ],
    nearMisses: [
      'krankenversichertennummer: M495128144',
      'my krankenversichertennummer is J341-297 605, thank you',
      'krankenversichertennummer: M4451281447',
      'krankenversichertennummer: M445128144/2026-1',
    ],
  },
  'de-rentenversicherungsnummer': {
    catches: [
      ['rentenversicherungsnummer: 48231220Z828', '48231220Z828'],
      ['my sozialversicherungsnummer is 21531221F 84-3, thank you', '21531221F 84-3'],
    ],
    nearMisses: [
      'rentenversicherungsnummer: 48231220Z528',
      'my rentenversicherungsnummer is 21534221F 84-3, thank you',
      'rentenversicherungsnummer: 48231220Z8287',
      'rentenversicherungsnummer: 48231220Z828/2026-1',
    ],
  },
  'at-vnr': {
    catches: [
      ['vnr: 9988250771', '9988250771'],
      ['my svnr is 3159-221298, thank you', '3159-221298'],
    ],
    nearMisses: ['vnr: 9938250771', 'my vnr is 3959-221298, thank you', 'vnr: 99882507717', 'vnr: 9988250771/2026-1'],
  },
  'at-tin': {
    catches: [
      ['abgabenkontonummer: 094179470', '094179470'],
      ['my abgabenkonto is 16157 2599, thank you', '16157 2599'],
    ],
    nearMisses: [
      'abgabenkontonummer: 094179410',
      'my abgabenkontonummer is 16157 2399, thank you',
      'abgabenkontonummer: 0941794707',
      'abgabenkontonummer: 094179470/2026-1',
    ],
  },
  'ch-ahv': {
    catches: [
      ['ahv: 7569667287573', '7569667287573'],
      ['my ahv-nummer is 756.74740763 73, thank you', '756.74740763 73'],
    ],
    nearMisses: ['ahv: 7569667287553', 'my ahv is 756.74746763 73, thank you', 'ahv: 75696672875737', 'ahv: 7569667287573/2026-1'],
  },
  'li-peid': {
    catches: [
      ['peid: 30976', '30976'],
      ['my peid-nummer is 53376, thank you', '53376'],
    ],
    nearMisses: ['peid: 00976', 'peid: 3097677777777', 'peid: 30976/2026-1'],
  },
})
