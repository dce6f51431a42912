/** German numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { GERMAN } from '../../../../src/inspection/personal/national/german.ts'
import { describeNational } from './table.ts'

describeNational(GERMAN, {
  'de-idnr': {
    catches: [
      ['steuer-id: 92504813445', '92504813445'],
      ['my steuer id is 70.146195814, thank you', '70.146195814'],
    ],
    nearMisses: [
      'steuer-id: 92504893445',
      'my steuer-id is 60.146195814, thank you',
      'steuer-id: 925048134457',
      'steuer-id: 92504813445/2026-1',
    ],
  },
  'de-stnr': {
    catches: [
      ['steuernummer: 89/708/10626', '89/708/10626'],
      ['my st.-nr is 802/946/76008, thank you', '802/946/76008'],
    ],
    nearMisses: ['steuernummer: 89/708/10626777', 'steuernummer: 89/708/10626/2026-1'],
  },
  'de-stnr-of-elster': {
    catches: [
      ['steuernummer: 0135534465240', '0135534465240'],
      ['my st.-nr is 0223584263202, thank you', '0223584263202'],
    ],
    nearMisses: ['steuernummer: 01355344652407', 'steuernummer: 0135534465240/2026-1'],
  },
  'de-personalausweis': {
    catches: [
      ['personalausweis: J884H681X', 'J884H681X'],
      ['my ausweisnummer is N9NK62GC5, thank you', 'N9NK62GC5'],
    ],
    nearMisses: ['personalausweis: J884H681X77777', 'personalausweis: J884H681X/2026-1'],
  },
  'de-krankenversichertennummer': {
    catches: [
      ['krankenversichertennummer: W632679759', 'W632679759'],
      ['my versichertennummer is F891506 144, thank you', 'F891506 144'],
    ],
    nearMisses: [
      'krankenversichertennummer: W632379759',
      'my krankenversichertennummer is F891506 744, thank you',
      'krankenversichertennummer: W6326797597',
      'krankenversichertennummer: W632679759/2026-1',
    ],
  },
  'de-rentenversicherungsnummer': {
    catches: [
      ['rentenversicherungsnummer: 53191139A588', '53191139A588'],
      ['my sozialversicherungsnummer is 29260236-P 94 5, thank you', '29260236-P 94 5'],
    ],
    nearMisses: [
      'rentenversicherungsnummer: 53171139A588',
      'my rentenversicherungsnummer is 29260236-P 54 5, thank you',
      'rentenversicherungsnummer: 53191139A5887',
      'rentenversicherungsnummer: 53191139A588/2026-1',
    ],
  },
  'at-vnr': {
    catches: [
      ['vnr: 9925301295', '9925301295'],
      ['my svnr is 8825-061103, thank you', '8825-061103'],
    ],
    nearMisses: ['vnr: 9925601295', 'my vnr is 8875-061103, thank you', 'vnr: 99253012957', 'vnr: 9925301295/2026-1'],
  },
  'at-tin': {
    catches: [
      ['abgabenkontonummer: 077754133', '077754133'],
      ['my abgabenkonto is 10/487/3971, thank you', '10/487/3971'],
    ],
    nearMisses: [
      'abgabenkontonummer: 017754133',
      'my abgabenkontonummer is 10/457/3971, thank you',
      'abgabenkontonummer: 0777541337',
      'abgabenkontonummer: 077754133/2026-1',
    ],
  },
  'ch-ahv': {
    catches: [
      ['ahv: 7567752359020', '7567752359020'],
      ['my ahv-nummer is 756-4218694411, thank you', '756-4218694411'],
    ],
    nearMisses: ['ahv: 7567755359020', 'my ahv is 756-4218694711, thank you', 'ahv: 75677523590207', 'ahv: 7567752359020/2026-1'],
  },
  'li-peid': {
    catches: [
      ['peid: 127133', '127133'],
      ['my peid-nummer is 417598009302, thank you', '417598009302'],
    ],
    nearMisses: ['peid: 1271337777777', 'peid: 127133/2026-1'],
  },
})
