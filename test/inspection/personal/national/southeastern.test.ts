/** Southeastern numbers are found beside their labels, grouped or not; none that is one digit off or part of a longer one. All are invented. */
import { SOUTHEASTERN } from '../../../../src/inspection/personal/national/southeastern.ts'
import { describeNational } from './table.ts'

describeNational(SOUTHEASTERN, {
  'gr-amka': {
    catches: [
      ['αμκα: 23129379303', '23129379303'],
      ['my α.μ.κ.α. is 070960-35501, thank you', '070960-35501'],
    ],
    nearMisses: ['αμκα: 23122379303', 'my αμκα is 079960-35501, thank you', 'αμκα: 231293793037', 'αμκα: 23129379303/2026-1'],
  },
  'gr-afm': {
    catches: [
      ['αφμ: 455157820', '455157820'],
      ['my α.φ.μ. is GR 397332010, thank you', 'GR 397332010'],
    ],
    nearMisses: ['αφμ: 445157820', 'my αφμ is GR 397332014, thank you', 'αφμ: 4551578207', 'αφμ: 455157820/2026-1'],
  },
  'gr-taftotita': {
    catches: [
      ['αριθμός ταυτότητας: I976422', 'I976422'],
      ['my ταυτότητα is F 173892, thank you', 'F 173892'],
    ],
    nearMisses: ['αριθμός ταυτότητας: I9764227', 'αριθμός ταυτότητας: I976422/2026-1'],
  },
  'cy-tic': {
    catches: [
      ['tic: 09306657G', '09306657G'],
      ['my αφτ is CY 81995361E, thank you', 'CY 81995361E'],
    ],
    nearMisses: ['tic: 49306657G', 'my tic is CY 89995361E, thank you', 'tic: 09306657G7', 'tic: 09306657G/2026-1'],
  },
  'tr-tckimlik': {
    catches: [
      ['tckimlik: 11233545206', '11233545206'],
      ['my t.c. kimlik is 903 993 351 80, thank you', '903 993 351 80'],
    ],
    nearMisses: [
      'tckimlik: 31233545206',
      'my tckimlik is 903 993 301 80, thank you',
      'tckimlik: 112335452067',
      'tckimlik: 11233545206/2026-1',
    ],
  },
  'al-nipt': {
    catches: [
      ['nipt: N38183805I', 'N38183805I'],
      ['my nuis is P45264222 I, thank you', 'P45264222 I'],
    ],
    nearMisses: ['nipt: N38183805I7', 'nipt: N38183805I/2026-1'],
  },
  'yu-jmbg': {
    catches: [
      ['jmbg: 1407813598767', '1407813598767'],
      ['my jmbg-a is 3101021448690, thank you', '3101021448690'],
    ],
    nearMisses: ['jmbg: 1407863598767', 'my jmbg is 3101621448690, thank you', 'jmbg: 14078135987677', 'jmbg: 1407813598767/2026-1'],
  },
  'hr-oib': {
    catches: [
      ['oib: 14807085115', '14807085115'],
      ['my osobni identifikacijski broj is HR 63467857134, thank you', 'HR 63467857134'],
    ],
    nearMisses: ['oib: 14007085115', 'my oib is HR 63467857164, thank you', 'oib: 148070851157', 'oib: 14807085115/2026-1'],
  },
  'si-davcna': {
    catches: [
      ['davčna številka: 42293715', '42293715'],
      ['my davčna is SI 19608438, thank you', 'SI 19608438'],
    ],
    nearMisses: [
      'davčna številka: 42293710',
      'my davčna številka is SI 19604438, thank you',
      'davčna številka: 422937157',
      'davčna številka: 42293715/2026-1',
    ],
  },
})
